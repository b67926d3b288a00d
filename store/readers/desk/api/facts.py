"""What articles tell: initiatives, quotes, mayors, events, as programs read them."""

from datetime import date
from typing import NamedTuple

from store.readers.agenda import agenda, departements
from store.readers.desk.api.paging import Key, Some, Span, fetched, ids_after, page_of, rows_of, short
from store.snapshot import Snapshot


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


def initiatives(
    snapshot: Snapshot, limit: int, after: Key | None, span: Span, actor: str | None, departement: str | None,
    technology: str | None, status: str | None,
) -> Some:  # fmt: skip
    """Initiatives by id."""
    asked = {
        **span._asdict(), "actor": actor, "departement": departement, "technology": technology, "status": status,
    }  # fmt: skip
    ids, more = ids_after(snapshot, "api_initiatives_after", limit, after, asked)
    found = rows_of(snapshot, "api_initiatives", Initiative, ids=ids)
    return page_of([row._replace(evidence_text=short(row.evidence_text)) for row in found], ids, more)


def quotes(
    snapshot: Snapshot, limit: int, after: Key | None, span: Span, insee: str | None, person: str | None,
    role: str | None,
) -> Some:  # fmt: skip
    """Quotes by article, and by where they stand in it."""
    article, start, end = (str(after[0]), int(after[1]), int(after[2])) if after else (None, 0, 0)
    asked = {**span._asdict(), "insee": insee, "person": person, "role": role}
    places = fetched(
        snapshot, "api_quotes_after", **asked, article=article, start=start, end=end, most=limit + 1
    )
    kept = places[:limit]
    named, starts, ends = ([row[n] for row in kept] for n in range(3))
    found = rows_of(snapshot, "api_quotes", Quote, articles=named, starts=starts, ends=ends)
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
    ids, more = ids_after(snapshot, "api_mayors_after", limit, after, asked)
    return page_of(rows_of(snapshot, "api_mayors", Mayor, ids=ids), ids, more)


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
