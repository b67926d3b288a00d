"""Names that a civility announces: what follows "M." or "Mme" is one, whatever it looks like."""

import re
from collections.abc import Iterator

from core.types import Span
from nlp.civility import PERSONS
from nlp.persons.name_shape import TRAILING

_AFTER_CIVILITY = re.compile(
    rf"(?<!\w){PERSONS}[ \u00a0\u202f]"
    r"((?:(?:de|du|des|van|von|le|la|el|ben)[ \u00a0]){0,2}"
    r"(?:d[’'])?[A-ZÀ-ÝŒ][\w’'-]*(?:[ \u00a0][A-ZÀ-ÝŒ][\w’'-]*){0,3})"
)
_ROLE = re.compile(r"(?:Le |La |l[ae] )?(?:[Mm]aire|[Pp]r[ée]|[Mm]inistre|[Aa]djoint|[Dd]irect)")


def after_civility(text: str) -> Iterator[Span]:
    """Spans of the names after civilities; a role may follow one too: "Monsieur le Maire"."""
    for match in _AFTER_CIVILITY.finditer(text):
        if not _ROLE.match(match[1]):
            yield match.start(1), match.start(1) + len(TRAILING.sub("", match[1]))
