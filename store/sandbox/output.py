"""A result in a file: whole, or not there."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from core.errors import InputError
from store.files import sync_folder


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when the block ends well, and leaves no trace otherwise.

    Raises InputError where `path` is a folder or a device.
    """
    target = path.resolve()  # of a link, what it points at is replaced
    if target.exists() and not target.is_file():
        raise InputError(f"{path} n’est pas un fichier.", "Donnez le nom d’un fichier à écrire.")
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(target.parent)


@contextmanager
def whole_stream(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """A file that is copied to `stream` when the block ends well: a pipe gets all of it or nothing."""
    with tempfile.TemporaryFile() as file:
        yield file
        file.seek(0)
        shutil.copyfileobj(file, stream, 1 << 20)
        stream.flush()
