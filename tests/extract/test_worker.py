"""A page may hang, crash or starve its reader: it gets its reason, and the next page its reading."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import ExtractError
from core.types import Article, Candidate, Page, Rejection
from extract import worker
from extract.worker import Limits, Request, Worker

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
READER = "hostile_reader:read"
PROMPT = Limits(seconds=1.0, memory=300 << 20)


@pytest.fixture(autouse=True)
def _findable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.fixture
def hostile() -> Iterator[Worker]:
    with Worker(PROMPT, READER) as started:
        yield started


def page(act: str, size: int = 0) -> Page:
    url = f"https://exemple.fr/{act}"
    return Page(url, url, "le-phare", NOW, 200, (), act.encode().ljust(size))


def reason(found: object) -> tuple[str, str]:
    assert isinstance(found, Rejection), found
    return found.reason, found.detail


def test_the_real_extraction() -> None:
    lines = (
        "La mairie de Quimper a ouvert lundi un service en ligne qui répond aux habitants à toute heure du jour.",
        "« Personne n’attendra plus au téléphone », promet la maire, qui en présentera le coût au conseil municipal.",
        "Les agents gardent la main : le robot leur passe les questions auxquelles il ne sait pas répondre seul.",
    )
    body = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<html lang='fr'><title>Un robot</title><body><article><h1>Un robot</h1>{body}</article></html>"
    with Worker() as real:
        found = real.read(
            replace(page("article"), body=html.encode()), Candidate("https://ex.fr/a", "e", "e")
        )
    assert isinstance(found, Article)
    assert (found.title, found.source) == ("Un robot", "le-phare")


@pytest.mark.parametrize(
    ("act", "detail"),
    [
        ("spin", "1\u00a0s dépassées"),
        ("crash", "processus tué (SIGSEGV)"),
        ("leave", "processus fini (code 7)"),
        ("eat", "mémoire épuisée"),
        ("raise", "ValueError('panne')"),
    ],
)
def test_a_page_that_breaks_its_reader_has_its_reason_and_stops_nobody(
    hostile: Worker, act: str, detail: str
) -> None:
    assert reason(hostile.read(page(act))) == ("extract_failed", detail)
    assert reason(hostile.read(page("fine"))) == ("read", "4 ")


@pytest.mark.parametrize("act", ["deaf", "stop"])
def test_a_child_that_hears_no_alarm_is_killed(
    hostile: Worker, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_GRACE_SECONDS", 0.5)
    pid = hostile.pid
    assert reason(hostile.read(page(act))) == ("extract_failed", "1\u00a0s dépassées")
    assert pid is not None
    assert gone(pid)
    assert reason(hostile.read(page("fine")))[0] == "read"


def test_a_page_that_a_stuck_child_never_takes(hostile: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_GRACE_SECONDS", 0.5)
    assert reason(hostile.read(page("fine")))[0] == "read"
    assert hostile.pid is not None
    os.kill(hostile.pid, signal.SIGSTOP)
    assert reason(hostile.read(page("fine", 10_000_000)))[0] == "extract_failed"
    assert reason(hostile.read(page("fine", 10_000_000))) == ("read", "10000000 ")


def test_what_cannot_be_sent_back_is_a_failure(hostile: Worker) -> None:
    failed, detail = reason(hostile.read(page("odd")))
    assert failed == "extract_failed"
    assert "lambda" in detail


def test_chatter_reaches_nobody(hostile: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    assert reason(hostile.read(page("chatter")))[0] == "read"
    assert "bruit" not in "".join(capfd.readouterr())


def test_order_is_kept_and_what_is_no_request_passes(hostile: Worker) -> None:
    acts = ["fine", "crash", "fine", None, "spin", None, "fine"]
    asked = [(n, Request(page(act)) if act else None) for n, act in enumerate(acts)]
    answers = list(hostile.read_all(asked))
    assert [n for n, _ in answers] == list(range(len(acts)))
    assert [a and a.reason for _, a in answers if not isinstance(a, Article)] == [
        "read", "extract_failed", "read", None, "extract_failed", None, "read",
    ]  # fmt: skip


def test_a_busy_caller_costs_a_page_nothing(hostile: Worker) -> None:
    """The limit counts the child's time, not how long its answer lay there."""
    for _, answer in hostile.read_all((n, Request(page("fine", 3_000_000))) for n in range(3)):
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            pass
        assert reason(answer)[0] == "read"


def test_a_child_is_replaced_after_its_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "short_lived.py").write_text(
        "import extract.child\nextract.child.PAGES = 2\nfrom hostile_reader import read\n", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{Path(__file__).parent}")
    with Worker(PROMPT, "short_lived:read") as short:
        pids = [short.pid for _ in range(5) if reason(short.read(page("fine")))[0] == "read"]
    assert len(pids) == 5
    assert len(set(pids)) == 3


def test_a_child_that_grew_fat_is_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lean.py").write_text(
        "import extract.child\nextract.child.LEAN_BYTES = 1\nfrom hostile_reader import read\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{Path(__file__).parent}")
    with Worker(PROMPT, "lean:read") as lean:
        first = lean.pid
        assert reason(lean.read(page("fine")))[0] == "read"
        assert lean.pid != first


def test_the_size_of_its_parent_is_not_its_own() -> None:
    held = bytearray(600 << 20)
    held[::4096] = b"x" * len(held[::4096])
    with Worker(PROMPT, READER) as started:
        pids = {started.pid for _ in range(3) if started.read(page("fine"))}
    assert len(pids) == 1


@pytest.mark.parametrize("function", ["nulle_part:read", "hostile_reader:nothing"])
def test_a_child_that_cannot_start_is_an_error_not_a_refusal(function: str) -> None:
    with Worker(PROMPT, function) as broken, pytest.raises(ExtractError, match=r"nulle_part|nothing"):
        broken.read(page("fine"))


@pytest.mark.parametrize("act", ["fine", "spin"])
def test_no_orphan_outlives_its_parent(act: str) -> None:
    """The parent is killed while its child waits, or is at a page that never ends."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_worker import *\n"
        "w = Worker(PROMPT, READER)\n"
        "w.read(page('fine'))\n"
        f"w._begin(Request(page('{act}')))\n"
        "print(w.pid, flush=True)\n"
        "signal.pause()\n"
    )
    command = [sys.executable, "-P", "-c", code, str(Path(__file__).parent)]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path(worker.__file__).parents[1]), str(Path(__file__).parent)]),
    }
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert not gone(pid)
        parent.kill()
    end = time.monotonic() + 10
    while not gone(pid) and time.monotonic() < end:
        pass
    assert gone(pid)


def test_at_the_end_no_child_is_left() -> None:
    with Worker(PROMPT, READER) as started:
        pid = started.pid
        started._begin(Request(page("spin")))
    assert pid is not None
    assert gone(pid)


def gone(pid: int) -> bool:
    """Whether the process ended; a zombie that init has yet to reap did."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True
