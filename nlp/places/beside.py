"""Names that the text itself puts abroad: "Lens, en Suisse", "Valence (Espagne)", "la ville belge de Mons".

Any name may lie abroad, listed or not: what stands beside it decides, for all its mentions in the text.
"""

import re

from nlp.findings import Findings
from nlp.places.brackets import bracketed
from nlp.places.gazetteer import Match
from nlp.places.lexicons import countries, demonyms
from nlp.places.surroundings import before

_TOWN = r"(?:ville|commune|cite|capitale|municipalite|metropole|localite|village|bourgade|station)s?"
_DEMONYM = rf"{demonyms('town')}s?"
# an enumeration of places is no apposition: "à Lyon, en Belgique et en Suisse"
_ENUMERATED = r"(?!,? (?:et|ou)(?: en| au| aux| a)? |, (?:en|au|aux) )(?= ?(?:[,.;:!?)»\n]|$))"
# "Lens, dans le canton du Valais, en Suisse"
_NEARER = r"(?: (?:dans|pres|province|canton|ville|commune|au|non loin|region)\b[a-z ]{3,25},)?"
_AFTER = re.compile(
    rf",{_NEARER} (?:en|au|aux|a) {countries()}{_ENUMERATED}"
    rf"|,? ?\((?:[^()\n]{{2,30}}, ?)?(?:(?:en|au|aux|a|le|la|l) )?{countries()}\)"
    rf"|, (?:(?:la|le|l|une|autre|petite|grande|deuxieme) ){{0,2}}{_TOWN} {_DEMONYM}\b"
)
_LOCATIVE_AFTER = re.compile(rf" (?:en|au|aux) {countries()}{_ENUMERATED}")
_LOCATIVE_BEFORE = re.compile(r"(?:^|[\s«(“\"])(?:a|maire de|ville de|commune de) $")
_BEFORE = re.compile(
    rf"\b{_TOWN} {_DEMONYM} (?:de |d |du |des )$|\bcapitale {_DEMONYM},? $"
    rf"|\b{_TOWN} {_DEMONYM},? (?:dont|comme|tell?e?s? que) (?:a |au )?$"
)


def put_abroad(found: Findings, departements: dict[str, str]) -> list[Match]:
    """All mentions of the names that the text puts abroad, but those with a département in brackets."""
    names = {_low(found, m) for m in found.matches if _abroad(found, m)}
    if not names:
        return []
    return [
        m for m in found.matches
        if _low(found, m) in names and not bracketed(found.low, m.end, departements)
    ]  # fmt: skip


def _low(found: Findings, match: Match) -> str:
    return found.low[match.start : match.end]


def _abroad(found: Findings, match: Match) -> bool:
    if _AFTER.match(found.low, match.end):
        return True
    left = before(found, match.start)
    if _LOCATIVE_AFTER.match(found.low, match.end) and _LOCATIVE_BEFORE.search(left):
        return True
    return _BEFORE.search(left) is not None
