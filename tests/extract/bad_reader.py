"""Reading bad pages where they can do no harm: the side that asks and, run as a program, the side that reads.

The program is warm (it has read an honest page) and forks for each case: the child is killed when it takes too
long, and its memory is its own. Names come in, one a line; a `Reading` as JSON goes out.
"""

import json
import multiprocessing
import resource
import subprocess
import sys
import time
from dataclasses import asdict, astuple, dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]  # the program knows nothing of pytest's paths

from all_bad_pages import BY_NAME  # noqa: E402
from bad_page import ARTICLE, REJECTED, BadPage, page  # noqa: E402

from core.types import Article, Page, Rejection  # noqa: E402

LIMIT_SECONDS = 10.0
MEMORY = 4 * 2**30
KILLED, CRASHED, RAISED = "killed", "crashed", "raised"
BROKEN = frozenset({KILLED, CRASHED, RAISED})
_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a page ended: `article`, the reason of its rejection, or how it broke its reader (`BROKEN`).

    `wrong` says which truth of the case was missed. `peak_mb`: of the process, about 115 of them before the page.
    """

    outcome: str
    seconds: float
    peak_mb: float
    wrong: str = ""
    detail: str = ""


class Reader:
    """The program, asked for one case after the other."""

    def __init__(self) -> None:
        """It warms up, some seconds, when it is first asked."""
        command = [sys.executable, "-W", "ignore", __file__]
        self._program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self, case: BadPage) -> Reading:
        """How this case ends: within the limit, always."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        print(case.name, file=self._program.stdin, flush=True)
        return Reading(**json.loads(self._program.stdout.readline()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._program.communicate()


# --- the program


def serve() -> None:
    """Answer each name."""
    from extract.article import article

    # lazy imports, lexicons, and the 3 s that htmldate's last resort takes the first time, are not the case's
    article(_given(BadPage("honest", "", page)))
    for line in sys.stdin:
        print(json.dumps(asdict(_attempt(BY_NAME[line.strip()]))), flush=True)  # noqa: T201  its result


def _attempt(case: BadPage) -> Reading:
    here, there = _FORK.Pipe(duplex=False)
    child = _FORK.Process(target=_tell, args=(case, there))
    began = time.perf_counter()
    child.start()
    there.close()
    try:
        if here.poll(LIMIT_SECONDS):
            return here.recv()  # type: ignore[no-any-return]
        outcome = KILLED
    except EOFError:
        outcome = CRASHED
    finally:
        peak = _peak_mb(child.pid)
        child.kill()
        child.join()
    return Reading(outcome, round(time.perf_counter() - began, 2), peak, outcome)


def _tell(case: BadPage, pipe: Connection) -> None:
    """In the child: read the page, and tell."""
    from extract.article import article

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    given = _given(case)
    began = time.perf_counter()
    try:
        found = article(given)
    except Exception as error:  # noqa: BLE001  it is what the case is about
        outcome, wrong, detail = RAISED, RAISED, f"{type(error).__name__}: {error}"
    else:
        outcome = found.reason if isinstance(found, Rejection) else ARTICLE
        wrong, detail = _wrong(case, found, outcome), found.detail if isinstance(found, Rejection) else ""
    took = round(time.perf_counter() - began, 2)
    pipe.send(Reading(outcome, took, _peak_mb(None), wrong, detail[:200]))


def _given(case: BadPage) -> Page:
    url = "https://www.exemple.fr/ville/guichet-12"
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    return Page(url, url, "le-phare", at, 200, (("content-type", case.content_type),), case.build())


def _wrong(case: BadPage, found: Article | Rejection, outcome: str) -> str:
    """What the case promises and this does not hold; empty when all is well."""
    family = ARTICLE if outcome == ARTICLE else REJECTED
    if case.truth and case.truth not in {outcome, family}:
        return f"not {case.truth}"
    if isinstance(found, Rejection):
        return ""
    fields = "\n".join(map(str, astuple(replace(found, notes=()))))  # a note may cite what was refused
    if case.holds not in found.body:
        return f"lacks {case.holds}"
    return f"holds {case.lacks!r}" if case.lacks and case.lacks in fields else ""


def _peak_mb(pid: int | None) -> float:
    """The kernel's high-water mark; a fork begins with what it shares."""
    status = Path(f"/proc/{pid or 'self'}/status").read_text(encoding="ascii")
    found = status.partition("VmHWM:")[2].split()  # a process that has ended has none
    return round(int(found[0]) / 1024, 1) if found else 0.0


if __name__ == "__main__":
    serve()
