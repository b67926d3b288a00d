"""Reads the registers shipped with the package, or a folder that an update wrote."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import RegisterError
from registers.schema import TABLES, schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

DATA = Path(__file__).parent / "data"
_REINSTALL = "Réinstallez Beffroi : ses registres sont livrés avec lui."


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A data set that the tables come from; `date` is the ISO day it describes, None when unstated."""

    name: str
    publisher: str
    licence: str
    url: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the tables are: `version` is the latest day they describe, `counts` what the build left out.

    `overlay` tells the mandates that a workspace laid over them, "" when there are none.
    """

    version: str
    built_by: str
    rows: Mapping[str, int]
    sha256: Mapping[str, str]
    counts: Mapping[str, int]
    sources: tuple[SourceInfo, ...]
    overlay: str = ""

    @property
    def fingerprint(self) -> str:
        """The version, and eight hex digits of what the tables hold: any change of content changes it."""
        content = "".join((*(self.sha256[table] for table in sorted(self.sha256)), self.overlay))
        return f"{self.version}+{hashlib.sha256(content.encode()).hexdigest()[:8]}"

    @property
    def credits(self) -> str:
        """One line a source: name, publisher, licence, date; what a copy of the tables must name."""
        return "\n".join(
            " · ".join(filter(None, (s.name, s.publisher, s.licence, s.date))) for s in self.sources
        )


@dataclass(frozen=True, slots=True)
class Registers:
    """The three tables; columns in docs/registers.md."""

    communes: pa.Table
    territories: pa.Table
    mandates: pa.Table
    manifest: Manifest


def load(directory: Path | None = None) -> Registers:
    """Read and verify the registers of a folder, by default those shipped with the package.

    Raises:
        RegisterError: a file is missing, unreadable, or not the one that the manifest describes.

    """
    folder = directory or DATA
    described = _manifest(folder / "manifest.json")
    communes, territories, mandates = (_table(folder, name, described) for name in TABLES)
    return Registers(communes, territories, mandates, described)


def manifest() -> Manifest:
    """What the package ships, without reading its tables."""
    return _manifest(DATA / "manifest.json")


def _manifest(path: Path) -> Manifest:
    raw = _bytes(path)
    try:
        return _parse(json.loads(raw))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RegisterError(f"{path} n'est pas un manifeste de registres : {error!r}", _REINSTALL) from error


def _parse(content: dict[str, Any]) -> Manifest:
    tables: dict[str, dict[str, Any]] = {name: content["tables"][name] for name in TABLES}
    return Manifest(
        version=content["version"],
        built_by=content["built_by"],
        rows={name: int(table["rows"]) for name, table in tables.items()},
        sha256={name: table["sha256"] for name, table in tables.items()},
        counts=dict(content["counts"]),
        sources=tuple(SourceInfo(**source) for source in content["sources"]),
    )


def _table(folder: Path, name: str, manifest: Manifest) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"{name}.parquet"
    raw = _bytes(path)
    if hashlib.sha256(raw).hexdigest() != manifest.sha256[name]:
        raise RegisterError(f"{path} n'est pas le fichier que décrit le manifeste.", _REINSTALL)
    try:
        table = pq.read_table(pa.BufferReader(raw))
    except pa.ArrowInvalid as error:
        raise RegisterError(f"{path} est illisible : {error}", _REINSTALL) from error
    if not table.schema.equals(schema(name)):
        raise RegisterError(f"{path} n'a pas les colonnes attendues.", _REINSTALL)
    return table


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RegisterError(f"{path} manque ou ne peut être lu ({error.strerror}).", _REINSTALL) from error
