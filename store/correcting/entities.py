"""What editors name and correct, as it is published: entities by key or name, and what a correction would change."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.names import name_key
from core.types import Correction, CorrectionAction, CorrectionKind
from store.correcting import originals, said
from store.correcting.corrected import corrected
from store.correcting.facts import Tables
from store.correcting.plan import Plan, Unit
from store.rows import Row
from store.snapshot import Snapshot
from store.sql import query


class Entity(NamedTuple):
    """An entity of any kind, by its key."""

    key: str
    name: str
    category: str


class Told(NamedTuple):
    """An article that tells of something."""

    article_id: str
    title: str


class Change(NamedTuple):
    """What a correction changes of what is published: how many articles, and rows by table, each event once."""

    articles: int
    rows: dict[str, int]


def entities(snapshot: Snapshot, kind: CorrectionKind) -> list[Entity]:
    """All that is published of a kind, in the order of keys: of persons, 230,000 of 200,000 articles."""
    found = snapshot.connection.execute(query("entities"), {"kind": kind.value}).fetchall()
    return [Entity(key, name or "", category or "") for key, name, category in found]


def known(snapshot: Snapshot, kind: CorrectionKind, keys: Collection[str]) -> dict[str, Entity]:
    """Those of these keys, by key."""
    some = f"SELECT * FROM ({query('entities')}) WHERE key IN (SELECT unnest($keys::VARCHAR[]))"  # noqa: S608
    found = snapshot.connection.execute(some, {"kind": kind.value, "keys": list(keys)}).fetchall()
    return {key: Entity(key, name or "", category or "") for key, name, category in found}


def towns_of(snapshot: Snapshot, initiatives: Sequence[str]) -> dict[str, str]:
    """The département of each of these that a commune carries."""
    found = snapshot.connection.execute(
        "SELECT i.initiative_id, c.departement FROM initiatives i JOIN communes c ON c.insee = i.actor_code"
        " WHERE i.actor_kind = 'commune' AND i.initiative_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(initiatives)},
    )
    return dict(found.fetchall())


def towns_of_event(snapshot: Snapshot, events: Sequence[str]) -> list[str]:
    """The names of the communes in which articles say that these take place."""
    found = snapshot.connection.execute(
        "SELECT DISTINCT c.name FROM events e JOIN articles USING (article_id, version) JOIN communes c USING (insee)"
        " WHERE e.event_id IN (SELECT unnest($events::VARCHAR[])) ORDER BY c.name",
        {"events": list(events)},
    )
    return [name for (name,) in found.fetchall()]


def names(snapshot: Snapshot, words: Sequence[Correction]) -> dict[tuple[CorrectionKind, str], str]:
    """What all that corrections speak of is called now, by kind and key: of articles it is their titles."""
    keys: dict[CorrectionKind, set[str]] = defaultdict(set)
    for one in words:
        for kind in (one.kind, CorrectionKind.COMMUNE) if one.kind is CorrectionKind.PERSON else (one.kind,):
            keys[kind] |= {one.key, one.value} - {""}
    found = {
        (kind, one.key): one.name
        for kind, some in keys.items()
        for one in known(snapshot, kind, some).values()
        if one.name
    }
    told = titles(snapshot, keys[CorrectionKind.ARTICLE])
    return found | {(CorrectionKind.ARTICLE, article): title for article, title in told.items() if title}


def titles(snapshot: Snapshot, articles: Collection[str]) -> dict[str, str]:
    """The titles of those of these articles that are published."""
    found = snapshot.connection.execute(
        "SELECT article_id, title FROM articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(articles)},
    ).fetchall()
    return {article: title or "" for article, title in found}


def facts(snapshot: Snapshot, article_id: str) -> Tables:
    """The published rows of an article's current version, by table; empty when it is not published."""
    units = originals.stored(snapshot.connection, [article_id])
    return units[max(units)] if units else {}


def last_tellings(snapshot: Snapshot, initiative_id: str) -> list[Told]:
    """The articles of an initiative's last day, their reprints and copies: what all of these say, the register says."""
    found = snapshot.connection.execute(query("last_tellings"), {"initiative": initiative_id}).fetchall()
    return [Told(article, title or "") for article, title in found]


def announcing(snapshot: Snapshot, events: Sequence[str]) -> list[Told]:
    """The articles that tell of these events, the first published first."""
    found = snapshot.connection.execute(query("announcing"), {"events": events}).fetchall()
    return [Told(article, title or "") for article, title, _ in found]


def repeats(snapshot: Snapshot, article_id: str) -> list[Told]:
    """The articles that repeat one or that it repeats, itself included, the first published first."""
    found = snapshot.connection.execute(query("repeats"), {"article": article_id}).fetchall()
    return [Told(article, title or "") for article, title in found]


def change(snapshot: Snapshot, correction: Correction) -> Change:
    """What a correction would change, all others being as they are."""
    keys = {correction.key}
    names = _names(snapshot, correction)
    articles = {correction.article_id, *correction.articles} - {None}
    if correction.kind is CorrectionKind.ARTICLE:
        articles = {correction.key}
    if not articles:
        articles = set(originals.naming(snapshot.connection, {*keys, *names}))
    plan = said.plan(snapshot.connection, said.rows_of([replace(correction, number=1)]), names)
    units = originals.stored(snapshot.connection, [a for a in articles if a])
    return _difference(units, plan)


def _names(snapshot: Snapshot, correction: Correction) -> dict[str, str]:
    """The published name of an organisation, as a key, with the key that it has."""
    if correction.kind is not CorrectionKind.ORGANISATION:
        return {}
    found = snapshot.connection.execute(
        "SELECT name, organisation_key FROM organisations WHERE organisation_key = ?", [correction.key]
    ).fetchall()
    return {name_key(name): key for name, key in found if name}


def _difference(units: dict[originals.Owner, Tables], plan: Plan) -> Change:
    """By the newest version of each article: what readers see."""
    found: dict[str, set[object]] = defaultdict(set)
    touched: set[str] = set()
    newest = dict(sorted(units))
    for article, version in newest.items():
        tables = units[article, version]
        after, _ = corrected(Unit(article, version, tables), plan)
        for table in tables:
            gone = [(n, row) for n, row in enumerate(tables[table]) if row not in after.get(table, [])]
            # an article tells an event once or twice, several tell the same: it is one
            found[table] |= {row["event_id"] if table == "events" else (article, n) for n, row in gone}
            touched |= {article} if gone else set()
    return Change(len(touched), {table: len(rows) for table, rows in found.items() if rows})


def published(snapshot: Snapshot) -> list[Row]:
    """The corrections as they are published: none by a version that had none."""
    there = snapshot.connection.execute(
        "SELECT count(*) FROM duckdb_tables()"
        " WHERE database_name = current_database() AND table_name = 'corrections'"
    ).fetchone()
    if not there or not there[0]:
        return []
    found = snapshot.connection.execute("SELECT * FROM corrections ORDER BY said_at, correction_id")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def where(snapshot: Snapshot, correction: Correction, most: int) -> list[str]:
    """Some published articles that show a correction: those that it names, else that name what it leads to."""
    named = [a for a in (correction.article_id, *correction.articles) if a]
    if correction.kind is CorrectionKind.ARTICLE:
        named = [correction.key]
    leads = correction.action in {CorrectionAction.MERGE, CorrectionAction.LINK}
    if correction.kind is CorrectionKind.INITIATIVE and correction.action is CorrectionAction.LINK:
        leads = False  # it keeps its own key, whoever carries it
    key = correction.value if leads else correction.key
    return (named or originals.naming(snapshot.connection, {key}))[:most]
