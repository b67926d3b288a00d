"""Every case, and two honest sources that must be complete whatever the others do."""

import cases_content
import cases_excess
import cases_feeds
import cases_lists
import cases_manners
import cases_protocol
import cases_redirects
import cases_rules
import entry_acts
import hostile_acts as acts
from hostile_cases import FEED, FETCHED, Case

from core.types import EntryKind

CASES = (
    *cases_redirects.CASES,
    *cases_excess.CASES,
    *cases_protocol.CASES,
    *cases_content.CASES,
    *cases_feeds.CASES,
    *cases_lists.CASES,
    *cases_rules.CASES,
    *cases_manners.CASES,
)

_PAGES = {f"/article-{n}.html": acts.page(f"Un article honnête, numéro {n}") for n in range(12)}
HONEST = (
    Case(
        "honest-feed",
        "un flux comme il faut",
        {FEED: acts.feed(_PAGES)} | _PAGES,
        {FEED: FETCHED} | dict.fromkeys(_PAGES, FETCHED),
    ),
    Case(
        "honest-listing",
        "une rubrique comme il faut",
        {
            "/": entry_acts.listing(list(_PAGES)[:6], more="/page/2"),
            "/page/2": entry_acts.listing(list(_PAGES)[4:12], more="/page/3"),
            "/page/3": entry_acts.listing(list(_PAGES)[10:12], more="/page/4"),
        }
        | _PAGES,
        {"/": FETCHED, "/page/2": FETCHED, "/page/3": FETCHED} | dict.fromkeys(_PAGES, FETCHED),
        never=("/page/4",),
        kind=EntryKind.LISTING,
        entry="/",
        pattern=r"/article-\d+\.html$",
    ),
)
