"""What editors said, as the results hold it: the tables `corrections` and `redirects`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import duckdb

from core.names import name_key
from core.types import Correction, CorrectionAction, CorrectionKind, Detail
from core.undo import undone
from store.correcting.facts import Office
from store.correcting.plan import Plan
from store.rows import Row, utc

Connection = duckdb.DuckDBPyConnection
_STORY = "s"
OTHER = "c"


def identity(said: Correction) -> str:
    """What people call it: a letter and its number."""
    return f"{_STORY if said.kind is CorrectionKind.STORY else OTHER}{said.number}"


def rows_of(corrections: Sequence[Correction]) -> list[Row]:
    """A row a correction, with what undid it."""
    rows = []
    for stories in (False, True):
        words = [one for one in corrections if (one.kind is CorrectionKind.STORY) is stories]
        gone = undone(words)
        rows += [_row(one, gone.get(one.number)) for one in words if one.undoes is None]
    return rows


def _row(said: Correction, by: Correction | None) -> Row:
    return {
        "correction_id": identity(said),
        "action": said.action.value,
        "kind": said.kind.value,
        "entity_key": said.key,
        "article_id": said.article_id,
        "value": said.value,
        "name": said.detail.name or None,
        "category": said.detail.category or None,
        "insee": said.detail.insee,
        "was": said.detail.was or None,
        "articles": list(said.articles),
        "author": said.by,
        "said_at": utc(said.at),
        "why": said.why,
        "undone_at": utc(by.at) if by else None,
        "undone_by": by.by if by else None,
        "changes": None,
    }


def stored_rows(connection: Connection) -> list[Row]:
    """The rows as they stand; how many articles each changes is none of a comparison's business."""
    found = connection.execute("SELECT * FROM corrections ORDER BY correction_id")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) | {"changes": None} for row in found.fetchall()]


def stored_ids(connection: Connection) -> dict[str, bool]:
    """The corrections that the results know, by what people call them, each with whether it holds."""
    return dict(connection.execute("SELECT correction_id, undone_at IS NULL FROM corrections").fetchall())


def correction(row: Mapping[str, Any]) -> Correction:
    """A correction, from its row; an undone one comes back as if it held."""
    return Correction(
        action=CorrectionAction(row["action"]),
        kind=CorrectionKind(row["kind"]),
        key=row["entity_key"],
        by=row["author"],
        at=row["said_at"].replace(tzinfo=UTC),
        why=row["why"] or "",
        article_id=row["article_id"],
        value=row["value"] or "",
        detail=Detail(row["name"] or "", row["category"] or "", row["insee"], row["was"] or ""),
        articles=tuple(row["articles"] or ()),
        number=int(row["correction_id"][1:]),
    )


def plan(connection: Connection, rows: Sequence[Row], suppliers: Mapping[str, str] | None = None) -> Plan:
    """What these rows say, with the mandates of the communes that they name; stories have their own edits."""
    words: list[Correction] = []
    for row in rows:
        if row["kind"] == CorrectionKind.STORY:
            continue
        words.append(said := correction(row))
        if row["undone_at"] is not None:
            words.append(_undoing(said, row["undone_at"]))
    words.sort(key=lambda one: one.number)
    return Plan(words, _offices(connection, words), suppliers or {})


def _undoing(said: Correction, at: datetime) -> Correction:
    return Correction(
        CorrectionAction.UNDO,
        said.kind,
        "",
        "",
        at.replace(tzinfo=UTC),
        undoes=said.number,
        number=_LATE + said.number,
    )


_LATE = 10**9
"""After all that was ever said."""


def _offices(connection: Connection, words: Sequence[Correction]) -> dict[str, list[Office]]:
    """The mandates of all communes that corrected roles may be of, the earliest first."""
    if not any(one.kind in {CorrectionKind.PERSON, CorrectionKind.COMMUNE} for one in words):
        return {}
    codes = {
        code for one in words for code in (one.detail.insee, one.value, one.key.partition(":")[0]) if code
    }
    rows = connection.execute(
        "SELECT insee, name, from_day, to_day, basis FROM mandates"
        " WHERE insee IN (SELECT unnest($codes::VARCHAR[])) ORDER BY ALL",
        {"codes": list(codes)},
    ).fetchall()
    found: dict[str, list[Office]] = {}
    for insee, name, *rest in rows:
        found.setdefault(insee, []).append(Office(name_key(name), *rest))
    return found


def redirect_rows(corrections: Sequence[Correction]) -> list[Row]:
    """A row an id that merges took away, with the one that it is now."""
    rows = []
    for stories in (False, True):
        words = [one for one in corrections if (one.kind is CorrectionKind.STORY) is stories]
        # a merge of stories names the articles that it moves, and is about the whole story all the same
        made = Plan([replace(one, articles=()) for one in words] if stories else words)
        rows += [
            {"kind": kind.value, "old_id": old, "new_id": new, "at": utc(merge.at)}
            for (kind, old), (new, merge) in made.redirects().items()
        ]
    return rows
