"""A technology: its place in the lexicon, and who supplies it."""

from datetime import date
from typing import Any, NamedTuple

from store.readers.desk.asking import one, rows
from store.snapshot import Snapshot


class Technology(NamedTuple):
    """A notion of the lexicon, or a name that articles introduce (`status` candidate); `kinds` are (id, name)."""

    technology_id: str
    name: str
    category: str
    parent: str
    parent_name: str
    wikidata: str
    status: str
    names: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]


class TechnologyCount(NamedTuple):
    """A technology with how much is told of it."""

    technology_id: str
    name: str
    category: str
    status: str
    articles: int
    initiatives: int
    deployed: int


class Supplier(NamedTuple):
    """Who supplies a technology, in how many initiatives, and the sentence that says so."""

    name: str
    initiatives: int
    evidence_text: str
    article_id: str
    day: date | None

    @property
    def said(self) -> bool:
        """Whether its sentence has its name."""
        return self.name.lower() in self.evidence_text.lower()


def technology(snapshot: Snapshot, key: str) -> Technology | None:
    """The technology of an id; None where there is none."""
    found = one(snapshot, "technology", id=key)
    if not found:
        return None
    *plain, names, kinds = found
    read: list[Any] = [*plain, tuple(names), tuple(map(tuple, kinds))]
    return Technology(*read)


def technologies(snapshot: Snapshot) -> list[TechnologyCount]:
    """All that anything tells of, the most told first."""
    return [TechnologyCount(*row) for row in rows(snapshot, "technologies")]


def suppliers(snapshot: Snapshot, key: str, most: int) -> list[Supplier]:
    """Who supplies it, in the most initiatives first, each with a sentence that has the name where there is one."""
    found = [Supplier(*row) for row in rows(snapshot, "technology_suppliers", id=key, most=most)]
    better = _sentences(snapshot, [one for one in found if not one.said])
    return [one._replace(evidence_text=better.get(one.name, one.evidence_text)) for one in found]


def _sentences(snapshot: Snapshot, silent: list[Supplier]) -> dict[str, str]:
    """By supplier, a sentence of its article that has its name."""
    if not silent:
        return {}
    ids, names = [one.article_id for one in silent], [one.name for one in silent]
    return dict(rows(snapshot, "supplier_sentences", ids=ids, names=names))
