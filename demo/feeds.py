"""What an outlet gives to programs: its feed or sitemap, its robots.txt, its reservations."""

import json
from collections.abc import Sequence

from demo.nouns import EntryKind, Outlet, Printed
from demo.templating import render

TDM_POLICY = "/conditions-de-fouille/"
_TEMPLATES = {
    EntryKind.RSS: ("rss.xml", "application/rss+xml; charset=utf-8"),
    EntryKind.ATOM: ("atom.xml", "application/atom+xml; charset=utf-8"),
    EntryKind.SITEMAP: ("sitemap.xml", "application/xml"),
}


def has_feed(outlet: Outlet) -> bool:
    """Whether the outlet's entry point is XML, rather than a listing page or nothing."""
    return outlet.kind in _TEMPLATES


def feed_xml(outlet: Outlet, base: str, stories: Sequence[Printed]) -> tuple[str, str]:
    """The outlet's feed or sitemap, and its media type. KeyError for an outlet without one."""
    template, media_type = _TEMPLATES[outlet.kind]
    updated = max(story.modified for story in stories)
    return render(template, outlet=outlet, base=base, stories=stories, updated=updated), media_type


def robots_txt(outlet: Outlet, base: str) -> str:
    """The host's robots.txt; it names the sitemap where there is one."""
    return render("robots.txt", outlet=outlet, base=base)


def tdmrep_json(outlet: Outlet, base: str) -> str:
    """What the outlet reserves from text and data mining: W3C TDMRep, one object a location.

    `tdm-policy` leads to a page for people, as most publishers have it, and not to an ODRL document.
    """
    policy = f"{base}{TDM_POLICY}"
    return json.dumps(
        [
            {"location": location, "tdm-reservation": 1, "tdm-policy": policy}
            for location in outlet.tdm_reserved
        ],
        indent=2,
    )
