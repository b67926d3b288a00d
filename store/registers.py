"""Registers and lexicon in the results: whole tables, replaced when their version changes."""

# ruff: noqa: S608  table and column names come from store/tables.py and schema/; values travel as Arrow

from collections.abc import Iterable, Mapping

import pyarrow as pa

from core.errors import RegisterError
from core.types import Technology
from store.arrow import registered, schema_of, to_arrow
from store.derived import every_candidate, refresh
from store.live import LiveStore
from store.meta import revision, set_meta
from store.searching.staleness import named_values, raise_renamed
from store.tables import REGISTER_KEYS
from store.write import transaction


def load_registers(
    live: LiveStore,
    communes: pa.Table,
    territories: pa.Table,
    mandates: pa.Table,
    version: str,
    sources: str = "",
) -> bool:
    """Replace the three registers, unless this version is loaded already; return whether it was done.

    `sources` (one line each: name, publisher, licence, date) goes to `meta`: whoever passes the file on
    passes on whom to name.

    Raises RegisterError when a table lacks a column of schema/live/0005_registers.sql.
    """
    tables = {"communes": communes, "territories": territories, "mandates": mandates}
    return _replace(live, tables, {"registers_version": version, "registers_sources": sources})


def load_technologies(live: LiveStore, technologies: Iterable[Technology], version: str) -> bool:
    """Replace the lexicon, unless this version is loaded already; return whether it was done.

    The technologies that only texts know stay: they follow from the mentions.
    """
    schema = schema_of(live.connection, "technologies")
    empty = dict.fromkeys(schema.names) | {"status": "known"}
    rows = [empty | {k: v or None for k, v in technology._asdict().items()} for technology in technologies]
    table = to_arrow(rows, schema)
    return _replace(live, {"technologies": table}, {"technologies_version": version})


def note_model(live: LiveStore, version: str) -> None:
    """Say in `meta` what analyses from now on: the pipeline, its model and its weights. No change of the results."""
    if live.meta("model_version") != version:
        with transaction(live.connection):
            set_meta(live.connection, model_version=version)


def _replace(live: LiveStore, tables: Mapping[str, pa.Table], noted: Mapping[str, str]) -> bool:
    """`noted` is what `meta` will say of the tables; they are replaced when it says something else."""
    connection = live.connection
    if all(live.meta(key) == value for key, value in noted.items()):
        return False
    staged = {f"staged_{table}": _fitted(live, table, rows) for table, rows in tables.items()}
    with registered(connection, staged), transaction(connection):
        before, target = named_values(connection), revision(connection) + 1
        for table in tables:
            key = ", ".join(REGISTER_KEYS[table])
            # One row a key, a commune of today before a former one of the same code: facts are joined on it.
            order = ", ".join(
                ["parent IS NOT NULL"] * (table == "communes") + staged[f"staged_{table}"].column_names
            )
            connection.execute(f"DELETE FROM {table}")
            connection.execute(
                f"INSERT INTO {table} BY NAME FROM staged_{table}"
                f" QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {order}) = 1"
            )
        if "technologies" in tables:
            refresh(connection, every_candidate(connection))
        raise_renamed(connection, before, target)
        set_meta(connection, **noted, revision=str(target))
    live.settle()
    return True


def _fitted(live: LiveStore, name: str, table: pa.Table) -> pa.Table:
    """The columns of the stored table, in its types."""
    schema = schema_of(live.connection, name)
    try:
        return table.select(schema.names).cast(schema)
    except (KeyError, pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise RegisterError(
            f"Registre « {name} » inutilisable : {error}.",
            "Réinstallez Beffroi : ses registres sont livrés avec lui.",
        ) from error
