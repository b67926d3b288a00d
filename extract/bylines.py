"""Who signed: journalists, and apart from them agencies and newsrooms.

Sources by trust: JSON-LD, then meta elements, then what the page shows. A later source is asked only while no
person is known, and adds persons and press agencies: newsrooms come from the first source that names somebody.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from extract.head import Head
from extract.jsonld import Graph, Node, is_article, resolved, text_of
from extract.names import Declared, Name, is_label_of_author, names, own_names
from extract.signatures import signatures, signed_paragraph
from extract.words import key

_METAS = etree.XPath("//meta[@content]")
_RANKS = {
    0: re.compile(r"(?:.+[.:_-])?(?:author_name|authors?|byl|byline|auteur)|articleauthor"),
    2: re.compile(r"(?:dc|dcterms)\.creator|citation_authors?"),
}
"""What names of meta elements say: the article's author; "author" alone (1) is often the site's; a library's."""

_NOT_AUTHOR = re.compile(r"twitter:|og:article:|.*(?:image|photo|video|book)")
_MAX_AUTHORS = 40
_MAX_METAS = 1000


@dataclass(frozen=True, slots=True)
class Bylines:
    """`authors` are persons, `agencies` press agencies, newsrooms and organisations.

    `corporate` are those of the agencies that sign in their own name, as cataloguers call it.
    """

    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    corporate: tuple[str, ...] = ()


def bylines(tree: Any, graph: Graph, head: Head) -> Bylines:
    """Names in the order given, each once, from the most trusted source that names a person."""
    own = own_names(_site_names(graph, head))
    known: dict[str, Name] = {}
    sources = (
        _in_nodes([graph.article], own),
        _in_meta(tree, head, own),
        _on_page(tree, head, own),
        _in_page_nodes(graph, own),
    )
    for source in sources:
        first = not known
        for name in source:
            if len(known) < _MAX_AUTHORS and (first or name.person or name.agency):
                known.setdefault(key(name.text), name)
        if any(name.person for name in known.values()):
            break
    return _bylines(known.values())


def signed(lines: Iterable[str]) -> Bylines:
    """The names in lines that are known to be signatures."""
    return _bylines({key(name.text): name for line in lines for name in names(line)}.values())


def _bylines(known: Collection[Name]) -> Bylines:
    return Bylines(
        authors=tuple(name.text for name in known if name.person),
        agencies=tuple(name.text for name in known if not name.person),
        corporate=tuple(name.text for name in known if name.corporate),
    )


def _in_nodes(nodes: list[Node], own: frozenset[str]) -> Iterator[Name]:
    """What JSON-LD gives as author or creator."""
    for node in nodes:
        for field in ("author", "creator"):
            declared = list(_declared(node.get(field)))
            yield from (name for value, kind in declared for name in names(value, own, kind))
            if declared:
                break


def _in_page_nodes(graph: Graph, own: frozenset[str]) -> Iterator[Name]:
    """Authors of nodes that are no article: plugins give a WebPage its editor's account, so they are asked last."""
    dated = (node for node in graph.nodes if node.get("datePublished") and not is_article(node))
    yield from _in_nodes([resolved(node, graph.nodes) for node in islice(dated, 5)], own)


def _declared(value: Any) -> Iterator[tuple[str, Declared]]:
    """(name, what it is said to be) of an author: a string, an object, a list of either, nested at most twice."""
    items = value if isinstance(value, list) else [value]
    for item in [i for one in items[:_MAX_AUTHORS] for i in (one if isinstance(one, list) else [one])][
        :_MAX_AUTHORS
    ]:
        if isinstance(item, str):
            yield item, Declared.NOTHING
        elif isinstance(item, dict):
            given = item.get("name")
            for name in given[:_MAX_AUTHORS] if isinstance(given, list) else [_name(item)]:
                yield text_of(name), _kind(item.get("@type"))


def _name(node: Node) -> str:
    parts = (text_of(node.get("givenName")), text_of(node.get("familyName")))
    return text_of(node.get("name")) or " ".join(part for part in parts if part)


def _kind(types: Any) -> Declared:
    """A node that is both (a plugin writes so) is a person: the organisation is its publisher."""
    said = {str(t) for t in (types if isinstance(types, list) else [types])}
    if any(t.endswith("Person") for t in said):
        return Declared.PERSON
    organisation = any(t.endswith(("Organization", "Corporation", "Project")) for t in said)
    return Declared.ORGANISATION if organisation else Declared.NOTHING


def _in_meta(tree: Any, head: Head, own: frozenset[str]) -> Iterator[Name]:
    """The meta elements of the first rank that hold a name: of the article, of the page, of a library's record."""
    if not any(_rank(name) is not None for name in head.meta) and "twitter:label1" not in head.meta:
        return
    ranked: list[list[str]] = [[] for _ in range(4)]
    for meta in _METAS(tree)[:_MAX_METAS]:
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        rank = _rank(name)
        if rank is not None and len(ranked[rank]) < _MAX_AUTHORS:
            ranked[rank].append(meta.get("content"))
    for number in ("1", "2"):
        if is_label_of_author(head.first(f"twitter:label{number}")):
            ranked[-1].append(head.first(f"twitter:data{number}"))
    for values in ranked:
        found = [name for value in values for name in names(value, own)]
        yield from found
        if any(name.person for name in found):
            return


def _rank(name: str) -> int | None:
    if _NOT_AUTHOR.match(name):
        return None
    if name in {"author", "authors"}:
        return 1
    return next((rank for rank, pattern in _RANKS.items() if pattern.fullmatch(name)), None)


def _on_page(tree: Any, head: Head, own: frozenset[str]) -> Iterator[Name]:
    """What the page shows, with its markup's help or without."""
    yield from (found := signatures(tree, head, own))
    if not any(name.person for name in found):
        yield from signed_paragraph(tree, own)


def _site_names(graph: Graph, head: Head) -> Iterator[str]:
    """What the site calls itself: in its markup, and by the labels of its host."""
    yield head.first("og:site_name")
    yield head.first("application-name", "apple-mobile-web-app-title", "al:ios:app_name")
    publisher = graph.article.get("publisher")
    yield from (text_of(one) for one in (publisher[:3] if isinstance(publisher, list) else [publisher]))
    for node in graph.nodes[:50]:
        if node.get("@type") in ("WebSite", "Organization", "NewsMediaOrganization"):
            yield text_of(node.get("name"))
    yield from _host_labels(head.canonical or head.first("og:url"))


def _host_labels(address: str) -> list[str]:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return []
    return [label for label in host.split(".")[:-1] if len(label) > 2 and label != "www"]
