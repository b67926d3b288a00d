"""The standfirst of an article: what its newsroom wrote between the title and the text."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from core.types import Candidate
from extract.head import Head, clean
from extract.headings import bare
from extract.jsonld import Node, text_of

MAX_CHARS = 600
"""The longest standfirst of a French daily; some feeds and descriptions give the whole text."""

MIN_CHARS = 30

_STANDFIRST = etree.XPath(
    "//*[@class or @itemprop][contains(@class,'chap') or contains(@class,'tandfirst') or contains(@class,'intro')"
    " or contains(@class,'xcerpt') or contains(@class,'lead') or contains(@class,'subtitle')"
    " or contains(@class,'summary') or contains(@itemprop,'desc')]"
)
_TOKEN = re.compile(
    r"(?:^|[\s_-])(?:chapo|chapeau|chap[oô]|standfirst|intro(?:duction)?|excerpt|lead|lede|subtitle|summary|accroche)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_BESIDE = frozenset({"aside", "nav", "footer", "li", "a", "header-nav"})
_ENDS = re.compile(r"[.!?…][»”\")\]]?$")
_CUT = re.compile(
    r"\s*(?:…|\.{3}|\[…\]|\[\.\.\.\]|\(\.\.\.\)|\(…\))(?:\s*(?:lire la suite|read more).{0,20})?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…][»”\")]?\s")
_MAX_FOUND, _MAX_CLIMB = 12, 60


def summary(tree: Any, head: Head, node: Node, candidate: Candidate | None, *, title: str = "") -> str:
    """The article's standfirst on one line of at most 600 characters; empty when nobody gives one.

    Declared descriptions come first (Open Graph, JSON-LD, meta), but for slogans of the site and repeated titles; one
    that was cut short is completed from another, or from the visible standfirst, that begins with the same words.
    The feed's extract (`candidate`) comes last.
    """
    declared = [text for text in _declared(head, node) if _says_something(text, head, title)]
    chosen = _agreed(declared)
    if not chosen or _is_cut(chosen):
        chosen = _completed(
            chosen, [*declared, *(t for t in _visible(tree) if _says_something(t, head, title))]
        )
    return shortened(chosen or clean(candidate.extract if candidate else None))


def shortened(text: str, limit: int = MAX_CHARS) -> str:
    """The first sentences of a text, or its first words when the first sentence is too long."""
    if len(text) <= limit:
        return text
    ends = [m.end() for m in _SENTENCE.finditer(text, 0, limit)]
    if ends and ends[-1] > limit // 2:
        return text[: ends[-1]].strip()
    return text[: limit - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _declared(head: Head, node: Node) -> Iterator[str]:
    for text in (
        head.first("og:description"), clean(text_of(node.get("description"))), head.first("description"),
        head.first("twitter:description"), head.first("dc.description", "dcterms.description"),
    ):  # fmt: skip
        if text:
            yield text


def _says_something(text: str, head: Head, title: str) -> bool:
    """Not the title again, nor the site's name or slogan."""
    key = bare(text)
    others = {bare(title), bare(head.first("og:title")), bare(head.title), bare(head.first("og:site_name"))}
    return len(text) >= MIN_CHARS and key not in others and not _slogans().match(text)


def _is_cut(text: str) -> bool:
    """Cut short by a mark, or in the middle of a sentence at the length where machines cut (about 150)."""
    return _CUT.search(text) is not None or (145 <= len(text) <= 320 and not _ENDS.search(text))


def _agreed(declared: list[str]) -> str:
    """The description whose beginning most sources share; Open Graph's where none is shared.

    JSON-LD's alone is a photograph's caption or the text's first lines on some sites.
    """
    starts = [bare(text)[:40] for text in declared]
    return max(declared, key=lambda text: starts.count(bare(text)[:40]), default="")


def _completed(text: str, others: list[str]) -> str:
    """The shortest of the others that begins as the text does and goes on; the first one when there is no text."""
    if not text:
        return next(iter(others), "")
    start = bare(_CUT.sub("", text))[:120]
    longer = [other for other in others if len(other) > len(text) and bare(other).startswith(start)]
    return min(longer, key=len) if longer and len(start) >= 20 else text


def _visible(tree: Any) -> Iterator[str]:
    """Elements whose class says that they are the standfirst, outside lists, links and margins."""
    for element in _STANDFIRST(tree)[:_MAX_FOUND]:
        marks = element.get("class") or ""
        if not (_TOKEN.search(marks) or element.get("itemprop") == "description") or len(element) > 40:
            continue
        ancestors = (a.tag for a, _ in zip(element.iterancestors(), range(_MAX_CLIMB), strict=False))
        if element.tag in _BESIDE or not _BESIDE.isdisjoint(ancestors):
            continue
        text = clean(element.get("content") or element.text_content())
        if MIN_CHARS <= len(text) <= 2 * MAX_CHARS:
            yield text


@cache
def _slogans() -> re.Pattern[str]:
    data = tomllib.loads(files("extract").joinpath("summary.toml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in data["slogans"]), re.IGNORECASE)
