"""Rows asked by their places are those asked by their article."""

from pathlib import Path

import pytest
from newsroom import MONDAY, analysis, article, link, processed, quote, role, story_article

from core.settings import StoreSettings
from core.types import Correction, RoleKind, Rule
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.query import open_snapshot
from store.readers.desk import places as desk_places
from store.readers.desk.article import article as read
from store.readers.desk.places import TABLES, hashed, places
from store.readers.desk.story import members

SETTINGS = StoreSettings(memory_limit="300MB")
IDS = [article(n).id for n in range(1, 8)]
STORY = "5" * 16


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven articles, some without quotes; some read again, one corrected: its rows lie apart from where they were."""
    made = tmp_path_factory.mktemp("places") / "data"
    found = [
        processed(n, found=analysis(quotes=(quote(), quote(40)) if n % 2 else (), roles=(role(),) * (n % 3)))
        for n in range(1, 8)
    ]
    again = processed(
        2, version=2, found=analysis(quotes=(quote(), quote(50)), roles=(role("Ana Brizeux", RoleKind.OFFICIAL),))
    )  # fmt: skip
    told = tuple(story_article(n, STORY, rule=Rule.ALIKE) for n in (1, 2, 5))
    gone = Correction(
        Action.DELETE,
        Kind.QUOTE,
        "nous avons commence par l ecole",
        "Odile",
        MONDAY,
        article_id=IDS[2],
        number=1,
    )
    with open_live(made, SETTINGS) as live:
        live.write(Batch(articles=tuple(found[:4]), links=(link(5, 1),)))
        live.write(Batch(articles=(*found[4:], again), story_articles=told))
        live.write(Batch(corrections=(gone,)))
    publish(made, SETTINGS)
    return made


@pytest.mark.parametrize("wide", [0, 1000])
def test_rows_by_place_are_rows_by_article(data: Path, monkeypatch: pytest.MonkeyPatch, wide: int) -> None:
    monkeypatch.setattr(desk_places, "WIDE", wide)
    with open_snapshot(data) as snapshot:
        known = places(snapshot)
        for table in TABLES:
            for one in (*IDS, "f" * 16, "'; --"):
                found = snapshot.connection.execute(f"SELECT * FROM {table} WHERE article_id = ?", [one])
                names = [column[0] for column in found.description]
                expected = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
                rows = known.rows(snapshot, table, one)
                assert sorted(map(str, rows)) == sorted(map(str, expected)), (table, one)
                within = known.of(table, hashed(snapshot, [one]).values())
                assert len(within) >= len(expected)


def test_an_article_is_its_current_version_and_its_links(data: Path) -> None:
    with open_snapshot(data) as snapshot:
        known = places(snapshot)
        second = read(snapshot, known, IDS[1])
        assert second is not None
        assert (second.head.version, [one.version for one in second.versions]) == (2, [1, 2])
        assert [row["name"] for row in second.tables["roles"]] == ["Ana Brizeux"]
        third = read(snapshot, known, IDS[2])
        assert third is not None
        assert third.tables["quotes"] == []
        assert third.members == ()
        first, fifth = read(snapshot, known, IDS[0]), read(snapshot, known, IDS[4])
        assert first is not None
        assert fifth is not None
        assert [(one.ours, one.line.article_id) for one in first.links] == [(False, IDS[4])]
        assert [(one.ours, one.line.article_id) for one in fifth.links] == [(True, IDS[0])]
        assert read(snapshot, known, "f" * 16) is None


def test_what_members_of_a_story_are_in_a_count_is_as_the_view_says(data: Path) -> None:
    with open_snapshot(data) as snapshot:
        told = members(snapshot, places(snapshot), STORY)
        view = dict(snapshot.connection.execute("SELECT article_id, counted_as FROM v_articles").fetchall())
        assert {one.line.article_id: one.counted_as for one in told} == {
            id_: view[id_] for id_ in (IDS[0], IDS[1], IDS[4])
        }
        assert {one.counted_as for one in told} == {"article", "copy"}
        assert members(snapshot, places(snapshot), "7" * 16) == []
