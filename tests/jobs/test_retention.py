"""Old pages leave the archive, in an order that a kill cannot upset; young, waiting and growing ones stay."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.errors import SettingsError
from core.types import Candidate, Fetch, Outcome, Page
from crawler.archiving.archive import ArchiveWriter, read_page, write_saved
from crawler.collect import ingest
from jobs import workspace
from jobs.retention import retain
from jobs.workspace import Workspace
from state import captures, retention, runs
from state.open import open_state

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
OLD, EDGE, NEW = "20260824T075959Z-0a0a", "20260825T080001Z-0b0b", "20261122T040000Z-0c0c"


def made(folder: Path, **archive: Any) -> Workspace:
    return workspace.create(folder / "veille", {"archive": archive})


def written(space: Workspace, run: str, at: datetime = NOW, *, processed: bool = True) -> None:
    """A segment of one page, in the state."""
    url = f"https://ex.fr/{run}"
    page = Page(url, url, "ex", at, 200, (("content-type", "text/html"),), b"<html>page</html>")
    with closing(open_state(space.state)) as state:
        write_saved(space.archive, run, [(Candidate(url, "ex", "backfill"), page)])
        ingest(space.archive, state, ())
        if processed:
            ids = [capture.capture_id for capture in captures.pending(state, 10)]
            captures.mark_processed(state, ids, at)


def held(space: Workspace) -> set[str]:
    """The runs of which any file is left."""
    return {path.name.partition(".")[0] for path in space.archive.iterdir()}


def test_what_is_older_than_keep_days_goes(tmp_path: Path) -> None:
    space = made(tmp_path, keep_days=90)
    for run in (OLD, EDGE, NEW):
        written(space, run)
    size = sum(path.stat().st_size for path in space.archive.glob(f"{OLD}*"))
    report = retain(space, NOW)
    assert held(space) == {EDGE, NEW}
    left = sum(path.stat().st_size for path in space.archive.iterdir())
    assert report.counts["segments.removed"] == 1
    assert (report.counts["bytes.freed"], report.counts["bytes.archive"]) == (size, left)
    assert report.counts["bytes.free"] > 0
    assert (report.job, report.status) == ("retention", "done")
    with closing(open_state(space.state)) as state:
        assert ingest(space.archive, state, ()) == []
        assert runs.latest(state)[0].counts == report.counts
    again = retain(space, NOW)
    assert (again.counts["segments.removed"], again.counts["bytes.freed"]) == (0, 0)


def test_what_waits_to_be_processed_stays(tmp_path: Path) -> None:
    space = made(tmp_path)
    written(space, OLD, processed=False)
    report = retain(space, NOW)
    assert (report.counts["segments.removed"], report.counts["segments.waiting"]) == (0, 1)
    with closing(open_state(space.state)) as state:
        (capture,) = captures.pending(state, 10)
    assert read_page(space.archive, capture.fetch).body == b"<html>page</html>"


def test_a_running_crawl_is_left_alone_however_long_it_takes(tmp_path: Path) -> None:
    space = made(tmp_path)
    writer = ArchiveWriter(space.archive, OLD)
    url = "https://ex.fr/a"
    fetch = Fetch(OLD, "ex", url, NOW, Outcome.FETCHED, candidate=Candidate(url, "ex", "e"))
    page = Page(url, url, "ex", NOW, 200, (), b"page")
    writer.acknowledge(writer.add(fetch, page))
    assert retain(space, NOW).counts["segments.removed"] == 0
    writer.acknowledge(writer.add(fetch, page))
    writer.close()
    assert held(space) == {OLD}


def test_a_journal_that_was_not_taken_in_yet_is_left_alone(tmp_path: Path) -> None:
    space = made(tmp_path)
    ArchiveWriter(space.archive, OLD).close()
    assert retain(space, NOW).counts["segments.removed"] == 0
    assert held(space) == {OLD}


def test_the_age_of_a_backfill_counts_from_when_it_was_brought_in(tmp_path: Path) -> None:
    space = made(tmp_path)
    written(space, NEW, at=NOW - timedelta(days=4000))
    retain(space, NOW)
    assert held(space) == {NEW}


@pytest.mark.parametrize(("days", "left"), [(89, {"ancienne"}), (91, set())])
def test_an_id_that_tells_no_time_counts_from_its_first_answer(
    tmp_path: Path, days: int, left: set[str]
) -> None:
    space = made(tmp_path)
    written(space, "ancienne", at=NOW - timedelta(days=days))
    retain(space, NOW)
    assert held(space) == left


@pytest.mark.parametrize("gone", [[], [".warc.gz"], [".journal.jsonl"]])
def test_a_kill_between_the_state_and_the_files_is_made_good(tmp_path: Path, gone: list[str]) -> None:
    space = made(tmp_path)
    written(space, OLD)
    with closing(open_state(space.state)) as state:
        (segment,) = retention.present(state)
        assert retention.remove(state, segment, NOW)
        for suffix in gone:
            (space.archive / f"{OLD}{suffix}").unlink()
        assert ingest(space.archive, state, ()) == []
    report = retain(space, NOW)
    assert report.counts["segments.removed"] == 0
    assert report.counts["bytes.freed"] > 0
    assert held(space) == set()


def test_a_run_that_was_killed_is_not_said_to_be_running(tmp_path: Path) -> None:
    from core.types import RunReport

    space = made(tmp_path)
    with closing(open_state(space.state)) as state:
        runs.start(state, RunReport("killed", "retention", NOW))
    retain(space, NOW)
    with closing(open_state(space.state)) as state:
        assert {report.run_id: report.status for report in runs.latest(state)}["killed"] == "interrupted"


def test_no_limit_removes_nothing(tmp_path: Path) -> None:
    overrides: dict[str, dict[str, Any]] = {
        "workspace": {"legal_basis": "research"},
        "archive": {"keep_days": 0},
    }
    space = workspace.create(tmp_path / "veille", overrides)
    written(space, "20160101T000000Z-0a0a")
    assert retain(space, NOW).counts["segments.removed"] == 0
    assert held(space) == {"20160101T000000Z-0a0a"}


@pytest.mark.parametrize("days", [0, 91, 3650])
def test_the_general_basis_keeps_90_days_at_most(tmp_path: Path, days: int) -> None:
    with pytest.raises(SettingsError, match=rf"archive\.keep_days \(« {days} »\) : de 1 à 90 jours"):
        made(tmp_path, keep_days=days)
    licence: dict[str, dict[str, Any]] = {
        "workspace": {"legal_basis": "licence"},
        "archive": {"keep_days": days},
    }
    assert workspace.create(tmp_path / "licence", licence).settings.archive.keep_days == days


def test_the_environment_cannot_lift_the_limit_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = made(tmp_path)
    monkeypatch.setenv("BEFFROI_ARCHIVE__KEEP_DAYS", "365")
    with pytest.raises(SettingsError, match=r"archive\.keep_days"):
        workspace.find(space.root)


def test_an_archive_over_its_budget_needs_a_look(tmp_path: Path) -> None:
    space = made(tmp_path, disk_budget_gb=1e-9)
    assert ("archive", str(space.archive), "disk_budget") not in retain(space, NOW).problems
    written(space, NEW)
    assert ("archive", str(space.archive), "disk_budget") in retain(space, NOW).problems
