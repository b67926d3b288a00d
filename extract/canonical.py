"""The address that identifies an article, as far as the page may be believed."""

import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from extract.head import Head
from extract.jsonld import Node

MAX_CHARS = 2000

_HOME = re.compile(
    r"/*(?:(?:[a-z]{2}(?:[-_][a-z]{2})?|index|home|accueil|default|start)(?:\.(?:html?|php|aspx?|jsp))?)?/*",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"/(?:[^/.]*\.(?:php\d?|aspx?|jsp|cgi|cfm|do|pl)|article|articles|news|actualites?|detail|view|index)?/?$",
    re.IGNORECASE,
)
_VARIANT = re.compile(
    r"amp(?:\.html)?|print|imprimer|page|comments?|commentaires|embed|\d{1,3}|index\.\w+", re.IGNORECASE
)
_SLUG = re.compile(r"(?:[^\W_]+[-_,]){3,}|\d{5,}|\.s?html?$")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\\\ud800-\udfff]")
_TRACKING = re.compile(
    r"utm_|at_|xtor|fbclid|gclid|mc_|source|from|ref$|rss|share|partage|amp$|cmp", re.IGNORECASE
)


def canonical_url(head: Head, page_url: str, node: Node | None = None) -> str:
    """The address the page declares of itself (link, Open Graph, JSON-LD), or its own.

    A page without a web address (a saved file) has what it declares, or "". Otherwise a declaration is believed when
    it is on the same registered domain, is neither the home page nor a section above the page, and still tells the
    article from its neighbours. `<base href>` is ignored: it can point anywhere.
    """
    here = _split(page_url)
    if here is None:
        alone = (_split(declared) for declared in _declared(head, node or {}))
        return next((parts.geturl() for parts in alone if parts and not _HOME.fullmatch(parts.path)), "")
    for declared in _declared(head, node or {}):
        there = _split(_joined(page_url, declared))
        if there is not None and _same_site(here, there) and not _is_other_page(here, there):
            return there.geturl()
    return page_url


def host(url: str) -> str:
    """The host of an address, lower case; empty for what has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def registered_domain(name: str) -> str:
    """Of "www.exemple.co.uk" it is "exemple.co.uk"; blogs of one platform are different sites."""
    from tld import get_fld  # courlan's own list of public suffixes: 60 ms to load, no network

    try:
        ip_address(name.strip("[]"))
    except ValueError:
        known = get_fld(f"https://{name}/", fail_silently=True, search_private=True)
        return known or ".".join(name.split(".")[-2:])  # the list's own rule for endings it does not know
    return name


def _declared(head: Head, node: Node) -> Iterator[str]:
    yield head.canonical
    yield head.first("og:url")
    for key in ("mainEntityOfPage", "url", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value.strip()


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href) if href and len(href) <= MAX_CHARS else ""
    except ValueError:
        return ""


def _split(url: str) -> SplitResult | None:
    """The parts of a usable web address."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
        _ = parts.port  # a port out of range says so only when asked
    except ValueError:
        return None
    return parts if usable and not _UNPRINTABLE.search(url) else None


def _same_site(here: SplitResult, there: SplitResult) -> bool:
    one, two = here.hostname or "", there.hostname or ""
    return one == two or registered_domain(one) == registered_domain(two)


def _is_other_page(here: SplitResult, there: SplitResult) -> bool:
    """The home page, a section, or a script without the parameter that names the article."""
    if _HOME.fullmatch(there.path):
        return not there.query or not _parameters(there)
    mine, theirs = _steps(here.path), _steps(there.path)
    if len(theirs) < len(mine) and mine[: len(theirs)] == theirs:
        dropped = mine[len(theirs) :]
        return not (_SLUG.search(theirs[-1]) or all(_VARIANT.fullmatch(step) for step in dropped))
    named_by_query = mine == theirs and _SCRIPT.search(here.path) is not None
    return named_by_query and bool(_parameters(here)) and not there.query


def _steps(path: str) -> list[str]:
    return [step for step in path.split("/") if step]


def _parameters(parts: SplitResult) -> list[str]:
    """What of a query may name an article."""
    return [
        pair for pair in parts.query.split("&")[:50] if pair and not _TRACKING.match(pair.partition("=")[0])
    ]
