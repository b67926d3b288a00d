"""The quality gate: what is no article. Ordered checks, a function each; the first that refuses counts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.types import Access

MIN_TEXT = 140
"""Shorter texts are stubs: the extract of the listing says as much."""

MIN_PARAGRAPH = 80
"""A caption is shorter, or has no full stop."""

MIN_TEASERS = 5
"""A page about one thing that calls itself a site links to fewer others by their titles."""

MIN_PICTURES = 3
"""Beside no sentence, so many make a gallery."""

MIN_SENTENCE, MIN_SENTENCES = 30, 3
"""A brief has no long paragraph, and three sentences."""

_SENTENCE_END = re.compile(r"[.!?…।。！？؟]\s*[»”\")]?\s*$")
_ERROR = re.compile(
    r"(?:page (?:introuvable|non trouvée|not found)|erreur 40\d|40[34]\b|just a moment|attention required"
    r"|access denied|accès (?:refusé|interdit))",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"video|gallery|diaporama", re.IGNORECASE)
_LISTED = {"website", "profile", "object"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the gate looks at.

    `kind` is the page's og:type, `declared` whether JSON-LD describes an article, `teasers` how many headings of the
    page are links, `pictures` how many figures and films it shows, `collection` whether JSON-LD calls it a list of
    pages, `announced` whether a listing gave it as an article.
    """

    url: str
    title: str
    summary: str
    text: str
    access: Access
    kind: str
    declared: bool
    teasers: int
    pictures: int
    collection: bool = False
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page became no article; `detail` says which kind of page it is, and shows it."""

    reason: str
    detail: str


def refusal(reading: Reading) -> Refusal | None:
    """The first check that refuses."""
    for check in CHECKS:
        if reason := check(reading):
            kind, _, which = reason.partition(":")
            shown = f"{reading.title} | {reading.text or reading.summary}"[:300].replace("\n", " ")
            return Refusal(kind, f"{which}: {shown}" if which else shown)
    return None


def is_untitled(reading: Reading) -> str:
    """Nothing names it."""
    return "" if reading.title else "not_article:sans titre"


def is_home(reading: Reading) -> str:
    """The front page of its site; a page without an address may be any."""
    parts = urlsplit(reading.url)
    front = bool(parts.hostname) and not parts.path.strip("/") and not parts.query
    return "not_article:accueil" if front and not reading.declared and reading.kind != "article" else ""


def is_error(reading: Reading) -> str:
    """A page that is not there, or a robot's challenge, answered as if all were well."""
    return "not_article:page d’erreur" if _ERROR.match(reading.title) and len(reading.text) < 1000 else ""


def is_listing(reading: Reading) -> str:
    """A rubric, a tag, a profile: pages that call themselves so, and have little text of their own."""
    if reading.collection:
        return "not_article:liste"
    listed = reading.kind in _LISTED and not reading.declared and len(reading.text) < 1000
    return (
        "not_article:liste"
        if listed and (reading.teasers >= MIN_TEASERS or not has_prose(reading.text))
        else ""
    )


def is_gallery(reading: Reading) -> str:
    """Pictures or a film with captions."""
    shown = _VIDEO.search(reading.kind) or (reading.pictures >= MIN_PICTURES and not has_prose(reading.text))
    return "not_article:images" if shown and len(reading.text) < 500 else ""


def is_too_short(reading: Reading) -> str:
    """Neither a text nor an excerpt; a page that keeps its text for subscribers is known by its title."""
    stub = len(reading.text) < MIN_TEXT and not reading.summary
    return "too_short" if stub and reading.access is Access.FREE else ""


def is_no_prose(reading: Reading) -> str:
    """Captions, buttons and headlines alone."""
    wanted = reading.access is Access.FREE
    return "not_article:sans phrase" if wanted and not has_prose(reading.text) else ""


CHECKS: tuple[Callable[[Reading], str], ...] = (
    is_error,
    is_untitled,
    is_home,
    is_listing,
    is_gallery,
    is_too_short,
    is_no_prose,
)


def has_prose(text: str) -> bool:
    """Whether somebody wrote sentences: a long one, or several."""
    ended = [p for p in text.split("\n\n") if _SENTENCE_END.search(p) or " " not in p]
    return (
        any(len(p) >= MIN_PARAGRAPH for p in ended)
        or sum(len(p) >= MIN_SENTENCE for p in ended) >= MIN_SENTENCES
    )
