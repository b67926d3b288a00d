"""What a person most likely mistyped: said before a search that would silently find something else."""

import re
from difflib import get_close_matches

from core.errors import QueryError
from store.searching.syntax import FIELDS, parse

_QUOTED = re.compile(r"""["«“„][^"«»“”„]*["»”“]?""")
_FIELD = re.compile(r"(?<![\w:/.])([^\W\d_]{3,}):(?=\S)(?!//)")
_LIKE = 0.7


def check(words: str, *, filtered: bool) -> None:
    """Raise QueryError for a filter that is nearly one, and for what holds no word where no filter is given."""
    for name in _FIELD.findall(_QUOTED.sub(" ", words)):
        near = get_close_matches(name.lower(), FIELDS, n=1, cutoff=_LIKE)
        if name.lower() not in FIELDS and near:
            raise QueryError(f"Filtre inconnu : « {name}: ».", f"Écrivez « {near[0]}: » ?")
    if not filtered and parse(words) is None:
        raise QueryError(
            f"Aucun mot à chercher dans « {words[:40]} ».", "Donnez au moins un mot, ou un filtre."
        )
