"""Rows as a file for a browser: CSV that Excel opens, JSON, a spreadsheet. Written as `beffroi sql` writes them."""

import io
import tempfile
from typing import IO, TYPE_CHECKING

from store.sandbox.ask import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(table: "pa.Table", form: str) -> bytes:
    """The rows of a table as one of `TYPES`; no cell of it is a formula."""
    import pyarrow as pa

    from store.sandbox.text import write_excel_csv, write_json
    from store.sandbox.xlsx import write_xlsx

    with tempfile.TemporaryFile() as kept, io.BytesIO() as out:
        with pa.ipc.new_stream(kept, table.schema) as stream:
            stream.write_table(table)
        types = tuple(str(field.type) for field in table.schema)
        answer = Answer(tuple(table.column_names), types, table.num_rows, truncated=False, _file=kept)
        writers: dict[str, Callable[[Answer, IO[bytes]], object]] = {
            "csv": write_excel_csv, "json": write_json, "xlsx": write_xlsx,
        }  # fmt: skip
        writers[form](answer, out)
        return out.getvalue()
