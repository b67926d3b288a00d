"""Articles as references: RIS, which every reference manager imports, and CSL-JSON, which Zotero and pandoc read."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from store.exporting.names import Name, split_name
from store.exporting.tables import Written, check, written
from store.sql import query

_AT_ONCE = 1000


class Reference(NamedTuple):
    """One article; its fields in the order of queries/export_references.sql."""

    article_id: str
    title: str | None
    authors: list[str]
    agencies: list[str]
    outlet: str
    url: str
    lang: str | None
    published_day: date | None
    seen_day: date | None

    @property
    def names(self) -> list[Name]:
        """Who signs: persons, and agencies under their own name where nobody else does."""
        persons = [split_name(name) for name in self.authors if _flat(name)]
        return persons or [Name(_flat(name)) for name in self.agencies if _flat(name)]


def write_references(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Written]:
    """Write articles.ris and articles.csl.json: all articles, oldest first."""
    ris, csl, count = folder / "articles.ris", folder / "articles.csl.json", 0
    with ris.open("w", encoding="utf-8", newline="") as one, csl.open("w", encoding="utf-8") as other:
        other.write("[")
        for reference in _references(connection):
            one.write("".join(f"{tag}  - {value}\r\n" for tag, value in _ris(reference)) + "\r\n")
            other.write((",\n" if count else "\n") + json.dumps(_csl(reference), ensure_ascii=False))
            count += 1
        other.write("\n]\n")
    check(ris, count, _lines_starting(ris, "TY  - "))
    check(csl, count, _lines_starting(csl, "{"))
    return [written(folder, path, count) for path in (ris, csl)]


def _references(connection: duckdb.DuckDBPyConnection) -> Iterator[Reference]:
    found = connection.execute(query("export_references"))
    while rows := found.fetchmany(_AT_ONCE):
        yield from map(Reference._make, rows)


def _ris(one: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", one.article_id
    yield "TI", _flat(one.title)
    for name in one.names:
        yield "AU", f"{name.family}, {name.given}" if name.given else name.family
    yield "T2", _flat(one.outlet)
    if one.published_day:
        yield "PY", f"{one.published_day:%Y}"
        yield "DA", f"{one.published_day:%Y/%m/%d}/"
    yield "UR", _flat(one.url)
    if one.seen_day:
        yield "Y2", f"{one.seen_day:%Y/%m/%d}/"
    if one.lang:
        yield "LA", _flat(one.lang)
    yield "ER", ""


def _csl(one: Reference) -> dict[str, Any]:
    """A CSL item; what is not known is left out, as its schema wants."""
    item: dict[str, Any] = {
        "id": one.article_id,
        "type": "article-newspaper",
        "title": _flat(one.title),
        "author": [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
            for name in one.names
        ],
        "container-title": _flat(one.outlet),
        "issued": _day(one.published_day),
        "accessed": _day(one.seen_day),
        "URL": _flat(one.url),
        "language": _flat(one.lang),
    }
    return {key: value for key, value in item.items() if value}


def _day(day: date | None) -> dict[str, Any] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def _flat(text: str | None) -> str:
    """One line: a title with a line break must not begin a field of its own."""
    line = text or ""
    if not line.isprintable():
        line = "".join(c if c.isprintable() else " " for c in line)
    return " ".join(line.split())


def _lines_starting(path: Path, start: str) -> int:
    with path.open(encoding="utf-8") as file:
        return sum(1 for line in file if line.startswith(start))
