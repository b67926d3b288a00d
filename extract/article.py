"""Page -> Article | Rejection: every field read from one tree, each refusal with its reason."""

import re
from datetime import datetime
from typing import Any

from core.ids import article_id
from core.rights import reserved_by_headers, reserved_by_meta
from core.types import Access, Article, Basis, Candidate, Page, Rejection, Rights
from extract import EXTRACTOR, body, dates, head, jsonld, titles, tree
from extract.bylines import bylines
from extract.canonical import canonical_url

MIN_TEXT = 140
"""Shorter texts are stubs: the extract of the listing says as much."""

MAX_LABEL = 60
"""Longer first lines are text, not a section's name above the title."""

MIN_PARAGRAPH = 80
"""A caption is shorter, or has no full stop."""

_SENTENCE_END = re.compile(r"[.!?…]\s*[»”\")]?\s*$")
_VIDEO = re.compile(r"video|gallery|diaporama", re.IGNORECASE)


def article(page: Page, candidate: Candidate | None = None) -> Article | Rejection:
    """Read one page. Never raises for what a page may hold; the reason is in the rejection."""
    headers = dict(page.headers)
    reason = _unreadable(page, headers)
    if reason:
        return _rejected(page, reason)
    parsed = tree.parse(tree.decode(page.body, headers.get("content-type", "")))
    if parsed is None:
        return _rejected(page, "empty")
    return _read(page, candidate, parsed, headers)


def from_listing(candidate: Candidate, access: Access, rights: Rights, seen: datetime) -> Article:
    """The article that a listing openly announces, when its page may not or cannot be read."""
    title = head.clean(candidate.title) or candidate.url
    summary = _shortened(head.clean(candidate.extract))
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


def _unreadable(page: Page, headers: dict[str, str]) -> str:
    kind = headers.get("content-type", "text/html").lower()
    if not any(t in kind for t in ("html", "xml", "text/plain")) or page.body[:5] == b"%PDF-":
        return "not_html"
    return "too_large" if len(page.body) > tree.MAX_BYTES else ""


def _read(
    page: Page, candidate: Candidate | None, parsed: Any, headers: dict[str, str]
) -> Article | Rejection:
    marks, graph = head.read(parsed), jsonld.read(parsed)
    node = graph.article
    site = jsonld.text_of(node.get("publisher")) or marks.first("og:site_name", "application-name")
    title = titles.title(parsed, marks, node, marks.first("og:site_name") or site)
    title = title or head.clean(candidate.title if candidate else None)
    hint = candidate.published_at if candidate else None
    when = dates.published(parsed, marks, node, url=page.final_url, hint=hint, seen=page.fetched_at)
    dated = when.dated
    by = bylines(parsed, graph, marks)
    rights = rights_of(marks, headers)
    found = body.read(parsed, jsonld.text_of(node.get("articleBody")))
    summary = _summary(marks, node, candidate)
    text = _without(found.text, title, summary)
    access = _access(node, parsed, text)
    if not title or (len(text) < MIN_TEXT and not summary) or _is_other(marks, node, text, access):
        return _rejected(page, "not_article", title)
    url = canonical_url(marks, page.final_url)
    return Article(
        id=article_id(url), url=url, source=page.source, title=title, summary=summary, text=text,
        authors=by.authors, agencies=by.agencies,
        published_at=dated.at if dated else None, published_precision=dated.precision if dated else None,
        published_by=dated.rule if dated else None, modified_at=dates.modified(marks, node, page.fetched_at),
        lang=_lang(marks, text or summary), site_name=site or None,
        section=jsonld.text_of(node.get("articleSection")) or marks.first("article:section") or None,
        image=_image(marks, node, page.final_url), access=access, basis=_basis(access, text, summary),
        rights=rights, extractor=EXTRACTOR, notes=when.notes,
    )  # fmt: skip


def rights_of(marks: head.Head, headers: dict[str, str]) -> Rights:
    """Text-and-data-mining opt-outs declared by the answer or in the page."""
    declared = reserved_by_headers(headers.items()) or reserved_by_meta(marks.meta.items())
    return Rights(tdm_reserved=declared is not None, declared_by=declared)


def _summary(marks: head.Head, node: jsonld.Node, candidate: Candidate | None) -> str:
    declared = marks.first("og:description", "description", "twitter:description")
    chosen = head.clean(jsonld.text_of(node.get("description"))) or declared
    return _shortened(chosen or head.clean(candidate.extract if candidate else None))


def _shortened(text: str, limit: int = 600) -> str:
    """Some feeds give the whole text as the extract: its first sentences are enough."""
    if len(text) <= limit:
        return text
    return text[:limit].rpartition(" ")[0] + "…"


def _without(text: str, title: str, summary: str) -> str:
    """The text after first lines that repeat the section, the title or the standfirst."""
    paragraphs = text.split("\n\n")
    known = {_key(title), _key(summary)} - {""}
    first = 0
    for index, paragraph in enumerate(paragraphs[:6]):
        repeated = _key(paragraph) in known
        if repeated and all(len(p) < MAX_LABEL for p in paragraphs[first:index]):
            first = index + 1
    return "\n\n".join(paragraphs[first:])


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _access(node: jsonld.Node, parsed: Any, text: str) -> Access:
    """Not free when the page says so, or when a short text stands beside subscribers' words."""
    free = str(jsonld.text_of(node.get("isAccessibleForFree")) or node.get("isAccessibleForFree", "")).lower()
    if free == "false":
        return Access.EXCERPT
    if free != "true" and len(text) < 1500 and body.has_paywall(parsed.text_content()[-20_000:]):
        return Access.EXCERPT
    return Access.FREE


def _basis(access: Access, text: str, summary: str) -> Basis:
    if access is Access.FREE and text:
        return Basis.FULL
    return Basis.EXCERPT if text or summary else Basis.TITLE


def _is_other(marks: head.Head, node: jsonld.Node, text: str, access: Access) -> bool:
    """A home page, a rubric, a video: whatever has a title and no article."""
    kind = marks.first("og:type")
    listed = kind in {"website", "profile"} and not node and len(text) < 1000
    video = (_VIDEO.search(kind) is not None) and len(text) < 500
    return listed or video or not (has_prose(text) or access is Access.EXCERPT)


def has_prose(text: str) -> bool:
    """Whether somebody wrote sentences: captions, buttons and headlines alone are no article."""
    return any(
        len(p) >= MIN_PARAGRAPH and (_SENTENCE_END.search(p) or " " not in p) for p in text.split("\n\n")
    )


def _lang(marks: head.Head, text: str) -> str | None:
    if len(text) < 60:
        return marks.lang or None
    import py3langid

    code: str = py3langid.classify(text[:3000])[0]
    return code


def _image(marks: head.Head, node: jsonld.Node, base: str) -> str | None:
    value = marks.first("og:image") or jsonld.text_of(node.get("image"))
    return head.absolute(base, value)


def _rejected(page: Page, reason: str, detail: str = "") -> Rejection:
    return Rejection(page.requested_url, page.source, "extract", reason, page.fetched_at, detail)
