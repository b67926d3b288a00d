"""kill -9 at chosen and at arbitrary moments: what was acknowledged is there, and nothing is there twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from duplicates import twice
from newsroom import article, batch
from writer_child import PUBLISHING, STOPS

from core.errors import StoreBusy
from core.settings import StoreSettings
from store.live import LiveStore, open_live
from store.publish import publish
from store.query import open_snapshot
from store.search import ranked

ROOT = Path(__file__).parents[2]


@contextmanager
def writer(data_dir: Path, stop: str) -> Iterator["subprocess.Popen[str]"]:
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    command = [sys.executable, "-P", str(Path(__file__).with_name("writer_child.py")), str(data_dir), stop]
    environment = os.environ | {"PYTHONPATH": path}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        try:
            yield child
        finally:
            child.kill()


def heard(child: "subprocess.Popen[str]", last: str) -> list[str]:
    """The lines up to the one that begins with `last`."""
    lines: list[str] = []
    assert child.stdout is not None
    for line in child.stdout:
        lines.append(line.strip())
        if line.startswith(last):
            return lines
    pytest.fail(f"the child ended without saying {last}: {lines}")


def kill(child: "subprocess.Popen[str]") -> None:
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL


def assert_whole(live: LiveStore, articles: set[int]) -> None:
    """The articles are there with their facts and texts, in results and search alike, once each."""
    ids = {article(number).id for number in articles}
    assert twice(live) == {}
    for table in ("articles", "article_versions", "roles", "texts.article_texts"):
        found = {row[0] for row in live.connection.table(table).select("article_id").fetchall()}
        assert ids <= found, table
    counted = live.connection.execute("SELECT count(*) FROM articles").fetchone()
    hits = [hit.article_id for hit in ranked(live.data_dir / "search", "assistant", 1000)]
    assert ids <= set(hits)
    assert counted == (len(hits),)


@pytest.mark.parametrize("stop", [stop for stop in STOPS if stop not in PUBLISHING])
def test_a_writer_killed_in_a_batch_loses_nothing_acknowledged(
    data_dir: Path, settings: StoreSettings, stop: str
) -> None:
    with writer(data_dir, stop) as child:
        heard(child, "stopped")
        kill(child)
    with open_live(data_dir, settings) as live:
        assert_whole(live, {1, 2, 3, 4})
        live.write(batch([4, 5]))
        assert_whole(live, {1, 2, 3, 4, 5})
        assert live.write(batch([4, 5])) == 0


@pytest.mark.parametrize("written", [4, 6, 9])
def test_a_writer_killed_at_any_moment_loses_nothing_acknowledged(
    data_dir: Path, settings: StoreSettings, written: int
) -> None:
    with writer(data_dir, "never") as child:
        heard(child, f"written {written}")
        kill(child)
    with open_live(data_dir, settings) as live:
        assert_whole(live, set(range(1, written + 2)))


@pytest.mark.parametrize("stop", PUBLISHING)
def test_a_publish_that_is_killed_leaves_readers_a_whole_snapshot(
    data_dir: Path, settings: StoreSettings, stop: str
) -> None:
    with writer(data_dir, stop) as child:
        assert "published 1" in heard(child, "stopped")
        kill(child)
    with open_snapshot(data_dir) as snapshot:
        swapped = stop == "before-forget"
        number = snapshot.number
        found = snapshot.connection.execute("SELECT count(*) FROM articles").fetchone()
        assert found == (5 if swapped else 4,)
        assert len(snapshot.search("assistant")) == (5 if swapped else 4)
    again = publish(data_dir, settings)
    assert (again is None) == swapped
    with open_snapshot(data_dir) as snapshot:
        assert snapshot.connection.execute("SELECT count(*) FROM articles").fetchone() == (5,)
        assert snapshot.number >= number
    left = {path.name for path in (data_dir / "snapshots").iterdir()}
    assert left == ({"1", str(snapshot.number)})
    with open_live(data_dir, settings) as live:
        assert_whole(live, {1, 2, 3, 4, 5})


def test_a_second_writer_is_refused_by_name(data_dir: Path, settings: StoreSettings) -> None:
    with writer(data_dir, "before-results") as child:
        heard(child, "stopped")
        with pytest.raises(StoreBusy, match=rf"PID {child.pid}, depuis le .*« essai »") as refused:
            open_live(data_dir, settings).__enter__()
        assert refused.value.exit_code == 3
        with pytest.raises(StoreBusy, match=str(child.pid)):
            publish(data_dir, settings)
        kill(child)
    with open_live(data_dir, settings) as live:
        assert_whole(live, {1, 2, 3, 4})


def test_a_second_writer_waits_its_turn(data_dir: Path) -> None:
    patient = StoreSettings(memory_limit="300MB", writer_wait_seconds=60)
    with writer(data_dir, "before-results") as child:
        heard(child, "stopped")
        os.kill(child.pid, signal.SIGKILL)  # it may die after the second writer begins to wait
        with open_live(data_dir, patient) as live:
            assert_whole(live, {1, 2, 3, 4})


def test_a_writer_in_this_process_is_refused_too(data_dir: Path, settings: StoreSettings) -> None:
    with (
        open_live(data_dir, settings, "collect"),
        pytest.raises(StoreBusy, match=rf"PID {os.getpid()}.*collect"),
    ):
        open_live(data_dir, settings).__enter__()
    with open_live(data_dir, settings):
        pass


def test_a_file_held_by_another_program_is_refused_by_its_pid(
    data_dir: Path, settings: StoreSettings
) -> None:
    with open_live(data_dir, settings):
        pass
    program = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(data_dir / "live.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(StoreBusy, match=f"PID {child.pid}"):
            open_live(data_dir, settings).__enter__()
        child.kill()
