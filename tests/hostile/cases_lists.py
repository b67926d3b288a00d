"""Hostile sitemaps and listings, and addresses without end."""

from collections.abc import Mapping

import entry_acts
import excess_acts
import hostile_acts as acts
from hostile_cases import (
    FEED,
    FETCHED,
    WITNESS,
    Case,
    Ending,
    failed,
    pages_case,
    read_case,
    refused,
)
from hostile_limits import MAX_LISTING_PAGES, MAX_PAGES_PER_SOURCE, MAX_SITEMAPS
from hostile_server import Act

from core.types import EntryKind


def sitemap_case(name: str, about: str, act: Act, ending: Ending) -> Case:
    """A hostile sitemap that cannot be read."""
    return Case(name, about, {FEED: act}, {FEED: ending}, kind=EntryKind.SITEMAP)


SITEMAPS = [
    sitemap_case(
        "map-bomb",
        "bombe gzip en guise de plan",
        excess_acts.compressed("gzip", acts.XML),
        failed("too_large"),
    ),
    sitemap_case("map-bomb-file", "plan .gz qui est une bombe", entry_acts.bomb_file(), failed("too_large")),
    sitemap_case("map-html", "une page en guise de plan", acts.page("Accueil"), failed("not_a_sitemap")),
    read_case(
        "map-laughs",
        "un milliard de rires dans un plan",
        entry_acts.sitemap(entry_acts.BILLION_LAUGHS, "&l9;", WITNESS),
        EntryKind.SITEMAP,
    ),
    read_case(
        "map-xxe",
        "plan qui fait demander une adresse",
        entry_acts.sitemap("<!DOCTYPE urlset [<!ENTITY x SYSTEM '{url}'>]>", "&x;", WITNESS),
        EntryKind.SITEMAP,
    ),
    Case(
        "map-loop",
        "index de plans qui se contient lui-même",
        {
            FEED: entry_acts.sitemap_index([FEED, "/autre.xml"]),
            "/autre.xml": entry_acts.sitemap_index([FEED, "/autre.xml"]),
        },
        {FEED: FETCHED, "/autre.xml": FETCHED},
        kind=EntryKind.SITEMAP,
    ),
    Case(
        "map-crowd",
        "index de mille plans",
        {FEED: entry_acts.sitemap_index([f"/plan-{n}.xml" for n in range(1000)])}
        | {f"/plan-{n}.xml": entry_acts.sitemap("", "Un titre", f"/p{n}") for n in range(1000)}
        | {f"/p{n}": acts.page(f"Page {n}") for n in range(1000)},
        {FEED: FETCHED},
        {FETCHED: 2 * MAX_SITEMAPS},
        kind=EntryKind.SITEMAP,
    ),
]


def _calendar(name: str, about: str, articles: int, others: Mapping[Ending, int]) -> Case:
    pages = {"/agenda/": entry_acts.calendar(1, articles)}
    pages |= {f"/agenda/?page={n}": entry_acts.calendar(n, articles) for n in range(2, 50)}
    written = {
        f"/article-{number}-{n}.html": acts.page(f"Événement {number}-{n}")
        for number in range(1, 50)
        for n in range(articles)
    }
    listed = ["/agenda/", *(f"/agenda/?page={n}" for n in range(2, MAX_LISTING_PAGES + 1))]
    return Case(
        name,
        about,
        pages | written,
        dict.fromkeys(listed, FETCHED),
        others,
        (f"/agenda/?page={MAX_LISTING_PAGES + 1}",),
        EntryKind.LISTING,
        "/agenda/",
        r"/article-\d+-\d+\.html$",
    )


TRAPS = [
    _calendar("calendar", "agenda sans fin", 3, {FETCHED: 3 * MAX_LISTING_PAGES}),
    _calendar(
        "calendar-wide",
        "agenda sans fin, plus large que le budget",
        10,
        {FETCHED: MAX_PAGES_PER_SOURCE, refused("budget"): 10 * MAX_LISTING_PAGES - MAX_PAGES_PER_SOURCE},
    ),
    pages_case(
        "segments",
        "adresses dont les dossiers se répètent",
        {WITNESS: acts.page("Témoin"), "/a/b/a/b/a/b/a/b": acts.page("Boucle")},
        {"/a/b/a/b/a/b/a/b": refused("trap"), WITNESS: FETCHED},
        left_alone=True,
    ),
]


CASES = [*SITEMAPS, *TRAPS]
