"""Articles as the letter names them, in plain words and with safe addresses."""

from core.names import name_key
from digest.letter import Telling
from digest.plain import line, link
from store.readers.letter import EventPage, Page

_UNTITLED = "Sans titre"
_NOBODY = {
    "correspondant", "correspondante", "correspondant local", "correspondante locale", "nos correspondants",
    "notre correspondant", "notre correspondante", "la redaction", "redaction", "redacteur", "redactrice", "admin",
    "journaliste", "webmaster",
}  # fmt: skip
"""Signatures that name nobody, as keys."""


def telling(page: Page) -> Telling:
    """An article of the week."""
    return Telling(
        page.article_id,
        title(page),
        link(page.url),
        line(page.outlet),
        _authors(page),
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
        _authors(page),
        page.day,
        paywall=page.access == "excerpt",
    )


def _authors(page: Page | EventPage) -> tuple[str, ...]:
    """Those who sign and are somebody: « Correspondant local » is nobody's name."""
    names = (line(author) for author in page.authors)
    return tuple(name for name in names if name and name_key(name) not in _NOBODY)


def title(page: Page) -> str:
    """The title of an article: never nothing, it carries the link."""
    return line(page.title) or _UNTITLED
