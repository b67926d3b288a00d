"""Forgetting in a Parquet file: read, scrubbed row by row, written in its place with the same schema."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from core.erasure import Erasure

_ROWS_AT_ONCE = 20_000


def scrub(path: Path, erasure: Erasure, *, dry: bool) -> int:
    """Take what is forgotten out; returns how many rows went or changed.

    Raises ValueError (Arrow's own) for what is no Parquet file.
    """
    table = pq.read_table(path)
    changed, parts = 0, []
    for batch in table.to_batches(_ROWS_AT_ONCE):
        before = batch.to_pylist()
        after = [erasure.row(row) for row in before]
        wrong = sum(new != old for new, old in zip(after, before, strict=True))
        changed += wrong
        kept = [row for row in after if row is not None]
        parts.append(pa.RecordBatch.from_pylist(kept, schema=table.schema) if wrong else batch)
    if changed and not dry:
        beside = path.with_name(f".{path.name}.new")
        pq.write_table(pa.Table.from_batches(parts, schema=table.schema), beside, compression="zstd")
        beside.replace(path)
    return changed
