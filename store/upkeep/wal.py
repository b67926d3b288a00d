"""DuckDB's log of what is not yet in the file, looked at before DuckDB opens it.

A log whose beginning was overwritten, or one of whose lengths was, is dropped by DuckDB 1.5 without a word, and
with it batches that were acknowledged (measured: 14 of 30 flipped bytes). So: one that is no log is refused, and of
one that ends in the middle of a record, as after a power cut, a copy stays in `aside/`.
"""

from datetime import UTC, datetime
from pathlib import Path

from core.errors import DamagedFile
from store.files import copy_durably
from store.upkeep.failures import REMEDY

ASIDE = "aside"

_BEGINNING = b"d\x00be\x00"  # field 100, WAL_VERSION; field 101, the version
_HEADER = 8
_FRAME = 16  # length and checksum, 8 bytes each, before each record


def log_of(path: Path) -> Path:
    """Where DuckDB keeps the log of a file."""
    return path.with_name(f"{path.name}.wal")


def check_log(path: Path) -> None:
    """Look at the log of a DuckDB file; DamagedFile when it is none, and then nothing was changed."""
    log = log_of(path)
    if not log.is_file():
        return
    with log.open("rb") as file:
        beginning = file.read(len(_BEGINNING))
    if beginning != _BEGINNING[: len(beginning)]:
        raise DamagedFile(f"{log} est abîmé : ce n’est pas le journal d’une base DuckDB.", REMEDY)
    if not _is_whole(log):
        copy_durably(log, aside(path.parent, log.name))


def aside(data_dir: Path, name: str) -> Path:
    """A name in `aside/` for what is put out of the way: `<stamp>-<name>`, not taken yet."""
    folder = data_dir / ASIDE
    folder.mkdir(exist_ok=True)
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    return folder / f"{stamp}-{name}"


def _is_whole(log: Path) -> bool:
    """Whether its last record ends where the file does."""
    size = log.stat().st_size
    at = _HEADER
    with log.open("rb") as file:
        while at < size:
            file.seek(at)
            frame = file.read(_FRAME)
            if len(frame) < _FRAME:
                return False
            at += _FRAME + int.from_bytes(frame[:8], "little")
    return at in {size, _HEADER}
