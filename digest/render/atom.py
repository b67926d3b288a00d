"""Atom feeds (RFC 4287): of the letters of the archive, and of whatever a watch found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from digest.french import spaced
from digest.letter import Letter
from digest.render import words
from digest.render.clean import address, cleaned, line
from digest.render.frame import Frame
from digest.render.markup import environment

_ATOM = "http://www.w3.org/2005/Atom"
_TITLE = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """Something of a feed. `key` makes its id, and so never changes; `html` is markup of our own making.

    `updated` changes when readers should look again; `authors` are those of an article.
    """

    key: str
    title: str
    url: str
    updated: datetime
    published: datetime | None = None
    summary: str = ""
    html: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is: `key` makes its id, `url` is its own address, `page` that of people; `about` may say more."""

    key: str
    title: str
    author: str
    updated: datetime
    url: str = ""
    page: str = ""
    about: str = ""


def feed(about: Feed, entries: Sequence[Entry]) -> bytes:
    """The feed as UTF-8, its entries in the order given; `about.updated` counts when no entry is newer."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "fr")
    _add(root, "id", identity(about.key))
    _add(root, "title", line(about.title, _TITLE))
    if about.about:
        _add(root, "subtitle", line(about.about))
    _add(root, "updated", _instant(max((about.updated, *(e.updated for e in entries)))))
    _add(_add(root, "author"), "name", line(about.author, _TITLE) or "Beffroi")
    _link(root, about.url, "self")
    _link(root, about.page, "alternate")
    for entry in entries:
        _entry(_add(root, "entry"), entry)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def letter_entry(letter: Letter, frame: Frame, published: datetime, updated: datetime) -> Entry:
    """A letter of the archive; `updated` is that of its last erratum, if it has one (`frame.rectified`)."""
    clean = cleaned(letter)
    html = (
        environment()
        .get_template("entry.html")
        .render(letter=clean, frame=frame, missing=words.gaps(clean.gaps), foot=words.foot(clean, frame))
    )
    lead = f"{words.rectified(frame.rectified)} : " if frame.rectified else ""
    return Entry(
        key=f"letter/{letter.week.label}",
        title=lead + clean.subject,
        url=frame.web,
        updated=updated,
        published=published,
        summary=words.when(clean),
        html=html,
    )


def identity(key: str) -> str:
    """The id of a key: always the same, whatever the address at which it is published."""
    return uuid5(NAMESPACE_URL, f"beffroi:{key}").urn


def _entry(parent: "etree._Element", entry: Entry) -> None:
    _add(parent, "id", identity(entry.key))
    _add(parent, "title", line(entry.title, _TITLE) or "Sans titre")
    _add(parent, "updated", _instant(entry.updated))
    if entry.published:
        _add(parent, "published", _instant(entry.published))
    for author in entry.authors:
        _add(_add(parent, "author"), "name", line(author, _TITLE))
    _link(parent, entry.url, "alternate")
    if entry.summary:
        _add(parent, "summary", line(entry.summary))
    if entry.html:
        _add(parent, "content", entry.html, raw=True).set("type", "html")


def _add(parent: "etree._Element", name: str, text: str = "", *, raw: bool = False) -> "etree._Element":
    """An element with text, spaced as French is unless it is markup."""
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = text if raw or name in {"id", "updated", "published"} else spaced(text)
    return child


def _link(parent: "etree._Element", url: str, kind: str) -> None:
    if address(url):
        link = _add(parent, "link")
        link.set("rel", kind)
        link.set("href", url)


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
