"""What the settings lack before a letter can leave from here, and where in their file it goes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.settings import FILE_NAME
from jobs.desk.sending import missing
from jobs.workspace import Workspace

_WANTED = (
    ("letter", "sender", "l’adresse d’où part la lettre", "lettre@exemple.fr"),
    (
        "letter",
        "base_url",
        "l’adresse publique de ses pages, où l’on se désabonne",
        "https://lettre.exemple.fr",
    ),
    ("smtp", "host", "le serveur d’envoi de votre hébergeur", "smtp.exemple.fr"),
)
_EMPTY = " est vide"
"""How the jobs begin to say that something is missing: what is filled in and wrong is told in their words."""


class Setting(NamedTuple):
    """A setting that is empty: its table and key, what it is, an example; `line` of the file, 0 where it is not."""

    table: str
    key: str
    what: str
    example: str
    line: int


class Lacking(NamedTuple):
    """What is empty, and what is filled in but refused; nothing of both when letters can leave."""

    empty: tuple[Setting, ...] = ()
    wrong: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything stands in the way."""
        return bool(self.empty or self.wrong)


def lacking(workspace: Workspace) -> Lacking:
    """What to fill in, all of it at once: the jobs name the first thing alone."""
    said = missing(workspace.settings)
    if not said:
        return Lacking()
    return Lacking(tuple(_empty(workspace)), tuple(one for one in said if _EMPTY not in one))


def _empty(workspace: Workspace) -> Iterator[Setting]:
    settings = workspace.settings
    values = {"letter": settings.letter, "smtp": settings.smtp}
    file = workspace.root / FILE_NAME
    text = file.read_text("utf-8") if file.is_file() else ""
    for table, key, what, example in _WANTED:
        if not getattr(values[table], key):
            yield Setting(table, key, what, example, line_of(text, table, key))


def line_of(text: str, table: str, key: str) -> int:
    """The line of a table's key, from 1; 0 where it has none."""
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            here = found[1]
        elif here == table and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return 0
