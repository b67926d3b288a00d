"""Articles as the letter names them, in plain words and with safe addresses."""

from digest.letter import Telling
from digest.plain import line, link
from store.readers.letter import EventPage, Page

_UNTITLED = "Sans titre"


def telling(page: Page) -> Telling:
    """An article of the week."""
    return Telling(
        page.article_id,
        title(page),
        link(page.url),
        line(page.outlet),
        tuple(name for author in page.authors if (name := line(author))),
        page.day,
        paywall=page.access == "excerpt",
        reprint=page.counted_as == "reprint",
    )


def of_event(page: EventPage) -> Telling:
    """An article that tells of an event, of whatever week."""
    return Telling(
        page.article_id,
        line(page.title) or _UNTITLED,
        link(page.url),
        line(page.outlet),
        tuple(name for author in page.authors if (name := line(author))),
        page.day,
        paywall=page.access == "excerpt",
    )


def title(page: Page) -> str:
    """The title of an article: never nothing, it carries the link."""
    return line(page.title) or _UNTITLED
