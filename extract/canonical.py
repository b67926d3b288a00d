"""The address that identifies an article, as far as the page may be believed."""

from urllib.parse import urlsplit

from extract.head import Head, absolute


def canonical_url(head: Head, page_url: str) -> str:
    """The address the page declares, when it is on the same site and not its home page; else its own."""
    declared = absolute(page_url, head.canonical or head.first("og:url")) or page_url
    there, here = urlsplit(declared), urlsplit(page_url)
    same_site = _site(there.hostname) == _site(here.hostname)
    if there.scheme in {"http", "https"} and same_site and there.path.strip("/"):
        return declared
    return page_url


def _site(host: str | None) -> str:
    """The last two labels of a host: enough to tell a publisher from a stranger."""
    return ".".join((host or "").lower().split(".")[-2:])
