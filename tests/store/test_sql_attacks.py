"""What a person's SQL cannot do: reach anything else, or outlive or swell its caller."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from attacks import ELSEWHERE, GREEDY, VAIN, Attack
from newsroom import batch

from core.errors import QueryError
from core.settings import StoreSettings
from store.live import open_live
from store.publish import publish
from store.sandbox import process as sql_process
from store.sandbox.ask import Answer, asked

HIDDEN = "camomille et tilleul"
MB = 1 << 20


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("attacked") / "data"
    settings = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
    with open_live(data_dir, settings) as live:
        live.write(batch([1, 2, 3]))
    publish(data_dir, settings)
    return data_dir


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The processes that were started to ask."""
    started = []
    start = sql_process._started

    def note(channel: int, file: int) -> "subprocess.Popen[bytes]":
        started.append(start(channel, file))
        return started[-1]

    monkeypatch.setattr(sql_process, "_started", note)
    return started


def ask(
    data_dir: Path, sql: str, seconds: float = 60, limit: int = 10_000_000, max_bytes: int = 20_000_000
) -> Answer:
    with asked(data_dir, sql, limit, memory_limit="300MB", seconds=seconds, max_bytes=max_bytes) as answer:
        return answer


def names(attack: Attack) -> str:
    return attack.name


@pytest.mark.parametrize("attack", ELSEWHERE, ids=names)
def test_nothing_else_is_reached(published: Path, tmp_path: Path, attack: Attack) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.write_text(HIDDEN, encoding="utf-8")
    before = sorted(p.name for p in published.rglob("*"))
    with pytest.raises(QueryError, match=attack.said) as refused:
        ask(published, attack.sql.format(inside=inside, outside=outside))
    assert HIDDEN not in str(refused.value)
    assert refused.value.next_step
    assert list(tmp_path.iterdir()) == [inside]
    assert sorted(p.name for p in published.rglob("*")) == before


@pytest.mark.parametrize("attack", VAIN, ids=names)
def test_what_duckdb_takes_for_a_table_has_no_effect(published: Path, tmp_path: Path, attack: Attack) -> None:
    try:
        ask(published, attack.sql.format(outside=tmp_path / "outside"))
    except QueryError as refused:
        assert str(refused).startswith("Requête")  # noqa: PT017  either will do; the files tell
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("attack", GREEDY, ids=names)
def test_what_takes_too_much_is_stopped(
    published: Path, children: list["subprocess.Popen[bytes]"], attack: Attack
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        ask(published, attack.sql, seconds=2)
    except QueryError as stopped:
        assert stopped.next_step  # noqa: PT017  some are refused at once by a later DuckDB
        said = str(stopped)
    else:
        said = "answered"
    assert attack.ends(said)
    (child,) = children
    assert child.returncode is not None
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)
    swelling = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert swelling < 100 * MB
    assert ask(published, "SELECT count(*) FROM articles").rows == 1


def test_the_memory_of_the_child_has_a_bound(published: Path) -> None:
    """DuckDB alone goes to 5 GB with this one, past its own limit of 300 MB."""
    with pytest.raises(QueryError, match=r"mémoire|tombé"):
        ask(published, "SELECT repeat('x', 1_000_000) FROM range(3000)", max_bytes=10**10)


def test_an_answer_too_big_is_refused(published: Path) -> None:
    with pytest.raises(QueryError, match="volumineux : plus de 1\u00a0Mo"):
        ask(published, "SELECT repeat('x', 1000) FROM range(1_000_000)", max_bytes=1_000_000)


def test_a_child_that_falls_is_told_of(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = sql_process._started

    def fall(channel: int, file: int) -> "subprocess.Popen[bytes]":
        child = start(channel, file)
        child.send_signal(signal.SIGSEGV)
        return child

    monkeypatch.setattr(sql_process, "_started", fall)
    with pytest.raises(QueryError, match=r"est tombé \(SIGSEGV\)"):
        ask(published, "SELECT 1")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_child_outlives_its_parent(published: Path, how: signal.Signals) -> None:
    program = (
        "import sys, pathlib\n"
        "from store.sandbox import ask as sql_ask\n"
        "from store.sandbox import process as sql_process\n"
        "start = sql_process._started\n"
        "def note(*words):\n"
        "    child = start(*words)\n"
        "    print(child.pid, flush=True)\n"
        "    return child\n"
        "sql_process._started = note\n"
        "with sql_ask.asked(pathlib.Path(sys.argv[1]), 'SELECT sum(a.range * b.range) FROM range(10_000_000) a,"
        " range(10_000_000) b', seconds=300): pass\n"
    )
    command = [sys.executable, "-c", program, str(published)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        watch = os.pidfd_open(child)
        parent.send_signal(how)
        parent.wait()
    ended(watch)


def ended(watch: int) -> None:
    """Wait for the end of the process of a pidfd; a test that hangs here is a child that stays."""
    import select

    poll = select.poll()
    poll.register(watch, select.POLLIN)
    assert poll.poll(60_000)
    os.close(watch)


def test_the_time_is_that_of_the_caller(published: Path, children: list["subprocess.Popen[bytes]"]) -> None:
    """A child that could not even begin is killed at the deadline like another."""
    with pytest.raises(QueryError, match=r"plus de 0,001\u00a0s"):
        ask(published, "SELECT 1", seconds=0.001)
    assert children[0].returncode == -signal.SIGKILL
