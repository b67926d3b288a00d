"""The key that sessions and forms are signed with: made once a workspace, readable by its owner alone."""

import os
import secrets
from pathlib import Path

from core.errors import SettingsError

NAME = "desk.key"
_BYTES = 32


def key(data: Path) -> str:
    """The key of a workspace; made when there is none. SettingsError when the file is no key."""
    path = data / NAME
    data.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_BYTES))
    return _read(path)


def _read(path: Path) -> str:
    text = path.read_text(encoding="ascii", errors="replace").strip()
    if len(text) != 2 * _BYTES:
        raise SettingsError(
            f"{path} : ce n’est pas une clé de session",
            "Supprimez ce fichier : il sera refait, et chacun se connectera de nouveau.",
        )
    return text
