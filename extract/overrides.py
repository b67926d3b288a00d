"""What the general rules cannot know of one outlet: a table of selectors in overrides.toml, by host."""

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from extract import dates
from extract.bylines import signed
from extract.head import clean
from extract.local_time import place_of
from extract.marks import Marks
from extract.scope import isolate_element

FIELDS = ("remove", "text", "title", "summary", "authors", "date")


class BadOverride(ValueError):
    """A table that cannot be used; the message names the host and the key."""


@dataclass(frozen=True, slots=True)
class Override:
    """Compiled XPaths by field, each as in overrides.toml; an outlet without a table has none."""

    paths: dict[str, tuple[etree.XPath, ...]]

    def prune(self, tree: Any) -> None:
        """Take out what `remove` selects, its tail kept."""
        for element in self._elements("remove", tree):
            if element.getparent() is not None:
                element.drop_tree()

    def scoped(self, tree: Any) -> Any:
        """The tree around the first element that `text` selects."""
        for element in self._elements("text", tree)[:1]:
            isolate_element(element)
        return tree

    def applied(self, found: Marks, tree: Any, seen: datetime) -> Marks:
        """The fields that a selector gives; what selects nothing changes nothing."""
        title, summary, date = (self._text(field, tree) for field in ("title", "summary", "date"))
        by = signed(clean(element.text_content()) for element in self._elements("authors", tree))
        dated = dates.credible(date, "override", seen, place_of(found.url, found.head.lang)) if date else None
        return replace(
            found,
            title=title or found.title,
            summary=summary or found.summary,
            by=by if by.authors or by.agencies else found.by,
            when=replace(found.when, dated=dated) if dated else found.when,
        )

    def _elements(self, field: str, tree: Any) -> list[Any]:
        return [element for path in self.paths.get(field, ()) for element in path(tree)]

    def _text(self, field: str, tree: Any) -> str:
        return next((text for e in self._elements(field, tree) if (text := clean(e.text_content()))), "")


_NONE = Override({})


def of(url: str) -> Override:
    """The override of the page's host, with or without `www.`."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return _NONE
    return shipped().get(host, _NONE)


@cache
def shipped() -> dict[str, Override]:
    """All tables of overrides.toml, by host."""
    return compiled(tomllib.loads(files("extract").joinpath("overrides.toml").read_text("utf-8")))


def compiled(tables: dict[str, dict[str, str | list[str]]]) -> dict[str, Override]:
    """Tables to overrides.

    Raises:
        BadOverride: an unknown key, or an XPath that is none.
    """
    return {
        host: Override({key: _paths(host, key, value) for key, value in table.items()})
        for host, table in tables.items()
    }


def _paths(host: str, key: str, value: str | list[str]) -> tuple[etree.XPath, ...]:
    if key not in FIELDS:
        raise BadOverride(f"{host}: key {key!r} is none of {', '.join(FIELDS)}")
    try:
        return tuple(etree.XPath(path) for path in ([value] if isinstance(value, str) else value))
    except etree.XPathSyntaxError as error:
        raise BadOverride(f"{host}: {key}: {error}: {value!r}") from error
