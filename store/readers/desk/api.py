"""What the API reads: pages of rows in an order that never turns over (ids, not dates), so that none comes twice.

Words of others are cut at 200 characters.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import duckdb

from core.errors import QueryError
from core.lines import one_line
from store.readers.agenda import agenda, departements
from store.readers.desk.asking import rows as rows_of
from store.search import SearchQuery
from store.searching.compiled import Unknown
from store.searching.dated import Place, dated
from store.snapshot import Snapshot

Key = tuple[Any, ...]


class Article(NamedTuple):
    """An article; `extract` is the beginning of its standfirst, `counted_as` article, reprint, copy or round-up."""

    article_id: str
    version: int
    title: str | None
    url: str
    source_id: str
    source: str | None
    outlet_group: str | None
    authors: list[str] | None
    published_at: datetime | None
    published_day: date | None
    access: str | None
    basis: str | None
    counted_as: str
    relevant: bool | None
    nature: str | None
    topics: list[str]
    communes: list[str]
    insees: list[str]
    mayors: list[str]
    technologies: list[str]
    extract: str | None
    first_seen_at: datetime | None


class Story(NamedTuple):
    """Articles about one thing, counted by titles and by the groups that own them."""

    story_id: str
    title: str | None
    first_day: date | None
    last_day: date | None
    articles: int
    reprints: int
    outlets: int
    groups: int
    sources: list[str]
    relevant: bool
    communes: list[str]
    insees: list[str]
    technologies: list[str]


class Initiative(NamedTuple):
    """A line of the register, with the sentence of its last status."""

    initiative_id: str
    actor_kind: str
    actor_code: str
    actor: str | None
    departement: str | None
    technology_id: str
    technology: str
    use_case: str | None
    category: str | None
    status: str
    status_since: date | None
    first_status: str | None
    supplier: str | None
    amounts: list[str]
    dates: list[str]
    first_seen: date | None
    last_seen: date | None
    articles: int
    reprints: int
    outlets: int
    confidence: float | None
    evidence_text: str | None
    title: str | None
    url: str | None
    article_id: str | None


class Quote(NamedTuple):
    """Words of somebody, and where they stand; `person_key` is set for who has a public role."""

    article_id: str
    start_at: int
    end_at: int
    speaker: str | None
    person_key: str | None
    role: str | None
    insee: str | None
    commune: str | None
    departement: str | None
    direct: bool | None
    text: str | None
    confidence: float | None
    title: str | None
    url: str
    source_id: str
    source: str | None
    published_day: date | None
    counted_as: str


class Mayor(NamedTuple):
    """A mayor, or a former one, whom articles name; `register` is what the register said of the last of them."""

    person_key: str
    name: str
    insee: str | None
    commune: str | None
    departement: str | None
    status: str
    register: str | None
    register_basis: str | None
    articles: int
    first_day: date | None
    last_day: date | None


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


class Coverage(NamedTuple):
    """An outlet's week of collection (v_coverage)."""

    source_id: str
    outlet: str | None
    week: date
    expected: int | None
    collected: int
    readable: int
    excerpts: int
    reserved: int
    blocked: int
    refused: int
    failed: int
    rejected: int
    outage: bool | None


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


class Event(NamedTuple):
    """An event of the agenda, with the sentence that dates it; `precision` is day, month or year."""

    event_id: str
    name: str
    start_day: date
    end_day: date
    precision: str
    state: str
    place: str
    commune: str
    insee: str | None
    departement: str | None
    departement_name: str
    articles: int
    source: str
    url: str
    evidence_text: str | None


class Span(NamedTuple):
    """Days, both included; None: any."""

    first: date | None = None
    last: date | None = None


class Sought(NamedTuple):
    """A page of articles: `total` is all that is found, `after` where the next page begins, None at the end.

    `unknown` are the filters by values that no article has.
    """

    total: int
    rows: list[Article]
    after: Key | None
    unknown: tuple[Unknown, ...] = ()


class Some(NamedTuple):
    """A page of rows; `after` is where the next one begins, None at the end."""

    rows: Sequence[Any]
    after: Key | None


def articles(snapshot: Snapshot, asked: SearchQuery, limit: int, after: Key | None) -> Sought:
    """Articles that answer a search, the newest first; a key is (instant, id, about how many came before)."""
    place, before = (Place(int(after[0]), str(after[1])), int(after[2])) if after else (None, 0)
    page = dated(snapshot.index_dir, asked, limit, place, before)
    ids = [one.article_id for one in page.places]
    rows = {row.article_id: row for row in _rows(snapshot, "api_articles", Article, ids=ids)}
    kept = [row._replace(extract=short(row.extract)) for one in ids if (row := rows.get(one))]
    last = page.places[-1] if page.more else None
    return Sought(page.total, kept, (*last, before + len(ids)) if last else None, page.unknown)


def stories(
    snapshot: Snapshot, limit: int, after: Key | None, span: Span, commune: str | None, technology: str | None
) -> Some:
    """Stories by id."""
    asked = {**span._asdict(), "commune": commune, "technology": technology}
    ids, more = _ids(snapshot, "api_stories_after", limit, after, asked)
    return _some(_rows(snapshot, "api_stories", Story, ids=ids), ids, more)


def initiatives(
    snapshot: Snapshot, limit: int, after: Key | None, span: Span, actor: str | None, departement: str | None,
    technology: str | None, status: str | None,
) -> Some:  # fmt: skip
    """Initiatives by id."""
    asked = {
        **span._asdict(), "actor": actor, "departement": departement, "technology": technology, "status": status,
    }  # fmt: skip
    ids, more = _ids(snapshot, "api_initiatives_after", limit, after, asked)
    found = _rows(snapshot, "api_initiatives", Initiative, ids=ids)
    return _some([row._replace(evidence_text=short(row.evidence_text)) for row in found], ids, more)


def quotes(
    snapshot: Snapshot, limit: int, after: Key | None, span: Span, insee: str | None, person: str | None,
    role: str | None,
) -> Some:  # fmt: skip
    """Quotes by article, and by where they stand in it."""
    article, start, end = (str(after[0]), int(after[1]), int(after[2])) if after else (None, 0, 0)
    asked = {**span._asdict(), "insee": insee, "person": person, "role": role}
    places = _fetched(
        snapshot, "api_quotes_after", **asked, article=article, start=start, end=end, most=limit + 1
    )
    kept = places[:limit]
    named, starts, ends = ([row[n] for row in kept] for n in range(3))
    found = _rows(snapshot, "api_quotes", Quote, articles=named, starts=starts, ends=ends)
    rows = [row._replace(text=short(row.text)) for row in found]
    return Some(rows, kept[-1] if len(places) > limit else None)


def mayors(
    snapshot: Snapshot,
    limit: int,
    after: Key | None,
    insee: str | None,
    departement: str | None,
    words: list[str],
) -> Some:
    """Mayors that articles name, by key; `words` are of their name, without accents."""
    asked = {"insee": insee, "departement": departement, "words": words}
    ids, more = _ids(snapshot, "api_mayors_after", limit, after, asked)
    return _some(_rows(snapshot, "api_mayors", Mayor, ids=ids), ids, more)


def commune(snapshot: Snapshot, insee: str, today: date) -> Commune | None:
    """The commune of a code."""
    found = _rows(snapshot, "api_commune", Commune, insee=insee, day=today)
    return found[0] if found else None


def technologies(snapshot: Snapshot) -> list[Technology]:
    """All of them, by id."""
    return _rows(snapshot, "api_technologies", Technology)


def sources(snapshot: Snapshot) -> list[Source]:
    """All outlets, by id: keep them per snapshot."""
    return _rows(snapshot, "api_sources", Source)


def coverage(snapshot: Snapshot) -> list[Coverage]:
    """The whole ledger, by outlet and week: keep it per snapshot."""
    return _rows(snapshot, "api_coverage", Coverage)


def events(snapshot: Snapshot, first: date, last: date, departement: str | None) -> list[Event]:
    """The events with a day from `first` to `last`, both included, by id; none of the words of a reserved page."""
    codes = {name: code for code, name in departements(snapshot).items()}
    return sorted(
        Event(
            one.event_id, one.name, one.start_day, one.end_day, one.precision, one.state.value, one.place, one.commune,
            one.insee, codes.get(one.departement_name), one.departement_name, one.articles, one.source, one.url,
            short(one.evidence_text),
        )
        for one in agenda(snapshot, first, last, departement)
    )  # fmt: skip


def trend(snapshot: Snapshot, technology: str) -> list[Trend]:
    """A technology by its id, or a name of it; QueryError for one that is not known."""
    try:
        return _rows(snapshot, "api_trend", Trend, technology=technology)
    except duckdb.InvalidInputException as error:
        raise QueryError("Technologie inconnue.", "Les identifiants : /api/technologies.") from error


def sliced(rows: Sequence[Any], places: Sequence[Key], limit: int, after: Key | None) -> Some:
    """A page of rows that are all there, in the order of their `places`."""
    begin = next((n for n, place in enumerate(places) if after is None or place > after), len(rows))
    end = begin + limit
    return Some(rows[begin:end], places[end - 1] if end < len(rows) else None)


def short(words: str | None) -> str | None:
    """As much of others' words as may be shown."""
    return one_line(words) if words else words


def _some(rows: Sequence[Any], ids: list[str], more: bool) -> Some:
    return Some(rows, (ids[-1],) if more else None)


def _ids(
    snapshot: Snapshot, name: str, limit: int, after: Key | None, asked: dict[str, Any]
) -> tuple[list[str], bool]:
    found = _fetched(snapshot, name, **asked, after=str(after[0]) if after else None, most=limit + 1)
    return [row[0] for row in found[:limit]], len(found) > limit


def _rows(snapshot: Snapshot, name: str, kind: type[Any], **asked: Any) -> list[Any]:
    return [kind._make(row) for row in _fetched(snapshot, name, **asked)]


def _fetched(snapshot: Snapshot, name: str, **asked: Any) -> list[tuple[Any, ...]]:
    return rows_of(snapshot, name, **asked)
