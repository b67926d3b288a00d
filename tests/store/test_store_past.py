"""What was stored can be read back: the recent texts of a source, every version, an article whole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import MONDAY, analysis, article, batch, processed, rejection

from core.errors import StoreError
from core.ids import text_sha256
from core.settings import StoreSettings
from core.types import Note, Rights
from store.batch import Batch
from store.live import LiveStore, open_live
from store.publish import publish
from store.query import run_sql
from store.readers.past import current_articles, recent_texts, versions
from store.readers.review import refusal_sample, version_history
from store.snapshot import open_snapshot

HOUR = timedelta(hours=1)
NOTES = (Note("cut.boilerplate", "Privas : 9°"), Note("cut.junk", "Lire aussi : un robot"))


@pytest.fixture
def live(data_dir: Path, settings: StoreSettings) -> Iterator[LiveStore]:
    with open_live(data_dir, settings) as opened:
        yield opened


def test_an_article_comes_back_as_it_was_stored(live: LiveStore) -> None:
    rights = Rights(tdm_reserved=True, declared_by="meta")
    whole = article(1, tags=("robot", "mairie"), notes=NOTES, rights=rights)
    live.write(Batch(articles=(replace(processed(1), article=whole),)))
    assert current_articles(live.connection, [whole.id, "inconnu"]) == [(whole, MONDAY)]
    assert current_articles(live.connection, []) == []


def test_notes_are_replaced_with_their_version(live: LiveStore) -> None:
    live.write(Batch(articles=(processed(1, notes=NOTES), processed(2, notes=NOTES))))
    live.write(Batch(articles=(processed(1, notes=NOTES[:1]), processed(1, version=2, text="Autre."))))
    rows = live.connection.execute(
        "SELECT article_id, version, rule FROM texts.article_notes ORDER BY ALL"
    ).fetchall()
    assert sorted(rows) == sorted(
        [(article(1).id, 1, NOTES[0].rule), *((article(2).id, 1, note.rule) for note in NOTES)]
    )


def test_recent_texts_are_those_seen_last_with_what_was_cut(live: LiveStore) -> None:
    live.write(Batch(articles=tuple(processed(n, seen_at=MONDAY + n * HOUR, notes=NOTES) for n in range(5))))
    live.write(Batch(articles=(processed(0, version=2, text="Nouveau.", seen_at=MONDAY + 9 * HOUR),)))
    found = recent_texts(live.connection, ["le-veilleur", "inconnu"], 2)
    assert [(one.article_id, one.cut) for one in found] == [
        (article(4).id, ("Privas : 9°",)),
        (article(0).id, ()),
    ]
    assert found[-1].text == "Nouveau."


def test_versions_say_whether_their_text_is_kept(live: LiveStore) -> None:
    second = article(1, text="Autre.")
    live.write(Batch(articles=(processed(1), processed(1, version=2, text="Autre.", seen_at=MONDAY + HOUR))))
    live.connection.execute("DELETE FROM texts.article_texts WHERE version = 1")
    found = versions(live.connection, [second.id])
    assert [(one.version, one.kept, one.text, one.changed, one.seen_at) for one in found] == [
        (1, False, "", (), MONDAY),
        (2, True, "Autre.", ("text",), MONDAY + HOUR),
    ]
    assert found[0].text_sha256 == text_sha256(article(1).body)


def test_a_text_cleaned_later_is_the_same_version(live: LiveStore) -> None:
    cleaned = article(1, text="Plus court.", notes=NOTES)
    live.write(Batch(articles=(processed(1),)))
    live.write(Batch(articles=(replace(processed(1), article=cleaned, analysis=analysis(mentions=())),)))
    (found,) = versions(live.connection, [cleaned.id])
    assert (found.version, found.text, found.text_sha256, found.changed) == (
        1, "Plus court.", text_sha256(cleaned.body), (),
    )  # fmt: skip
    assert live.connection.execute("SELECT count(*) FROM mentions").fetchone() == (0,)


def test_refusals_are_sampled_by_reason(data_dir: Path, settings: StoreSettings) -> None:
    refused = [rejection(n, "not_article") for n in range(10)] + [
        rejection(n + 10, "empty") for n in range(2)
    ]
    with open_live(data_dir, settings) as live:
        live.write(replace(batch(), rejections=tuple(refused)))
    publish(data_dir, settings)
    with open_snapshot(data_dir) as snapshot:
        found = refusal_sample(snapshot, 3)
        assert [(one.reason, one.n) for one in found] == [("not_article", 10)] * 3 + [("empty", 2)] * 2
        assert refusal_sample(snapshot, 3) == found
        assert {one.reason for one in refusal_sample(snapshot, 3, reason="empty")} == {"empty"}
        assert refusal_sample(snapshot, 3, source="ailleurs") == []
        assert found[0].source == "Le Veilleur du Marais"
        assert found[0].at == MONDAY


def test_texts_of_an_older_version_are_refused_in_words(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch([1]))
    publish(data_dir, settings)
    assert [one.version for one in version_history(data_dir, [article(1).id])] == [1]
    assert run_sql(data_dir, "SELECT count(*) FROM article_notes", with_text=True).rows == [(0,)]
    with open_live(data_dir, settings) as live:
        live.connection.execute("DROP TABLE texts.article_notes")
    with pytest.raises(StoreError, match="plus ancienne"):
        version_history(data_dir, [article(1).id])
