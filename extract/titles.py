"""The title of an article: chosen by what the page's several titles agree on, without the name of its site."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extract.canonical import host
from extract.head import Head, clean
from extract.headings import MIN_TITLE, bare, own
from extract.headings import text_of as heading_text
from extract.jsonld import Node, text_of

MAX_CHARS = 400
"""The longest real title measured has 210 characters; what is longer is a text in the wrong place."""

_CUT = re.compile(r"\s+(?:[|¦·•›»*]|::?|[-–—]{1,3})\s+|\s*(?:[|¦｜ㅣ]|::|：|--)\s*|:\s+")
_COLON = re.compile(r"\s*[:：]\s*$")
"""A colon joins the halves of many titles: it parts a site from a title only where the whole name stands there."""

_MAX_CUTS = 12
_SECTION = re.compile(r"\s*[-–—|>]\s*([^-–—|>\s]{2,25}(?:\s[^-–—|>\s]{1,25})?)$")
_TRUNCATED = re.compile(r"\s*(?:…|\.{3}|\[…\])$")
_PREFERRED = ("headline", "og", "twitter", "microdata", "h1", "title")
_NO_NAME = frozenset({
    "the", "le", "la", "les", "l", "de", "du", "des", "et", "die", "der", "das", "el", "il", "www", "com", "fr",
    "net", "org", "info", "news", "online", "actu", "actus", "actualités", "site", "officiel", "mag", "magazine",
    "journal", "tv",
})  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name of the site, compared by its letters and by its distinctive words."""

    text: str

    @cached_property
    def letters(self) -> str:
        """Letters and digits alone."""
        return bare(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that tell it from other sites."""
        return frozenset(re.findall(r"\w+", self.text.casefold())) - _NO_NAME

    def is_same(self, other: "Name", *, whole: bool) -> bool:
        """Equal letters; unless `whole` is asked, also "WELT" for "DIE WELT", "Mirror Online" for "The Mirror"."""
        if self.letters == other.letters:
            return bool(self.letters)
        if whole or len(self.text) > 60 or len(self.letters) < 4 or not (self.words and other.words):
            return False
        one, two = sorted((self.words, other.words), key=len)
        return one <= two and len(two) - len(one) <= 2


def title(
    tree: Any, head: Head, node: Node, site_name: str, *, items: Node | None = None, url: str = ""
) -> str:
    """The article's title on one line, without the site's name; empty when the page has none.

    `items` is the article's microdata; `url` the page's own address, whose host names the site too.
    JSON-LD's headline comes first, then Open Graph: where they differ (20 of 85 pages of publishers) each is as
    often the editors' own as the other. Two agreements overrule the order: a headline found only in <title>, beside
    an h1 equal to Open Graph's, was written for search engines; and of two writings of the same words ("A - B",
    "A: B") the more frequent is taken.
    """
    heading = own(tree, head)
    raw = {
        "headline": clean(text_of(node.get("headline"))),
        "og": head.first("og:title"),
        "twitter": head.first("twitter:title", "dc.title", "citation_title"),
        "microdata": clean(text_of((items or {}).get("headline"))),
        "h1": heading_text(heading) if heading is not None else "",
        "title": head.title,
    }
    names = _names(head, node, site_name, url)
    known = {bare(text) for text in (raw["headline"], raw["microdata"], raw["h1"], *head.headings)} - {""}
    short = {text: without_site(text, names, known) for text in set(raw.values()) if text}
    found = {
        source: short[text]
        for source, text in raw.items()
        if text and not _is_name(short[text], names, whole=True)
    }
    relevant = {source: text for source, text in found.items() if not _is_foreign(text, found)}
    return _most_written(_chosen(relevant), relevant)[:MAX_CHARS]


def without_site(text: str, names: list[Name], known: set[str]) -> str:
    """Drop " - Smart City Mag" or "Smart City Mag | " by evidence.

    What is left is one of the `known` titles (letters and digits alone), or what goes is a name of the site; a
    section before the name goes with it ("... - Politique - Le Phare").
    """
    cuts = [(m[0], text[: m.start()].strip(), text[m.end() :].strip()) for m in _CUT.finditer(text)][
        :_MAX_CUTS
    ]
    for _, left, right in cuts:
        if len(left) >= MIN_TITLE and bare(left) in known:
            return left
        if len(right) >= MIN_TITLE and bare(right) in known and _is_name(left, names):
            return right
    for mark, left, right in cuts:
        whole = _COLON.match(mark) is not None
        if len(left) >= MIN_TITLE and _is_name(right, names, whole=whole):
            return _without_section(left)
        # a town's site is named as the town: in "Quimper : un assistant..." one word is what the title speaks of
        if len(right) >= MIN_TITLE and (" " in left or not whole) and _is_name(left, names, whole=whole):
            return right
    return text


def _without_section(text: str) -> str:
    """Drop a last part of one or two words, left bare once the site's name behind it is gone."""
    section = _SECTION.search(text[-60:])
    rest = text[: len(text) - len(section[0])] if section else text
    return rest if len(rest) >= MIN_TITLE else text


def _is_foreign(text: str, found: dict[str, str]) -> bool:
    """Not a word in common with the visible heading that <title> repeats: the same title set for every page."""
    heading, whole = found.get("h1", ""), found.get("title", "")
    words = _long_words(heading)
    return len(words) > 1 and bare(heading) in bare(whole) and words.isdisjoint(_long_words(text))


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))


def _chosen(found: dict[str, str]) -> str:
    same = {source: bare(text) for source, text in found.items()}
    headline, og = same.get("headline"), same.get("og")
    if headline and og and headline == same.get("title") and og == same.get("h1"):
        return found["og"]
    first = next((found[source] for source in _PREFERRED if source in found), "")
    return _completed(first, found)


def _completed(text: str, found: dict[str, str]) -> str:
    """A title that was cut short ("...") as another source has it whole."""
    if not _TRUNCATED.search(text):
        return text
    start = bare(text)
    whole = [t for t in found.values() if not _TRUNCATED.search(t) and bare(t).startswith(start)]
    return min(whole, key=len, default=text) if len(start) >= MIN_TITLE else text


def _most_written(chosen: str, found: dict[str, str]) -> str:
    """The most frequent writing of the same words; the chosen one's when none is more frequent."""
    same = bare(chosen)
    writings = Counter(text for text in found.values() if bare(text) == same)
    return max(writings, key=lambda text: (writings[text], text == chosen), default=chosen)


def _names(head: Head, node: Node, site_name: str, url: str) -> list[Name]:
    """What the site is called: in words, by its handle, by its host and the label that its domain is."""
    domain = host(url or head.canonical or head.first("og:url")).removeprefix("www.")
    words = (
        site_name, head.first("og:site_name"), clean(text_of(node.get("publisher"))), head.first("application-name"),
        head.first("twitter:site").lstrip("@"), domain, domain.rpartition(".")[0].rpartition(".")[2],
    )  # fmt: skip
    return [Name(word) for word in dict.fromkeys(words) if word]


def _is_name(text: str, names: list[Name], *, whole: bool = False) -> bool:
    name = Name(text)
    return any(name.is_same(other, whole=whole) for other in names)
