"""Linking over runs and batches: what is stored is remembered, and what was never signed is signed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import MONDAY, SOURCE, article, batch

from core.settings import StoreSettings
from core.types import Form, Processed, Source
from jobs.linking import Linker
from store.batch import Batch
from store.live import LiveStore, open_live

WORDS = [f"mot{n}" for n in range(400)]
OTHER = Source("la-veille", "La Veille", "https://veille.example/", ())


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveStore]:
    with open_live(tmp_path, StoreSettings(memory_limit="300MB")) as opened:
        yield opened


def text(first: int, last: int) -> str:
    return " ".join(WORDS[first:last])


def done(number: int, words: str, hours: float = 0, version: int = 1, **changes: str) -> Processed:
    at = MONDAY + timedelta(hours=hours)
    made = article(number, text=words, version=version, published_at=at, title=f"Article {number}", **changes)
    return Processed(made, None, at)


def run(live: LiveStore, *batches: tuple[Processed, ...]) -> None:
    """One run of `process`."""
    linker = Linker(live, (SOURCE, OTHER))
    for articles in batches:
        live.write(linker.linked(Batch(articles=articles)))


def links(live: LiveStore) -> list[tuple[int, int, str]]:
    """(article, other, kind), by number, of current versions."""
    numbers = {article(n).id: n for n in range(10)}
    rows = live.connection.execute(
        "SELECT l.article_id, other_id, kind FROM article_links l JOIN articles USING (article_id, version)"
    ).fetchall()
    return sorted((numbers[one], numbers[other], kind) for one, other, kind in rows)


def counted(live: LiveStore) -> dict[str, int]:
    rows = live.connection.execute("SELECT counted_as, count(*) FROM v_articles GROUP BY 1").fetchall()
    return dict(rows)


def test_a_copy_is_known_in_the_batch_in_the_run_and_in_the_next_run(live: LiveStore) -> None:
    run(live, (done(1, text(0, 200)), done(2, text(0, 200), 1)), (done(3, text(0, 150), 2),))
    run(live, (done(4, text(0, 200), 3, source="la-veille"),))
    assert links(live) == [(2, 1, "exact"), (3, 1, "near"), (4, 1, "syndicated")]
    assert counted(live) == {"article": 1, "copy": 2, "reprint": 1}


def test_processing_a_batch_again_changes_nothing(live: LiveStore) -> None:
    first = (done(1, text(0, 200)), done(2, text(0, 200), 1))
    run(live, first)
    revision = live.revision
    run(live, first)
    assert live.revision == revision
    assert links(live) == [(2, 1, "exact")]


def test_an_earlier_article_that_comes_late_is_the_original(live: LiveStore) -> None:
    run(live, (done(2, text(0, 200), 5),))
    run(live, (done(1, text(0, 200), 1),))
    assert links(live) == [(2, 1, "exact")]


def test_what_is_rewritten_repeats_nothing_any_more(live: LiveStore) -> None:
    run(live, (done(1, text(0, 200)), done(2, text(0, 200), 1)))
    run(live, (done(2, text(200, 400), 2, version=2),))
    assert links(live) == []
    assert counted(live) == {"article": 2}
    rows = live.connection.execute("SELECT count(*) FROM article_links").fetchone()
    assert rows == (1,)  # what the first version was stays on record


def test_two_that_change_places_do_not_both_vanish(live: LiveStore) -> None:
    run(live, (done(1, text(0, 200)), done(2, text(0, 200), 1)))
    run(live, (done(1, text(0, 200), 9),))  # its date is corrected: it is the later one now
    assert links(live) == [(2, 1, "exact")]
    assert counted(live) == {"article": 1, "copy": 1}


def test_a_round_up_and_its_items(live: LiveStore) -> None:
    summaries = {n: f"La commune numéro {n} ouvre un guichet et le dit à tous" for n in (1, 2, 3)}
    items = tuple(done(n, text(n * 70, n * 70 + 69), summary=summaries[n]) for n in summaries)
    run(live, items)
    run(live, (done(5, "\n\n".join(summaries.values()), 1),))
    assert links(live) == [(5, n, "round-up") for n in (1, 2, 3)]
    assert counted(live) == {"article": 3, "round-up": 1}
    assert live.connection.execute("SELECT form FROM articles WHERE title = 'Article 5'").fetchone() == (
        Form.ROUND_UP,
    )


def test_articles_stored_before_there_were_signatures_are_signed_first(live: LiveStore) -> None:
    live.write(Batch(articles=tuple(done(n, text(0, 200), n) for n in range(1, 4))))
    run(live, (done(4, text(0, 200), 5),))
    assert (4, 1, "exact") in links(live)
    signed = live.connection.execute("SELECT count(*) FROM texts.signatures").fetchone()
    assert signed == (4,)


def test_older_history_is_left_alone(live: LiveStore) -> None:
    run(live, (done(1, text(0, 200), -24 * 31),))
    run(live, (done(2, text(0, 200)),))
    assert links(live) == []


def test_a_batch_without_articles_reads_nothing(live: LiveStore) -> None:
    empty = Batch(fetches=batch().fetches)
    assert Linker(live, ()).linked(empty) is empty
