"""A watch as an Atom feed (RFC 4287): escaped by lxml, ids that stay the same wherever it is served."""

from datetime import UTC, datetime
from html import escape
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from digest import french
from digest.watched.news import Entry, News

_ATOM = "http://www.w3.org/2005/Atom"


def feed(news: News, slug: str, updated: datetime) -> bytes:
    """The feed as UTF-8, its entries in the order given; `updated` counts when there is none."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "fr")
    _add(root, "id", _identity(f"watch:{slug}"))
    _add(root, "title", news.name)
    _add(root, "updated", _instant(max((one.updated for one in news.entries), default=updated)))
    _add(_add(root, "author"), "name", "Beffroi")
    for rel, href in (("self", news.feed), ("alternate", news.url)):
        if href:
            _add(root, "link").attrib.update({"rel": rel, "href": href})
    for one in news.entries:
        _entry(root, slug, one)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _entry(root: "etree._Element", slug: str, one: Entry) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", _identity(f"watch:{slug}:{one.key}"))
    _add(entry, "title", one.title)
    _add(entry, "updated", _instant(one.updated))
    if one.outlets and one.outlets[0].url:
        _add(entry, "link").attrib.update({"rel": "alternate", "href": one.outlets[0].url})
    told = "".join(f"<li>{_told(o.name, o.title, o.url)}</li>" for o in one.outlets)
    why = f"<p>{french.typeset(one.why)}</p>" if one.why else ""
    _add(entry, "content", f"{why}<ul>{told}</ul>").set("type", "html")


def _told(outlet: str, title: str, url: str) -> str:
    words = f"{french.typeset(outlet)}{french.NBSP}: {french.typeset(title)}"
    return f'<a href="{escape(url)}">{words}</a>' if url else words


def _add(parent: "etree._Element", name: str, text: str = "") -> "etree._Element":
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = text or None
    return child


def _identity(key: str) -> str:
    return uuid5(NAMESPACE_URL, f"beffroi:{key}").urn


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
