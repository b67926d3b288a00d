"""Files that a page hands out: the rows it shows, in the forms of store/readers/desk/files.py."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from fastapi.responses import StreamingResponse

from store.readers.desk.files import TYPES, file_of, pieces, worded
from store.snapshot import Snapshot

if TYPE_CHECKING:
    import pyarrow as pa

Form = Literal["csv", "brut.csv", "json", "xlsx"]
WORDS = {"csv": "CSV pour Excel", "brut.csv": "CSV", "json": "JSON", "xlsx": "XLSX"}
"""What a link to each form says."""
_FOR_PEOPLE = {"csv", "xlsx"}
"""What a spreadsheet opens; programs read the others, under the names of the API."""


def handed(
    snapshot: Snapshot,
    name: str,
    form: Form,
    rows: "pa.RecordBatchReader",
    headings: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> StreamingResponse:
    """The file, named after what it has and the snapshot that it is of; for people, in their words."""
    file = file_of(worded(rows, headings, words or {}) if form in _FOR_PEOPLE else rows, form)
    headers = {
        "Content-Disposition": f'attachment; filename="beffroi-{name}-{snapshot.number}.{form}"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(pieces(file), media_type=TYPES[form], headers=headers)
