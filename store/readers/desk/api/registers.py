"""Communes, technologies and outlets, with how much is told of each, as programs read them."""

from datetime import date, datetime
from typing import NamedTuple

import duckdb

from core.errors import QueryError
from store.readers.desk.api.paging import rows_of
from store.snapshot import Snapshot


class Commune(NamedTuple):
    """A commune by the registers, its mayor of today by them, and how much is told of it."""

    insee: str
    name: str
    kind: str | None
    departement: str | None
    departement_name: str | None
    region: str | None
    epci_siren: str | None
    epci: str | None
    population: int | None
    lat: float | None
    lon: float | None
    parent: str | None
    mayor: str | None
    mayor_since: date | None
    mayor_basis: str | None
    articles: int
    reprints: int
    initiatives: int


class Technology(NamedTuple):
    """A technology of the lexicon, or a candidate that texts brought in."""

    technology_id: str
    canonical: str
    category: str | None
    parent: str | None
    wikidata: str | None
    status: str | None
    articles: int
    reprints: int
    initiatives: int


class Source(NamedTuple):
    """An outlet, and how it is doing (v_source_health)."""

    source_id: str
    source: str | None
    homepage: str | None
    outlet_group: str | None
    departements: list[str] | None
    enabled: bool | None
    state: str | None
    volume: str | None
    last_asked_at: datetime | None
    last_answer_at: datetime | None
    entry_outcome: str | None
    entry_reason: str | None
    asked_7_days: int
    failed_7_days: int
    announced_7_days: int | None
    announced_usual_week: float | None
    articles: int
    articles_7_days: int
    last_article_day: date | None
    silent_days: int | None


class Trend(NamedTuple):
    """A technology's week of publication (trend())."""

    technology_id: str
    technology: str
    week: date
    iso_week: str
    articles: int
    relevant_articles: int
    reprints: int
    outlets: int
    articles_read: int
    share: float | None
    outlets_followed: int | None
    outlets_silent: int | None
    missing_share: float | None
    watched: str
    outage: bool | None


def commune(snapshot: Snapshot, insee: str, today: date) -> Commune | None:
    """The commune of a code."""
    found = rows_of(snapshot, "api_commune", Commune, insee=insee, day=today)
    return found[0] if found else None


def technologies(snapshot: Snapshot) -> list[Technology]:
    """All of them, by id."""
    return rows_of(snapshot, "api_technologies", Technology)


def sources(snapshot: Snapshot) -> list[Source]:
    """All outlets, by id: keep them per snapshot."""
    return rows_of(snapshot, "api_sources", Source)


def trend(snapshot: Snapshot, technology: str) -> list[Trend]:
    """A technology by its id, or a name of it; QueryError for one that is not known."""
    try:
        return rows_of(snapshot, "api_trend", Trend, technology=technology)
    except duckdb.InvalidInputException as error:
        raise QueryError("Technologie inconnue.", "Les identifiants : /api/technologies.") from error
