"""JSON-LD's articleBody, where it is whole, against the lines that were read: it fills gaps and finds intruders."""

import itertools
import re
import unicodedata
from typing import Any

from lxml import etree

from extract.tidy import tidy

_BLOCK = "self::p or self::li or self::h2 or self::h3 or self::h4 or self::blockquote or self::pre"
_BLOCKS = etree.XPath(f"//*[{_BLOCK}][not(descendant::*[{_BLOCK}])]")

MIN_WHOLE = 0.7
"""A declared text is whole when it holds this share of the characters read; a truncated one (paywalls, 500 characters
for search engines) holds less and is left aside."""

MIN_LONGER = 1.2
"""A declared text longer than the lines by this factor was missed by them."""

MIN_TOLD = 0.95
"""The page's paragraphs tell a declared text when they hold this share of its characters."""

MIN_KNOWN = 0.5
"""A line is the article's when this share of its words' pairs is in the declared text."""


def told(tree: Any, declared: list[str]) -> list[str]:
    """The page's own paragraphs, when they tell the whole declared text and little else; none otherwise.

    `tree` is scoped to the article. This is the surest extraction, and the cheapest: nothing is guessed.
    """
    if not declared:
        return []
    found = _BLOCKS(tree)
    blocks = [tidy(block.text_content()) for block in found]
    if _size(declared) < MIN_WHOLE * _size(blocks):
        return []
    known = _pairs(" ".join(declared))
    kept = [_share(block, known) >= MIN_KNOWN for block in blocks]
    if sum(len(block) for block, keep in zip(blocks, kept, strict=True) if keep) < MIN_TOLD * _size(declared):
        return []
    last = max((i for i, keep in enumerate(kept) if keep), default=-1)
    return [
        block
        for i, block in enumerate(blocks)
        if kept[i] or (block and 0 < i < last and kept[i + 1] and _is_heading(found[i]))
    ]


def _is_heading(element: Any) -> bool:
    """A cross-heading, which a declared text may leave out; one that is a link announces another article."""
    return element.tag in {"h2", "h3", "h4"} and element.find(".//a") is None


def agreed(lines: list[str], declared: list[str]) -> tuple[list[str], str]:
    """The lines to keep, and the rule that changed them: body.declared (replaced), body.filtered, or ""."""
    if not declared:
        return lines, ""
    known = _pairs(" ".join(declared))
    if _size(declared) > MIN_LONGER * _size(lines):
        same = not lines or _share(" ".join(lines), known) >= MIN_KNOWN
        return (declared, "body.declared") if same else (lines, "")
    agreeing = [line for line in lines if _share(line, known) >= MIN_KNOWN]
    if _size(agreeing) < MIN_WHOLE * _size(lines) or len(agreeing) == len(lines):
        return lines, ""
    return agreeing, "body.filtered"


def _share(line: str, known: set[tuple[str, ...]]) -> float:
    pairs = {pair for pair in _pairs(line) if len(pair) == 2} or _pairs(line)
    return len(pairs & known) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> set[tuple[str, ...]]:
    """Neighbouring words, and each word alone for the sake of lines of one word: towns in a list."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return {*itertools.pairwise(words), *zip(words, strict=True)}


def _size(lines: list[str]) -> int:
    return sum(map(len, lines))
