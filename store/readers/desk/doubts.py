"""Facts that an editor should look at before they are believed."""

from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from store.readers.desk.asking import rows
from store.snapshot import Snapshot

DEED, QUOTE = 0.5, 0.7
"""Confidences under which no letter has an initiative (digest/novelty.py) or a quote (digest/composing/quotes.py)."""
_DAYS, _MOST = 30, 1000
"""Days looked back, and doubts of a kind at the most: far more than are settled, for these are among them."""


class RoleSaid(NamedTuple):
    """A role that an article gives somebody, and its sentence."""

    role: str
    evidence: str


class Doubt(NamedTuple):
    """A fact of an article that may be wrong.

    `kind`: mayor (`detail`: what the register says, and the commune), roles (`choices`), initiative (`value`: its
    status, `detail`: its technology), quote (`value`: its words). `thing` is the key that corrections know it by.
    `closed`: its sentence is not to be shown, but at its publisher's.
    `insee` is the commune of a role, `holder` its mayor by the register on the article's day, since `holder_from`.
    """

    kind: str
    article_id: str
    thing: str
    name: str
    value: str
    detail: str
    evidence: str
    confidence: float | None
    choices: tuple[RoleSaid, ...]
    title: str
    url: str
    outlet: str
    day: date | None
    closed: bool = False
    insee: str = ""
    holder: str = ""
    holder_from: date | None = None

    @property
    def key(self) -> str:
        """What it is known by: another sentence, or another thing said, is another doubt."""
        said = (self.kind, self.article_id, self.thing, self.value, self.detail, self.evidence)
        return sha256("\x1f".join(said).encode()).hexdigest()[:16]

    @property
    def shown(self) -> tuple[str, ...]:
        """The sentences beside it; of a quote, its words."""
        if self.kind == "roles":
            return tuple(one.evidence for one in self.choices)
        return (self.value,) if self.kind == "quote" else (self.evidence,)

    @property
    def names(self) -> tuple[str, ...]:
        """Whom it names: who carries it, who says it, who is mayor and of what town."""
        return tuple(filter(None, (self.name, self.commune)))

    @property
    def register(self) -> str:
        """Of a mayor, what the register says: contradicted or unknown."""
        return self.detail.partition("|")[0] if self.kind == "mayor" else ""

    @property
    def commune(self) -> str:
        """Of a mayor, the commune's name."""
        return self.detail.partition("|")[2] if self.kind == "mayor" else ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What shows it, each once."""
        if self.closed:
            return ()
        if self.kind == "roles":
            return tuple(dict.fromkeys(one.evidence for one in self.choices))
        return (self.value if self.kind == "quote" else self.evidence,)


def doubts(snapshot: Snapshot) -> tuple[Doubt, ...]:
    """What is doubtful of the last month's articles, what the register contradicts first."""
    given = {"days": _DAYS, "deed": DEED, "quote": QUOTE, "most": _MOST}
    return tuple(_doubt(row) for row in rows(snapshot, "doubts", **given))


def _doubt(row: tuple[Any, ...]) -> Doubt:
    choices = tuple(dict.fromkeys(RoleSaid(one["role"], one["evidence"]) for one in row[8] or ()))
    return Doubt._make((*row[:8], choices, *row[9:]))
