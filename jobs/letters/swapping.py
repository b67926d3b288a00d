"""A folder in the place of the one before: the old one stays until all of the new one is on the disk."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def swap(target: Path, files: Mapping[str, bytes]) -> None:
    """Put a folder in the place of the one before, when all of it is on the disk."""
    old = aside(target)
    if old.exists() and not target.exists():  # cut short between the two names, once
        old.rename(target)
    part = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        for name, content in files.items():
            _write(part / name, content)
        part.chmod(0o755)
        shutil.rmtree(old, ignore_errors=True)
        if target.exists():
            target.rename(old)
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def aside(target: Path) -> Path:
    """Where a folder is between its two names."""
    return target.with_name(f".{target.name}.old")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
