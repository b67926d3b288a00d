"""Room on the disk, looked at before work begins: a disk found full half-way helps nobody."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from core.errors import StoreError

MB = 1_000_000


def require_room(folder: Path, needed: int, work: str) -> None:
    """Refuse `work` (« écrire », « publier »…) unless `needed` bytes are free on the folder's disk; StoreError."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoreError(
            f"{folder} : {_shown(free)} Mo libres sur ce disque, il en faut {_shown(needed)} pour {work}.",
            f"Libérez de la place ({what_can_go(folder)}), ou baissez store.min_free_mb, puis recommencez.",
        )


def what_can_go(folder: Path) -> str:
    """What of a workspace, or of its data folder, may be deleted and how much that is; what retention settles."""
    data = folder / "data" if (folder / "data").is_dir() else folder
    said = [
        f"{data / name} : {_shown(size)} Mo, {how}"
        for name, how in _FREEABLE
        if (size := size_of((data / name).rglob("*"))) >= MB
    ]
    return " ; ".join([*said, "archive.keep_days règle ce que garde l’archive"])


_FREEABLE = (
    ("aside", "fichiers remplacés, à effacer"),
    ("backups", "copies, les plus anciennes sont à effacer"),
    ("snapshots", "store.snapshots_kept en garde moins"),
    ("releases", "versions, à déplacer ailleurs"),
    ("archive", "archive.keep_days en garde moins"),
)


def size_of(paths: Iterable[Path]) -> int:
    """Bytes of those of these files that exist."""
    return sum(path.stat().st_size for path in paths if path.is_file())


def _shown(size: int) -> str:
    """Whole megabytes, thousands apart as in French."""
    return f"{-(-size // MB):,}".replace(",", "\u202f")
