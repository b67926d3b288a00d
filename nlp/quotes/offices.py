"""Who bears an office that stands beside no name: "le maire", "la maire de Gap", "l'adjoint aux finances"."""

from bisect import bisect_left
from typing import TYPE_CHECKING

from core.types import RoleKind
from nlp.persons.role_words import Phrase
from nlp.quotes import genders
from nlp.quotes.patterns import SET, TOWN
from nlp.quotes.people import Speaker

if TYPE_CHECKING:
    from nlp.quotes.resumed import Resumed

_FAMILIES = {
    "deputy_mayor": RoleKind.DEPUTY_MAYOR,
    "councillor": RoleKind.COUNCILLOR,
    "epci_president": RoleKind.EPCI_PRESIDENT,
    "minister": RoleKind.MINISTER,
    "mayor_candidate": RoleKind.MAYOR_CANDIDATE,
    "former_mayor": RoleKind.FORMER_MAYOR,
}
_STEM = 5
_TOWNS = 10
_FAR, _NEAR = 2500, 900


def bearer(whose: "Resumed", title: Phrase, article: str, literal: Speaker) -> Speaker | None:
    """Who bears the office of a title that stands beside no name; `literal` when nobody named does."""
    if title.family == "mayor" and not title.former:
        return _mayor(whose, title, article, literal)
    family = "former_mayor" if title.family == "mayor" else title.family
    told = genders.of_office(article, title.words)
    bear = {id(s) for s in whose.people.speakers if (family, title.words[:_STEM]) in s.offices}
    if not bear and family in _FAMILIES:
        bear = {id(s) for s in whose.people.of_kind[_FAMILIES[family]]}
    able = [s for s in whose.people.speakers if id(s) in bear and agrees(s, told)]
    return _last_named(whose, able, title.start) if able else None


def _mayor(whose: "Resumed", title: Phrase, article: str, literal: Speaker) -> Speaker | None:
    """For "le maire", "la maire de Gap"."""
    mayors = whose.people.of_kind[RoleKind.MAYOR]
    insee = _town(whose, title.end) or _elsewhere(whose, title.start, mayors)
    if insee is not None:
        known = next((m for m in mayors if m.role and m.role.insee == insee), None)
        if known is None:
            literal.role = next((r for r in whose.people.inferred if r.insee == insee), None)
        return known or _only_unknown(whose, title.start) or literal
    told = "f" if article.endswith("la") or title.words.startswith("mairesse") else None
    able = [m for m in mayors if told is None or m.gender != "m"]
    if able:
        return _last_named(whose, able, title.start)
    if title.words.startswith("edile"):  # of any elected office
        return whose.nearest(title.start, None, elected=True) or literal
    return _only_unknown(whose, title.start) or literal


def _last_named(whose: "Resumed", able: list[Speaker], at: int) -> Speaker | None:
    """The only one, else the one whom the last paragraph that names any of several names; nobody when it names two."""
    if len(able) == 1:
        return able[0]
    known = {id(s) for s in able}
    before = whose.people.before(at, at - _FAR)
    near = [(start, s) for start, _, s in before if id(s) in known and not whose.quoted(start)]
    if not near:
        return None
    floor = whose.paragraph(near[0][0])
    return near[0][1] if all(s is near[0][1] for start, s in near if start >= floor) else None


def _town(whose: "Resumed", end: int) -> str | None:
    """The town of "le maire de Gap"."""
    at = bisect_left(whose.towns, (end, ""))
    if at < len(whose.towns) and whose.towns[at][0] - end < 30:
        return whose.towns[at][1] if TOWN.fullmatch(whose.low, end, whose.towns[at][0]) else None
    return None


def _elsewhere(whose: "Resumed", at: int, mayors: list[Speaker]) -> str | None:
    """The town where the paragraph is set, when it names no mayor so far: "À Lens, ... le maire" is of Lens."""
    floor = max(whose.paragraph(at), at - _NEAR)
    named = {id(n[2]) for n in whose.people.before(at, floor)}
    if any(id(m) in named for m in mayors):
        return None
    right = bisect_left(whose.towns, (at, ""))
    left = max(bisect_left(whose.towns, (floor, "")), right - _TOWNS)
    placed = (t for t in whose.towns[left:right][::-1] if SET.search(whose.low, max(0, t[0] - 24), t[0]))
    return next((key for _, key in placed), None)


def _only_unknown(whose: "Resumed", at: int) -> Speaker | None:
    """The one person of the paragraph so far, a subject whose role the text does not tell otherwise.

    "À Gap, N a choisi d'attendre. « ... », ironise le maire": N can be nobody else's than who is told of.
    """
    told = whose.mentions(at, max(whose.paragraph(at), at - _NEAR))
    if len({id(m[1]) for m in told}) != 1 or not any(m[2] for m in told):
        return None
    speaker = told[0][1]
    role = speaker.role
    return speaker if role is not None and role.rule == "no-role" and not speaker.offices else None


def agrees(speaker: Speaker, told: str | None) -> bool:
    """Whether somebody may be of a gender, "m" or "f"."""
    return genders.may_be(speaker.gender, told)
