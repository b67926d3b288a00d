"""How authorities are named and cited: patterns and tests on one place of a text (words: initiatives_actors.toml)."""

import re
from functools import cache

from core.types import ActorKind, Mention, MentionKind
from nlp.findings import Findings
from nlp.initiatives.acts import words
from nlp.initiatives.references import Actor
from nlp.technologies.matcher import Matcher
from nlp.text import fold
from nlp.wordlists import either, table

_FILE = "initiatives_actors.toml"


def goes_on(found: Findings, end: int, starts: set[int]) -> bool:
    """Whether a name follows, and says whose it is: "la mairie de Dreux", "la communauté urbaine Le Havre"."""
    return any(end + n in starts for n in range(1, 8)) or _others().match(found.low, end) is not None


OF_LAND = re.compile(r"\bde $")


def kind_of_land(kind: str) -> bool:
    """Whether a word may also say only where something is."""
    return kind in {"departement", "region"}


# "la ville intelligente", "la commune voisine", "la région parisienne" are no authority of the text
@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf" {either(table(_FILE)['others'])}\b")


def territory(found: Findings, m: Mention) -> Actor | None:
    """An intercommunal body; a département or région that acts."""
    if m.kind is MentionKind.EPCI:
        return Actor(ActorKind.EPCI, m.key, m.name)
    if m.kind not in {MentionKind.DEPARTEMENT, MentionKind.REGION}:
        return None
    before = found.low[max(0, m.start - 50) : m.start]
    if not _acting()[m.kind.value].search(before):
        return None
    return Actor(ActorKind(m.kind.value), m.key, m.name)


@cache
def _acting() -> dict[str, re.Pattern[str]]:
    lexicon = table(_FILE)
    return {
        kind: re.compile(rf"\b{either(words(lexicon[f'{kind}_before']))} (?:de la |de l |des |du |de |d )?$")
        for kind in ("departement", "region")
    }


@cache
def _syndicates() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in table(_FILE)["syndicates"]))


JOINED = re.compile(r"\b[A-ZÀ-Þ][\w’']*-$")  # "le Siel-Territoire d'énergie"
_TYPE = re.compile(
    r"\b(?:Syndicat|Établissement public)(?: (?:mixte|intercommunal|départemental|territorial|de bassin|du bassin))*"
    r"(?: (?:d['’]|de l['’]|de la |du |des |de |pour la |pour le ))?(?: )?$"
)
"""The type words of a body, written as part of its name: "le Syndicat mixte Bléone-Asse"."""
_REST = re.compile(r" (?:centrale?|nord|sud|est|ouest|occidentale?|orientale?|maritime|littoral)\b")


def full_name(found: Findings, m: Mention) -> str:
    """A syndicate's name with what belongs to it on either side of the mention."""
    left = found.text[max(0, m.start - 60) : m.start]
    before = JOINED.search(left) or _TYPE.search(left)
    after = _REST.match(found.low, m.end)
    if not before and not after:
        return m.name
    start = m.start - len(left) + before.start() if before else m.start
    return found.text[start : after.end() if after else m.end]


_SYNDICATE_BEFORE = re.compile(r"\bsyndicats? (?:(?!et |ou |avec |entreprise |societe )[a-z]+ ){0,3}$")
_KINDS = {"other", "state", "association"}


def is_syndicate(found: Findings, m: Mention) -> bool:
    """Whether a body is one that authorities have together: by its name, or "syndicat" before it."""
    low = found.low[m.start : m.end]
    before = found.low[max(0, m.start - 50) : m.start]
    return m.category in _KINDS and (
        _syndicates().search(low) is not None
        or _syndicates().search(fold(m.name).lower()) is not None
        or _SYNDICATE_BEFORE.search(before) is not None
    )


@cache
def generic() -> Matcher[str]:
    """Words that stand for an authority of some kind: "la Ville", "l'agglo"."""
    kinds = ("commune", "epci", "departement", "region", "syndicate", "any")
    return Matcher({phrase: kind for kind in kinds for phrase in words(table(_FILE)[kind])}.items())


@cache
def _before_cited() -> re.Pattern[str]:
    # "de" may be "du", "des", "d'": the last letter of each cue is open
    cues = [
        re.sub(r" de$", " (?:de la|du|des|de|d)", re.sub(r" a$", " (?:a la|au|aux|a)", w))
        for w in words(table(_FILE)["cited_before"])
    ]
    compass = r"(?:nord|sud|est|ouest)(?: est| ouest)? (?:de|du|d)"
    return re.compile(rf"(?<!\w)(?:{either(cues)}|{compass}) (?:la |le |les |l )?$")


_DATELINE = re.compile(
    r"(?: \([^()\n]{1,40}\))?(?:,? (?:le )?(?:\d{1,2}(?:er)? [a-z]{3,9}\.?(?: \d{4})?)|,? \(?afp\)?)"
)
AGENCY = re.compile(r" ?[-–—] [A-ZÀ-Ý]")
RUBRIC = re.compile(r"(?: \([^()\n]{1,40}\))?(?:\.| ?[–—|:/]| {3})")
COUNCIL = re.compile(
    r"\b(conseil departemental|departement|conseil regional|region) (?:de la |de l |des |du |de |d )?(?=[a-z])"
)
WORDS = re.compile(r"[a-z]+")
COMPLETES = re.compile(
    r"(?<!ville)(?<!maire)(?<!mairie)(?<!commune)(?<!municipalite)(?<!agglomeration)(?<!metropole)(?<!eurometropole)(?<!communes)"
    r"(?<!urbaine)(?<!nouvelle)(?<!conseil municipal)(?<!elus) (?:de la|de l|des|du|de|d) (?:la |le |les |l )?$"
)
_PART = re.compile(r"\barrondissement d[eu] $")


def is_cited(found: Findings, m: Mention) -> bool:
    """Whether a town is named for comparison, as a neighbour or seat, or where the report was written."""
    if (m.start == 0 or found.text[m.start - 1] == "\n") and _DATELINE.match(found.low, m.end):
        return True
    before = found.low[max(0, m.start - 36) : m.start]
    if _PART.search(before):
        return True
    return _before_cited().search(before) is not None
