"""What a request to forget does to a row of any table: the same for DuckDB, SQLite, Parquet, CSV and JSON.

Rules go by the names of columns, which our tables share, and not by tables: an older file, a view that was exported,
a table that another part of the program adds are all within reach.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.ids import text_sha256
from core.redaction import Finder, is_forgotten, name_spans, redacted

Row = dict[str, Any]

WHO = frozenset({"person_key", "speaker", "person", "name_key"})
"""Columns that say who a row is about: it goes with its person."""
WHERE = frozenset({"url", "final_url", "target", "homepage", "URL"})
"""Columns whose address is what a row is about."""
WHICH = frozenset({"article_id", "other_id", "id"})
OF = frozenset({"source_id", "source", "slug"})

CALLED = frozenset({"source", "outlet", "title", "name"})
"""What an entry of a list is called by: an outlet that is one goes from the list."""

_PARTS = ("title", "summary", "text")  # core.types.Article.body
_TEXT = frozenset({*_PARTS, "sha256"})


@dataclass(frozen=True)
class Erasure:
    """What is to go: a person or addresses (`finder`), articles by id, a source by its slug and its names (`outlets`).

    `loose` are the articles that name the person: there the surname alone is covered too.
    """

    finder: Finder
    ids: frozenset[str] = frozenset()
    slug: str | None = None
    outlets: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    anchors: tuple[str, ...] = field(default=())
    unseen: bool = False
    """Known by hashes alone: no word tells which rows are worth looking into, all are."""

    def row(self, row: Mapping[str, Any]) -> Row | None:
        """The row with blocks over what is forgotten, or None when all of it goes."""
        if self._goes(row):
            return None
        loose = row.get("article_id") in self.loose
        new = {name: self.value(value, loose=loose) for name, value in row.items()}
        if new != row and new.keys() >= _TEXT:
            # the page that comes again is covered first: it must be known as the same version
            new["sha256"] = text_sha256("\n\n".join(filter(None, (new[part] for part in _PARTS))))
        return new

    def value(self, value: Any, *, loose: bool = False) -> Any:
        """A value without what is forgotten; an entry of a list goes whole when it is nothing else."""
        if isinstance(value, str):
            return self._text(value, loose=loose)
        if isinstance(value, Mapping):
            return {
                self.value(key, loose=loose): self.value(item, loose=loose) for key, item in value.items()
            }
        if isinstance(value, (list, tuple)):
            kept = (item for item in value if not self._entry_goes(item, loose=loose))
            return type(value)(self.value(item, loose=loose) for item in kept)
        return value

    def goes(self, entry: Row) -> bool:
        """Whether an entry of a list is about what is forgotten, and goes whole."""
        return self._entry_goes(entry, loose=False)

    def _text(self, text: str, *, loose: bool) -> str:
        """JSON is looked into: its escapes hide a name, and a cover over its quotes would spoil it."""
        if text[:1] in {"{", "["}:
            try:
                inside = json.loads(text)
            except ValueError:
                return redacted(text, self.finder, loose=loose)
            covered = self.value(inside, loose=loose)
            return text if covered == inside else json.dumps(covered)
        return redacted(text, self.finder, loose=loose)

    def _goes(self, row: Mapping[str, Any]) -> bool:
        loose = row.get("article_id") in self.loose
        return (
            _among(row, WHICH, self.ids)
            or (self.slug is not None and _among(row, OF, {self.slug}))
            or any(self._is_address(row.get(name)) for name in WHERE)
            or any(self._is_named(row.get(name), loose=loose) for name in WHO)
            or (row.get("kind") == "person" and self._is_named(row.get("name"), loose=loose))
            or self._was_of_these(row)
        )

    def _was_of_these(self, row: Mapping[str, Any]) -> bool:
        """Whether an editor said it of these articles alone: without them it would be said of all."""
        told = row.get("articles")
        if not self.ids or "action" not in row or row.get("kind") == "story":
            return False
        told = json.loads(told) if isinstance(told, str) else told
        return isinstance(told, list) and bool(told) and self.ids.issuperset(told)

    def _entry_goes(self, item: Any, *, loose: bool) -> bool:
        if isinstance(item, Mapping):
            called = f"{item.get('given', '')} {item.get('family', '')}"  # an author in CSL-JSON
            return (
                self._goes(item)
                or _among(item, CALLED, self.outlets)
                or any(self._is_named(name, loose=loose) for name in (item.get("name"), called))
            )
        return isinstance(item, str) and (
            item in self.ids | self.outlets or self._is_the_name(item, loose=loose)
        )

    def _is_address(self, value: Any) -> bool:
        return isinstance(value, str) and is_forgotten(value, self.finder)

    def _is_named(self, value: Any, *, loose: bool) -> bool:
        return isinstance(value, str) and bool(name_spans(value, self.finder, loose=loose))

    def _is_the_name(self, value: str, *, loose: bool) -> bool:
        """Nothing but the name, or a key that ends with it (« 79901:odile ferrandou »)."""
        found = name_spans(value, self.finder, loose=loose)
        return bool(found) and (found[0][0] == 0 or value[found[0][0] - 1] == ":")


def _among(row: Mapping[str, Any], columns: Collection[str], wanted: Collection[str]) -> bool:
    return any(isinstance(value := row.get(name), str) and value in wanted for name in columns)
