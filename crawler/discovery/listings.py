"""Listing pages: links that match the outlet's article pattern, and the next page."""

import re
from collections.abc import Iterable
from email.message import Message
from itertools import islice
from operator import itemgetter
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from core.ids import canonical_url
from crawler.discovery.reading import MAX_TITLE, Announced, Reading, absolute, plain

_NEXT_WORDS = frozenset(
    {"suivant", "suivante", "page suivante", "articles plus anciens", "next", "next page"}
)
_NEXT_SIGNS = frozenset({"»", "›", "››", ">", "→"})
_ARROWS = " <>«»‹›←→"  # around the words: SPIP's "page suivante >", Drupal's "Page suivante ››"
_MAX_LINKS = 20_000  # a second of work; a real page has hundreds
_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
)
_PAGE_NUMBER = re.compile(r"(?:[?&](?:page|p|paged)=|/page[/-]|/p)(\d{1,4})(?=$|[/&#.])")
_OFFSET = re.compile(r"[?&](debut_\w+|start|limitstart|offset)=(\d{1,6})(?=$|[&#])")  # SPIP, Joomla

Link = tuple[str, str | None]


def read_listing(body: bytes, url: str, pattern: str | None, content_type: str = "") -> Reading:
    """Each matching address once, with its longest link text as title.

    Refusals: `bad_pattern` (no regular expression, or a wrong one), `not_a_listing` (no HTML at all).
    """
    try:
        wanted = re.compile(pattern or "")
    except re.error:
        return Reading(refusal="bad_pattern")
    if not pattern:
        return Reading(refusal="bad_pattern")
    tree = _parse(body, content_type)
    if tree is None or next(tree.iter("a"), None) is None:
        return Reading(refusal="not_a_listing")
    base = _base(tree, url)
    links = _links(tree, base)
    articles = [(target, _text(anchor)) for target, anchor in links if _is_article(target, wanted)]
    return Reading(_lines(articles), _next_page(tree, links, base, url, wanted))


def _is_article(target: str, wanted: re.Pattern[str]) -> bool:
    """Whether the pattern finds the address, or what is left of it without tracking parameters."""
    return bool(wanted.search(target) or ("?" in target and wanted.search(canonical_url(target))))


def page_links(body: bytes, url: str, content_type: str = "") -> tuple[list[Link], list[Link]]:
    """The feeds that a page declares in its head, with their titles, and its links, with their texts.

    Both are empty for what is no HTML.
    """
    tree = _parse(body, content_type)
    if tree is None:
        return [], []
    base = _base(tree, url)
    declared = [
        (target, plain(node.get("title"), MAX_TITLE))
        for node in tree.iter("link")
        if _is_feed(node) and (target := absolute(base, node.get("href")))
    ]
    return declared, [(target, _text(anchor)) for target, anchor in _links(tree, base)]


def _base(tree: lxml_html.HtmlElement, url: str) -> str:
    return absolute(url, tree.xpath("string(//base/@href)", smart_strings=False)) or url


def _links(tree: lxml_html.HtmlElement, base: str) -> list[tuple[str, lxml_html.HtmlElement]]:
    anchors = islice(tree.iter("a"), _MAX_LINKS)
    return [(target, anchor) for anchor in anchors if (target := _target(base, anchor))]


def _target(base: str, node: lxml_html.HtmlElement) -> str | None:
    """Where a link leads, without the place in the page: "#commentaires" is no other article."""
    return absolute(base, (node.get("href") or "").partition("#")[0])


def _is_feed(node: lxml_html.HtmlElement) -> bool:
    kind = (node.get("type") or "").partition(";")[0].strip().lower()
    return "alternate" in (node.get("rel") or "").lower().split() and kind in _FEED_TYPES


def _parse(body: bytes, content_type: str) -> lxml_html.HtmlElement | None:
    """The tree; the charset of the HTTP header wins over the page's, as in browsers."""
    header = Message()
    header["content-type"] = content_type
    try:
        parser = _parser(header.get_content_charset() or _guess(body))
    except LookupError:  # a charset that does not exist
        parser = _parser(_guess(body))
    try:
        return lxml_html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _parser(encoding: str | None) -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding=encoding, no_network=True, huge_tree=False)


def _guess(body: bytes) -> str | None:
    """What reads as UTF-8 is UTF-8; libxml2 would take it for Latin-1 where the page says nothing."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _lines(articles: Iterable[tuple[str, str | None]]) -> tuple[Announced, ...]:
    lines: dict[str, tuple[str, str]] = {}
    for target, title in articles:
        first, longest = lines.get(canonical_url(target), (target, ""))
        lines[canonical_url(target)] = first, max(longest, title or "", key=len)
    return tuple(Announced(target, title or None) for target, title in lines.values())


def _next_page(
    tree: lxml_html.HtmlElement,
    links: list[tuple[str, lxml_html.HtmlElement]],
    base: str,
    url: str,
    wanted: re.Pattern[str],
) -> str | None:
    """rel=next, or a link that says "suivant", or one to the next page number; on the same host."""
    declared = [_target(base, node) for node in tree.iter("link", "a") if _is_next(node)]
    worded = [target for target, anchor in links if _says_next((_text(anchor) or "").lower())]
    numbered = [target for target, _ in links if _number(target) == (_number(url) or 1) + 1]
    for target in (*declared, *worded, *numbered, _next_offset(links, url)):
        if target and target != url and not _is_article(target, wanted) and _host(target) == _host(url):
            return target
    return None


def _is_next(node: lxml_html.HtmlElement) -> bool:
    return "next" in (node.get("rel") or "").lower().split()


def _says_next(text: str) -> bool:
    return text in _NEXT_SIGNS or text.strip(_ARROWS) in _NEXT_WORDS


def _text(anchor: lxml_html.HtmlElement) -> str | None:
    return plain(anchor.text_content(), MAX_TITLE)


def _number(url: str) -> int | None:
    found = _PAGE_NUMBER.search(url)
    return int(found.group(1)) if found else None


def _next_offset(links: list[tuple[str, lxml_html.HtmlElement]], url: str) -> str | None:
    """The shortest step ahead in a list of which the address counts the articles, not the pages."""
    here = _OFFSET.search(url)
    at = int(here.group(2)) if here else 0
    steps = [
        (int(found.group(2)), target)
        for target, _ in links
        if (found := _OFFSET.search(target)) and found.group(1) == (here or found).group(1)
    ]
    return min((step for step in steps if step[0] > at), key=itemgetter(0), default=(0, None))[1]


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
