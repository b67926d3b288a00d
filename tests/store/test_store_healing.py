"""Rows that follow from others heal when the statements that make them have changed, and only then."""

from pathlib import Path

from newsroom import batch

from core.settings import StoreSettings
from store.healing import heal
from store.live import LiveStore, open_live


def held(live: LiveStore) -> list[tuple[object, ...]]:
    return live.connection.execute("FROM initiatives ORDER BY ALL").fetchall()


def test_rows_that_an_older_statement_made_are_mended_once(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch())
        assert heal(live) == 0
        right = held(live)
        assert right
        live.connection.execute("UPDATE initiatives SET status = 'abandoned'")
        live.connection.execute(
            "INSERT INTO initiatives BY NAME SELECT * REPLACE ('gone' AS initiative_id) FROM initiatives LIMIT 1"
        )
        assert heal(live) == 0, "the statements are those that made the rows, as far as is known"
        before = live.revision
        live.connection.execute("UPDATE meta SET value = 'of an older one' WHERE key = 'derived_sha256'")
        assert heal(live) == len(right) + 1
        assert (held(live), live.revision) == (right, before + 1)
        assert heal(live) == 0


def test_results_of_before_the_digest_are_mended_when_they_are_opened(
    data_dir: Path, settings: StoreSettings
) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch())
        live.connection.execute("DELETE FROM initiatives")
        assert heal(live) == len(held(live)) >= 1
