"""Rows as a file for a browser: CSV for Excel, plain CSV, JSON, a spreadsheet. Written as `beffroi sql` writes them."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any

from store.sandbox.ask import Answer

if TYPE_CHECKING:
    import pyarrow as pa

_PIECE = 64 * 1024
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "brut.csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def worded(
    rows: "pa.RecordBatchReader", headings: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
) -> "pa.RecordBatchReader":
    """The same for people: columns under headings of theirs, codes of some columns as words."""
    import pyarrow as pa

    fields = [
        pa.field(headings.get(field.name, field.name), pa.string() if field.name in words else field.type)
        for field in rows.schema
    ]
    schema = pa.schema(fields)

    def told(batch: "pa.RecordBatch") -> "pa.RecordBatch":
        columns = [
            pa.array([words[name].get(one, one) for one in column.to_pylist()], pa.string())
            if name in words
            else column
            for name, column in zip(batch.schema.names, batch.columns, strict=True)
        ]
        return pa.record_batch(columns, schema=schema)

    return pa.RecordBatchReader.from_batches(schema, map(told, rows))


def file_of(rows: "pa.RecordBatchReader", form: str) -> IO[bytes]:
    """Rows as one of `TYPES`, in a file without a name, to be read from its beginning; no cell of it is a formula.

    On the disk, and some at a time: a register has as many rows as there are, and memory has not.
    """
    import pyarrow as pa

    from store.sandbox.text import write_csv, write_excel_csv, write_json
    from store.sandbox.xlsx import write_xlsx

    writers: dict[str, Callable[[Answer, IO[bytes]], object]] = {
        "csv": write_excel_csv, "brut.csv": write_csv, "json": write_json, "xlsx": write_xlsx,
    }  # fmt: skip
    with tempfile.TemporaryFile() as kept, ExitStack() as failing:
        count = 0
        with pa.ipc.new_stream(kept, rows.schema) as stream:
            for batch in rows:
                stream.write_batch(batch)
                count += batch.num_rows
        types = tuple(str(field.type) for field in rows.schema)
        out = failing.enter_context(tempfile.TemporaryFile())
        writers[form](Answer(tuple(rows.schema.names), types, count, truncated=False, _file=kept), out)
        out.seek(0)
        failing.pop_all()
        return out


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What a file holds, piece by piece; it is closed then."""
    with file:
        while piece := file.read(_PIECE):
            yield piece


def rows_of(columns: Mapping[str, Sequence[Any]]) -> "pa.RecordBatchReader":
    """Columns that a page has, as rows."""
    import pyarrow as pa

    return pa.table({name: list(values) for name, values in columns.items()}).to_reader()
