"""Every page of the demo newsroom reads as it was printed: title, standfirst, text to the space, date, signature."""

from datetime import UTC, date, datetime

import pytest

from core.types import Article, Page
from demo import load, printing
from demo.nouns import Flag, Outlet, Printed
from demo.site import Resource, build
from extract.article import article

TODAY = date(2026, 11, 23)
SEEN = datetime(2026, 11, 23, 12, tzinfo=UTC)
ADVERTISEMENT = "Formation : maîtriser la commande publique numérique en deux jours, à Dijon ou à distance."
"""L'Écharpe's box between two paragraphs: only the outlet's other articles tell that it is none (learned later)."""

Case = tuple[Outlet, Printed, Resource]


def cases() -> list[Case]:
    return [
        (outlet, story, site[story.path])
        for outlet in load.outlets()
        for site in [build(outlet, TODAY, 8017, 1)]
        for story in printing.printed_by(outlet, TODAY, 1)
        if story.path in site and site[story.path].status == 200 and Flag.GALLERY not in story.flags
    ]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case[0].slug}:{case[1].slug}")
def test_a_page_reads_as_it_was_printed(case: Case) -> None:
    outlet, story, resource = case
    url = f"http://{outlet.host}:8017{story.path}"
    headers = (("content-type", resource.media_type), *resource.extra.items())
    found = article(Page(url, url, outlet.slug, SEEN, 200, headers, resource.body))
    assert isinstance(found, Article), found
    assert (found.title, found.summary, found.lang) == (story.title, story.standfirst, "fr")
    assert found.summary_shown
    assert found.published_at == story.published
    printed = [block.text for block in story.blocks]
    lines = [line for line in found.text.split("\n\n") if line != ADVERTISEMENT]
    if Flag.PAYWALLED in story.flags:
        assert all(
            block.startswith(line.removesuffix("…")) for line, block in zip(lines, printed, strict=False)
        )
    else:
        assert lines == printed
    for name in filter(None, (story.author, story.agency)):
        assert name in (*found.authors, *found.agencies)
