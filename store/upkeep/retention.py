"""Texts that are too old leave; what was found in them stays.

Deleting is not forgetting: the words stay in the file's bytes until it is written anew, weekly
(store/upkeep/compact.py).
"""

# ruff: noqa: S608  table names come from store/tables.py

from datetime import datetime, timedelta

from store.arrow import registered
from store.live import LiveStore
from store.meta import revision, set_meta
from store.rows import utc
from store.sql import query
from store.tables import NOTES, SIGNATURES, STORY_TRACES, TEXTS
from store.write import transaction

HASHES_KEPT = timedelta(days=30)
"""Signatures and traces serve linking (30 days) and grouping (two weeks): they stay that long in any case."""


KEPT_SINCE = "kept_since"
"""In the texts' meta: since when texts are kept. A file without any text is then no file that was lost."""


def drop_old_texts(live: LiveStore, limit: datetime, now: datetime) -> int:
    """Delete texts and notes older than `limit`, hashes older than that and than 30 days; returns how many texts.

    The articles whose current text went are indexed again, by what is left of them.
    """
    connection = live.connection
    old = connection.execute(query("old_texts"), {"limit": utc(limit)}).to_arrow_table()
    oldest = min(limit, now - HASHES_KEPT)
    hashed = connection.execute(query("old_hashes"), {"limit": utc(oldest)}).to_arrow_table()
    if not old.num_rows and not hashed.num_rows:
        return 0
    target = revision(connection) + 1
    with registered(connection, {"old": old, "hashed": hashed}):
        # The results first: killed between the two commits, the index follows at the next opening all the same.
        with transaction(connection):
            connection.execute(
                "UPDATE articles SET revision = $target WHERE (article_id, version) IN (FROM old)",
                {"target": target},
            )
            set_meta(connection, revision=str(target))
        with transaction(connection):
            for table, gone in (
                (TEXTS, "old"),
                (NOTES, "old"),
                (SIGNATURES, "hashed"),
                (STORY_TRACES, "hashed"),
            ):
                connection.execute(
                    f"DELETE FROM texts.{table.name} t USING {gone} g"
                    " WHERE t.article_id = g.article_id AND t.version = g.version"
                )
            connection.execute("DELETE FROM texts.meta WHERE key = $key", {"key": KEPT_SINCE})
            connection.execute(
                "INSERT INTO texts.meta VALUES ($key, $since)",
                {"key": KEPT_SINCE, "since": limit.isoformat()},
            )
    live.settle()
    live.checkpoint()
    return int(old.num_rows)
