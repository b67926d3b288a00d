"""Page -> Article | Rejection: bytes, text, slim markup, one tree; its fields, then its body, then the gate."""

import re
from dataclasses import dataclass

from core.ids import article_id
from core.rights import reserved_by_headers, reserved_by_meta
from core.types import Access, Article, Candidate, Note, Page, Rejection, Rights
from extract import EXTRACTOR, body, jsonld, marks, overrides
from extract.access import access_of, basis_of, declared_free
from extract.decoding import decode
from extract.gate import MIN_TEXT, Reading, has_prose, refusal
from extract.junk import Frame, clean
from extract.language import language
from extract.marks import Marks
from extract.slim import slim
from extract.standfirst import Opening, opening
from extract.tree import parse

_HTML = re.compile(r"html|xml|text/plain", re.IGNORECASE)
_OTHER_FORMATS = {
    b"%PDF-": "PDF", b"\x89PNG": "image PNG", b"\xff\xd8\xff": "image JPEG", b"GIF8": "image GIF",
    b"PK\x03\x04": "archive ZIP", b"\x1f\x8b": "données compressées",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a page, told from its standfirst, and what was done to find it."""

    opening: Opening
    notes: tuple[Note, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.opening.lines)


def article(page: Page, candidate: Candidate | None = None) -> Article | Rejection:
    """Read one page. Never raises for what a page may hold; the reason is in the rejection."""
    kind = dict(page.headers).get("content-type", "text/html")
    other = next((name for start, name in _OTHER_FORMATS.items() if page.body.startswith(start)), "")
    if other or not _HTML.search(kind):
        return _rejected(page, "not_html", other or kind)
    decoded = decode(page.body, kind)
    parsed = parse(slim(decoded.text))
    if parsed.tree is None:
        return _rejected(page, parsed.reason, parsed.detail)
    own = overrides.of(page.final_url)
    own.prune(parsed.tree)
    found = own.applied(marks.read(parsed.tree, page, candidate), parsed.tree, page.fetched_at)
    text = _text(found, body.read(own.scoped(parsed.tree), decoded.text, _declared(found)))
    repaired = (Note("charset.repaired", decoded.repair),) if decoded.repair else ()
    return _judged(page, found, text, repaired)


def _declared(found: Marks) -> str:
    return jsonld.text_of(found.node.get("articleBody"))


def _text(found: Marks, read: body.Body) -> _Text:
    by = found.by
    section = found.labels.section or ""
    kept = clean(read.lines, Frame(found.title, found.summary, by.authors, by.authors + by.agencies, section))
    return _Text(opening(found.summary, kept.lines, found.layout.visible), read.notes + kept.notes)


def _judged(page: Page, found: Marks, read: _Text, notes: tuple[Note, ...]) -> Article | Rejection:
    """The article, when the gate lets it pass."""
    summary, text = read.opening.summary, read.text
    cut = " ".join(note.detail for note in read.notes if note.rule.startswith("cut."))
    access = access_of(declared_free(found.node), text, found.layout.visible, cut)
    if found.announced and summary and len(text) < MIN_TEXT and not has_prose(text):
        text, access = (
            "",
            Access.EXCERPT,
        )  # the text is elsewhere, or drawn by a script: what is openly given remains
    refused = refusal(
        Reading(
            url=found.url, title=found.title, summary=summary, text=text, access=access,
            kind=found.head.first("og:type"), declared=bool(found.node), teasers=found.layout.teasers,
            pictures=found.layout.pictures, collection=found.collection, announced=found.announced,
        )
    )  # fmt: skip
    if refused:
        return _rejected(page, refused.reason, refused.detail)
    dated = found.when.dated
    return Article(
        id=article_id(found.url), url=found.url, source=page.source, title=found.title, summary=summary, text=text,
        authors=found.by.authors, agencies=found.by.agencies, corporate=found.by.corporate,
        published_at=dated.at if dated else None, published_precision=dated.precision if dated else None,
        published_by=dated.rule if dated else None, modified_at=found.modified_at,
        lang=language(text or summary, found.head.lang), site_name=found.labels.site_name,
        section=found.labels.section, tags=found.labels.tags, image=found.labels.image, access=access,
        basis=basis_of(access, text, summary, found.node), rights=_rights(page, found), extractor=EXTRACTOR,
        summary_shown=read.opening.shown, notes=notes + found.notes + found.when.notes + read.notes,
    )  # fmt: skip


def _rights(page: Page, found: Marks) -> Rights:
    """Text-and-data-mining opt-outs declared by the answer or in the page."""
    declared = reserved_by_headers(page.headers) or reserved_by_meta(found.head.meta.items())
    return Rights(tdm_reserved=declared is not None, declared_by=declared)


def _rejected(page: Page, reason: str, detail: str = "") -> Rejection:
    return Rejection(page.requested_url, page.source, "extract", reason, page.fetched_at, detail)
