"""Files of the archive and of the watches: those that are meant to be read, from their folder and from nowhere else."""

import re
from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")


def found(folder: Path, path: str) -> Path | None:
    """The file of a path below a folder; None when there is none, or none for readers (a mail, a hidden file)."""
    parts = path.split("/")
    if not all(_PART.fullmatch(part) for part in parts):
        return None
    root = folder.resolve()
    wanted = root.joinpath(*parts).resolve()
    known = wanted.is_relative_to(root) and wanted.suffix in TYPES
    return wanted if known and wanted.is_file() else None


def issues(folder: Path) -> list[str]:
    """The names of the archive's folders that have a page, the newest first."""
    if not folder.is_dir():
        return []
    return sorted(
        (one.name for one in folder.iterdir() if found(folder, f"{one.name}/index.html")), reverse=True
    )
