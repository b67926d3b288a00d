"""Page -> Article | Rejection: bytes, text, slim markup, one tree; its fields, then its body, then the gate."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from core.ids import article_id
from core.rights import reserved_by_headers, reserved_by_meta
from core.types import Access, Article, Basis, Candidate, Note, Page, Rejection, Rights
from extract import EXTRACTOR, body, dates, head, jsonld, microdata, titles
from extract.access import access_of, basis_of
from extract.bylines import Bylines, bylines
from extract.canonical import canonical_url
from extract.decoding import decode
from extract.gate import Reading, refusal
from extract.junk import Frame, clean
from extract.labels import Labels, labels
from extract.language import language
from extract.slim import slim
from extract.standfirst import opening
from extract.summary import shortened, summary
from extract.tree import parse

_VISIBLE = etree.XPath("//body//text()[not(parent::script or parent::style)]", smart_strings=False)
_TEASERS = etree.XPath("count(//h2[.//a] | //h3[.//a] | //h4[.//a])")
_PICTURES = etree.XPath("count(//figure[.//img] | //video)")
_HTML = re.compile(r"html|xml|text/plain", re.IGNORECASE)
_OTHER_FORMATS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a page says of itself, read before its tree is taken apart."""

    head: head.Head
    graph: jsonld.Graph
    title: str
    labels: Labels
    summary: str
    by: Bylines
    when: dates.Published
    modified_at: datetime | None
    visible: str
    teasers: int
    pictures: int


def article(page: Page, candidate: Candidate | None = None) -> Article | Rejection:
    """Read one page. Never raises for what a page may hold; the reason is in the rejection."""
    headers = dict(page.headers)
    kind = headers.get("content-type", "text/html")
    if not _HTML.search(kind) or page.body.startswith(_OTHER_FORMATS):
        return _rejected(page, "not_html", kind)
    decoded = decode(page.body, kind)
    parsed = parse(slim(decoded.text))
    if parsed.tree is None:
        return _rejected(page, parsed.reason, f"{len(decoded.text)} caractères")
    marks = _marks(page, candidate, parsed.tree)
    repaired = (Note("charset.repaired", decoded.repair),) if decoded.repair else ()
    return _read(
        page,
        marks,
        body.read(parsed.tree, decoded.text, _declared_text(marks)),
        rights_of(marks.head, headers),
        repaired,
    )


def from_listing(candidate: Candidate, access: Access, rights: Rights, seen: datetime) -> Article:
    """The article that a listing openly announces, when its page may not or cannot be read."""
    title = head.clean(candidate.title) or candidate.url
    summary = shortened(head.clean(candidate.extract))
    dated = (
        dates.credible(candidate.published_at.isoformat(), "feed", seen) if candidate.published_at else None
    )
    return Article(
        id=article_id(candidate.url), url=candidate.url, source=candidate.source, title=title, summary=summary,
        text="", authors=(), agencies=(), published_at=dated.at if dated else None,
        published_precision=dated.precision if dated else None, published_by=dated.rule if dated else None,
        modified_at=candidate.updated_at, lang=None, site_name=None, section=None, image=None, access=access,
        basis=Basis.EXCERPT if summary else Basis.TITLE, rights=rights, extractor=EXTRACTOR,
    )  # fmt: skip


def _marks(page: Page, candidate: Candidate | None, tree: Any) -> Marks:
    found, graph = head.read(tree), jsonld.read(tree)
    node, url = graph.article, page.final_url
    items = microdata.beside(tree, node)
    around = labels(found, node, url, items=items)
    title = titles.title(tree, found, node, around.site_name or "", items=items, url=url)
    title = title or head.clean(candidate.title if candidate else None)
    hint = candidate.published_at if candidate else None
    when = dates.published(
        tree, found, node, url=url, hint=hint, seen=page.fetched_at, items=items, others=graph.nodes
    )
    return Marks(
        head=found, graph=graph, title=title, labels=around, when=when,
        modified_at=dates.modified(
            found, node, page.fetched_at, url=page.final_url, items=items, published=when.dated
        ),
        summary=summary(tree, found, node, candidate, title=title), by=bylines(tree, graph, found),
        visible=" ".join(" ".join(_VISIBLE(tree)).split()), teasers=int(_TEASERS(tree)),
        pictures=int(_PICTURES(tree)),
    )  # fmt: skip


def _declared_text(marks: Marks) -> str:
    return jsonld.text_of(marks.graph.article.get("articleBody"))


def _read(
    page: Page, marks: Marks, found: body.Body, rights: Rights, notes: tuple[Note, ...]
) -> Article | Rejection:
    node, dated = marks.graph.article, marks.when.dated
    kept = clean(
        found.lines,
        Frame(marks.title, marks.summary, marks.by.authors + marks.by.agencies, marks.labels.section or ""),
    )
    standfirst, lines, shown = opening(marks.summary, kept.lines, marks.visible)
    text = "\n\n".join(lines)
    access = access_of(_free(node), text, marks.visible)
    url = canonical_url(marks.head, page.final_url, node)
    refused = refusal(
        Reading(
            url,
            marks.title,
            standfirst,
            text,
            access,
            marks.head.first("og:type"),
            bool(node),
            marks.teasers,
            marks.pictures,
        )
    )
    if refused:
        return _rejected(page, refused.reason, refused.detail)
    return Article(
        id=article_id(url), url=url, source=page.source, title=marks.title, summary=standfirst, text=text,
        authors=marks.by.authors, agencies=marks.by.agencies,
        published_at=dated.at if dated else None, published_precision=dated.precision if dated else None,
        published_by=dated.rule if dated else None, modified_at=marks.modified_at,
        lang=language(text or standfirst, marks.head.lang), site_name=marks.labels.site_name,
        section=marks.labels.section, tags=marks.labels.tags,
        image=marks.labels.image, access=access,
        basis=basis_of(access, text, standfirst, node), rights=rights, extractor=EXTRACTOR, summary_shown=shown,
        notes=notes + marks.when.notes + found.notes + kept.notes,
    )  # fmt: skip


def _free(node: jsonld.Node) -> str:
    """JSON-LD's isAccessibleForFree, which publishers write as a boolean, a word or an address of schema.org."""
    value = node.get("isAccessibleForFree", "")
    return jsonld.text_of(value) or str(value)


def rights_of(marks: head.Head, headers: dict[str, str]) -> Rights:
    """Text-and-data-mining opt-outs declared by the answer or in the page."""
    declared = reserved_by_headers(headers.items()) or reserved_by_meta(marks.meta.items())
    return Rights(tdm_reserved=declared is not None, declared_by=declared)


def _rejected(page: Page, reason: str, detail: str = "") -> Rejection:
    return Rejection(page.requested_url, page.source, "extract", reason, page.fetched_at, detail)
