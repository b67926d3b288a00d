"""What one correction does to what an article says of an initiative: pure steps."""

from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.correcting.facts import SUPPLIER_KEY, Told, is_not_ours
from store.correcting.people import People
from store.rows import Row


def initiative(row: Row, told: Told, people: People) -> Row | None:
    """What an article says of an initiative. One that is not for us tells of none."""
    del people
    if is_not_ours(row, told):
        return None
    if row["actor_kind"] == "commune" and told.of(Kind.COMMUNE, row["actor_code"], row):
        return _carried(row, told)
    if told.of(Kind.TECHNOLOGY, row["technology_id"], row):
        return _with_technology(row, told)
    if told.of(Kind.ORGANISATION, row[SUPPLIER_KEY], row):
        return row | _supplier(told)
    return _itself(row, told) if told.of(Kind.INITIATIVE, row["initiative_id"], row) else row


def _itself(row: Row, told: Told) -> Row | None:
    said = told.said
    if said.action is Action.DELETE:
        return None
    if said.action is Action.LINK:  # it is another commune's
        carrier = {"actor_code": told.into, "actor_name": told.name or row["actor_name"]}
        return row | {"actor_kind": "commune"} | carrier
    if told.moves:
        moved = {"initiative_id": told.into, "use_case": told.given or row["use_case"]}
        return row | moved | (_merged(row) if told.merges else {})
    if said.action is Action.SUPPLIER:
        return row | {"supplier": said.value or None, SUPPLIER_KEY: told.into}
    return row | {"use_case" if said.action is Action.RENAME else "status": said.value or None}


def _merged(row: Row) -> Row:
    """What was merged has no vote on who carries the other, and with what (queries/initiatives.sql)."""
    return {"merged_from": row.get("merged_from") or row["initiative_id"]}


def _carried(row: Row, told: Told) -> Row | None:
    if told.said.action is Action.DELETE:
        return None
    return row | {"actor_code": told.into, "actor_name": told.name or row["actor_name"]}


def _with_technology(row: Row, told: Told) -> Row | None:
    if told.said.action is Action.DELETE:
        return None
    if told.said.action is Action.RENAME:
        return row | {"technology": told.said.value}
    return row | {"technology_id": told.into, "technology": told.name or row["technology"]}


def _supplier(told: Told) -> Row:
    if told.said.action is Action.DELETE:
        return {"supplier": None, SUPPLIER_KEY: ""}
    if told.said.action is Action.RENAME:
        return {"supplier": told.said.value}
    return {"supplier": told.name, SUPPLIER_KEY: told.into}
