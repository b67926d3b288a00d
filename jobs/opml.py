"""OPML, the lists of feeds that readers exchange: into `sources.toml`, and out of it."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import etree

from core.errors import InputError
from core.os_errors import said
from core.sources import FILE_NAME, parse, web_address, without_login
from core.sources_edit import feed_key, home_key, with_sources
from core.types import Entry, EntryKind, Source
from jobs.files import replace_text
from jobs.sources import editing, slug_of
from jobs.workspace import Workspace

MAX_BYTES = 5 * 1024 * 1024
MOST_SENT = 2_000
"""Feeds of a list sent to the desk: 20,000 held it up for half a minute."""
_FOLDERS = " / "  # between the names of nested folders, in a source's kind
_UNSAYABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@dataclass(frozen=True, slots=True)
class Imported:
    """What an OPML file brings: new sources; (feed, title) of those followed already; (feed, why) of what cannot be."""

    sources: tuple[Source, ...]
    known: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """An outline with a feed; `home` is None and `name` is empty when the file does not say them."""

    feed: str
    name: str
    home: str | None
    folder: str


def follow(workspace: Workspace, path: Path) -> Imported:
    """Append the new sources of an OPML file to sources.toml, all or none; raises what `load` does."""
    return _appended(workspace, lambda followed: load(path, followed))


def follow_sent(workspace: Workspace, body: bytes, name: str) -> Imported:
    """The same of a list that somebody sent, of MOST_SENT feeds at most; raises what `read` does."""
    return _appended(workspace, lambda followed: read(body, name, followed, MOST_SENT))


def _appended(workspace: Workspace, found_in: Callable[[Sequence[Source]], Imported]) -> Imported:
    with editing(workspace) as text:
        found = found_in(parse(text, FILE_NAME))
        if found.sources:
            replace_text(workspace.sources_file, with_sources(text, found.sources))
    return found


def load(path: Path, followed: Iterable[Source]) -> Imported:
    """The sources of an OPML file, as `read` says; no more of it is read than may be."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} : {said(error)}", "Donnez un fichier lisible.") from error
    return read(body, str(path), followed)


def read(body: bytes, name: str, followed: Iterable[Source], most: int = 0) -> Imported:
    """The sources of an OPML file that are not followed yet; outlines of one home page are one source.

    Raises:
        InputError: no OPML, too large, with entities, or with more feeds than `most` (0: any); `name` is what errors
            call it.
    """
    followed = tuple(followed)
    feeds = {feed_key(entry.url): source.name for source in followed for entry in source.entries}
    homes = {home_key(source.homepage): source.name for source in followed}
    slugs = Counter(source.slug for source in followed)
    made: dict[str, Source] = {}
    known, refused = [], []
    for line in _few(_lines(_root(body, name)), name, most):
        if problem := _no_address(line):
            refused.append((without_login(line.feed), problem))
        elif by := feeds.get(feed_key(line.feed)):
            known.append((line.feed, by))
        elif line.home and (by := homes.get(home_key(line.home))):
            refused.append((line.feed, f"« {by} », suivi, a déjà cette page d’accueil"))
        else:
            home = line.home or _likely_home(line.feed, homes, made)
            made[home_key(home)] = grown = _grown(made.get(home_key(home)), line, home, slugs)
            feeds[feed_key(line.feed)] = grown.name
    return Imported(tuple(made.values()), tuple(known), tuple(refused))


def _few(lines: Iterator[_Line], name: str, most: int) -> list[_Line]:
    found = list(islice(lines, most + 1)) if most else list(lines)
    if most and len(found) > most:
        raise InputError(f"{name} : plus de {most} flux", f"{most} au plus : gardez ceux que vous suivrez.")
    return found


def write(sources: Iterable[Source], title: str) -> bytes:
    """The feeds of these sources, one outline each, in folders by kind."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _said(title)
    body = etree.SubElement(root, "body")
    for source in sources:
        for entry in source.entries:
            if entry.kind is EntryKind.FEED:
                _outline(_folder(body, source.kind), source, entry)
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return text


def _root(body: bytes, name: str) -> etree._Element:
    if len(body) > MAX_BYTES:
        raise InputError(f"{name} : fichier trop lourd", f"{MAX_BYTES // 1024 // 1024} Mo au plus.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: etree._Element = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name} : ce n'est pas du XML lisible ({error})", _HINT) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise InputError(f"{name} : ce fichier déclare des entités XML, refusées", _HINT)
    if root.tag != "opml" or root.find("body") is None:
        raise InputError(f"{name} : ce n'est pas un fichier OPML", _HINT)
    return root


_HINT = "Exportez de nouveau la liste depuis votre lecteur de flux, au format OPML."


def _lines(root: etree._Element) -> Iterator[_Line]:
    """Outlines with a feed, in the order of the file; without recursion, as nesting may be deep."""
    for outline in root.find("body").iter("outline"):
        values = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        feed = values.get("xmlurl")
        if not feed:
            continue
        name = values.get("title") or values.get("text") or ""
        yield _Line(feed, " ".join(name.split()), values.get("htmlurl") or None, _folders(outline))


def _folders(outline: etree._Element) -> str:
    parents = [p for p in outline.iterancestors("outline") if not p.get("xmlUrl")]
    names = [(p.get("text") or p.get("title") or "").strip() for p in reversed(parents)]
    return _FOLDERS.join(filter(None, names))


def _no_address(line: _Line) -> str | None:
    try:
        web_address(line.feed)
        web_address(line.home or line.feed)
    except ValueError as error:
        return str(error)
    return None


def _likely_home(feed: str, *taken: Container[str]) -> str:
    """The root of the feed's host; the feed itself when that is somebody else's (a service with many feeds)."""
    root = urljoin(feed, "/")
    return feed if any(home_key(root) in homes for homes in taken) else root


def _grown(source: Source | None, line: _Line, home: str, slugs: Counter[str]) -> Source:
    """A source for this feed, or the one of its home page with one entry point more. Takes its slug.

    `slugs` counts how far each name is numbered: a list may give one name thousands of times.
    """
    entry = Entry(EntryKind.FEED, line.feed)
    if source is not None:
        return replace(source, entries=(*source.entries, entry))
    name = line.name or urlsplit(line.feed).netloc
    slug = stem = slug_of(name)
    while slug in slugs:
        slugs[stem] += 1
        slug = f"{stem}-{slugs[stem]}"
    slugs[slug] = 1
    return Source(slug, name, home, (entry,), kind=line.folder or None, verified=False)


def _folder(parent: etree._Element, kind: str | None) -> etree._Element:
    """The outline of a kind, made when it is not there yet; a kind such as "a / b" is b inside a."""
    for name in filter(None, (kind or "").split(_FOLDERS)):
        label = _said(name)
        found = next((o for o in parent if o.get("text") == label and not o.get("xmlUrl")), None)
        parent = etree.SubElement(parent, "outline", text=label) if found is None else found
    return parent


def _outline(parent: etree._Element, source: Source, entry: Entry) -> None:
    name = _said(source.name)
    etree.SubElement(
        parent, "outline", text=name, title=name, type="rss",
        xmlUrl=_said(entry.url), htmlUrl=_said(source.homepage),
    )  # fmt: skip


def _said(text: str) -> str:
    """What XML can hold."""
    return _UNSAYABLE.sub("", text)
