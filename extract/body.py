"""The article's paragraphs: pruned, scoped, read by trafilatura, held against what the page says of itself.

In order: the fast extraction on the scoped tree; the full one on the whole tree when the fast one covers too little of
the page's prose; what a script was to draw when the page has no prose; JSON-LD's articleBody to fill or to filter.
"""

import re
from dataclasses import dataclass
from typing import Any

from core.types import Note
from extract.agreement import agreed
from extract.embedded import embedded_html
from extract.prune import prune
from extract.scope import isolate
from extract.spaces import hold_spaces
from extract.tidy import tidy
from extract.tree import parse

MIN_COVERAGE = 0.3
"""Of the page's prose: under it the fast extraction is suspected of having missed the body. On 108 real pages all but
two right ones lie above 0.35: comments and related articles are prose too."""

MIN_CHARS = 250
"""A page with less prose than this may hold its text where no markup shows it."""

MIN_GAIN = 1.5
"""The full extraction replaces the fast one when it brings so many times the text; near ties are longer by junk."""

_BREAK = re.compile(r"</?(?:p|div|br|h[1-6]|li|blockquote)\b[^>]{0,300}>|\r\n?", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,1000}>")


@dataclass(frozen=True, slots=True)
class Body:
    """Paragraphs in order; `notes` say which way they were found when it was not the usual one."""

    lines: tuple[str, ...]
    notes: tuple[Note, ...] = ()


def read(tree: Any, page: str, article_body: str = "") -> Body:
    """The text of a page. Destroys the tree. `page` is its whole markup, `article_body` what JSON-LD gives as text."""
    scope = isolate(prune(tree))
    hold_spaces(tree)
    lines, notes = _extracted(tree, fast=True), []
    if scope.prose and _size(lines) < MIN_COVERAGE * scope.prose:
        scope.restore()
        full = _extracted(tree, fast=False)
        if _size(full) > MIN_GAIN * _size(lines):
            lines, notes = full, [Note("body.full")]
    if _size(lines) < MIN_CHARS and (drawn := _drawn(page)) and _size(drawn) > MIN_GAIN * _size(lines):
        lines, notes = drawn, [Note("body.embedded")]
    lines, rule = agreed(lines, _declared(article_body))
    return Body(tuple(lines), tuple(notes + ([Note(rule)] if rule else [])))


def _drawn(page: str) -> list[str]:
    """The lines of the HTML that a script holds."""
    html = embedded_html(page)
    tree = parse(f"<article>{html}</article>").tree if html else None
    return [] if tree is None else _extracted(hold_spaces(prune(tree)), fast=True)


def _declared(article_body: str) -> list[str]:
    """The lines of JSON-LD's text, which some publishers give as HTML."""
    parts = _BREAK.sub("\n", article_body).split("\n") if article_body else ()
    return [line for part in parts if (line := tidy(_TAG.sub("", part)))]


def _extracted(tree: Any, *, fast: bool) -> list[str]:
    """Trafilatura's lines; the tree is left as it was."""
    from trafilatura import bare_extraction

    document = bare_extraction(
        tree, fast=fast, with_metadata=False, include_comments=False, include_tables=True, deduplicate=False
    )
    text = getattr(document, "text", None) or ""
    return [line for part in text.split("\n") if (line := tidy(part))]


def _size(lines: list[str]) -> int:
    return sum(map(len, lines))
