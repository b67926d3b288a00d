"""The article's paragraphs: pruned, scoped, read by trafilatura, held against what the page says of itself.

In order: the fast extraction on the scoped tree; the full one on the page anew when the fast one covers too little of
its prose; what a script was to draw when the page has no prose; JSON-LD's articleBody to fill or to filter.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.types import Note
from extract.agreement import agreed, told
from extract.embedded import embedded_html
from extract.prune import prune
from extract.scope import isolate, prose
from extract.slim import slim
from extract.spaces import hold_spaces
from extract.tidy import tidy
from extract.tree import parse

MIN_COVERAGE = 0.3
"""Of the page's prose: under it, and with less than `MIN_CHARS`, the fast extraction has missed the body. Of 108 real
pages two lie under 0.3 with a thousand characters and more: the rest of their prose are comments, and the teasers
around an excerpt, which the full extraction takes for text."""

MIN_CHARS = 250
"""A text shorter than this was missed, or stands where no markup shows it."""

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
    isolate(prune(tree))
    declared = _declared(article_body)
    if lines := told(tree, declared):
        return Body(tuple(lines), (Note("body.told"),))
    lines, found = _extracted(hold_spaces(tree), fast=True), ""
    if _size(lines) < MIN_CHARS:
        lines, found = _sought(page, lines)
    lines, changed = agreed(lines, declared)
    return Body(tuple(lines), tuple(Note(rule) for rule in (found, changed) if rule))


def _sought(page: str, lines: list[str]) -> tuple[list[str], str]:
    """More lines than these few, and the rule that found them: read in full, or as a script would draw them."""
    tree = parse(slim(page)).tree
    if tree is not None and _size(lines) < MIN_COVERAGE * prose(tree):
        full = _extracted(hold_spaces(tree), fast=False)
        if _size(full) > MIN_GAIN * _size(lines):
            return full, "body.full"
    drawn = _drawn(page)
    return (drawn, "body.embedded") if _size(drawn) > MIN_GAIN * _size(lines) else (lines, "")


def _drawn(page: str) -> list[str]:
    """The lines of the HTML that a script holds."""
    html = embedded_html(page)
    tree = parse(slim(f"<article>{html}</article>")).tree if html else None
    return [] if tree is None else _extracted(hold_spaces(prune(tree)), fast=True)


def _declared(article_body: str) -> list[str]:
    """The lines of JSON-LD's text, which some publishers give as HTML."""
    parts = _BREAK.sub("\n", article_body).split("\n") if article_body else ()
    return [line for part in parts if (line := tidy(_TAG.sub("", part)))]


def _extracted(tree: Any, *, fast: bool) -> list[str]:
    """Trafilatura's lines; the tree is left as it was."""
    from trafilatura import bare_extraction

    document = bare_extraction(tree, options=_options(fast))
    text = getattr(document, "text", None) or ""
    return [line for part in text.split("\n") if (line := tidy(part))]


@cache
def _options(fast: bool) -> Any:
    """Text alone: fields are read elsewhere, comments are others' words, duplicates are told from history."""
    from trafilatura.settings import Extractor

    return Extractor(
        output_format="python", fast=fast, comments=False, tables=True, dedup=False, with_metadata=False
    )


def _size(lines: list[str]) -> int:
    return sum(map(len, lines))
