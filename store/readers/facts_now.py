"""What the newest snapshot says of facts that a letter told (digest.letter.Fact says how kind, key and value are made).

One query a kind, however many facts there are. What was merged is asked for under the name that it has now.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from core.names import name_key
from store.snapshot import Snapshot
from store.sql import query

Told = tuple[str, str, str]
"""Kind, key and value, as the letter said it."""


class Now(NamedTuple):
    """What a fact is now; `name` is what people call it, where the value is a code (of an event, its precision)."""

    value: str
    name: str = ""


class _Asked:
    """The snapshot, and where merged ids went."""

    def __init__(self, snapshot: Snapshot, until: date, built: date) -> None:
        self._snapshot = snapshot
        self._days = {"facts_now_initiatives": until, "facts_now_events": built}
        self._into = _redirects(snapshot)
        self.corrected = _holds(snapshot, "corrections")

    def now(self, kind: str, key: str) -> str:
        return self._into.get((kind, key), key)

    def rows(self, name: str, keys: Iterable[str]) -> list[tuple[Any, ...]]:
        wanted: dict[str, Any] = {"keys": sorted(set(keys))}
        wanted |= {"until": self._days[name]} if name in self._days else {}
        return self._snapshot.connection.execute(query(name), wanted).fetchall()


def facts_now(
    snapshot: Snapshot, told: Iterable[Told], until: date, built: date
) -> dict[tuple[str, str], Now]:
    """What each fact is, by its kind and key; those that are not there any more are left out.

    How far an initiative is, by the articles up to `until`, the last day that the letter told of; when an event takes
    place, by those up to the day on which it was `built`: what later ones tell is news, and no error.
    """
    asked = _Asked(snapshot, until, built)
    by_kind: dict[str, list[Told]] = defaultdict(list)
    for fact in told:
        by_kind[fact[0]].append(fact)
    found: dict[tuple[str, str], Now] = {}
    for kinds, reader in _READERS.items():
        if wanted := [fact for kind in kinds for fact in by_kind[kind]]:
            found |= reader(asked, wanted)
    return found


def _redirects(snapshot: Snapshot) -> Mapping[tuple[str, str], str]:
    """None in what a version that had none published."""
    if not _holds(snapshot, "redirects"):
        return {}
    rows = snapshot.connection.execute("SELECT kind, old_id, new_id FROM redirects").fetchall()
    return {(kind, old): new for kind, old, new in rows}


def _holds(snapshot: Snapshot, table: str) -> bool:
    there = snapshot.connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND table_name = ?",
        [table],
    ).fetchone()
    return bool(there and there[0])


def _initiatives(asked: _Asked, told: list[Told]) -> dict[tuple[str, str], Now]:
    keys = {key: asked.now("initiative", key) for _, key, _ in told}
    rows = {row[0]: row[1:] for row in asked.rows("facts_now_initiatives", keys.values())}
    found = {}
    for kind, key, _ in told:
        if keys[key] in rows:
            status, supplier, code, actor = rows[keys[key]]
            of = {"initiative-status": Now(status or ""), "initiative-supplier": Now(supplier)}
            found[kind, key] = of.get(kind) or Now(code, actor)
    return found


def _quotes(asked: _Asked, told: list[Told]) -> dict[tuple[str, str], Now]:
    rows = asked.rows("facts_now_quotes", (_article(key) for _, key, _ in told))
    by_place = {f"{row[0]}:{row[1]}": row for row in rows}
    by_words = {(row[0], name_key(row[2] or "")): row for row in rows}
    words = {key: value for kind, key, value in told if kind == "quote"}
    found = {}
    for kind, key, _ in told:
        # by its words first: another reading of the article moves places
        row = by_words.get((_article(key), name_key(words.get(key, "")))) or by_place.get(key)
        if row is not None:
            _, _, text, person, role, insee, speaker = row
            found[kind, key] = Now(text) if kind == "quote" else Now(f"{person}|{role}|{insee}", speaker)
    return found


def _mayors(asked: _Asked, told: list[Told]) -> dict[tuple[str, str], Now]:
    rows = asked.rows("facts_now_mayors", (_article(key) for _, key, _ in told))
    roles: dict[tuple[str, str], list[Now]] = defaultdict(list)
    for article, person, role, insee, name in rows:
        roles[article, person].append(Now(f"{role}|{insee}", name))
    found = {}
    for kind, key, value in told:
        article, _, person = key.partition(":")
        known = roles.get((article, person)) or roles.get((article, asked.now("person", person)))
        if known:  # somebody may have several roles: what was said is right when one of them is it
            found[kind, key] = next((one for one in known if one.value == value), known[0])
    return found


def _events(asked: _Asked, told: list[Told]) -> dict[tuple[str, str], Now]:
    keys = {key: asked.now("event", key) for _, key, _ in told}
    rows = {row[0]: row[1:] for row in asked.rows("facts_now_events", keys.values())}
    found = {}
    for kind, key, _ in told:
        if keys[key] in rows:
            first, last, precision, state, name, where = rows[keys[key]]
            of_days = Now(f"{first}|{last}|{state}|{name}", precision)
            found[kind, key] = Now(where.rstrip("|")) if kind == "event-place" else of_days
    return found


def _articles(asked: _Asked, told: list[Told]) -> dict[tuple[str, str], Now]:
    rows = asked.rows("facts_now_articles", (key for _, key, _ in told))
    return {
        ("article", key): Now("relevant" if relevant else "irrelevant", title)
        for key, relevant, title in rows
    }


def _titles(asked: _Asked, told: list[Told]) -> dict[tuple[str, str], Now]:
    """A title is as it was told until an editor gives another: what a publisher changes is news, and no error."""
    given = dict(asked.rows("facts_now_titles", (key for _, key, _ in told))) if asked.corrected else {}
    return {(kind, key): Now(given.get(key) or value) for kind, key, value in told}


def _stories(asked: _Asked, told: list[Told]) -> dict[tuple[str, str], Now]:
    """A story is told under the title of one of its articles: it still is it while that is one of them."""
    keys = {key: asked.now("story", key) for _, key, _ in told}
    titles: dict[str, list[str]] = defaultdict(list)
    for story, title in asked.rows("facts_now_stories", keys.values()):
        titles[story].append(title)
    found = {}
    for kind, key, value in told:
        if known := titles.get(keys[key]):
            start = name_key(value.removesuffix("…"))
            there = any(name_key(title).startswith(start) for title in known)
            found[kind, key] = Now(value if there else known[0])
    return found


def _figures(asked: _Asked, told: list[Told]) -> dict[tuple[str, str], Now]:
    rows = asked.rows("facts_now_figures", (_article(key) for _, key, _ in told))
    by_place = {f"{article}:{start}": figure(value, unit) for article, start, value, unit in rows}
    there = {(article, figure(value, unit)) for article, _, value, unit in rows}
    found = {}
    for kind, key, value in told:
        if (_article(key), value) in there:  # another reading of the article moves places
            found[kind, key] = Now(value)
        elif key in by_place:
            found[kind, key] = Now(by_place[key])
    return found


def figure(value: float | None, unit: str) -> str:
    """A figure as a fact has it: "12000 €", "12.5 %"."""
    number = "" if value is None else str(int(value)) if value == int(value) else repr(value)
    return f"{number} {unit}".strip()


def _article(key: str) -> str:
    return key.partition(":")[0]


_READERS: Mapping[tuple[str, ...], Callable[[_Asked, list[Told]], dict[tuple[str, str], Now]]] = {
    ("initiative-status", "initiative-supplier", "initiative-actor"): _initiatives,
    ("speaker", "quote"): _quotes,
    ("mayor",): _mayors,
    ("event", "event-place"): _events,
    ("article",): _articles,
    ("article-title",): _titles,
    ("story",): _stories,
    ("figure",): _figures,
}
