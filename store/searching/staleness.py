"""Which articles the index must hold anew though their own rows stay: articles.revision rises for them too."""

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from store.arrow import registered
from store.sql import query

Connection = duckdb.DuckDBPyConnection


def touched_articles(connection: Connection) -> pa.Table:
    """Those that the staged links and sources change; to be asked before these are merged."""
    return connection.execute(query("touched_articles")).to_arrow_table()


def raise_revision(connection: Connection, touched: Iterable[pa.Table], target: int) -> None:
    """Let `target` be the revision of the articles that these tables name (article_id).

    The caller opens the transaction.
    """
    ids = pa.concat_tables([table.select(["article_id"]) for table in touched], promote_options="default")
    if not ids.num_rows:
        return
    with registered(connection, {"touched_articles": ids}):
        connection.execute(
            "UPDATE articles SET revision = $target"
            " WHERE revision <> $target AND article_id IN (SELECT article_id FROM touched_articles)",
            {"target": target},
        )


def named_values(connection: Connection) -> pa.Table:
    """What communes, départements and technologies are called at present."""
    return connection.execute(query("named_values")).to_arrow_table()


def raise_renamed(connection: Connection, before: pa.Table, target: int) -> None:
    """Let `target` be the revision of the articles that mention what was called otherwise `before`."""
    with registered(connection, {"named_before": before}):
        mentioning = connection.execute(
            f"WITH renamed AS (SELECT DISTINCT kind, code AS entity_key FROM ({query('named_values')}"  # noqa: S608
            " EXCEPT FROM named_before))"
            " SELECT DISTINCT article_id FROM mentions SEMI JOIN renamed USING (kind, entity_key)"
        ).to_arrow_table()
    raise_revision(connection, [mentioning], target)
