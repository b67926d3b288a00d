"""Builds `registers/data` from the published files: `python -m registers.build --npm DIR --shared DIR`."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.errors import RegisterError
from registers.communes import commune_rows
from registers.mandates import mandate_rows
from registers.raw import Raw, read_raw
from registers.schema import schema
from registers.sources import SOURCES, VERSION
from registers.territories import territory_rows

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    import pyarrow as pa

DATA = Path(__file__).parent / "data"


class TableFile(NamedTuple):
    """A written table, as the manifest describes it; `sha256` is of the file's bytes."""

    file: str
    rows: int
    sha256: str


def build(raw: Raw, out: Path) -> dict[str, TableFile]:
    """Write the three tables and their manifest into `out`; the same input gives the same bytes.

    Raises:
        RegisterError: a mandate's commune cannot be resolved.

    """
    communes, commune_counts = commune_rows(raw)
    mandates, mandate_counts = mandate_rows(raw)
    out.mkdir(parents=True, exist_ok=True)
    tables = {
        "communes": write_table("communes", communes, out),
        "territories": write_table("territories", territory_rows(raw), out),
        "mandates": write_table("mandates", mandates, out),
    }
    _write_manifest(tables, commune_counts + mandate_counts, out)
    return tables


def write_table(table: str, rows: Sequence[tuple[object, ...]], out: Path) -> TableFile:
    """One Parquet file; columns as in `registers.schema`, rows in the order given."""
    import pyarrow as pa

    columns = schema(table)
    arrays = [pa.array(values, f.type) for values, f in zip(zip(*rows, strict=True), columns, strict=True)]
    return write_arrow(table, pa.Table.from_arrays(arrays, schema=columns), out)


def write_arrow(table: str, content: pa.Table, out: Path, level: int = 19) -> TableFile:
    """One Parquet file; `level` 19 is small and slow, what the package wants."""
    import pyarrow.parquet as pq

    path = out / f"{table}.parquet"
    pq.write_table(content, path, compression="zstd", compression_level=level)
    return TableFile(path.name, content.num_rows, hashlib.sha256(path.read_bytes()).hexdigest())


def _write_manifest(tables: dict[str, TableFile], counts: Counter[str], out: Path) -> None:
    import pyarrow as pa

    manifest = {
        "version": VERSION,
        # Other pyarrow releases write other bytes for the same rows.
        "built_by": f"registers.build, pyarrow {pa.__version__}",
        "tables": {name: table._asdict() for name, table in tables.items()},
        "counts": dict(sorted(counts.items())),
        "sources": [source._asdict() for source in SOURCES],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (out / "manifest.json").write_text(text + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """The command: 0 when the tables are written, 1 with the reason when they cannot be."""
    parser = argparse.ArgumentParser(prog="python -m registers.build", description=__doc__)
    parser.add_argument("--npm", type=Path, required=True, help="data folder of the npm package")
    parser.add_argument("--shared", type=Path, required=True, help="folder of data/registers and data/geo")
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args(argv)
    try:
        tables = build(read_raw(options.npm, options.shared), options.out)
    except RegisterError as error:
        sys.stderr.write(f"{error} {error.next_step}\n")
        return 1
    sys.stdout.writelines(f"{t.file}: {t.rows} lignes\n" for t in tables.values())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
