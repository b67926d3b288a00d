"""Answers as Parquet: types survive, lists and structs included."""

from typing import IO, TYPE_CHECKING

from core.errors import QueryError
from store.sandbox.ask import Answer
from store.sandbox.cells import unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

_GROUP_BYTES = 64 << 20


def write_parquet(answer: Answer, file: IO[bytes]) -> None:
    """One file, compressed. Raises QueryError for a type that Parquet does not have."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = unique(answer.columns)
    schema = pa.schema([field.with_name(name) for field, name in zip(answer.schema, names, strict=True)])
    try:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for group in _groups(answer.batches()):
                tables = [pa.Table.from_arrays(batch.columns, schema=schema) for batch in group]
                writer.write_table(pa.concat_tables(tables).unify_dictionaries())
    except pa.ArrowException as error:
        raise QueryError(
            f"Résultat impossible à écrire en Parquet : {str(error)[:200]}",
            "Changez le type de cette colonne : CAST(… AS VARCHAR).",
        ) from error


def _groups(batches: "Iterator[pa.RecordBatch]") -> "Iterator[list[pa.RecordBatch]]":
    """Batches by the row group: many small ones would make the file slow to read, one big one takes memory."""
    group: list[pa.RecordBatch] = []
    for batch in batches:
        group.append(batch)
        if sum(b.nbytes for b in group) > _GROUP_BYTES:
            yield group
            group = []
    if group:
        yield group
