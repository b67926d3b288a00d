"""An article's published rows, and what they will be once what editors said since then is brought to them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from core.names import name_key
from core.types import Correction
from core.types import CorrectionKind as Kind
from store.correcting import said
from store.correcting.corrected import corrected
from store.correcting.facts import Tables
from store.correcting.plan import Unit
from store.rows import Row
from store.snapshot import Snapshot

_ROW = "row_n"
"""Steps keep what they do not know: this says which row became which."""


class Pair(NamedTuple):
    """A row as it is published, and as it will be: None when it goes."""

    now: Row
    then: Row | None

    @property
    def changes(self) -> bool:
        """Whether anything of it changes."""
        return self.now != self.then


class Ahead(NamedTuple):
    """The rows of an article by table; `topics` are those it will have."""

    pairs: Mapping[str, list[Pair]]
    topics: list[str]


def ahead(
    snapshot: Snapshot, article_id: str, tables: Tables, day: date | None, words: Sequence[Correction]
) -> Ahead:
    """What these words, said since then, make of an article's rows: by the same steps as when they are stored."""
    numbered = {name: [row | {_ROW: n} for n, row in enumerate(rows)] for name, rows in tables.items()}
    version = next((row["version"] for row in tables.get("articles", ())), 0)
    after: Tables = numbered
    if words:
        plan = said.plan(snapshot.connection, said.rows_of(words), _suppliers(snapshot, words))
        after, _ = corrected(Unit(article_id, version, numbered, day), plan)
    became = {
        name: {row[_ROW]: {k: v for k, v in row.items() if k != _ROW} for row in rows if _ROW in row}
        for name, rows in after.items()
    }
    pairs = {
        name: [Pair(row, became.get(name, {}).get(n)) for n, row in enumerate(rows)]
        for name, rows in tables.items()
    }
    return Ahead(pairs, sorted(row["topic"] for row in after.get("article_topics", ())))


def _suppliers(snapshot: Snapshot, words: Sequence[Correction]) -> dict[str, str]:
    """The published names of the organisations that are spoken of, as keys, with the keys that they have."""
    keys = [one.key for one in words if one.kind is Kind.ORGANISATION]
    if not keys:
        return {}
    found = snapshot.connection.execute(
        "SELECT name, organisation_key FROM organisations"
        " WHERE organisation_key IN (SELECT unnest($keys::VARCHAR[]))",
        {"keys": keys},
    ).fetchall()
    return {name_key(name): key for name, key in found if name}
