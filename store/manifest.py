"""What a snapshot says of itself, and where snapshots lie.

data_dir/beffroi.duckdb is a link to snapshots/<number>/beffroi.duckdb; search/ and manifest.json lie beside
the file it points at.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.errors import NothingPublished

DATABASE = "beffroi.duckdb"
SNAPSHOTS = "snapshots"
FILE_NAME = "manifest.json"
DESK_SPILL = "desk-spill"
"""Below data/: what of the desk’s tables does not fit in its memory."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One snapshot. `rows` counts each table; versions are None when nothing was loaded.

    `lineage` names the results' file: results made anew count their revisions from the start.
    `model_version` is that of the last analysis; articles read before it say theirs in their `model`.
    """

    number: int
    lineage: str
    revision: int
    created_at: str
    schema_version: int
    package_version: str
    registers_version: str | None
    technologies_version: str | None
    rows: Mapping[str, int]
    model_version: str | None = None

    def to_json(self) -> str:
        """The file's text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def published_folder(data_dir: Path) -> Path | None:
    """The folder of the newest snapshot, or None."""
    pointer = data_dir / DATABASE
    return pointer.resolve().parent if pointer.is_symlink() and pointer.exists() else None


def nothing_published(data_dir: Path) -> NothingPublished:
    """No snapshot yet, or one whose folder is gone."""
    pointer = data_dir / DATABASE
    if pointer.is_symlink():
        return NothingPublished(
            f"{pointer} : l’instantané que ce lien désigne manque ({pointer.readlink().parent}).",
            "« beffroi publish --force » en publie un nouveau.",
        )
    return NothingPublished(f"Rien n’est encore publié dans {data_dir}.", "Lancez beffroi run.")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a snapshot's folder, or None when it cannot be read."""
    try:
        fields: dict[str, Any] = json.loads((folder / FILE_NAME).read_text("utf-8"))
        # what a snapshot of an earlier version does not say has its default
        return Manifest(**{name: fields[name] for name in Manifest.__slots__ if name in fields})
    except (OSError, ValueError, KeyError, TypeError):
        return None
