"""An extraction as the JSON object that `beffroi extract` writes."""

from typing import Any

from core.types import Article, Precision, Rejection


def answer(result: Article | Rejection) -> dict[str, Any]:
    """The contract's keys; `published_at` keeps the page's own offset, or is a day.

    `authors` are persons; where nobody signs, the organisation that does (docs/adr/0008).
    """
    if isinstance(result, Rejection):
        return {"status": "failed", "reason": result.reason, "detail": result.detail}
    return {
        "status": "ok",
        "reason": None,
        "title": result.title,
        "summary": result.summary,
        "text": _text(result),
        "authors": list(result.authors or result.corporate),
        "agencies": list(result.agencies),
        "published_at": _date(result),
        "published_precision": result.published_precision,
        "published_by": result.published_by,
        "modified_at": result.modified_at.isoformat() if result.modified_at else None,
        "canonical_url": result.url or None,
        "lang": result.lang,
        "site_name": result.site_name,
        "section": result.section,
        "tags": list(result.tags),
        "image": result.image,
        "access": result.access,
        "basis": result.basis,
        "rights": {"tdm_reserved": result.rights.tdm_reserved, "declared_by": result.rights.declared_by},
        "extractor": result.extractor,
        "notes": [{"rule": note.rule, "detail": note.detail} for note in result.notes],
    }


def _text(article: Article) -> str:
    """What a reader of the page reads: the standfirst, where it is shown, and the text."""
    return "\n\n".join(
        part for part in (article.summary if article.summary_shown else "", article.text) if part
    )


def _date(article: Article) -> str | None:
    if article.published_at is None:
        return None
    if article.published_precision is Precision.DAY:
        return article.published_at.date().isoformat()
    return article.published_at.isoformat()
