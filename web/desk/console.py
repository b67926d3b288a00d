"""The SQL page: a statement in the address, run in a process of its own that is killed; its rows as a table or CSV."""

import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import Receive, Scope, Send

from core.errors import QueryError
from digest.french import NBSP
from jobs import sql
from store.readers.desk import console as reader
from store.sandbox.cells import unique, words
from store.sandbox.process import Child
from store.sandbox.values import rows_of
from web.desk.frame import safe_href
from web.desk.running import FILES, RUNNING, Full
from web.desk.visit import Posting, Reading, Visit, Visiting

router = APIRouter()
ROWS, FILE_ROWS = 500, 100_000
MEMORY = "512MB"
_PAGE_BYTES, _FILE_BYTES = 8_000_000, 64_000_000
MOST = 32_000_000
"""Bytes of a file: what is more is cut off, and its name says so."""
_CHUNK = 1 << 16
_OURS = frozenset({"same-origin", "none"})
_LONGEST_CELL = 300
_PLACE = re.compile(r"LINE (\d+): (.*)\n( *)\^")
_NAMED = re.compile(r'"([^"\n]+)"|[Nn]ame (\S+) does not exist')
_TYPES = {"csv": "text/csv; charset=utf-8", "excel": "text/csv; charset=utf-8"}


class Wanted(BaseModel):
    """A statement, and words whose hits become the table `hits`."""

    model_config = ConfigDict(extra="ignore")

    q: str = Field("", max_length=8_000)  # in an address, each may take nine
    search: str = Field("", max_length=2_000)
    format: Literal["", "csv", "excel"] = ""


class Cell(NamedTuple):
    """A value as the table shows it; `href` where it is an address, `cut` when there is more of it."""

    text: str | None
    href: str = ""
    cut: bool = False
    number: bool = False


class Result(NamedTuple):
    """Rows, and how long they took in seconds."""

    columns: list[str]
    types: tuple[str, ...]
    rows: list[list[Cell]]
    truncated: bool
    seconds: float


class Trouble(NamedTuple):
    """Why there are no rows; `line` shows the place in the statement (line, column from 1), "" where none is known."""

    said: str
    next_step: str
    line: str = ""
    mark: str = ""
    row: int = 0
    column: int = 0


@router.get("/sql")
def ask(visit: Visiting, snapshot: Reading, wanted: Annotated[Wanted, Query()]) -> Response:
    """The page; with a statement, its answer. A link from another origin fills the page in, and runs nothing.

    Another port of this machine is the same site, and not ours.
    """
    foreign = visit.request.headers.get("sec-fetch-site", "none") not in _OURS
    if not wanted.q.strip() or foreign:
        return _page(visit, snapshot, wanted, waiting=bool(wanted.q.strip()))
    try:
        if wanted.format:
            return _file(visit, wanted)
        with RUNNING.place(visit.user.name) as child:
            result = _result(visit, wanted, child)
    except Full as full:
        return _page(
            visit, snapshot, wanted, trouble=_full(own=full.own, file=bool(wanted.format)), status=429
        )
    except QueryError as error:
        return _page(visit, snapshot, wanted, trouble=_trouble(error, wanted.q), status=400)
    return _page(visit, snapshot, wanted, result=result)


@router.post("/sql/arret")
def stop(visit: Posting) -> Response:
    """Kill the statement that this user runs; the page that waits for it says so."""
    stopped = RUNNING.stop(visit.user.name)
    if visit.request.headers.get("hx-request"):
        return Response(status_code=204)
    title = "Requête arrêtée" if stopped else "Rien ne tourne"
    return visit.page("trouble.html", title, said=["Revenez à la page SQL pour en poser une autre."])


def _page(
    visit: Visit, snapshot: Any, wanted: Wanted, *, result: Result | None = None, trouble: Trouble | None = None,
    status: int = 200, waiting: bool = False,
) -> Response:  # fmt: skip
    """To a script, which shows errors in their place, all is well."""
    kept = visit.desk.published.cached
    return visit.page(
        "console.html", "SQL", status=200 if visit.request.headers.get("hx-request") else status,
        wanted=wanted, result=result, trouble=trouble, waiting=waiting, rows=ROWS,
        memory=MEMORY.replace("MB", f"{NBSP}Mo"), megabytes=MOST // 1_000_000, questions=reader.questions(),
        seconds=visit.workspace.settings.store.sql_seconds, busy=RUNNING.busy(visit.user.name),
        tables=kept(snapshot, "schema", lambda: reader.tables(snapshot)),
        macros=kept(snapshot, "macros", lambda: reader.macros(snapshot)),
    )  # fmt: skip


def _asked(visit: Visit, wanted: Wanted, child: Child, rows: int, size: int) -> Any:
    return sql.ask(
        visit.workspace, wanted.q, rows, search=wanted.search or None, memory_limit=MEMORY, max_bytes=size, child=child
    )  # fmt: skip


def _result(visit: Visit, wanted: Wanted, child: Child) -> Result:
    began = time.perf_counter()
    with _asked(visit, wanted, child, ROWS, _PAGE_BYTES) as answer:
        rows = [[_cell(value) for value in row] for batch in answer.batches() for row in rows_of(batch)]
    took = time.perf_counter() - began
    return Result(unique(answer.columns), answer.types, rows, answer.truncated, took)


def _cell(value: Any) -> Cell:
    text = words(value)
    if text is None:
        return Cell(None)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    cut = len(text) > _LONGEST_CELL
    return Cell(text[:_LONGEST_CELL], "" if cut else safe_href(text), cut, number)


def _file(visit: Visit, wanted: Wanted) -> Response:
    """The rows as a file, as `beffroi sql --format csv` writes them; its name says when there were more.

    It is sent from the disk, piece by piece, once the statement has made room for another.
    """
    user = visit.user.name
    FILES.begin(user)
    with ExitStack() as kept:
        kept.callback(FILES.end, user)
        file = kept.enter_context(tempfile.TemporaryFile())
        with (
            RUNNING.place(user) as child,
            _asked(visit, wanted, child, FILE_ROWS, _FILE_BYTES) as answer,
        ):
            truncated = sql.write_table(answer, wanted.format, file, MOST)
        headers = {
            "Content-Disposition": f'attachment; filename="requete{"-coupee" * truncated}.csv"',
            "Content-Length": str(file.tell()),
            "Cache-Control": "no-store",
            "X-Tronque": "1" if truncated else "0",
        }
        file.seek(0)
        return _Sent(iter(lambda: file.read(_CHUNK), b""), headers, _TYPES[wanted.format], kept.pop_all())


class _Sent(StreamingResponse):
    """A file on its way; what it holds is let go of whether it arrives or not."""

    def __init__(
        self, pieces: Iterator[bytes], headers: Mapping[str, str], kind: str, kept: ExitStack
    ) -> None:
        super().__init__(pieces, headers=headers, media_type=kind)
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        with self._kept:
            await super().__call__(scope, receive, send)


def _full(*, own: bool, file: bool) -> Trouble:
    if own and file:
        return Trouble(
            "Votre fichier précédent part encore, ou votre requête tourne.", "Attendez qu’il soit là."
        )
    if own:
        return Trouble("Votre requête précédente tourne encore.", "Arrêtez-la, ou attendez qu’elle finisse.")
    return Trouble("Deux requêtes tournent déjà.", "Réessayez dans un instant.")


def _trouble(error: QueryError, statement: str) -> Trouble:
    """Where it goes wrong: as DuckDB draws it, else where the name stands that it does not know."""
    said = str(error.__cause__ or "")
    if found := _PLACE.search(said):
        at = max(0, len(found[3]) - len(f"LINE {found[1]}: "))
        return Trouble(str(error), error.next_step, found[2], " " * at + "^", int(found[1]), at + 1)
    named = _NAMED.search(said)
    at = statement.lower().find((named[1] or named[2]).lower()) if named else -1
    if at < 0:
        return Trouble(str(error), error.next_step)
    before = statement[:at].split("\n")
    line, column = statement.split("\n")[len(before) - 1], len(before[-1])
    return Trouble(str(error), error.next_step, line, " " * column + "^", len(before), column + 1)
