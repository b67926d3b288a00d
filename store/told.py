"""What texts tell as rows (quotes, figures, events, the history of initiatives), and what is known of the told."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import duckdb

from core.days import first_day, last_day
from core.types import (
    ActorKind,
    Event,
    EventTrace,
    Figure,
    Initiative,
    InitiativeTrace,
    Processed,
    Quote,
    Span,
    UseCategory,
)
from store.correcting.originals import pair
from store.correcting.unmerged import unmerged
from store.rows import Row, paris_day
from store.sql import query

_PRECISION = {4: "year", 7: "month", 10: "day"}


def event_traces(connection: duckdb.DuckDBPyConnection, first: date, last: date) -> list[EventTrace]:
    """The stored events of which a day lies between `first` and `last`, both included, the earliest told first."""
    found = connection.execute(query("event_traces"), {"first": first, "last": last}).fetchall()
    return [EventTrace(*row) for row in found] + [
        _event_trace(row)
        for row in unmerged(connection, "events", _told_of(first, last))
        if row["start_day"] <= last and row["end_day"] >= first
    ]


def _told_of(first: date, last: date) -> list[str]:
    """What is held by all that may take place between two days: a month that begins or ends it, or a year."""
    months = {(first + timedelta(n)).strftime("%Y-%m") for n in range((last - first).days + 1)}
    days = [pair(name, month).rstrip('"') for month in months for name in ("start_day", "end_day")]
    return [*days, pair("precision", "year")]


def _event_trace(row: Row) -> EventTrace:
    digits = {name: n for n, name in _PRECISION.items()}[row["precision"]]
    first, last = (row[name].isoformat()[:digits] for name in ("start_day", "end_day"))
    return EventTrace(
        row["event_id"], row["article_id"], row["name"], first, last, row["place"] or "", row["insee"]
    )


def initiative_traces(connection: duckdb.DuckDBPyConnection, actors: Iterable[str]) -> list[InitiativeTrace]:
    """The stored initiatives of these actors, by code, and those of all who have none; the earliest told first."""
    codes = set(actors)
    found = connection.execute(query("initiative_traces"), {"actors": list(codes)}).fetchall()
    told = [pair("actor_code", code) for code in (*codes, None)]
    found += [
        tuple(row[name] or "" if name in _EMPTY else row[name] for name in _TRACED)
        for row in unmerged(connection, "initiative_history", told)
        if row["actor_code"] is None or row["actor_code"] in codes
    ]
    return [_initiative_trace(row) for row in found]


_EMPTY = ("category", "use_case", "supplier")
_TRACED = (
    "initiative_id", "article_id", "actor_kind", "actor_code", "actor_name", "technology_id", "technology",
    "category", "use_case", "supplier", "day",
)  # fmt: skip


def _initiative_trace(row: tuple[Any, ...]) -> InitiativeTrace:
    trace = InitiativeTrace._make(row)
    return trace._replace(actor_kind=ActorKind(trace.actor_kind), category=UseCategory(trace.category))


def day_of(processed: Processed) -> date | None:
    """The day on which an article says what it says: when it was published, else when it was seen."""
    return paris_day(processed.article.published_at or processed.seen_at)


def quote_row(quote: Quote) -> Row:
    """A quote, without its article."""
    return {
        "person_key": quote.person_key,
        "speaker": quote.speaker or None,
        "role": quote.role,
        "insee": quote.insee,
        "direct": quote.direct,
        "start_at": quote.start,
        "end_at": quote.end,
        "text": quote.text,
        **_evidence(quote),
    }


def figure_row(figure: Figure) -> Row:
    """A figure, without its article."""
    return {
        "value": figure.value,
        "low": figure.low,
        "unit": figure.unit,
        "base_value": figure.value if figure.base_value is None else figure.base_value,
        "base_unit": figure.base_unit or figure.unit,
        "what": figure.what or None,
        "owner": figure.owner or None,
        "approximate": figure.approximate,
        "start_at": figure.start,
        "end_at": figure.end,
        **_evidence(figure),
    }


def event_row(event: Event) -> Row:
    """An event, without its article; days at the precision that the article gives."""
    return {
        "event_id": event.id,
        "name": event.name,
        "start_day": first_day(event.start_date),
        "end_day": last_day(event.end_date),
        "precision": _PRECISION[len(event.start_date)],
        "state": event.state,
        "place": event.place or None,
        "insee": event.insee,
        "start_at": event.mention[0],
        "end_at": event.mention[1],
        **_evidence(event),
    }


def initiative_row(initiative: Initiative, body: str) -> Row:
    """What an article says of an initiative, without the article and its day; spans index its `body`."""
    return {
        "initiative_id": initiative.id,
        "merged_from": None,
        "status": initiative.status,
        "actor_kind": initiative.actor_kind,
        "actor_code": initiative.actor_code,
        "actor_name": initiative.actor_name,
        "technology_id": initiative.technology_id,
        "technology": initiative.technology,
        "use_case": initiative.use_case,
        "use_from_text": initiative.use_from_text,
        "category": initiative.category,
        "supplier": initiative.supplier or None,
        "amounts": [_span(span, body) for span in initiative.amounts],
        "dates": [_span(span, body) for span in initiative.dates],
        **_evidence(initiative),
    }


def _evidence(fact: Quote | Figure | Event | Initiative) -> Row:
    return {
        "evidence_start": fact.evidence[0],
        "evidence_end": fact.evidence[1],
        "evidence_text": fact.evidence_text,
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def _span(span: Span, body: str) -> Row:
    """Where it stands, and its words as one says them: outlets differ in no-break spaces."""
    start, end = span
    return {"start_at": start, "end_at": end, "words": " ".join(body[start:end].split())}
