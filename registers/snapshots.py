"""The registers that were read, kept for good: what every later rebuild starts from.

One file a day, `maires-AAAA-MM-JJ.csv.gz`, in the official columns that matter: no birth date, no sex, no
profession. What is kept can be handed to an update again.
"""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.errors import RegisterError
from registers.official import COLUMNS, Sitting, read_official

_NAME = re.compile(r"maires-(\d{4}-\d{2}-\d{2})\.csv\.gz")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a register showed on a day."""

    day: date
    sittings: tuple[Sitting, ...]


def file_name(day: date) -> str:
    """How the file of a day is called."""
    return f"maires-{day.isoformat()}.csv.gz"


def replaced_name(name: str, digest: str) -> str:
    """What a file is called once another register of its day is read in its place."""
    return f"{name.removesuffix('.csv.gz')}.remplace-{digest}.csv.gz"


def kept(folder: Path) -> dict[date, Path]:
    """The files of a folder by day, the oldest first."""
    if not folder.is_dir():
        return {}
    found = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return dict(sorted((date.fromisoformat(match[1]), path) for match, path in found if match))


def packed(sittings: Sequence[Sitting]) -> bytes:
    """The bytes of a file; the same mayors give the same bytes."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    rows.writerow(COLUMNS.values())
    for row in sorted(sittings):
        rows.writerow(cell.isoformat() if isinstance(cell, date) else cell for cell in row)
    return gzip.compress(out.getvalue().encode(), mtime=0)


def unpacked(name: str, content: bytes) -> Snapshot:
    """Read a kept file back.

    Raises:
        RegisterError: the file is damaged.

    """
    try:
        rows = read_official(gzip.decompress(content), name, date.max)
    except (OSError, EOFError, zlib.error) as error:
        raise RegisterError(
            f"{name} est illisible : {error}",
            "Retirez ce fichier, puis refaites la mise à jour de ce jour-là.",
        ) from error
    return Snapshot(date.fromisoformat(name.removeprefix("maires-")[:10]), tuple(rows))
