"""What a letter that was sent had wrong, in French: each fact as it was told against what it is now. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.letters import Issue, IssueState
from core.names import name_key
from digest import french, letterjson
from digest.letter import ClaimKind, Foot, Gaps, Item, Letter

Named = tuple[str, str]
"""A value, and what people call it where it is a code (of an event, its precision)."""
Key = tuple[str, str]
Facts = tuple[tuple[str, str, str, str], ...]

_ROLES = {
    "mayor": "maire", "former_mayor": "ancien maire", "mayor_candidate": "candidat à la mairie",
    "deputy_mayor": "adjoint au maire", "councillor": "conseiller municipal",
    "epci_president": "président d’intercommunalité", "minister": "ministre", "official": "agent public",
    "company": "dirigeant d’entreprise", "other": "autre fonction",
}  # fmt: skip
_LONG = 80
"""Characters of a quote that tell it from others."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that a letter told otherwise than it is; `now` is empty when it is not told any more."""

    item: str
    kind: str
    key: str
    said: str
    now: str
    sentence: str


def said(issues: Sequence[Issue]) -> Facts:
    """What was told at last, by a letter and those of its errata that left, in their order."""
    told: dict[Key, tuple[str, str, str, str]] = {}
    for issue in issues:
        for fact in issue.facts:
            told[fact[0], fact[1]] = fact
    return tuple(told.values())


def differences(letter: Letter, told: Facts, now: Mapping[Key, Named]) -> tuple[Difference, ...]:
    """What is no longer as it was told, in the order of the letter. What was told empty was not told."""
    items = {item.key: item for item in letter.items}
    order = {key: place for place, key in enumerate(items)}
    found = []
    for kind, key, value, where in sorted(told, key=lambda fact: order.get(fact[3], len(order))):
        is_now = now.get((kind, key), ("", ""))
        if value and not _same(kind, value, is_now[0]):
            item = items.get(where)
            sentence = _sentence(kind, key, value, is_now, item)
            found.append(Difference(where, kind, key, value, is_now[0], sentence))
    return tuple(found)


def _same(kind: str, value: str, now: str) -> bool:
    if kind == "article":
        return _true(value) == _true(now)
    if kind == "story" and not now:  # stories are formed anew: what was told of one stands
        return True
    if kind == "event" and now:  # another spelling of its name moves nobody
        return value.split("|", 3)[:3] == now.split("|", 3)[:3]
    if kind in {"quote", "initiative-supplier", "initiative-actor", "story"}:
        return name_key(value) == name_key(now)
    return value == now


def _true(value: str) -> bool:
    return value.lower() in {"true", "1", "relevant"}


def _sentence(kind: str, key: str, value: str, now: Named, item: Item | None) -> str:
    """One sentence: what it is, and what it was told to be."""
    label = _label(item)
    if kind == "article":
        return f"{label} : cet article n’avait pas sa place dans la lettre."
    before, after = _in_words(kind, key, (value, _name(kind, key, value, item)), item), ""
    if now[0]:
        after = _in_words(kind, key, now, item)
    lead = {"initiative-supplier": ", fournisseur", "speaker": ", qui parle", "quote": ", citation"}.get(
        kind, ""
    )
    if not after:
        return f"{label}{lead} : « {before} » est retiré."
    return f"{label}{lead} : « {after} » était « {before} »."


def _label(item: Item | None) -> str:
    """What an item is about, as its readers know it again."""
    if item is None:
        return "La lettre"
    title = next((told.title for told in item.tellings if told.title), "")
    return item.place or item.headline or title or "La lettre"


def _in_words(kind: str, key: str, value: Named, item: Item | None) -> str:
    """A value as people say it."""
    code, name = value
    told = {
        "initiative-status": lambda: french.STATUS.get(code, code),
        "initiative-actor": lambda: name or _label(item),
        "speaker": lambda: _person(name or "on ne sait qui", code.rsplit("|", 2)[1]),
        "mayor": lambda: _person(name or _name(kind, key, code, item), code.partition("|")[0]),
        "event": lambda: _event(code, name or (item.event[2] if item and item.event else "day")),
        "quote": lambda: code if len(code) <= _LONG else code[: _LONG - 1].rpartition(" ")[0] + "…",
    }
    return told[kind]() if kind in told else code


def _person(name: str, role: str) -> str:
    return ", ".join(part for part in (name, _ROLES.get(role, role)) if part)


def _event(code: str, precision: str) -> str:
    """A rendezvous in words: its name, its days, and whether it takes place."""
    first, last, state, name = code.split("|", 3)
    days = french.days(date.fromisoformat(first), date.fromisoformat(last), precision)
    return ", ".join(part for part in (name, days, french.STATES_OF_EVENTS.get(state, "")) if part)


def _name(kind: str, key: str, value: str, item: Item | None) -> str:
    """The name under which the letter told of somebody, whose key is all that a fact has."""
    if kind == "event":
        return item.event[2] if item and item.event else ""
    if kind not in {"speaker", "mayor"}:
        return ""
    inside = f" {name_key(f'{key} {value}')} "
    claims = item.claims if item else ()
    people = (claim.words.partition(",")[0] for claim in claims if claim.kind is ClaimKind.PERSON)
    return next((words for words in people if f" {name_key(words)} " in inside), "")


def letter(of: Letter, found: Iterable[Difference], note: str = "") -> Letter:
    """An erratum as a letter of its own: what was wrong, and the editor's line."""
    days = french.span(of.week.first, of.week.last)
    return Letter(
        of.title,
        of.week,
        f"Rectificatif à la lettre de la semaine {days}",
        (),
        Gaps(),
        replace(of.foot, watch_note="") if of.foot else Foot(0, 0, 0),
        editorial=note,
        erratum=tuple(difference.sentence for difference in found),
    )


def facts(found: Iterable[Difference]) -> Facts:
    """What an erratum tells; empty where it takes something back."""
    return tuple((one.kind, one.key, one.now, one.item) for one in found)


def corrected_events(of: Letter, told: Iterable[Facts]) -> Letter:
    """The letter with the days that its errata gave, for calendars: what was taken back is called off there."""
    now = {key: value for facts_of in told for kind, key, value, _ in facts_of if kind == "event"}
    return replace(of, items=tuple(_dated(item, now) for item in of.items))


def _dated(item: Item, now: Mapping[str, str]) -> Item:
    old = next((fact for fact in item.facts if fact.kind == "event" and fact.key in now), None)
    if item.event is None or old is None:
        return item
    value = now[old.key] or _called_off(old.value)
    first, last = (date.fromisoformat(day) for day in value.split("|", 3)[:2])
    facts = tuple(replace(old, value=value) if fact == old else fact for fact in item.facts)
    return replace(item, event=(first, last, item.event[2]), facts=facts)


def _called_off(value: str) -> str:
    first, last, _, name = value.split("|", 3)
    return f"{first}|{last}|cancelled|{name}"


def opening(issues: Iterable[Issue], week: str) -> tuple[str, ...]:
    """What the letter of a week opens with: the errata approved since the letter before it was."""
    known = list(issues)
    before = [one.approved_at for one in known if not one.erratum and one.week < week and _holds(one)]
    errata = [one for one in known if one.erratum and one.week < week and _holds(one)]
    since = [one for one in errata if not before or one.approved_at > max(before)]
    return tuple(line for one in since for line in _lines(letterjson.from_json(one.content)))


def _lines(erratum: Letter) -> tuple[str, ...]:
    return (*erratum.erratum, *filter(None, [erratum.editorial]))


def _holds(issue: Issue) -> bool:
    return issue.state is not IssueState.DRAFT
