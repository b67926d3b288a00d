"""For whom someone works decides what "directeur", "responsable" or "président" means (lexicon/employers.toml)."""

import re
from functools import cache

from core.types import Mention, MentionKind, RoleKind
from nlp.findings import Findings
from nlp.persons.role_words import Phrase
from nlp.wordlists import either, table

_REACH = 90
_STOP = re.compile(r"[,;:.!?()\n«»“”]")
_CHEZ = re.compile(r" (?:chez|pour) (?!la |le |l |les )[A-Z]")
# "le directeur général de Stimergy": a name that nothing else explains is a company's
_PROPER = re.compile(r"(?: [a-z]{4,}){0,2} (?:de la |de l |du |des |de |d |a |)(?=[A-Z])")
_KINDS = {
    "company": RoleKind.COMPANY,
    "state": RoleKind.OFFICIAL,
    "association": RoleKind.OTHER,
    "research": RoleKind.OTHER,
}
_BY_WORD = {"public": RoleKind.OFFICIAL, "company": RoleKind.COMPANY, "other": RoleKind.OTHER}
_EMPLOYERS = tuple(_BY_WORD)


def staff(found: Findings, phrase: Phrase, name_start: int) -> RoleKind:
    """What a member of staff is: official, company or other. Nothing said: an official."""
    zone = _zone(found, phrase, name_start)
    said = _said(found, zone)
    if said:
        return said
    if phrase.words.startswith("charge") and "conseil municipal" in found.low:
        return RoleKind.DEPUTY_MAYOR  # a portfolio without a service: an elected official's
    if phrase.words in {"directeur general", "directrice generale", "dg"} and zone[0] == zone[1]:
        return RoleKind.COMPANY
    if phrase.article in {"son", "sa", "leur"} and (owner := _owner(found, phrase.start)):
        return owner
    proper = _PROPER.match(found.folded, phrase.end, zone[1] + 1)
    if proper is None or any(m.start == proper.end() for m in found.communes):
        return RoleKind.OFFICIAL  # "directrice générale adjointe à Gap": a town hall's
    return RoleKind.COMPANY


def president(found: Findings, phrase: Phrase, name_start: int) -> RoleKind:
    """Who presides an EPCI, a company, or anything else."""
    start, end = _zone(found, phrase, name_start)
    if any(p.kind is MentionKind.EPCI and start <= p.start <= end for p in found.places):
        return RoleKind.EPCI_PRESIDENT
    word = _first_word(found.low, (start, end), ("epci", "other", "public", "company"))
    if word == "epci":
        return RoleKind.EPCI_PRESIDENT
    organisation = _organisation(found, (start, end))
    if organisation:
        return RoleKind.COMPANY if organisation.category == "company" else RoleKind.OTHER
    if (
        word is None
        and phrase.article in {"son", "sa", "leur", "le", "la"}
        and (before := _presided(found, phrase.start))
    ):
        return before
    return RoleKind.COMPANY if word == "company" else RoleKind.OTHER


def affiliation(found: Findings, name_end: int) -> RoleKind | None:
    """What "N, de la société X", "N, chez X" or "N (X)" says of N."""
    match = re.compile(r"(?: ?\(|, )(?:de la |de l |du |de |d |des |chez |pour )?(?=[A-Z]|[a-z]+ )").match(
        found.folded, name_end
    )
    if match is None:
        return None
    if "chez" in match.group():
        return RoleKind.COMPANY
    organisation = next(
        (o for o in found.organisations if match.end() - 3 <= o.start <= match.end() + 1), None
    )
    if organisation:
        return _KINDS.get(organisation.category)
    if not re.search(r"d[eu]|des", match.group()):
        return None
    stop = _STOP.search(found.folded, match.end())
    return _said(found, (match.end() - 1, min(stop.start() if stop else len(found.text), match.end() + 60)))


def _zone(found: Findings, phrase: Phrase, name_start: int) -> tuple[int, int]:
    """The complement: from the role's words to a stop, or to the name it announces."""
    limit = min(len(found.text), phrase.end + _REACH)
    if name_start > phrase.end:
        limit = min(limit, name_start)
    stop = _STOP.search(found.folded, phrase.end, limit)
    return phrase.end, stop.start() if stop else limit


def _said(found: Findings, zone: tuple[int, int]) -> RoleKind | None:
    """What the complement says: a body of the lexicons, an EPCI, an employer's word, else a duty's."""
    if _CHEZ.search(found.folded, *zone):
        return RoleKind.COMPANY
    organisation = _organisation(found, zone)
    if organisation and organisation.category in _KINDS:
        return _KINDS[organisation.category]
    if any(p.kind is MentionKind.EPCI and zone[0] <= p.start < zone[1] for p in found.places):
        return RoleKind.OFFICIAL
    word = _first_word(found.low, zone, _EMPLOYERS) or _first_word(found.low, zone, _EMPLOYERS, "duties")
    return _BY_WORD[word] if word else None


def _organisation(found: Findings, zone: tuple[int, int]) -> Mention | None:
    return next((o for o in found.organisations if zone[0] <= o.start < zone[1]), None)


def _first_word(
    low: str, zone: tuple[int, int], kinds: tuple[str, ...], table: str = "employers"
) -> str | None:
    """The kind of the first telling word of a zone; of two that begin together the longer, then the first kind."""
    part, best = low[zone[0] : zone[1]], (len(low), 0, len(kinds))
    for rank, kind in enumerate(kinds):
        match = _words(table, kind).search(part)
        if match:
            best = min(best, (match.start(), -match.end(), rank))
    return kinds[best[2]] if best[2] < len(kinds) else None


@cache
def _words(group: str, kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b{either(table('employers.toml')[group][kind])}\b")


def _owner(found: Findings, before: int) -> RoleKind | None:
    """Whose "son directeur" is: the last thing named before, within the paragraph."""
    left = max(found.text.rfind("\n", 0, before), before - 300) + 1
    organisations = [o for o in found.organisations if left <= o.start < before]
    if organisations and organisations[-1].category in _KINDS:
        return _KINDS[organisations[-1].category]
    places = [p for p in found.places if p.kind is MentionKind.EPCI and left <= p.start < before]
    if places:
        return RoleKind.OFFICIAL
    last = {
        k: [m.start() for m in _words("employers", k).finditer(found.low, left, before)] for k in _EMPLOYERS
    }
    kind = max(last, key=lambda k: last[k][-1] if last[k] else -1)
    if not last[kind]:
        return None
    return _BY_WORD[kind]


def _presided(found: Findings, before: int) -> RoleKind | None:
    """What "son président" presides: an EPCI when that is what was named last."""
    left = max(found.text.rfind("\n", 0, before), before - 250) + 1
    named = [p.end for p in found.places if p.kind is MentionKind.EPCI and left <= p.start < before]
    named += [m.end() for m in _words("employers", "epci").finditer(found.low, left, before)]
    company = [m.end() for m in _words("employers", "company").finditer(found.low, left, before)]
    other = [m.end() for m in _words("employers", "other").finditer(found.low, left, before)]
    for body in found.organisations:
        if left <= body.start < before:
            (company if body.category == "company" else other).append(body.end)
    last = {RoleKind.EPCI_PRESIDENT: named, RoleKind.COMPANY: company, RoleKind.OTHER: other}
    kind = max(last, key=lambda k: max(last[k], default=-1))
    return kind if last[kind] else None
