"""Rows as a file for a browser: CSV that Excel opens, JSON, a spreadsheet. Written as `beffroi sql` writes them."""

import io
import tempfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

from store.sandbox.ask import Answer

if TYPE_CHECKING:
    import pyarrow as pa

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def worded(
    table: "pa.Table", headings: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
) -> "pa.Table":
    """The same for people: columns under headings of theirs, codes of some columns as words."""
    import pyarrow as pa

    for at, name in enumerate(table.column_names):
        if name in words:
            told = [words[name].get(one, one) for one in table.column(at).to_pylist()]
            table = table.set_column(at, name, pa.array(told, pa.string()))
    return table.rename_columns([headings.get(name, name) for name in table.column_names])


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
        {"csv": write_excel_csv, "json": write_json, "xlsx": write_xlsx}[form](answer, out)
        return out.getvalue()
