"""Files that are either whole or absent, whenever the power fails."""

import fcntl
import os
import shutil
from pathlib import Path

_FICLONE = 0x40049409  # linux/fs.h


def write_atomically(path: Path, text: str) -> None:
    """Replace the file at once."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file, sharing its blocks where the file system can, and sync it."""
    with source.open("rb") as original, target.open("xb") as copy:
        try:
            fcntl.ioctl(copy.fileno(), _FICLONE, original.fileno())
        except OSError:  # another file system, or one without reflinks
            shutil.copyfileobj(original, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())


def link_folder(source: Path, target: Path, *, without: tuple[str, ...] = ()) -> None:
    """Give the files of a folder a second name in `target`: right for files that are replaced, never edited."""
    target.mkdir()
    for file in source.iterdir():
        if file.name not in without and file.is_file():
            try:
                os.link(file, target / file.name)
            except OSError:  # no hard links here
                copy_durably(file, target / file.name)
    sync_folder(target)


def replace_link(link: Path, destination: str) -> None:
    """Point a symbolic link elsewhere at once: a reader sees the old target or the new one."""
    beside = link.with_name(f"{link.name}.new")
    beside.unlink(missing_ok=True)
    beside.symlink_to(destination)
    beside.replace(link)
    sync_folder(link.parent)
