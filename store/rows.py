"""From one noun to one row of a table, as plain values.

Instants become UTC without a zone (what the columns hold), days are counted in Europe/Paris.
"""

from datetime import UTC, date, datetime
from typing import Any

from core.days import PARIS
from core.ids import text_sha256
from core.types import (
    MAYOR_STATUS,
    Fetch,
    Form,
    Link,
    Mention,
    Note,
    Precision,
    Processed,
    Rejection,
    Role,
    RunReport,
    Signature,
    Source,
    SourceRun,
    StoryArticle,
    StoryTrace,
    Trace,
)

Row = dict[str, Any]


def utc(instant: datetime | None) -> datetime | None:
    """The instant as the columns hold it: UTC, without a zone."""
    return instant.astimezone(UTC).replace(tzinfo=None) if instant else None


def paris_day(instant: datetime | None) -> date | None:
    """The calendar day in France."""
    return instant.astimezone(PARIS).date() if instant else None


def text_row(processed: Processed) -> Row:
    """The text of one version."""
    article = processed.article
    return {
        "article_id": article.id,
        "version": article.version,
        "title": article.title,
        "summary": article.summary,
        "text": article.text,
        "sha256": text_sha256(article.body),
    }


def note_row(note: Note) -> Row:
    """A note, without its article."""
    return {"rule": note.rule, "detail": note.detail}


def article_row(processed: Processed, first_seen_at: datetime, revision: int) -> Row:
    """The row of an article; `revision` is that of the batch that may change it."""
    article, analysis = processed.article, processed.analysis
    return {
        "article_id": article.id,
        "version": article.version,
        "url": article.url,
        "source_id": article.source,
        "title": article.title,
        "summary": article.summary,
        "authors": list(article.authors),
        "agencies": list(article.agencies),
        "published_at": utc(article.published_at),
        "published_day": paris_day(article.published_at),
        "published_precision": article.published_precision,
        "published_by": article.published_by,
        "modified_at": utc(article.modified_at),
        "lang": article.lang,
        "site_name": article.site_name,
        "section": article.section,
        "tags": list(article.tags),
        "image": article.image,
        "access": article.access,
        "basis": article.basis,
        "form": article.form,
        "tdm_reserved": article.rights.tdm_reserved,
        "tdm_declared_by": article.rights.declared_by,
        "relevant": analysis.relevant if analysis else None,
        "relevance": analysis.relevance if analysis else None,
        "nature": analysis.nature if analysis else None,
        "gate": analysis.gate if analysis else None,
        "why": list(analysis.why) if analysis else None,
        "word_count": len(article.text.split()),
        "text_sha256": text_sha256(article.body),
        "first_seen_at": utc(first_seen_at),
        "first_seen_day": paris_day(first_seen_at),
        "version_seen_at": utc(processed.seen_at),
        "extractor": article.extractor,
        "model": analysis.model if analysis else None,
        "told": analysis is not None,
        "corrected_by": None,
        "revision": revision,
    }


def version_row(processed: Processed, first_seen_at: datetime) -> Row:
    """`changed` is left to SQL, which knows the text of the version before."""
    article = processed.article
    return {
        "article_id": article.id,
        "version": article.version,
        "seen_at": utc(first_seen_at),
        "text_sha256": text_sha256(article.body),
        "changed": None,
    }


def mention_row(mention: Mention) -> Row:
    """A mention, without its article."""
    return {
        "kind": mention.kind,
        "entity_key": mention.key,
        "name": mention.name,
        "surface": mention.surface,
        "start_at": mention.start,
        "end_at": mention.end,
        "confidence": mention.confidence,
        "rule": mention.rule,
        "category": mention.category or None,
        "candidate": mention.candidate,
    }


def role_row(role: Role) -> Row:
    """A role, without its article."""
    return {
        "person_key": role.person_key,
        "name": role.name,
        "role": role.role,
        "insee": role.insee,
        "status": MAYOR_STATUS.get(role.role),
        "register": role.register,
        "register_basis": role.register_basis,
        "inferred": role.inferred,
        "evidence_start": role.evidence[0],
        "evidence_end": role.evidence[1],
        "evidence_text": role.evidence_text,
        "mentions": [{"start_at": start, "end_at": end} for start, end in role.mentions],
        "rule": role.rule,
        "confidence": role.confidence,
    }


def person_row(role: Role) -> Row:
    """A person, without the article."""
    return {"person_key": role.person_key, "name": role.name}


def link_row(link: Link) -> Row:
    """A link between two articles."""
    return link._asdict() | {"seen_at": utc(link.seen_at)}


def story_trace_row(made: StoryTrace) -> Row:
    """What grouping keeps of an article; its day is the article's."""
    return {
        "article_id": made.article_id,
        "version": made.version,
        "scheme": made.scheme,
        "places": [place._asdict() for place in made.places],
        "people": list(made.people),
        "terms": made.terms,
        "weights": made.weights,
    }


def story_article_row(member: StoryArticle) -> Row:
    """An article's place in a story."""
    return member._asdict()


def trace(row: tuple[Any, ...]) -> Trace:
    """What linking knows of an article, from a row of queries/traces.sql."""
    *signed, openings = row[:8]
    source, owner, agencies, title, summary, form, published_at, precision, seen_at = row[8:]
    return Trace(
        signature=Signature._make((*signed, tuple(openings))),
        source=source,
        owner=owner,
        agencies=tuple(agencies or ()),
        title=title,
        summary=summary,
        form=Form(form),
        published_at=published_at.replace(tzinfo=UTC) if published_at else None,
        precision=Precision(precision) if precision else None,
        seen_at=seen_at.replace(tzinfo=UTC),
    )


def source_row(source: Source) -> Row:
    """An outlet."""
    return {
        "source_id": source.slug,
        "name": source.name,
        "homepage": source.homepage,
        "outlet_group": source.outlet_group,
        "departements": list(source.departements),
        "enabled": source.enabled,
        "evidence": source.evidence,
        "kind": source.kind,
        "policy": source.policy,
        "verified": source.verified,
    }


def run_row(run: RunReport) -> Row:
    """The counts are sorted: two maps of the same pairs in another order are different maps to DuckDB."""
    return {
        "run_id": run.run_id,
        "job": run.job,
        "started_at": utc(run.started_at),
        "finished_at": utc(run.finished_at),
        "status": run.status,
        "counts": sorted(run.counts.items()),
    }


def source_run_row(line: SourceRun) -> Row:
    """One line of the ledger; its reasons are sorted like a run's counts."""
    return {
        "run_id": line.run_id,
        "source_id": line.source,
        "ended_at": utc(line.at),
        "day": paris_day(line.at),
        "state": line.state,
        "volume": line.volume,
        "announced": line.announced,
        "asked": line.asked,
        "new": line.new,
        "updated": line.updated,
        "unchanged": line.unchanged,
        "reserved": line.reserved,
        "blocked": line.blocked,
        "refused": line.refused,
        "failed": line.failed,
        "excerpts": line.excerpts,
        "reasons": sorted(line.reasons.items()),
    }


def fetch_row(fetch: Fetch) -> Row:
    """One line of a crawl's journal."""
    return {
        "run_id": fetch.run_id,
        "source_id": fetch.source,
        "url": fetch.url,
        "outcome": fetch.outcome,
        "reason": fetch.reason,
        "at": utc(fetch.at),
        "day": paris_day(fetch.at),
        "is_entry": fetch.candidate is None,
        "status": fetch.status,
        "final_url": fetch.final_url,
        "revisit": fetch.revisit,
        "announced": fetch.announced,
    }


def rejection_row(rejection: Rejection) -> Row:
    """What did not become an article."""
    return {
        "url": rejection.url,
        "source_id": rejection.source,
        "stage": rejection.stage,
        "reason": rejection.reason,
        "detail": rejection.detail,
        "at": utc(rejection.at),
        "day": paris_day(rejection.at),
    }
