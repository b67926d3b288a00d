"""What another model, lexicon, register or extractor read is read again; what comes out alike changes no row."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from every_table import Rows, differences, rows_of, tables
from small_watch import MAYOR, article_id, copied, made, one_pipeline

from core.errors import StoreBusy
from jobs.registers import OVERLAY
from jobs.reprocess import Reprocessed, Stage, reprocess
from jobs.workspace import Workspace
from nlp.relevance import weights
from state import rebuilds
from state.open import open_state
from store.live import open_live

pytestmark = pytest.mark.slow

REGISTER = f"""
[[mandate]]
insee = "29042" # Crozon
name = "{MAYOR}"
from_day = 2026-03-22
"""


@pytest.fixture(scope="module", autouse=True)
def _once() -> Iterator[None]:
    with one_pipeline():
        yield


@pytest.fixture(scope="module")
def original(_once: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Rows]:
    """The small watch, and all that its results hold."""
    space = made(tmp_path_factory.mktemp("small") / "veille")
    return space, tables(space)


def changed(space: Workspace, *statements: str) -> None:
    """Make the results what others would have left."""
    with open_live(space.data, space.settings.store) as live:
        for statement in statements:
            live.connection.execute(statement)


def everything(space: Workspace) -> tuple[int, Rows]:
    """The revision of the results, and all that they hold but the runs."""
    with open_live(space.data, space.settings.store) as live:
        return live.revision, rows_of(live)


def listed(done: Reprocessed, what: str) -> set[tuple[str, str, str]]:
    return {(one.id, one.before, one.after) for one in done.changes.all() if one.what == what}


def test_read_again_with_the_same_outcome_no_row_changes(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space = copied(original[0], tmp_path / "veille")
    before = everything(space)
    assert not reprocess(space).changes.tables, "nothing is out of date"
    for stage in Stage:
        done = reprocess(space, stage=stage, everything=True)
        assert done.report.counts["reprocess.article"] == 5
        assert not done.changes.totals
        assert all((rows.added, rows.removed) == (0, 0) for rows in done.changes.tables.values())
        assert done.changes.tables["mentions"].unchanged > 10
        assert everything(space) == before
    assert done.report.counts.keys() == {"reprocess.article"}, "the last stage looked at no page"


def test_a_stricter_judge_flips_its_verdicts_and_the_former_one_flips_them_back(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    packaged = weights.packaged()
    bars = dict(packaged.bars) | dict.fromkeys(("relevance", "relevance.short"), 1 - 1e-12)
    space.weights.write_text(weights.dump(replace(packaged, bars=bars)), "utf-8")
    strict = reprocess(space, stage=Stage.ANALYSE)
    flipped = listed(strict, "relevance")
    assert (article_id("crozon"), "relevant", "not relevant") in flipped
    assert strict.changes.totals["relevance"] == len(flipped) >= 3
    space.weights.unlink()
    kind = reprocess(space, stage=Stage.ANALYSE)
    assert listed(kind, "relevance") == {(one, after, before) for one, before, after in flipped}
    assert differences(before, tables(space)) == {}, "ids of initiatives and events, and stories, included"


def test_a_register_that_learns_of_a_mayor_changes_what_it_says_of_them_alone(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    (space.root / OVERLAY).write_text(REGISTER, "utf-8")
    done = reprocess(space)
    assert done.report.counts == {"reprocess.article": 5}, "the extractor is the same: no page is read"
    named = sum(MAYOR in row for row in before["beffroi.roles"] if row[1] == 2)
    assert named
    assert done.changes.tables["roles"][:2] == (named, named)
    after = tables(space)
    for table in ("article_versions", "article_topics", "initiatives", "stories", "story_articles"):
        assert after[f"beffroi.{table}"] == before[f"beffroi.{table}"]
    assert {row[7] for row in after["beffroi.roles"] if MAYOR in row and row[1] == 2} == {"confirmed"}


def test_cut_short_what_is_left_is_done_next_time(original: tuple[Workspace, Rows], tmp_path: Path) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    changed(space, "UPDATE articles SET model = 'another'")

    def interrupt(done: int, _total: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reprocess(space, stage=Stage.ANALYSE, progress=interrupt)
    seen: list[tuple[int, int]] = []
    done = reprocess(space, stage=Stage.ANALYSE, progress=lambda now, total: seen.append((now, total)))
    assert seen == [(2, 3), (3, 3)]
    assert done.report.counts["reprocess.article"] == 3
    assert differences(before, tables(space)) == {}


def test_what_has_no_text_may_not_be_read_or_is_older_is_let_be(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space = copied(original[0], tmp_path / "veille")
    gone, reserved, failed = (article_id(name) for name in ("mende", "autun", "crozon-bis"))
    changed(
        space,
        f"DELETE FROM texts.article_texts WHERE article_id = '{gone}'",
        f"UPDATE articles SET model = 'another' WHERE article_id = '{gone}'",
        f"UPDATE articles SET tdm_reserved = true, model = NULL WHERE article_id = '{reserved}'",
        f"UPDATE articles SET model = NULL, told = NULL WHERE article_id = '{failed}'",
        f"DELETE FROM mentions WHERE article_id = '{failed}'",
    )
    assert not reprocess(space, since=date(2026, 11, 24)).changes.tables
    done = reprocess(space)
    assert done.report.counts == {"reprocess.article": 1, "reprocess.without_text": 1}
    assert done.changes.tables["mentions"].added > 0
    with open_live(space.data, space.settings.store) as live:
        models = dict(live.connection.execute("SELECT article_id, model FROM articles").fetchall())
    assert models[gone] == "another"
    assert models[reserved] is None
    assert models[failed] == models[article_id("rodez")]


def test_another_extractor_reads_the_page_again_as_the_version_that_it_is(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    lost = article_id("mende")
    spoilt = "UPDATE texts.article_texts SET text = text || chr(10) || chr(10) || 'Lire aussi.'"
    changed(space, "UPDATE articles SET extractor = 'another'", spoilt)
    sorted(space.archive.glob("*.warc.gz"))[1].unlink()
    done = reprocess(space)
    assert done.report.counts["reprocess.extracted"] == 3
    assert done.report.counts["reprocess.text_kept"] == 2
    after = tables(space)
    found = {row[0]: row for row in after["texts.article_texts"] if row[1] == 1}
    assert found[lost][4].endswith("Lire aussi.")
    whole = [row for row in before["texts.article_texts"] if row in after["texts.article_texts"]]
    assert len(whole) == 3
    assert len(after["beffroi.article_versions"]) == len(before["beffroi.article_versions"])


def test_results_that_are_being_made_anew_are_let_be(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space = copied(original[0], tmp_path / "veille")
    with closing(open_state(space.state)) as state:
        rebuilds.begin(state, datetime.now(UTC))
    with pytest.raises(StoreBusy, match="refaits"):
        reprocess(space)
