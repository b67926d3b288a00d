"""The article's text: trafilatura on the tree that is already there, then French junk cut line by line."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

MIN_CHARS = 250
"""Under this the fast extraction is suspected of having missed the body, and the full one is asked."""


@dataclass(frozen=True, slots=True)
class Body:
    """Paragraphs joined by blank lines; `cut` are the junk lines that were left out, for diagnostics."""

    text: str
    cut: tuple[str, ...]


def read(tree: Any, article_body: str = "") -> Body:
    """The text of a page. `article_body` is JSON-LD's, used when it is clearly the longer reading."""
    lines = _extracted(tree, fast=True)
    if sum(map(len, lines)) < MIN_CHARS:
        lines = max(lines, _extracted(tree, fast=False), key=lambda found: sum(map(len, found)))
    declared = [line for line in map(_tidy, _TAG.sub("\n", article_body).split("\n")) if line]
    if sum(map(len, declared)) > 1.2 * sum(map(len, lines)):
        lines = declared
    kept, cut = without_junk(lines)
    return Body("\n\n".join(kept), tuple(cut))


def without_junk(lines: list[str]) -> tuple[list[str], list[str]]:
    """Split lines into text and junk."""
    junk, ends = _rules()["lines"], _rules()["after_end"]
    kept: list[str] = []
    cut: list[str] = []
    for number, line in enumerate(lines):
        if len(line) < 400 and ends.match(line) and len(kept) > 1:
            return kept, [*cut, *lines[number:]]
        (cut if len(line) < 300 and junk.match(line) else kept).append(line)
    return kept, cut


def has_paywall(text: str) -> bool:
    """Whether the page's words say that the rest is for subscribers."""
    return _rules()["paywall"].search(text) is not None


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("extract").joinpath("junk.toml").read_text("utf-8"))
    return {
        name: re.compile("|".join(f"(?:{p})" for p in rules), re.IGNORECASE) for name, rules in data.items()
    }


def _extracted(tree: Any, *, fast: bool) -> list[str]:
    """Trafilatura's lines."""
    from trafilatura import bare_extraction

    document = bare_extraction(
        tree, fast=fast, with_metadata=False, include_comments=False, include_tables=True, deduplicate=False
    )
    text = getattr(document, "text", None) or ""
    return [line for line in map(_tidy, text.split("\n")) if line]


_TAG = re.compile(r"<[^>]{1,200}>|\r\n?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")


def _tidy(line: str) -> str:
    """NFC, no control characters, single spaces; no-break spaces stay as the press sets them."""
    return re.sub(r"[ \t]+", " ", _CONTROL.sub("", unicodedata.normalize("NFC", line))).strip(" \t-•")
