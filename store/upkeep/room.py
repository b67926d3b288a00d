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
            "Libérez de la place (« beffroi compact » en rend, archive.keep_days règle l’archive),"
            " ou baissez store.min_free_mb, puis recommencez.",
        )


def size_of(paths: Iterable[Path]) -> int:
    """Bytes of those of these files that exist."""
    return sum(path.stat().st_size for path in paths if path.is_file())


def _shown(size: int) -> str:
    """Whole megabytes, thousands apart as in French."""
    return f"{-(-size // MB):,}".replace(",", "\u202f")
