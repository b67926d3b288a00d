"""The texts of corrected articles with what they say now, as the analysis would answer: from this workspace alone."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.correcting import entities
from store.correcting.facts import Tables
from store.query import reader
from store.readers.past import current_articles
from store.snapshot import open_snapshot

MOST = 5
"""Articles that stand for a correction that holds everywhere."""


class Case(NamedTuple):
    """An article that a correction holds for: its text, and what the analysis' answer should say of it."""

    correction: Correction
    article_id: str
    text: str
    published: date | None
    expected: dict[str, Any]


def cases(data_dir: Path, words: Sequence[Correction]) -> list[Case]:
    """The cases of these corrections, of the published articles whose text is still kept.

    Raises NothingPublished; StoreBusy while a writer holds the texts.
    """
    found = []
    with reader(data_dir, with_text=True) as snapshot:
        for one in words:
            articles = entities.where(snapshot, one, MOST)
            for article, _ in current_articles(snapshot.connection, articles):
                expected = _expected(one, entities.facts(snapshot, article.id))
                if article.text and expected:
                    day = article.published_at.date() if article.published_at else None
                    found.append(Case(one, article.id, article.body, day, expected))
    return found


def _expected(one: Correction, facts: Tables) -> dict[str, Any]:
    """What the article says now of what the correction is about."""
    if one.kind is Kind.ARTICLE:
        return _judged(one, facts)
    if one.kind is Kind.QUOTE and one.action is Action.LINK:
        return {"quotes": [{k: row[k] or "" for k in ("text", "speaker")} for row in facts.get("quotes", ())]}
    if one.kind is Kind.EVENT and one.action is Action.LINK:
        return {"events": [_placed(row) for row in facts.get("events", ())]}
    if one.action is Action.DAY:
        return {"events": [_dated(row) for row in facts.get("events", ())]}
    sections = {
        Kind.COMMUNE: ("communes", [row["entity_key"] for row in _mentions(facts, "commune")]),
        Kind.TECHNOLOGY: ("technologies", [row["entity_key"] for row in _mentions(facts, "technology")]),
        Kind.ORGANISATION: ("organisations", [row["name"] for row in _mentions(facts, "organisation")]),
        Kind.PERSON: ("persons", [_person(row) for row in facts.get("roles", ())]),
        Kind.QUOTE: ("quotes", [row["text"] for row in facts.get("quotes", ())]),
        Kind.FIGURE: (
            "figures",
            [{k: row[k] for k in ("value", "unit", "what")} for row in facts.get("figures", ())],
        ),
        Kind.EVENT: ("events", [row["name"] for row in facts.get("events", ())]),
        Kind.INITIATIVE: ("initiatives", [_initiative(row) for row in facts.get("initiative_history", ())]),
    }
    name, values = sections[one.kind]
    once = [value for n, value in enumerate(values) if value not in values[:n]]
    return {name: once}


def _judged(one: Correction, facts: Tables) -> dict[str, Any]:
    row = facts["articles"][0]
    if one.action is Action.TOPICS:
        return {"topics": sorted(topic["topic"] for topic in facts.get("article_topics", ()))}
    if one.action is Action.RENAME:
        return {"title": row["title"]}
    if one.action is Action.NATURE:
        return {"nature": row["nature"]}
    return {"relevant": row["relevant"]}


def decision(case: Case, facts: Tables) -> dict[str, Any]:
    """What `beffroi train` reads of a judged article."""
    row = facts["articles"][0]
    topics = sorted(topic["topic"] for topic in facts.get("article_topics", ()))
    return {"text": case.text, "relevant": bool(row["relevant"]), "nature": row["nature"], "topics": topics}


def decisions(data_dir: Path, words: Sequence[Correction]) -> list[dict[str, Any]]:
    """A decision for each article that editors judged and whose text is kept."""
    judged = [one for one in words if one.kind is Kind.ARTICLE and one.action is not Action.RENAME]
    found = {case.article_id: case for case in cases(data_dir, judged)}
    with open_snapshot(data_dir) as snapshot:
        return [decision(case, entities.facts(snapshot, article)) for article, case in found.items()]


def _mentions(facts: Tables, kind: str) -> list[dict[str, Any]]:
    return [row for row in facts.get("mentions", ()) if row["kind"] == kind]


def _person(row: dict[str, Any]) -> dict[str, Any]:
    return {"name": row["name"], "role": row["role"], "commune_insee": row["insee"]}


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    digits = {"year": 4, "month": 7}.get(row["precision"], 10)
    days = {
        f"{end}_date": row[f"{end}_day"].isoformat()[:digits] for end in ("start", "end") if row[f"{end}_day"]
    }
    return {"name": row["name"]} | days


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    return {"name": row["name"], "place": row["insee"] or row["place"]}


def _initiative(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "actor_name": row["actor_name"], "technology": row["technology_id"], "use_case": row["use_case"],
        "status": row["status"], "supplier": row["supplier"],
    }  # fmt: skip
