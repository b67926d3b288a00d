"""Feeds, sitemaps and listings, hostile or not."""

from collections.abc import Iterable

from excess_acts import bomb
from hostile_acts import XML, fixed, rss
from hostile_server import Act, Exchange

BILLION_LAUGHS = "<!DOCTYPE rss [<!ENTITY l0 'ha'>{}]>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
)

QUADRATIC = f"<!DOCTYPE rss [<!ENTITY big '{'ha' * 50_000}'>]>"


def entity_feed(prolog: str, entity: str, link: str, keep: int | None = None) -> Act:
    """A feed whose title is an entity; `keep` cuts its end off."""

    async def act(exchange: Exchange) -> None:
        declared = prolog.replace("{url}", exchange.url("/jamais"))
        await exchange.answer(rss([exchange.url(link)], declared, title=entity)[:keep], kind=XML)

    return act


def long_feed(entries: int) -> Act:
    """A feed of so many entries, written as it is sent."""

    async def act(exchange: Exchange) -> None:
        base = exchange.url("/e/")
        await exchange.head(kind=XML)
        await exchange.send(b'<?xml version="1.0"?><rss version="2.0"><channel>')
        for start in range(0, entries, 1000):
            numbers = range(start, min(start + 1000, entries))
            items = (f"<item><title>Titre {n}</title><link>{base}{n}</link></item>" for n in numbers)
            await exchange.send("".join(items).encode())
        await exchange.send(b"</channel></rss>")

    return act


_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"

_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def sitemap(prolog: str, title: str, link: str) -> Act:
    """A news sitemap of one article."""

    async def act(exchange: Exchange) -> None:
        declared = prolog.replace("{url}", exchange.url("/jamais"))
        news = f"<n:news><n:title>{title}</n:title></n:news>"
        body = f"<url><loc>{exchange.url(link)}</loc>{news}</url>"
        root = f'<urlset xmlns="{_SITEMAPS}" xmlns:n="{_NEWS}">{body}</urlset>'
        await exchange.answer(f'<?xml version="1.0"?>{declared}{root}'.encode(), kind="application/xml")

    return act


def sitemap_index(paths: Iterable[str]) -> Act:
    """A list of sitemaps."""
    listed = list(paths)

    async def act(exchange: Exchange) -> None:
        lines = "".join(f"<sitemap><loc>{exchange.url(path)}</loc></sitemap>" for path in listed)
        body = f'<sitemapindex xmlns="{_SITEMAPS}">{lines}</sitemapindex>'
        await exchange.answer(body.encode(), kind="application/xml")

    return act


def bomb_file() -> Act:
    """A bomb that is the file itself, not its transfer."""
    return fixed(bomb("gzip", b"<?xml version='1.0'?><urlset>"), kind="application/gzip")


def listing(links: Iterable[str], more: str) -> Act:
    """A page of a listing, and where the next one is."""
    anchors = "".join(f'<a href="{link}">Titre de {link}</a>' for link in links)
    return fixed(f'<html><body>{anchors}<a rel="next" href="{more}">Suivant</a></body></html>'.encode())


def calendar(number: int, articles: int) -> Act:
    """One page of a listing that has always another, with new articles."""
    links = [f"/article-{number}-{n}.html" for n in range(articles)]
    return listing(links, more=f"/agenda/?page={number + 1}")
