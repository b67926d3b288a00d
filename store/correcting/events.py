"""What one correction does to an event that is announced: pure steps."""

from core.days import span_of
from core.names import name_key
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.correcting.facts import Told, is_not_ours
from store.correcting.people import People
from store.rows import Row


def event(row: Row, told: Told, people: People) -> Row | None:
    """An event. An article that is not for us announces none."""
    del people
    said = told.said
    if is_not_ours(row, told):
        return None
    if told.of(Kind.COMMUNE, row["insee"], row):
        return row | {"insee": told.into if said.action is Action.LINK else None}
    return _itself(row, told) if told.of(Kind.EVENT, row["event_id"], row) else row


def _itself(row: Row, told: Told) -> Row | None:
    said = told.said
    if said.action is Action.DELETE:
        return None
    if said.action is Action.DAY:
        return row | _days(said.value)
    if said.action is Action.LINK:
        return row | {"insee": told.into} | _place(row, told)
    if told.moves:
        return row | {"event_id": told.into, "name": told.given or row["name"]}
    return row | {"name": said.value}


def _place(row: Row, told: Told) -> Row:
    """Where it takes place, in the article's own words but for the bare name of another commune."""
    others = {name_key(name) for name in told.said.detail.was.split("|")} - {""}
    return {"place": told.name} if name_key(row["place"] or "") in others else {}


def _days(value: str) -> Row:
    """When it takes place, as editors said it: to the day, the month or the year."""
    first, last, precision = span_of(value)
    return {"start_day": first, "end_day": last, "precision": precision}
