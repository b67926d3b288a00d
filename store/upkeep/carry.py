"""Carrying rows over from former results: what the archive no longer holds cannot be made anew, and facts are for good.

What to carry is a table `carried(article_id, version)`. The former files are attached read-only as `former` and
`former_texts` (store/upkeep/aside.py). Tables are told apart by their columns: one that comes later is carried too.
"""

# ruff: noqa: S608  table and column names come from schema/, files of our own

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

import duckdb
import pyarrow as pa

from store.arrow import registered
from store.database import RESULTS, TEXTS
from store.derived import every_key, refresh
from store.live import LiveStore
from store.meta import get_meta, revision, set_meta
from store.rows import utc
from store.sql import query
from store.tables import COUNTED, FACTS, KEYS
from store.upkeep.retention import KEPT_SINCE
from store.write import transaction

Connection = duckdb.DuckDBPyConnection

_MADE_ANEW = frozenset({
    "meta", "communes", "territories", "mandates", "technologies", "organisations", "initiatives", "stories",
})  # fmt: skip
"""What comes from the registers and the lexicon, or follows from other tables."""
_OF_CURRENT = frozenset(table.name for table in FACTS if table.current)
_COUNTED = frozenset(table.name for table in COUNTED)
"""What is counted from the mentions of the current version: the carried one may not be the one that was current."""
_BY_HAND = frozenset({"articles", "rejections"})
_WHOLE = frozenset({"corrections"})
"""What is of no article, whatever its columns say."""
_CARRIED = "carried_from"


class Carried(NamedTuple):
    """How many articles and versions were carried over."""

    articles: int
    versions: int


def carry_first(live: LiveStore, stamp: str, instants: Iterable[datetime]) -> None:
    """Before anything is made anew: all that does not come from a capture of one of these instants, and the logs.

    Done once for a stamp, whatever is killed in between: the texts are in place before the results say so.
    """
    connection = live.connection
    if get_meta(connection, _CARRIED) == stamp:
        return
    with registered(connection, {"present": _instants(instants)}):
        carried = connection.execute(query("carried_first")).to_arrow_table()
        _carry(live, carried, stamp)


def carry_last(live: LiveStore) -> Carried:
    """After it: the articles that a capture should have brought and did not, its page being damaged or out of reach."""
    carried = live.connection.execute(query("carried_last")).to_arrow_table()
    if carried.num_rows:
        _carry(live, carried, None)
    return Carried(len(set(carried.column("article_id").to_pylist())), carried.num_rows)


def counted(connection: Connection, instants: Iterable[datetime]) -> Carried:
    """What `carry_first` would carry from the results in use."""
    with registered(connection, {"present": _instants(instants)}):
        row = connection.execute(
            "SELECT count(DISTINCT article_id), count(*) FROM article_versions"
            ' WHERE seen_at NOT IN (SELECT "at" FROM present)'
        ).fetchone()
    return Carried(*row) if row else Carried(0, 0)


def _instants(instants: Iterable[datetime]) -> pa.Table:
    return pa.table({"at": pa.array([utc(at) for at in instants], pa.timestamp("us"))})


def _carry(live: LiveStore, carried: pa.Table, stamp: str | None) -> None:
    connection = live.connection
    with registered(connection, {"carried": carried}):
        with transaction(connection):
            for statement in (*_copies(connection, "former_texts", TEXTS), *_age(connection)):
                connection.execute(statement)
        with transaction(connection):
            target = revision(connection) + 1
            if stamp is not None:
                for statement in (*_logs(connection), query("carried_rejections")):
                    connection.execute(statement)
            connection.execute(_articles(connection), {"target": target})
            for statement in _copies(connection, "former", RESULTS):
                connection.execute(statement)
            if stamp is not None and not _tells_merges(connection):
                connection.execute(query("carried_merges"))
            for table in sorted(_COUNTED):
                connection.execute(f"INSERT INTO {RESULTS}.{table} BY NAME {query(f'carried_{table}')}")
            refresh(connection, every_key(connection))
            set_meta(connection, revision=str(target), **({_CARRIED: stamp} if stamp else {}))
    live.settle()


def _copies(connection: Connection, former: str, ours: str) -> Iterator[str]:
    """A statement a table of articles: the rows of what is carried that are not there."""
    for table, columns in _shared(connection, former, ours):
        if "article_id" not in columns or table in _MADE_ANEW | _BY_HAND | _WHOLE | _COUNTED:
            continue
        key = "article_id, version" if "version" in columns else "article_id"
        scope = f"SEMI JOIN carried USING ({key})"
        if table in _OF_CURRENT:
            scope = "SEMI JOIN (FROM former.articles SEMI JOIN carried USING (article_id, version)) USING (article_id)"
        names = _listed(columns)
        yield (
            f"INSERT INTO {ours}.{table} ({names}) SELECT {names} FROM {former}.{table} {scope}"
            f" ANTI JOIN {ours}.{table} USING ({key})"
        )


def _tells_merges(connection: Connection) -> bool:
    """Whether the former history of initiatives says what was merged into them."""
    return "merged_from" in dict(_shared(connection, "former", RESULTS)).get("initiative_history", ())


def _age(connection: Connection) -> Iterator[str]:
    """Since when texts are kept: results without any text are not taken for lost ones."""
    if _shared(connection, "former_texts", TEXTS):
        yield (
            f"INSERT INTO {TEXTS}.meta FROM former_texts.meta ANTI JOIN {TEXTS}.meta USING (key)"
            f" WHERE key = '{KEPT_SINCE}'"
        )


def _logs(connection: Connection) -> Iterator[str]:
    """The tables that are of no article (runs, their ledger, what was asked, what editors said), whole."""
    for table, columns in _shared(connection, "former", RESULTS):
        if ("article_id" not in columns or table in _WHOLE) and table not in _MADE_ANEW | _BY_HAND:
            names, key = _listed(columns), _listed(KEYS.get(table, columns))
            yield (
                f"INSERT INTO {RESULTS}.{table} ({names}) SELECT {names} FROM former.{table}"
                f" ANTI JOIN {RESULTS}.{table} USING ({key})"
            )


def _articles(connection: Connection) -> str:
    """Each article as it was in the last version that is carried: a later one comes from the archive."""
    names = _listed(dict(_shared(connection, "former", RESULTS))["articles"])
    return (
        f"INSERT INTO {RESULTS}.articles ({names}) SELECT {names} FROM ({query('carried_articles')})"
        f" ANTI JOIN {RESULTS}.articles USING (article_id)"
    )


def _shared(connection: Connection, former: str, ours: str) -> list[tuple[str, list[str]]]:
    """The tables that both files have, each with the columns that both have."""
    return connection.execute(query("shared_columns"), {"ours": ours, "former": former}).fetchall()


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
