"""Numbers that are told only to say that they are wrong: "n’a pas coûté 500 000 euros", "ni 10 ni 12 caméras"."""

import re

from nlp.figures.nearby import before
from nlp.wordlists import either, table

_LEXICON = table("figures.toml")["denied"]
_BY, _LIMIT = frozenset(_LEXICON["by"]), frozenset(_LEXICON["limit"])
# looked for first: few numbers have one near
_CUE = re.compile(r"(?<!\w)(?:pas|ni|non|jamais|plus) ")
_REACH = 24
# "dément que la halle coûtera 25 millions"
_DENIES = re.compile(rf"(?<!\w){either(_LEXICON['claims'])} (?:que |qu |avoir |etre |devoir )[^.;:!?«»\n]*$")
_TURNS = re.compile(rf"(?<!\w){either(_LEXICON['turns'])}(?!\w)")
_CLAIM = re.compile(rf"(?<!\w){either(_LEXICON['roots'])}")
_FAR = 110


def denied(low: str, start: int) -> bool:
    """Whether the number that begins at `start` is denied.

    Neither limits are ("ne dépasse pas 30 km/h", "pas plus de 12") nor what is not done to a known number ("n’a
    pas encore reçu les 12 caméras").
    """
    if _is_claim(low, start):
        return True
    if _CUE.search(low, max(0, start - _REACH), start) is None:
        return False
    near = before(low, start)
    return not near.about and near.any(_BY) and not near.any(_LIMIT)


def _is_claim(low: str, start: int) -> bool:
    """Whether somebody says that what is told of the number is wrong: "dément que", "il est faux que"."""
    left = max(0, start - _FAR)
    if _CLAIM.search(low, left, start) is None:
        return False
    said = _DENIES.search(low[left:start])
    return said is not None and _TURNS.search(said.group()) is None
