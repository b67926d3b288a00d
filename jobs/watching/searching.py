"""The search of a watch: what it asks, and what answers it now."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from core.days import paris_day
from core.errors import InputError
from core.letters import Watch
from digest.french import NATURES, NBSP, TOPICS, counted
from digest.watched.news import Seen, seen
from digest.watched.why import Why
from jobs.watching import places
from jobs.watching.reasons import Reasons, by_article
from store.query import Snapshot
from store.readers.watched import Watched, watched
from store.search import Hit, SearchQuery, Sort, Unknown
from store.searching.checked import check

FILTERS = {
    "commune": "commune", "epci": "intercommunalité", "departement": "département", "mayor": "maire",
    "technology": "technologie", "source": "titre de presse", "topic": "thème", "nature": "nature",
}  # fmt: skip
"""What a watch can be about, in words."""
_SAID: Mapping[str, Mapping[str, str]] = {"topic": TOPICS, "nature": NATURES}
"""Words for the values of filters that are codes."""
_ONLY = {"relevant": "articles pertinents seulement", "originals": "sans reprises ni copies"}
KEPT = timedelta(days=92)
"""How far back a feed and a page go."""
_ALL, _MOST = 1_000, 5_000
_LONGEST = 2_000
_ROUND_UP = "round-up"
"""What an article counts as that lists others: no news of its own (v_articles.counted_as)."""


def asked(snapshot: Snapshot, given: Mapping[str, str]) -> dict[str, str]:
    """The query of a watch as it is kept: places by their codes. InputError for a place that is none, or several."""
    kept = {name: value.strip() for name, value in given.items() if value.strip()}
    if not kept.keys() & {"words", *FILTERS}:
        raise InputError("un suivi de rien", "Donnez des mots, ou un filtre : --commune, --mayor, --epci…")
    if any(len(value) > _LONGEST for value in kept.values()):
        raise InputError("recherche trop longue", f"Au plus {_LONGEST} caractères.")
    check(kept.get("words", ""), filtered=bool(kept.keys() & FILTERS.keys()))
    for name in sorted(kept.keys() & places.KINDS.keys()):
        kept[name] = places.one(snapshot, name, kept[name]).code
    unknown(snapshot, kept)  # a query that cannot be run is refused now, not at night
    return kept


def unknown(snapshot: Snapshot, query: Mapping[str, str]) -> list[Unknown]:
    """Filters by a value that no article has yet."""
    return list(snapshot.find(replace(SearchQuery.from_dict(query), limit=1)).unknown)


def suggested(snapshot: Snapshot, query: Mapping[str, str]) -> list[str]:
    """The filters that find more than words which find little, as options: "--technology "assistant vocal"…"."""
    if not query.get("words"):
        return []
    found = snapshot.find(replace(SearchQuery.from_dict(query), limit=1)).suggested
    options = [(one.typed.partition(":"), counted(one.articles, "article")) for one in found]
    return [f"Voir aussi{NBSP}: --{name} {value} ({articles})." for (name, _, value), articles in options]


def matching(snapshot: Snapshot, watch: Watch, since: date) -> list[Seen]:
    """The articles that answer a watch since a day; those without a known day too, where not too many answer."""
    hits = {
        hit.article_id: hit
        for query in _queries(snapshot, watch.query)
        for hit in _hits(snapshot, query, since)
    }
    rows = {key: row for key, row in watched(snapshot, hits).items() if row.counted_as != _ROUND_UP}
    reasons, named = _reasons(snapshot, watch.query), by_article(snapshot, rows)
    return [_seen(row, reasons.of(hits[key], row, named.get(key, ()))) for key, row in rows.items()]


def groups_of(snapshot: Snapshot, ids: Collection[str]) -> set[str]:
    """The groups of articles that were told of."""
    return {_group(row) for row in watched(snapshot, ids).values()}


def moment(one: Seen) -> date:
    """The day on which a watch would have told of an article, had it been there."""
    return one.day or paris_day(one.seen_at)


def described(query: Mapping[str, str]) -> str:
    """A watch's search in words."""
    words = query.get("words", "")
    parts = [f"«{NBSP}{words}{NBSP}»"] * bool(words)
    parts += [
        f"{words}{NBSP}: {_SAID.get(name, {}).get(query[name], query[name])}"
        for name, words in FILTERS.items()
        if query.get(name)
    ]
    parts += [words for name, words in _ONLY.items() if query.get(name)]
    return ", ".join(parts)


def since(watch: Watch, now: datetime) -> date:
    """How far back an article may be of which a mail tells: a past that was fetched afterwards is no news."""
    return max(paris_day(watch.created_at), paris_day(now - KEPT)) - timedelta(days=7)


def _queries(snapshot: Snapshot, query: Mapping[str, str]) -> Iterator[SearchQuery]:
    """The searches that answer a watch: one, or two where a commune became part of another."""
    base = SearchQuery.from_dict(query)
    for insee in places.followed(snapshot, base.commune) if base.commune else [""]:
        yield replace(base, commune=insee)


def _hits(snapshot: Snapshot, query: SearchQuery, since: date) -> tuple[Hit, ...]:
    first = max(since, query.since) if query.since else since
    few = snapshot.find(replace(query, limit=1)).total <= _ALL
    if few:
        found = snapshot.find(replace(query, sort=Sort.DATE, limit=_ALL)).hits
        return tuple(hit for hit in found if hit.day is None or hit.day >= first)
    return snapshot.find(replace(query, since=first, sort=Sort.DATE, limit=_MOST)).hits


def _reasons(snapshot: Snapshot, query: Mapping[str, str]) -> Reasons:
    codes = places.followed(snapshot, query["commune"]) if "commune" in query else ()
    return Reasons(query, places.labels(snapshot, query), codes)


def _seen(row: Watched, why: Why) -> Seen:
    return seen(
        row.article_id,
        row.title,
        row.url,
        row.outlet,
        row.day,
        row.seen_at,
        _group(row),
        why,
        counted_as=row.counted_as,
    )


def _group(row: Watched) -> str:
    return row.story or row.repeats or row.article_id
