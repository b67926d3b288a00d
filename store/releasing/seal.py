"""What makes a release immutable: checksums over every file, and no right to write."""

import hashlib
from pathlib import Path

from core.errors import StoreError
from store.exporting.folder import every_file

SUMS = "SHA256SUMS"


def seal(folder: Path) -> None:
    """Write SHA256SUMS, as sha256sum reads it, and take away the right to write; `forget` seals again."""
    sums = folder / SUMS
    if sums.exists():
        sums.chmod(0o644)
    lines = [f"{_sha256(path)}  {name}\n" for name, path in _files(folder).items()]
    sums.write_text("".join(lines), "utf-8")
    for path in every_file(folder):
        path.chmod(0o444)


def differences(folder: Path) -> list[tuple[str, str]]:
    """(file, what is wrong): changed, missing or added since it was sealed; empty when the release is intact.

    Raises StoreError when there are no checksums to compare with.
    """
    known, found = _known(folder), _files(folder)
    wrong = [(name, "absent") for name in sorted(known.keys() - found.keys())]
    wrong += [(name, "ajouté") for name in sorted(found.keys() - known.keys())]
    wrong += [
        (name, "modifié")
        for name in sorted(known.keys() & found.keys())
        if _sha256(found[name]) != known[name]
    ]
    return wrong


def _known(folder: Path) -> dict[str, str]:
    path = folder / SUMS
    try:
        lines = path.read_text("utf-8").splitlines()
        return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{path} est illisible : rien ne dit ce que cette version contenait.",
            "Reprenez-en une copie sûre ; la version publiée ailleurs fait foi.",
        ) from error


def _files(folder: Path) -> dict[str, Path]:
    named = {path.relative_to(folder).as_posix(): path for path in every_file(folder)}
    return {name: path for name, path in named.items() if name != SUMS}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
