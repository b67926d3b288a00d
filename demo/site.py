"""Every resource of one outlet's host, for one day, port and edition. Pure: a site is a mapping of paths."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from demo import feeds, pages
from demo.days import instant
from demo.nouns import EntryKind, Flag, Outlet, Printed
from demo.printing import printed_by
from demo.templating import render
from demo.typography import set_type

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
LISTING_PAGE = 3
RETRY_AFTER_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Resource:
    """What lies at a path: 200 with a body, 301 with a Location in `extra`, 410, or 429 with a Retry-After."""

    status: int
    media_type: str
    body: bytes
    modified: datetime
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """One outlet's host: enough to make each of its pages. `base` is the root URL, without final slash."""

    outlet: Outlet
    base: str
    today: date
    stories: tuple[Printed, ...]

    @property
    def online(self) -> tuple[Printed, ...]:
        """The stories that have a page; the feed also announces one that has been taken down."""
        return tuple(story for story in self.stories if Flag.MISSING not in story.flags)


def build(outlet: Outlet, today: date, port: int, edition: int) -> dict[str, Resource]:
    """The host's resources by path, without query strings."""
    base = f"http://{outlet.host}:{port}"
    site = Site(outlet, base, today, printed_by(outlet, today, edition))
    return {
        **dict(_fixed(site)),
        **dict(_reservations(site)),
        **dict(_fronts(site)),
        **dict(_listing(site)),
        **dict(_entry(site)),
        **dict(_articles(site)),
    }


def _fixed(site: Site) -> Iterator[tuple[str, Resource]]:
    since = instant(site.today, -30, time(0))
    robots = feeds.robots_txt(site.outlet, site.base)
    yield "/robots.txt", Resource(200, TEXT, robots.encode(), since)
    photo = render("photo.svg", outlet=site.outlet)
    yield "/photo.svg", Resource(200, "image/svg+xml", photo.encode(), since)
    style = render("style.css")
    yield "/style.css", Resource(200, "text/css; charset=utf-8", style.encode(), since)
    notice = _set(site, pages.LEGAL_NOTICE)
    legal = pages.front_html(site.outlet, site.base, "Mentions légales", notice=notice)
    yield "/mentions-legales/", Resource(200, HTML, legal.encode(), since)


def _reservations(site: Site) -> Iterator[tuple[str, Resource]]:
    if not site.outlet.tdm_reserved:
        return
    since = instant(site.today, -30, time(0))
    declared = feeds.tdmrep_json(site.outlet, site.base)
    yield "/.well-known/tdmrep.json", Resource(200, "application/json", declared.encode(), since)
    notice = _set(site, pages.TDM_NOTICE)
    policy = pages.front_html(site.outlet, site.base, "Conditions de fouille", notice=notice)
    yield feeds.TDM_POLICY, Resource(200, HTML, policy.encode(), since)


def _fronts(site: Site) -> Iterator[tuple[str, Resource]]:
    silent = site.outlet.kind is EntryKind.SILENT
    notice = _set(site, pages.FAREWELL) if silent else ""
    home = pages.front_html(site.outlet, site.base, site.outlet.tagline, site.online, notice=notice)
    yield "/", _page(site, home, site.online)
    for section, label in site.outlet.sections.items():
        stories = [story for story in site.online if story.section == section]
        html = pages.front_html(site.outlet, site.base, label, stories)
        yield site.outlet.section_url(section), _page(site, html, stories)


def _listing(site: Site) -> Iterator[tuple[str, Resource]]:
    if site.outlet.kind is not EntryKind.LISTING:
        return
    starts = range(0, len(site.online), LISTING_PAGE)
    paths = [_listing_path(site.outlet, number) for number in range(1, len(starts) + 1)]
    for index, start in enumerate(starts):
        stories = site.online[start : start + LISTING_PAGE]
        html = pages.front_html(
            site.outlet,
            site.base,
            "Toutes les actus",
            stories,
            next_page=paths[index + 1] if index + 1 < len(paths) else "",
            previous_page=paths[index - 1] if index else "",
        )
        yield paths[index], _page(site, html, stories)


def _listing_path(outlet: Outlet, number: int) -> str:
    return outlet.entry_path if number == 1 else f"{outlet.entry_path}page/{number}/"


def _entry(site: Site) -> Iterator[tuple[str, Resource]]:
    if feeds.has_feed(site.outlet):
        xml, media_type = feeds.feed_xml(site.outlet, site.base, site.stories)
        modified = max(story.modified for story in site.stories)
        yield site.outlet.entry_path, Resource(200, media_type, xml.encode(), modified)
    elif site.outlet.kind is EntryKind.SILENT:
        gone = b"Ce flux n'existe plus.\n"
        yield (
            site.outlet.entry_path,
            Resource(410, TEXT, gone, instant(site.today, -30, time(0))),
        )


def _articles(site: Site) -> Iterator[tuple[str, Resource]]:
    for story in site.online:
        yield story.path, _article(site, story)
        if Flag.REDIRECTED in story.flags:
            extra = {"Location": f"{site.base}{story.path}"}
            yield story.link, Resource(301, HTML, b"", story.modified, extra)


def _article(site: Site, story: Printed) -> Resource:
    if Flag.RATE_LIMITED in story.flags:
        # Always, rather than after so many requests: the feed's order decides when it is asked for, and the
        # newsroom stays a pure function.
        extra = {"Retry-After": str(RETRY_AFTER_SECONDS)}
        busy = _set(site, "Trop de demandes : revenez dans une heure.\n")
        return Resource(429, TEXT, busy.encode(), story.modified, extra)
    html = pages.article_html(site.outlet, site.base, story, site.online)
    charset = pages.charset(story)
    # The windows-1252 page leaves its encoding to its <meta>: the header says nothing, as on old servers.
    media_type = HTML if charset == "utf-8" else "text/html"
    extra = {"tdm-reservation": "1"} if Flag.TDM_RESERVED in story.flags else {}
    return Resource(200, media_type, html.encode(charset), story.modified, extra)


def _page(site: Site, html: str, stories: Sequence[Printed]) -> Resource:
    modified = max((story.modified for story in stories), default=instant(site.today, -30, time(0)))
    return Resource(200, HTML, html.encode(), modified)


def _set(site: Site, text: str) -> str:
    return set_type(text, site.outlet.curly)
