"""SQL typed by a person, put to what was published.

Apart from the other questions (jobs/reading.py): what they import would be half of the time that an answer takes.
"""

from contextlib import AbstractContextManager
from typing import IO, TYPE_CHECKING

from store.sandbox.ask import MAX_BYTES, Answer, asked
from store.sandbox.process import Child

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs.workspace import Workspace

__all__ = ["Answer", "Child", "ask", "write", "write_table"]


def ask(
    workspace: "Workspace",
    statement: str,
    limit: int,
    *,
    with_text: bool = False,
    search: str | None = None,
    seconds: float | None = None,
    memory_limit: str | None = None,
    max_bytes: int = MAX_BYTES,
    child: Child | None = None,
) -> AbstractContextManager[Answer]:
    """The rows of one statement on the newest snapshot, at most `limit`, in `child` if one is already started.

    `seconds` and `memory_limit` stand over store.sql_seconds and store.memory_limit; an answer of more than `max_bytes`
    is refused. Raises NothingPublished, StoreBusy, QueryError.
    """
    settings = workspace.settings.store
    return asked(
        workspace.data,
        statement,
        limit,
        with_text=with_text,
        search=search,
        memory_limit=memory_limit or settings.memory_limit,
        seconds=seconds or settings.sql_seconds,
        max_bytes=max_bytes,
        child=child,
    )


def write(answer: Answer, form: str, file: IO[bytes]) -> list[str]:
    """Write an answer as json, csv, excel (the CSV that Excel opens), parquet or xlsx; what was cut, in French."""
    from store.sandbox.parquet import write_parquet
    from store.sandbox.text import write_csv, write_excel_csv, write_json
    from store.sandbox.xlsx import write_xlsx

    if form == "xlsx":
        return write_xlsx(answer, file)
    writers: dict[str, Callable[[Answer, IO[bytes]], object]] = {
        "json": write_json,
        "csv": write_csv,
        "excel": write_excel_csv,
        "parquet": write_parquet,
    }
    writers[form](answer, file)
    return []


def write_table(answer: Answer, form: str, file: IO[bytes], most: int) -> bool:
    """Write an answer as csv or excel, at most so many bytes; returns whether rows are missing."""
    from store.sandbox.text import write_csv, write_excel_csv

    cut = (write_excel_csv if form == "excel" else write_csv)(answer, file, most)
    return cut or answer.truncated
