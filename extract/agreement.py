"""JSON-LD's articleBody, where it is whole, against the lines that were read: it fills gaps and finds intruders."""

import itertools
import re
import unicodedata

MIN_WHOLE = 0.7
"""A declared text is whole when it holds this share of the characters read; a truncated one (paywalls, 500 characters
for search engines) holds less and is left aside."""

MIN_LONGER = 1.2
"""A declared text longer than the lines by this factor was missed by them."""

MIN_KNOWN = 0.5
"""A line is the article's when this share of its words' pairs is in the declared text."""


def agreed(lines: list[str], declared: list[str]) -> tuple[list[str], str]:
    """The lines to keep, and the rule that changed them: body.declared (replaced), body.filtered, or ""."""
    if not declared:
        return lines, ""
    if _size(declared) > MIN_LONGER * _size(lines):
        return declared, "body.declared"
    known = _pairs(" ".join(declared))
    agreeing = [line for line in lines if _share(line, known) >= MIN_KNOWN]
    if _size(agreeing) < MIN_WHOLE * _size(lines) or len(agreeing) == len(lines):
        return lines, ""
    return agreeing, "body.filtered"


def _share(line: str, known: set[tuple[str, str]]) -> float:
    pairs = _pairs(line)
    return len(pairs & known) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> set[tuple[str, str]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return set(itertools.pairwise(words))


def _size(lines: list[str]) -> int:
    return sum(map(len, lines))
