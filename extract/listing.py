"""The article that a listing openly announces, when its page may not or cannot be read."""

from datetime import datetime

from core.ids import article_id
from core.types import Access, Article, Basis, Candidate, Rights
from extract import EXTRACTOR, dates, head
from extract.summary import shortened


def from_listing(candidate: Candidate, access: Access, rights: Rights, seen: datetime) -> Article:
    """Title, extract and date as the listing gives them; nothing is added."""
    title = head.clean(candidate.title) or candidate.url
    summary = shortened(head.clean(candidate.extract))
    at = candidate.published_at
    dated = dates.credible(at.isoformat(), "feed", seen) if at else None
    return Article(
        id=article_id(candidate.url), url=candidate.url, source=candidate.source, title=title, summary=summary,
        text="", authors=(), agencies=(), published_at=dated.at if dated else None,
        published_precision=dated.precision if dated else None, published_by=dated.rule if dated else None,
        modified_at=candidate.updated_at, lang=None, site_name=None, section=None, image=None, access=access,
        basis=Basis.EXCERPT if summary else Basis.TITLE, rights=rights, extractor=EXTRACTOR,
    )  # fmt: skip
