"""Files that are replaced whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from core.errors import InputError
from core.os_errors import said


def replace_text(path: Path, text: str) -> None:
    """Write beside, flush to disk, rename; a link stays a link, and rights stay as they were.

    Raises:
        InputError: the folder or the disk does not allow it.
    """
    try:
        _replace(path.resolve(), text)
    except OSError as error:
        raise InputError(
            f"{path} : {said(error)}", "Vérifiez le chemin, les droits et la place libre."
        ) from error


def _replace(target: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        part.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """The new name must outlive a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
