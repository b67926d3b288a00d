"""Results made anew from the archive are those that were: row for row, whatever was cut short, and nothing is lost."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from byte_search import found
from every_table import Rows, differences, tables
from small_watch import MAYOR, article_id, copied, made, one_pipeline

from commands.processing import _said
from core.errors import StoreBusy, StoreError
from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from crawler.archiving import retention as files
from jobs import rebuild as job
from jobs import workspace
from jobs.forgetting.forget import forget
from jobs.forgetting.wish import Wish, WishKind
from jobs.process import process
from jobs.publish import publish
from jobs.rebuild import planned, rebuild
from jobs.workspace import Workspace
from state import captures, corrections, forgetting, pages, rebuilds, retention
from state.open import open_state
from store import query

if TYPE_CHECKING:
    from jobs.demo import Shown

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _once() -> Iterator[None]:
    with one_pipeline():
        yield


@pytest.fixture(scope="module")
def original(_once: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Rows]:
    """The small watch, published, and all that its results hold."""
    space = made(tmp_path_factory.mktemp("small") / "veille")
    publish(space)
    return space, tables(space)


def cut_short(space: Workspace, batches: int) -> None:
    """Begin to make the results anew, and be interrupted after so many batches."""
    done = 0

    def interrupt(_done: int, _total: int) -> None:
        nonlocal done
        done += 1
        if done == batches:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(space, interrupt)


def lose(space: Workspace, segments: slice) -> None:
    """Remove some collects from the archive, as retention does."""
    with closing(open_state(space.state)) as state:
        for segment in retention.present(state)[segments]:
            assert retention.remove(state, segment, datetime.now(UTC))
        files.unlink(space.archive, retention.removed(state))


def test_a_demonstration_made_anew_is_row_for_row_what_it_was(shown: "Shown", tmp_path: Path) -> None:
    shutil.copytree(shown.workspace.root, tmp_path / "veille", symlinks=True)
    space = workspace.find(tmp_path / "veille")
    before = tables(space)
    assert len(before["beffroi.articles"]) > 30
    done = rebuild(space)
    assert differences(before, tables(space)) == {}
    assert [path.name.split("-", 1)[1] for path in done.aside] == ["live.duckdb", "texts.duckdb"]


def test_several_runs_an_editors_word_and_a_correction_come_out_alike(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    assert len(before["beffroi.article_versions"]) == len(before["beffroi.articles"]) + 1
    assert any("edited" in row for row in before["beffroi.story_articles"])
    plan = planned(space)
    assert (plan.records, plan.older and plan.older.articles, plan.resumes) == (6, 0, False)
    rebuild(space)
    assert differences(before, tables(space)) == {}


def test_cut_short_it_goes_on_and_readers_see_nothing_half_made(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    seen = query.run_sql(space.data, "FROM articles ORDER BY ALL").rows
    cut_short(space, 1)
    with pytest.raises(StoreBusy, match="refaits"):
        publish(space)
    assert query.run_sql(space.data, "FROM articles ORDER BY ALL").rows == seen
    plan = planned(space)
    assert plan.resumes
    assert 0 < plan.records < 6
    process(space)  # the daemon's next run goes on as well
    assert differences(before, tables(space)) == {}
    with closing(open_state(space.state)) as state:
        assert rebuilds.under_way(state) is None
    assert publish(space).counts["published"] == 2


def test_what_the_archive_no_longer_holds_is_told_and_carried_over(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    lose(space, slice(0, 1))
    plan = planned(space)
    assert plan.older == (3, 3)
    rebuild(space)
    assert differences(before, tables(space)) == {}
    lose(space, slice(None))
    rebuild(space)
    assert differences(before, tables(space)) == {}


def test_what_editors_corrected_comes_out_corrected(original: tuple[Workspace, Rows], tmp_path: Path) -> None:
    space, plain = copied(original[0], tmp_path / "veille"), original[1]
    with closing(open_state(space.state)) as state:
        said = Correction(
            Action.IRRELEVANT, Kind.ARTICLE, article_id("mende"), "rédaction", datetime.now(UTC)
        )
        corrections.append(state, replace(said, article_id=article_id("mende")))
    process(space)
    before = tables(space)
    assert "beffroi.articles" in differences(plain, before)
    rebuild(space)
    assert differences(before, tables(space)) == {}
    lose(space, slice(None))
    rebuild(space)
    assert differences(before, tables(space)) == {}


def test_a_page_that_cannot_be_read_costs_no_facts(original: tuple[Workspace, Rows], tmp_path: Path) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    segment = sorted(space.archive.glob("*.warc.gz"))[1]
    segment.write_bytes(b"\0" * segment.stat().st_size)
    done = rebuild(space)
    assert done.report.counts["article.carried"] == 2
    after = tables(space)
    assert {row[3] for row in after["beffroi.rejections"]} == {"unreadable"}
    assert differences(before | {"beffroi.rejections": []}, after | {"beffroi.rejections": []}) == {}


def test_pages_that_were_taken_out_on_request_cost_no_facts(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space = copied(original[0], tmp_path / "veille")
    forget(space, Wish(WishKind.PERSON, MAYOR))
    process(space)
    before = tables(space)
    plan = planned(space)
    assert plan.withdrawn == (1, 2)
    rebuild(space)
    after = tables(space)
    named = {name: [_unread(row) for row in after[name]] for name in after}
    assert differences({name: [_unread(row) for row in before[name]] for name in before}, named) == {}
    assert found(space.root, MAYOR) == []


def _unread(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row without the model's name: it tells of the registers, which are others without her."""
    return tuple(value for value in row if not (isinstance(value, str) and " + registers " in value))


def test_what_stood_on_pages_that_left_on_request_is_told_and_carried_over(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    with closing(open_state(space.state)) as state:
        name, (line, *_) = list(pages.pointed(state).items())[1]
        forgetting.unarchived(state, name, [line.offset])
    plan = planned(space)
    assert (plan.older, plan.withdrawn) == ((0, 0), (1, 1))
    assert "1 version d’article vient d’une page retirée sur demande" in " ".join(_said(plan))
    rebuild(space)
    # what is carried over is there before what it came after: an article may be a little nearer to its story
    assert differences(before, tables(space)).keys() <= {"beffroi.story_articles"}


def test_a_damaged_file_is_set_aside_and_made_anew_with_what_was_published(
    original: tuple[Workspace, Rows], tmp_path: Path
) -> None:
    space, before = copied(original[0], tmp_path / "veille"), original[1]
    lose(space, slice(0, 1))
    live = space.data / "live.duckdb"
    with live.open("r+b") as file:
        file.write(b"\0" * 20_000)
    damaged = live.read_bytes()
    plan = planned(space)
    assert plan.older is None
    assert "live.duckdb" in plan.trouble
    done = rebuild(space)
    assert done.aside[0].read_bytes() == damaged
    # published results have no texts: those of the lost pages are in the damaged file's companion
    assert differences(before, tables(space)) == {}


def test_without_room_nothing_is_touched(
    original: tuple[Workspace, Rows], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = copied(original[0], tmp_path / "veille")
    monkeypatch.setattr(job, "_ROOM", 1e9)  # no disk is that large
    with pytest.raises(StoreError, match="Mo libres"):
        planned(space)
    with closing(open_state(space.state)) as state:
        assert (rebuilds.under_way(state), captures.pending_count(state)) == (None, 0)
