"""What errata change of a letter where it stays: which items they are about, days and places of its events. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from digest.erratum import Facts
from digest.letter import Item, Letter
from digest.places import in_words


def mended(of: Letter, told: Facts) -> tuple[str, ...]:
    """The keys of the items that an erratum is about: by their own facts too, for several may tell the same."""
    facts, items = {fact[:2] for fact in told}, {fact[3] for fact in told}
    return tuple(
        item.key
        for item in of.items
        if item.key in items or not facts.isdisjoint((fact.kind, fact.key) for fact in item.facts)
    )


def corrected_events(of: Letter, told: Iterable[Facts], everywhere: Sequence[Facts]) -> Letter:
    """The letter with the days and places that its errata gave, for calendars: what was taken back is withdrawn there.

    Nobody cancelled it in the world: it was misread.

    `everywhere` are the errata of all weeks: an event that they moved has as many revisions, in whatever letter.
    """
    now = {(kind, key): value for facts_of in told for kind, key, value, _ in facts_of}
    moved = [key for facts_of in everywhere for key in {one[1] for one in facts_of if one[0] in _OF_EVENTS}]
    return replace(of, items=tuple(_dated(item, now, moved) for item in of.items))


_OF_EVENTS = {"event", "event-place"}


def _dated(item: Item, now: Mapping[tuple[str, str], str], moved: Sequence[str]) -> Item:
    old = next((fact for fact in item.facts if fact.kind == "event" and fact.key in moved), None)
    if item.event is None or old is None:
        return item
    revised = replace(item, revision=moved.count(old.key))
    if where := now.get(("event-place", old.key)):
        revised = replace(revised, place=in_words(where))
    if ("event", old.key) not in now:
        return revised
    value = now["event", old.key] or _withdrawn(old.value)
    first, last = (date.fromisoformat(day) for day in value.split("|", 3)[:2])
    facts = tuple(replace(old, value=value) if fact == old else fact for fact in item.facts)
    return replace(revised, event=(first, last, item.event[2]), facts=facts)


def _withdrawn(value: str) -> str:
    first, last, _, name = value.split("|", 3)
    return f"{first}|{last}|withdrawn|{name}"
