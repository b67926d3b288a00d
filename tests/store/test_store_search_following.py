"""The index follows the results, whatever happens to either."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from newsroom import MONDAY, SOURCE, analysis, link, mention, processed, registers
from searches import find, live_numbers, numbers

from core.errors import QueryError
from core.settings import StoreSettings
from core.types import LinkKind, MentionKind
from store.batch import Batch
from store.live import LiveStore, open_live
from store.meta import set_meta
from store.publish import publish
from store.query import open_snapshot
from store.registers import load_registers
from store.search import ranked


@pytest.fixture
def live(data_dir: Path, settings: StoreSettings) -> LiveStore:
    with open_live(data_dir, settings) as opened:
        load_registers(opened, *registers(), "1")
        opened.write(Batch(articles=(processed(1), processed(2)), sources=(SOURCE,)))
        yield opened  # type: ignore[misc]


def bump(live: LiveStore) -> None:
    """What every writer does after a change."""
    set_meta(live.connection, revision=str(live.revision + 1))
    live.refresh_search()


def test_a_changed_article_replaces_the_old_one(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=(processed(1, text="La fibre."), processed(2, published_at=None))))
        live.write(Batch(articles=(processed(1, text="Le cuivre.", version=2),)))
        assert live_numbers(live, "fibre") == set()
        assert live_numbers(live, "cuivre") == {1}
        hits = find(data_dir / "search", "Bréville").hits
        assert {hit.day for hit in hits} == {MONDAY.date(), None}


def test_facts_that_change_alone_are_followed(live: LiveStore) -> None:
    other = analysis(mentions=(mention(MentionKind.COMMUNE, "79902", "Brolles"),))
    before = live.connection.execute("SELECT * EXCLUDE revision FROM articles ORDER BY ALL").fetchall()
    live.write(Batch(articles=(processed(1, found=other),)))
    after = live.connection.execute("SELECT * EXCLUDE revision FROM articles ORDER BY ALL").fetchall()
    assert before == after, "the row itself says nothing of it"
    assert live_numbers(live, "", commune="Brolles") == {1}
    assert live_numbers(live, "", commune="79901") == {2}


def test_only_what_changed_is_read_again(live: LiveStore) -> None:
    first = live.revision
    live.write(Batch(articles=(processed(1), processed(2, found=analysis(topics=("mobilite",))))))
    raised = live.connection.execute("SELECT url FROM articles WHERE revision > ?", [first]).fetchall()
    assert raised == [(processed(2).article.url,)]
    assert live.write(Batch(articles=(processed(1),), sources=(SOURCE,))) == 0
    assert live.revision == live.index.revision == first + 1


def test_a_link_makes_a_reprint(live: LiveStore) -> None:
    assert live_numbers(live, "assistant", originals="1") == {1, 2}
    live.write(Batch(links=(link(2, 1, kind=LinkKind.EXACT),)))
    assert live_numbers(live, "assistant", originals="1") == {1}


def test_a_renamed_source_is_found_under_its_new_name(live: LiveStore) -> None:
    live.write(Batch(sources=(replace(SOURCE, name="Le Guetteur"),)))
    assert live_numbers(live, "assistant", source="Le Guetteur") == {1, 2}
    assert live_numbers(live, "assistant", source="Le Veilleur du Marais") == set()


def test_a_renamed_commune_is_found_under_its_new_name(live: LiveStore) -> None:
    communes, territories, mandates = registers()
    names = ["Bréville-Neuve" for _ in range(communes.num_rows)]
    column = communes.schema.get_field_index("name")
    load_registers(live, communes.set_column(column, "name", [names]), territories, mandates, "2")
    assert live_numbers(live, "", commune="Bréville-Neuve") == {1, 2}
    facets = find(live.data_dir / "search", "assistant").facets
    assert [v.label for f in facets if f.field == "commune" for v in f.values] == ["Bréville-Neuve"]


def test_a_deleted_article_leaves_the_index(live: LiveStore) -> None:
    live.connection.execute("DELETE FROM articles WHERE article_id = ?", [processed(1).article.id])
    bump(live)
    assert live_numbers(live, "assistant") == {2}


def test_an_article_that_the_index_lost_comes_back(live: LiveStore) -> None:
    live.index.remove([processed(1).article.id])
    bump(live)
    assert live_numbers(live, "assistant") == {1, 2}


def test_where_the_text_is_gone_the_evidence_is_searched(live: LiveStore) -> None:
    assert live_numbers(live, "craie") == {1, 2}
    gone = processed(1).article.id
    live.connection.execute("DELETE FROM texts.article_texts WHERE article_id = ?", [gone])
    live.connection.execute(
        "UPDATE articles SET revision = ? WHERE article_id = ?", [live.revision + 1, gone]
    )
    bump(live)
    assert live_numbers(live, "craie") == {2}
    assert live_numbers(live, '"commencé par l’école"') == {1, 2}, "a quote's evidence"
    assert live_numbers(live, "appels nuit") == {1, 2}, "the summary stays"
    (hit,) = find(live.data_dir / "search", "12 000 euros").hits
    assert "L’assistant a coûté 12 000 euros." in hit.passage.text


def remove(index: Path) -> None:
    shutil.rmtree(index)


def age(index: Path) -> None:
    stamp = json.loads((index / "beffroi.json").read_text())
    (index / "beffroi.json").write_text(json.dumps(stamp | {"format": 1}))


def run_ahead(index: Path) -> None:
    stamp = json.loads((index / "beffroi.json").read_text())
    (index / "beffroi.json").write_text(json.dumps(stamp | {"revision": 10_000}))
    (index / "lineage").write_text("celle d’autres résultats")


def damage(index: Path) -> None:
    (index / "meta.json").write_text("{")


def replace_by_a_foreign_one(index: Path) -> None:
    import tantivy

    shutil.rmtree(index)
    index.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("autre")
    tantivy.Index(builder.build(), str(index))


BREAKS = [remove, age, run_ahead, damage, replace_by_a_foreign_one]


@pytest.mark.parametrize("break_", BREAKS)
def test_an_index_that_cannot_be_used_is_made_again(
    data_dir: Path, settings: StoreSettings, break_: Callable[[Path], None]
) -> None:
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=(processed(1, text="La fibre."), processed(2))))
    break_(data_dir / "search")
    if break_ is not run_ahead:
        with pytest.raises(QueryError, match="search") as refused:
            ranked(data_dir / "search", "fibre", 10)
        assert "beffroi publish" in refused.value.next_step
    with open_live(data_dir, settings):
        pass
    assert numbers(find(data_dir / "search", "fibre")) == {1}
    assert numbers(find(data_dir / "search", "Bréville")) == {1, 2}


def test_publishing_replaces_a_snapshot_whose_index_is_of_another_format(
    data_dir: Path, settings: StoreSettings
) -> None:
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=(processed(1),)))
    first = publish(data_dir, settings)
    assert first is not None
    assert publish(data_dir, settings) is None, "nothing changed"
    for folder in (first.index_dir, data_dir / "search"):
        age(folder)
    with open_snapshot(data_dir) as old, pytest.raises(QueryError, match="version"):
        old.search("assistant")
    assert publish(data_dir, settings) is not None
    with open_snapshot(data_dir) as new:
        assert len(new.search("assistant")) == 1
