"""What is in a release: the database that was cut, and the papers around the data."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from store.database import RESULTS, attach
from store.exporting.codebook import codebook, describe
from store.exporting.copy import copy_leaving, tables
from store.exporting.export import copied
from store.exporting.folder import PACKAGE
from store.exporting.package import package
from store.exporting.papers import paper
from store.exporting.tables import Relation, Written, check, written
from store.manifest import DATABASE, Manifest
from store.meta import set_meta
from store.releasing.about import About, Outage, Withheld
from store.releasing.changes import difference_page
from store.releasing.difference import Difference
from store.releasing.papers import citation, data_package, readme, zenodo
from store.sql import query
from store.write import transaction

FILE_NAME = "release.json"

SCRATCH = "scratch"
"""The catalog in which a release is cut before it is written."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A release to make; `accuracy` is the page to ship, `now` the instant that dates it."""

    name: str
    title: str
    creators: tuple[str, ...]
    licence: str
    accuracy: str
    now: datetime


def cut(connection: duckdb.DuckDBPyConnection, building: Path, wanted: Wanted) -> None:
    """What a release holds, as the catalog SCRATCH, in use."""
    copied(connection, building, SCRATCH)
    copy_leaving(connection)
    with transaction(connection):
        set_meta(connection, file="release", release=wanted.name, release_title=wanted.title)


def write_database(connection: duckdb.DuckDBPyConnection, building: Path, wanted: Wanted) -> None:
    """beffroi.duckdb, written once: a file that was edited still holds what was cut from it."""
    cut(connection, building, wanted)
    attach(connection, building / DATABASE, RESULTS)
    connection.execute(f"COPY FROM DATABASE {SCRATCH} TO {RESULTS}")
    connection.execute(f"USE {RESULTS}")
    connection.execute(f"DETACH {SCRATCH}")
    connection.execute(f"CHECKPOINT {RESULTS}")


def write_redirects(connection: duckdb.DuckDBPyConnection, building: Path) -> Written:
    """redirects.csv: always there, so that a program need not ask whether anything was ever merged."""
    path = building / "redirects.csv"
    known = "redirects" in tables(connection, RESULTS)
    rows = connection.execute(query("release_redirects")).fetchall() if known else []
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("kind", "old_id", "new_id", "at"), *rows])
    check(path, len(rows), path.read_bytes().count(b"\r\n") - 1)
    return written(building, path, len(rows))


def about_release(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, wanted: Wanted, earlier: Path | None
) -> About:
    """What a release says of itself, `earlier` being the one before it."""
    rows = connection.execute("SELECT key, value FROM meta WHERE key LIKE 'rows.%' ORDER BY key").fetchall()
    models = connection.execute(
        "SELECT coalesce(model, ''), count(*) FROM articles GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    weeks = connection.execute(query("release_outages")).fetchall()
    silent = connection.execute(query("release_silent")).fetchall()
    withheld = connection.execute(query("release_withheld")).fetchall()
    return About(
        name=wanted.name,
        title=wanted.title,
        creators=wanted.creators,
        licence=wanted.licence,
        released_on=f"{wanted.now:%Y-%m-%d}",
        released_at=wanted.now.isoformat(timespec="seconds"),
        snapshot=manifest.number,
        lineage=manifest.lineage,
        snapshot_at=manifest.created_at,
        package_version=manifest.package_version,
        schema_version=manifest.schema_version,
        model_version=manifest.model_version,
        models=dict(models),
        lexicon_version=manifest.technologies_version,
        registers_version=manifest.registers_version,
        rows={key.partition(".")[2]: int(value) for key, value in rows},
        outlets=_count(connection, "SELECT count(DISTINCT source_id) FROM articles"),
        weeks=_count(connection, "SELECT count(DISTINCT week) FROM v_coverage"),
        outages=tuple(Outage(*row) for established, *row in weeks if established),
        unknown=tuple(Outage(*row) for established, *row in weeks if not established),
        silent=tuple(name for (name,) in silent),
        withheld={view: Withheld(*counts) for view, *counts in withheld},
        since=earlier.name if earlier else None,
    )


def write_papers(
    connection: duckdb.DuckDBPyConnection, building: Path, about: About, wanted: Wanted, found: Difference
) -> None:
    """All that is read by people, and the JSON beside it."""
    outlets = connection.execute(
        "SELECT name, homepage FROM sources SEMI JOIN articles USING (source_id) ORDER BY source_id"
    ).fetchall()
    papers = {
        FILE_NAME: about.to_json(),
        "CITATION.cff": citation(about),
        "zenodo.json": zenodo(about, outlets),
        "accuracy.md": wanted.accuracy,
        "difference.json": json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n",
        "difference.md": difference_page(about, found),
        "README.md": readme(about, found, _measured(about.models, wanted.accuracy)),
    }
    for name, text in papers.items():
        (building / name).write_text(text, "utf-8")


def write_package(
    connection: duckdb.DuckDBPyConnection,
    building: Path,
    about: About,
    relations: Sequence[Relation],
    files: Sequence[Written],
) -> None:
    """codebook.md and datapackage.json."""
    described = describe(connection, relations, {file.relation: file.rows for file in files})
    title = f"{about.title} : les tables"
    (building / "codebook.md").write_text(codebook(connection, described, title, paper("cut")), "utf-8")
    mark = {"kind": "release", "name": about.name, "snapshot": about.snapshot, "lineage": about.lineage}
    (building / PACKAGE).write_text(package(connection, described, files, data_package(about), mark), "utf-8")


def _measured(models: Mapping[str, int], accuracy: str) -> str:
    """Whether the accuracy page speaks of what analysed these articles."""
    analysed = [model for model in models if model]
    if analysed and all(model in accuracy for model in analysed):
        return "avec cette même analyse"
    return "avec une autre version de l’analyse, que sa première ligne nomme : un ordre de grandeur"


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0
