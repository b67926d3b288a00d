"""The files that hold what comes back from SQL: JSON, CSV, Parquet and spreadsheets."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree as ET

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from newsroom import batch

from core.errors import InputError, QueryError
from core.settings import StoreSettings
from store.live import open_live
from store.publish import publish
from store.sandbox.ask import Answer, asked
from store.sandbox.cells import inert, to_json, unique, words
from store.sandbox.output import whole_file, whole_stream
from store.sandbox.parquet import write_parquet
from store.sandbox.text import write_csv, write_excel_csv, write_json
from store.sandbox.xlsx import LENGTH, write_xlsx


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("asked") / "data"
    settings = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
    with open_live(data_dir, settings) as live:
        live.write(batch([1, 2, 3]))
    publish(data_dir, settings)
    return data_dir


Writes = Callable[[str, Callable[[Answer, IO[bytes]], Any]], bytes]


@pytest.fixture
def written(published: Path) -> Writes:
    """The bytes that a writer makes of a query's answer."""

    def write(sql: str, writer: Callable[[Answer, IO[bytes]], Any]) -> bytes:
        file = io.BytesIO()
        with asked(published, sql, 100_000) as answer:
            writer(answer, file)
        return file.getvalue()

    return write


ODD = (
    "SELECT 1 AS a, 2 AS a, '=1+1' AS f, '' AS e, NULL AS n, 'nan'::DOUBLE AS nan, '-inf'::DOUBLE AS inf, 0.5 AS d,"
    " 12345678901234567890.5 AS big, '\\xAAb'::BLOB AS b, true AS t, '01004' AS insee, -1.5::DOUBLE AS x,"
    " ['é', NULL] AS l, {'k': DATE '2026-11-16'} AS s, TIMESTAMP '2026-11-16 08:30:00' AS \"at\", 'a,b\n\"c\"' AS q,"
    " '12345678901234567890'::HUGEINT AS h, ' ' AS blank, map {1: 'nan'::DOUBLE} AS m"
)


def test_json(written: Writes) -> None:
    (row,) = json.loads(written(ODD, write_json), parse_constant=pytest.fail)
    assert row == {
        "a": 1, "a_2": 2, "f": "=1+1", "e": "", "n": None, "nan": None, "inf": None, "d": 0.5,
        "big": "12345678901234567890.5", "b": "\\xAAb", "t": True, "insee": "01004", "x": -1.5, "l": ["é", None],
        "s": {"k": "2026-11-16"}, "at": "2026-11-16T08:30:00", "q": 'a,b\n"c"', "h": 12345678901234567890, "blank": " ",
        "m": {"1": None},
    }  # fmt: skip
    assert json.loads(written("SELECT 1 WHERE false", write_json)) == []
    assert len(json.loads(written("FROM range(5000)", write_json))) == 5000


def test_csv_is_read_back_by_duckdb(written: Writes, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(written(ODD, write_csv))
    read = duckdb.sql(f"FROM read_csv('{file}', all_varchar = true, allow_quoted_nulls = false)")
    assert read.columns == ["a", "a_2", "f", "e", "n", "nan", "inf", "d", "big", "b", "t", "insee", "x", "l", "s", "at",
                            "q", "h", "blank", "m"]  # fmt: skip
    (row,) = read.fetchall()
    assert row == ("1", "2", "'=1+1", "", None, "nan", "-inf", "0.5", "12345678901234567890.5", "\\xAAb", "true",
                   "01004", "-1.5", '["é", null]', '{"k": "2026-11-16"}', "2026-11-16 08:30:00", 'a,b\n"c"',
                   "12345678901234567890", " ", '{"1": null}')  # fmt: skip


def test_the_csv_of_excel(written: Writes) -> None:
    data = written(ODD, write_excel_csv)
    assert data.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    cells = dict(zip(head, row, strict=True))
    assert (cells["d"], cells["x"], cells["t"]) == ("0,5", "-1,5", "VRAI")
    assert (cells["insee"], cells["h"]) == ('="01004"', '="12345678901234567890"')
    assert (cells["f"], cells["at"], cells["q"]) == ("'=1+1", "2026-11-16 08:30:00", 'a,b\n"c"')


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("a")', "-", "+"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-1", "+2.5", "-3,25", "", "maire", "a=1", "1-2"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert inert(text) == text


def test_headings_are_no_formulas_either(written: Writes) -> None:
    assert written('SELECT 1 AS "=cmd"', write_csv).splitlines()[0] == b"'=cmd"


def test_names_stay_apart() -> None:
    assert unique(["a", "b", "a", "a_2", "a"]) == ["a", "b", "a_2", "a_2_2", "a_3"]


def test_cells_in_words() -> None:
    assert [words(v) for v in (None, True, 1.5, Decimal("1.10"), b"\\'\xff ok")] == [
        None, "true", "1.5", "1.10", "\\x5C\\x27\\xFF ok",
    ]  # fmt: skip
    assert to_json({(1, 2): datetime(2026, 1, 1, tzinfo=UTC)}) == '{"[1, 2]": "2026-01-01T00:00:00+00:00"}'


def sheet(data: bytes) -> list[list[tuple[str, str]]]:
    """The rows of the first sheet: the type and the text of each cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        root = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert root.findall(f".//{space}f") == []
    assert root.findall(f".//{space}hyperlink") == []
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row.findall(f"{space}c")]
        for row in root.iter(f"{space}row")
    ]


def test_xlsx(written: Writes) -> None:
    sql = (
        "SELECT '=1+1' AS f, 'https://veilleur.example/' AS u, '01004' AS insee, 1.5::DOUBLE AS x, 2 AS i, true AS t,"
        " DATE '2026-11-16' AS d, TIMESTAMP '2026-11-16 12:00:00' AS \"at\", DATE '1850-01-01' AS old,"
        " 9007199254740993 AS big, 'nan'::DOUBLE AS nan, chr(1) || 'a' || chr(65534) AS ctl, [1] AS l, '_x0041_' AS e"
    )
    head, row = sheet(written(sql, write_xlsx))
    assert [text for _, text in head] == [
        "f",
        "u",
        "insee",
        "x",
        "i",
        "t",
        "d",
        "at",
        "old",
        "big",
        "nan",
        "ctl",
        "l",
        "e",
    ]
    assert row == [
        ("inlineStr", "=1+1"), ("inlineStr", "https://veilleur.example/"), ("inlineStr", "01004"), ("n", "1.5"),
        ("n", "2"), ("b", "1"), ("n", "46342"), ("n", "46342.5"), ("inlineStr", "1850-01-01"),
        ("inlineStr", "9007199254740993"), ("inlineStr", "nan"), ("inlineStr", "�a�"), ("inlineStr", "[1]"),
        ("inlineStr", "_x005F_x0041_"),
    ]  # fmt: skip
    assert sheet(written("SELECT NULL AS n, 1 AS i", write_xlsx))[1] == [("n", "1")]


def test_xlsx_says_what_it_cuts(published: Path) -> None:
    file = io.BytesIO()
    with asked(published, "SELECT repeat('é', 40_000) AS a, repeat('🔔', 20_000) AS b") as answer:
        (said,) = write_xlsx(answer, file)
    assert "2 cellule" in said
    (_, one_), (_, two) = sheet(file.getvalue())[1]
    assert len(one_) == LENGTH
    assert len(two.encode("utf-16-le")) // 2 in {LENGTH - 1, LENGTH}
    assert two == "🔔" * (len(two) - 1) + "…"


def test_xlsx_says_how_many_rows_do_not_fit(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.sandbox.xlsx.ROWS", 10)
    file = io.BytesIO()
    with asked(published, "FROM range(25)") as answer:
        (said,) = write_xlsx(answer, file)
    assert said.startswith("15 ligne")
    assert [row[0][1] for row in sheet(file.getvalue())[1:]] == [str(n) for n in range(10)]


def test_xlsx_refuses_too_many_columns(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.sandbox.xlsx.COLUMNS", 2)
    with asked(published, "SELECT 1, 2, 3") as answer, pytest.raises(QueryError, match="3 colonnes"):
        write_xlsx(answer, io.BytesIO())


def test_parquet_keeps_the_types(written: Writes) -> None:
    table = pq.read_table(io.BytesIO(written(ODD, write_parquet)))
    assert table.schema.field("s").type == pa.struct([("k", pa.date32())])
    assert table.schema.field("h").type == pa.decimal128(38, 0)
    assert table.column_names[:2] == ["a", "a_2"]
    assert table.column("l").to_pylist() == [["é", None]]
    many = pq.read_table(io.BytesIO(written("SELECT range::ENUM ('1', '2') AS e FROM (VALUES ('1'), ('2')) t(range)",
                                            write_parquet)))  # fmt: skip
    assert [str(value) for value in many.column("e").to_pylist()] == ["1", "2"]


def test_parquet_has_few_row_groups(written: Writes) -> None:
    file = pq.ParquetFile(io.BytesIO(written("FROM range(50_000)", write_parquet)))
    assert (file.metadata.num_rows, file.metadata.num_row_groups) == (50_000, 1)


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole_file(path) as file:
        file.write(bytes([1 // 0]) if file.write(b"half") else b"")
    assert path.read_text(encoding="utf-8") == "before"
    with whole_file(path) as file:
        file.write(b"after")
        assert path.read_text(encoding="utf-8") == "before"
    assert path.read_text(encoding="utf-8") == "after"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
    with pytest.raises(InputError), whole_file(tmp_path):
        pytest.fail("a folder is no file")
    with pytest.raises(InputError), whole_file(Path("/dev/null")):
        pytest.fail("a device is no file")


def test_a_link_stays_one(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    with whole_file(link) as file:
        file.write(b"a")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"a"


def test_a_stream_gets_all_or_nothing() -> None:
    out = io.BytesIO()
    with pytest.raises(ZeroDivisionError), whole_stream(out) as file:
        file.write(bytes([1 // 0]) if file.write(b"half") else b"")
    assert out.getvalue() == b""
    with whole_stream(out) as file:
        file.write(b"whole")
    assert out.getvalue() == b"whole"
