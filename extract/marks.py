"""What a page says of itself, read from its whole tree before the text is taken out of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from core.types import Candidate, Note, Page
from extract import dates, head, jsonld, microdata, titles
from extract.bylines import Bylines, bylines
from extract.canonical import canonical_url
from extract.labels import Labels, labels
from extract.prune import strip_furniture
from extract.summary import summary

_COLLECTIONS = {"CollectionPage", "SearchResultsPage", "ProfilePage"}
_TEASERS = etree.XPath("count(//h2[.//a] | //h3[.//a] | //h4[.//a])")
_PICTURES = etree.XPath("count(//figure[.//img] | //video)")
_VISIBLE = etree.XPath("string(/html/body)", smart_strings=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the page looks from afar.

    `visible` is its visible text as the markup has it, `teasers` how many headings are links, `pictures` how many
    figures and films it shows.
    """

    visible: str
    teasers: int
    pictures: int


@dataclass(frozen=True, slots=True)
class Marks:
    """The fields of an article, and what the gate wants to know of its page."""

    head: head.Head
    node: jsonld.Node
    url: str
    title: str
    summary: str
    by: Bylines
    when: dates.Published
    modified_at: datetime | None
    labels: Labels
    layout: Layout
    collection: bool
    announced: bool
    notes: tuple[Note, ...]


def read(tree: Any, page: Page, candidate: Candidate | None) -> Marks:
    """Read everything but the text. Takes the page's furniture out of the tree on the way."""
    marks, graph = head.read(tree), jsonld.read(tree)
    strip_furniture(tree)
    node, url = graph.article, page.final_url
    items = microdata.beside(tree, node)
    around = labels(marks, node, url, items=items)
    title = titles.title(tree, marks, node, around.site_name or "", items=items, url=url)
    title = title or head.clean(candidate.title if candidate else None)
    hint = candidate.published_at if candidate else None
    when = dates.published(
        tree, marks, node, url=url, hint=hint, seen=page.fetched_at, items=items, others=graph.nodes
    )
    return Marks(
        head=marks, node=node, url=canonical_url(marks, url, node), title=title, labels=around, when=when,
        summary=summary(tree, marks, node, candidate, title=title), by=bylines(tree, graph, marks),
        modified_at=dates.modified(marks, node, page.fetched_at, url=url, items=items, published=when.dated),
        collection=not node and any(_is_collection(other) for other in graph.nodes[:200]),
        announced=bool(node) or marks.first("og:type") == "article" or bool(candidate and candidate.extract),
        notes=_mended(graph), layout=_layout(tree),
    )  # fmt: skip


def _is_collection(node: jsonld.Node) -> bool:
    types = node.get("@type")
    return any(str(kind) in _COLLECTIONS for kind in (types if isinstance(types, list) else [types]))


def _mended(graph: jsonld.Graph) -> tuple[Note, ...]:
    """Blocks of JSON-LD that are none."""
    counts = (("json-ld.repaired", graph.repaired), ("json-ld.broken", graph.broken))
    return tuple(Note(rule, str(count)) for rule, count in counts if count)


def _layout(tree: Any) -> Layout:
    return Layout(_VISIBLE(tree), int(_TEASERS(tree)), int(_PICTURES(tree)))
