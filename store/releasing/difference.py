"""What changed between two releases: rows by table, statuses of initiatives, and where ids that are gone lead."""

# ruff: noqa: S608  table and column names come from the files' own schema

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import duckdb

from store.exporting.copy import EXCERPTS, columns, tables
from store.tables import KEYS

BEFORE = "before"
"""The catalog of the earlier release."""

_VOLATILE = {("articles", "revision"), ("articles", "version_seen_at")}
"""Columns that follow a change without being one."""

_IDS = {"articles": "article_id", "initiatives": "initiative_id", "stories": "story_id", "events": "event_id",
        "organisations": "organisation_key", "sources": "source_id", "persons": "person_key",
        "technologies": "technology_id"}  # fmt: skip
"""Ids that others may have cited."""

_REDIRECTED = {"initiatives": "initiative", "stories": "story", "events": "event", "organisations": "organisation",
               "persons": "person", "technologies": "technology"}  # fmt: skip
"""What `redirects` calls them."""


@dataclass(frozen=True, slots=True)
class Gone:
    """An id of the earlier release that is no more; `now` is the one to use instead, if there is one."""

    kind: str
    old_id: str
    now: str | None


@dataclass(frozen=True, slots=True)
class Back:
    """An id that had become another one, `was`, in the earlier release, and is itself again: its merge was undone."""

    kind: str
    id: str
    was: str


@dataclass(frozen=True, slots=True)
class Turned:
    """An initiative whose status is another."""

    initiative_id: str
    actor: str | None
    technology: str | None
    before: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """From `since` (None for a first release): rows {table: {"added", "removed", "changed"}}, statuses, ids.

    Ids that are gone, and those that a merge had taken away in the earlier release and are back.
    """

    since: str | None
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    statuses: tuple[Turned, ...] = ()
    gone: tuple[Gone, ...] = ()
    reappeared: tuple[Back, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def difference(connection: duckdb.DuckDBPyConnection, now: str, since: str) -> Difference:
    """Compare the catalog `now` with the attached BEFORE, the release named `since`."""
    shared = sorted(set(tables(connection, now)) & set(tables(connection, BEFORE)) & KEYS.keys())
    return Difference(
        since,
        {name: _rows(connection, now, name) for name in shared if name != "meta"},
        _turned(connection, now),
        tuple(_gone(connection, now)),
        tuple(_reappeared(connection, now)),
    )


def redirects(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[tuple[str, str], str]:
    """{(kind, old id): the id that stands for it now}, chains followed to their end."""
    if "redirects" not in tables(connection, catalog):
        return {}
    found = connection.execute(f"SELECT kind, old_id, new_id FROM {catalog}.redirects").fetchall()
    direct = {(kind, old): new for kind, old, new in found}
    return {(kind, old): _end(direct, kind, old) for kind, old in direct}


def _end(direct: Mapping[tuple[str, str], str], kind: str, old: str) -> str:
    seen, here = {old}, old
    while (following := direct.get((kind, here))) is not None and following not in seen:
        seen.add(following)
        here = following
    return here


def _rows(connection: duckdb.DuckDBPyConnection, now: str, table: str) -> dict[str, int]:
    """Rows by key; compared by a hash of their columns, those that both releases have.

    Not by their excerpts: which sentences of an article may leave is shared out anew each time (`evidence_start` and
    `evidence_end` tell where they are, and are compared).
    """
    before = {name for name, _ in columns(connection, BEFORE, table)}
    both = [
        name
        for name, _ in columns(connection, now, table)
        if name in before and (table, name) not in _VOLATILE | EXCERPTS
    ]
    key = ", ".join(f'"{name}"' for name in KEYS[table])
    said = ", ".join(f'"{name}"' for name in both)
    row = connection.execute(
        f"""
        WITH old AS (SELECT hash(row({key})) AS k, hash(row({said})) AS h FROM {BEFORE}.{table}),
        new AS (SELECT hash(row({key})) AS k, hash(row({said})) AS h FROM {now}.{table})
        SELECT
            count(*) FILTER (old.k IS NULL),
            count(*) FILTER (new.k IS NULL),
            count(*) FILTER (old.h <> new.h)
        FROM old FULL JOIN new USING (k)
        """
    ).fetchone()
    added, removed, changed = row or (0, 0, 0)
    return {"added": added, "removed": removed, "changed": changed}


def _turned(connection: duckdb.DuckDBPyConnection, now: str) -> tuple[Turned, ...]:
    found = connection.execute(
        "SELECT n.initiative_id, n.actor_name, n.technology_id, o.status, n.status"
        f" FROM {now}.initiatives n JOIN {BEFORE}.initiatives o USING (initiative_id)"
        " WHERE n.status IS DISTINCT FROM o.status ORDER BY n.actor_name, n.initiative_id"
    ).fetchall()
    return tuple(Turned(*row) for row in found)


def _gone(connection: duckdb.DuckDBPyConnection, now: str) -> list[Gone]:
    known, keys = redirects(connection, now), _rekeyed(connection, now)
    gone = []
    for table in _IDS.keys() & set(tables(connection, BEFORE)) & set(tables(connection, now)):
        column = _IDS[table]
        found = connection.execute(
            f"SELECT DISTINCT {column} FROM {BEFORE}.{table}"
            f" WHERE {column} NOT IN (SELECT {column} FROM {now}.{table}) ORDER BY ALL"
        ).fetchall()
        for (old,) in found:
            led = known.get((_REDIRECTED.get(table, ""), old))
            gone.append(Gone(table, old, led or (keys.get(old) if table == "persons" else None)))
    return sorted(gone, key=lambda one: (one.kind, one.old_id))


def _reappeared(connection: duckdb.DuckDBPyConnection, now: str) -> list[Back]:
    back = []
    tables_of = {kind: table for table, kind in _REDIRECTED.items()}
    shared = set(tables(connection, BEFORE)) & set(tables(connection, now))
    for (kind, old), was in redirects(connection, BEFORE).items():
        table = tables_of.get(kind)
        if table in shared and _has(connection, now, table, old) and not _has(connection, BEFORE, table, old):
            back.append(Back(table, old, was))
    return sorted(back, key=lambda one: (one.kind, one.id))


def _has(connection: duckdb.DuckDBPyConnection, catalog: str, table: str, key: str) -> bool:
    found = connection.execute(f"FROM {catalog}.{table} WHERE {_IDS[table]} = ? LIMIT 1", [key])
    return found.fetchone() is not None


def _rekeyed(connection: duckdb.DuckDBPyConnection, now: str) -> dict[str, str]:
    """{key that is gone: the one key under which its articles name a person of the same name now}.

    A corrected role or a link changes the key (it holds the commune), article by article: no redirect says so.
    """
    if not {"persons"} <= set(tables(connection, now)) & set(tables(connection, BEFORE)):
        return {}
    return dict(
        connection.execute(
            f"""
            SELECT o.person_key, any_value(n.person_key)
            FROM {BEFORE}.persons o JOIN {now}.persons n USING (article_id)
            WHERE lower(strip_accents(n.name)) = lower(strip_accents(o.name))
                AND o.person_key NOT IN (SELECT person_key FROM {now}.persons)
                AND n.person_key NOT IN (SELECT person_key FROM {BEFORE}.persons WHERE article_id = n.article_id)
            GROUP BY o.person_key HAVING count(DISTINCT n.person_key) = 1
            """
        ).fetchall()
    )
