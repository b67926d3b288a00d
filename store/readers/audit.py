"""What is stored, as an audit samples it: how much there is of what, and facts drawn from it."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import duckdb

from store.snapshot import Snapshot
from store.sql import query


class Cell(NamedTuple):
    """Facts that are sampled alike: one field, one band of confidence (or gate), one source."""

    field: str
    band: str
    source: str


class Fact(NamedTuple):
    """One stored fact. `parts` says what is claimed; offsets are into the body, None for a whole article."""

    cell: Cell
    place: int
    article_id: str
    version: int
    start: int | None
    end: int | None
    evidence: str
    confidence: float | None
    rule: str | None
    model: str | None
    parts: dict[str, Any]
    title: str
    url: str
    summary: str


def cells(snapshot: Snapshot) -> dict[Cell, int]:
    """The number of facts of each cell, in a stable order."""
    found = _viewed(snapshot).execute(query("audit_cells")).fetchall()
    return {Cell(*row[:3]): row[3] for row in found}


def drawn(snapshot: Snapshot, takes: Mapping[Cell, int], seed: int) -> list[Fact]:
    """From each cell as many facts as asked, at random by the seed: every fact of a cell with the same chance."""
    columns = list(zip(*takes, strict=True)) or [(), (), ()]
    names = ("fields", "bands", "sources")
    chosen = {name: list(column) for name, column in zip(names, columns, strict=True)}
    found = _viewed(snapshot).execute(
        query("audit_drawn"), {**chosen, "takes": list(takes.values()), "seed": str(seed)}
    )
    return [_fact(row) for row in found.fetchall()]


def bodies(snapshot: Snapshot, articles: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The bodies of versions of articles whose texts are attached, for those that are still kept."""
    ids = sorted({article for article, _ in articles})
    found = snapshot.connection.execute(
        "SELECT article_id, version, title, summary, text FROM article_texts WHERE list_contains($1, article_id)",
        [ids],
    ).fetchall()
    return {
        (row[0], row[1]): "\n\n".join(filter(None, row[2:])) for row in found if (row[0], row[1]) in articles
    }


def _viewed(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    snapshot.connection.execute(f"CREATE OR REPLACE TEMP VIEW audit_facts AS {query('audit_facts')}")
    return snapshot.connection


def _fact(row: tuple[Any, ...]) -> Fact:
    place, article_id, version, start, end = row[3:8]
    evidence, confidence, rule, model, parts, title, url, summary = row[8:]
    return Fact(
        Cell(*row[:3]),
        place,
        article_id,
        version,
        start,
        end,
        evidence or "",
        confidence,
        rule,
        model,
        json.loads(parts),
        title or "",
        url,
        summary or "",
    )
