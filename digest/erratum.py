"""What a letter that was sent had wrong, in French: each fact as it was told against what it is now. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.letters import Issue, IssueState
from core.names import name_key
from digest import french, letterjson
from digest.erratum_words import Named, sentence
from digest.letter import Foot, Gaps, Item, Letter

Key = tuple[str, str]
Facts = tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that a letter told otherwise than it is; `now` is empty when it is not told any more.

    `sentence` is empty where that of another says it as well.
    """

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
    reserved = {told.article_id for told in letter.gaps.reserved}
    order = {key: place for place, key in enumerate(items)}
    found = []
    for kind, key, value, where in sorted(told, key=lambda fact: order.get(fact[3], len(order))):
        is_now = now.get((kind, key), ("", ""))
        if value and not _same(kind, value, is_now[0]):
            told_now = sentence(
                kind, key, value, is_now, items.get(where), reserved=key.partition(":")[0] in reserved
            )
            found.append(Difference(where, kind, key, value, is_now[0], told_now))
    return tuple(
        replace(one, sentence="") if _is_said_by_another(one, found, items.get(one.item)) else one
        for one in found
    )


def _is_said_by_another(one: Difference, found: Sequence[Difference], item: Item | None) -> bool:
    """Articles that were not for us take along what they told; an initiative its supplier; a quote who spoke."""
    if one.kind == "article":
        return False
    not_ours = {other.key for other in found if other.kind == "article"}
    if item and item.tellings and all(told.article_id in not_ours for told in item.tellings):
        return True
    others = [other for other in found if other.item == one.item and other is not one]
    gone = {other.kind for other in others if not other.now}
    if not one.now and gone & _CARRIES.get(one.kind, set()):
        return True
    # who speaks is told with the role
    return one.kind == "mayor" and any(other.kind == "speaker" for other in others)


_CARRIES = {
    "initiative-supplier": {"initiative-status"}, "initiative-actor": {"initiative-status"}, "speaker": {"quote"},
    "mayor": {"quote"},
}  # fmt: skip
"""The kinds that take a kind along when they go."""


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
        erratum=tuple(difference.sentence for difference in found if difference.sentence),
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
    """What the letter of a week opens with: the errata of weeks before it that no other letter told of.

    By what letters say, not by when they were approved: one may be approved late, or never leave.
    """
    known = [one for one in issues if one.state is not IssueState.DRAFT]
    gone = [
        one for one in known if not one.erratum and one.week != week and one.state is not IssueState.APPROVED
    ]
    errata = [one for one in known if one.erratum and one.week < week]
    told = [(one, lines(letterjson.from_json(one.content))) for one in errata]
    return tuple(
        line
        for one, said in told
        if not any(set(said) <= set(letter.content["erratum"]) for letter in gone if letter.week > one.week)
        for line in said
    )


def lines(erratum: Letter) -> tuple[str, ...]:
    """What an erratum says, the editor's line last."""
    return (*erratum.erratum, *filter(None, [erratum.editorial]))
