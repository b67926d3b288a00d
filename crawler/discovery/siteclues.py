"""Where a site may list its articles: what its home page and robots.txt say, and the usual paths."""

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urlsplit

from crawler.discovery.listings import page_links
from crawler.discovery.reading import absolute, same_site
from crawler.discovery.shapes import is_navigation

FEED_PATHS = (
    "/feed/",
    "/rss.xml",
    "/rss",
    "/feed",
    "/atom.xml",
    "/feed.xml",
    "/feed.json",
    "/index.xml",
    "/rss/une.xml",
)
SITEMAP_PATHS = (
    "/sitemap-news.xml",
    "/news-sitemap.xml",
    "/sitemap_news.xml",
    "/sitemap.xml",
    "/sitemap_index.xml",
)
MAX_SECTIONS = 6
_MAX_SITEMAP_LINES = 20
_SITEMAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_FEED_LINK = re.compile(r"(?:^|[/._=-])(?:rss|atom|feed|flux)(?:$|[/._-])", re.IGNORECASE)
# Sections where an outlet lists everything, before those on one matter.
_ALL_NEWS = re.compile(
    r"\b(?:actus?|actualites?|infos?|news|articles?|une|a-la-une|dernieres?|fil-info|en-continu|toutes?)\b"
)
_SECTION_TEXT = 40
_SECTION_DEPTH = 2

Link = tuple[str, str | None]


def same_root(url: str, other: str) -> bool:
    """Whether two addresses have the same scheme and host."""
    ours, theirs = urlsplit(url), urlsplit(other)
    return (ours.scheme, ours.netloc.lower()) == (theirs.scheme, theirs.netloc.lower())


def robots_sitemaps(robots: bytes, url: str) -> list[str]:
    """The Sitemap lines of a robots.txt, of the same site."""
    lines = islice(_SITEMAP_LINE.finditer(robots.decode("utf-8", "replace")), _MAX_SITEMAP_LINES)
    addresses = (absolute(url, line.group(1)) for line in lines)
    return [address for address in dict.fromkeys(addresses) if address and same_site(address, url)]


def feed_links(links: Iterable[Link], url: str, limit: int = MAX_SECTIONS) -> list[str]:
    """The first links of a page that look like feeds by their address, of the same site."""
    feeds = (target for target, _ in links if _FEED_LINK.search(urlsplit(target).path))
    return [target for target in dict.fromkeys(feeds) if same_site(target, url) and not is_comments(target)][
        :limit
    ]


def is_comments(url: str) -> bool:
    """Whether an address is a feed of comments: no articles there."""
    return "comment" in url.lower()


def sections(links: Iterable[Link], url: str, pattern: str | None, limit: int = MAX_SECTIONS) -> list[str]:
    """Pages of a home page's own host that may list articles; those that say "all the news" first."""
    article = re.compile(pattern) if pattern else None
    found: dict[str, bool] = {}
    for target, text in links:
        if text and len(text) <= _SECTION_TEXT and same_root(target, url) and _may_be_section(target):
            address = target.partition("#")[0]
            if not (article and article.search(address)):
                found.setdefault(address, bool(_ALL_NEWS.search(urlsplit(address).path)))
    return sorted(found, key=lambda address: not found[address])[:limit]


def _may_be_section(url: str) -> bool:
    """Whether an address is near the root, and no menu's page nor feed."""
    parts = urlsplit(url)
    depth = sum(1 for segment in parts.path.split("/") if segment)
    near = 0 < depth <= _SECTION_DEPTH and not parts.query
    return near and not is_navigation(url) and not _FEED_LINK.search(parts.path)


def declared(body: bytes, url: str, content_type: str) -> tuple[list[str], list[Link]]:
    """The feeds that a page declares, and its links; nothing of what is no HTML."""
    feeds, links = page_links(body, url, content_type)
    kept = [target for target, title in feeds if not is_comments(target) and not is_comments(title or "")]
    return kept, links
