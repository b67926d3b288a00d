"""Lists of addresses as people and other services write them: one a line, alone, with a name, or in a table's cells."""

import re
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError
from core.os_errors import said
from jobs.letters.addresses import address

_LONGEST = 5_000_000
_NAMED = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_CELLS = re.compile(r"[;,\t]")
_HEADER = re.compile(r"\b(?:e-?mails?|courriels?|adresses?|mel|address)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """What a list holds: addresses, once each; how many times one was there again; lines that give no address."""

    emails: tuple[str, ...]
    again: int
    refused: tuple[str, ...]

    @property
    def lines(self) -> int:
        """How many lines said something."""
        return len(self.emails) + self.again + len(self.refused)


def read(path: Path) -> Given:
    """The addresses of a file; InputError when it cannot be read."""
    try:
        if path.stat().st_size > _LONGEST:
            raise InputError(f"{path} : liste trop longue", "Au plus 5 Mo, une adresse par ligne.")
        return sorted_out(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        why = said(error) if isinstance(error, OSError) else "ce n’est pas du texte en UTF-8"
        raise InputError(f"{path} : {why}", "Donnez un fichier texte, une adresse par ligne.") from error


def sorted_out(text: str) -> Given:
    """The addresses of a text; blank lines, comments (#) and the names of columns are none, and no fault."""
    good: dict[str, None] = {}
    refused: list[str] = []
    again = 0
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#") or (not good and "@" not in line and _HEADER.search(line)):
            continue
        try:
            email = address(_only(line))
        except InputError:
            refused.append(line)
            continue
        again += email in good
        good[email] = None
    return Given(tuple(good), again, tuple(refused))


def _only(line: str) -> str:
    """What of a line is to be its address; a line with several is taken whole, and refused: which is meant?"""
    cells = _NAMED.findall(line) or [
        cell.strip().strip('"').strip() for cell in _CELLS.split(line) if "@" in cell
    ]
    return cells[0] if len(cells) == 1 else line
