"""What a list can be narrowed by: each value a link that adds or takes away itself, with how many articles have it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_date

from core.desk import Start
from core.letters import Watch
from digest import french
from state import marks, watches
from store.query import Snapshot
from store.readers.desk import morning as reader
from store.search import SearchQuery, Sort
from store.searching.pool import pooled
from web.desk.frame import NATURES, TOPICS, address
from web.desk.today.asked import Asked
from web.desk.today.listing import NEWEST, Listed, beside_watch, excerpts, fresh
from web.desk.visit import Visit

FIELDS = {
    "nature": "Nature", "topic": "Thème", "technology": "Technologie", "departement": "Département",
    "commune": "Commune", "mayor": "Maire", "source": "Titre", "week": "Semaine", "month": "Mois",
}  # fmt: skip
"""Facets by field, in the order in which they stand."""
ACCESS = {"free": "libre", "excerpt": "réservé aux abonnés"}
READ = {"unread": "non lus", "read": "lus", "starred": "à étoile"}
_SAID = {
    **FIELDS, "words": "Mots", "epci": "Intercommunalité", "since": "Depuis le", "until": "Jusqu’au",
    "relevant": "Pour nous seulement", "originals": "Sans reprises", "access": "Accès", "read": "Lecture",
    "tag": "Étiquette", "watch": "Suivi",
}  # fmt: skip
_WATCHES = "Mes suivis"
_FEW = 2_000
"""Articles found up to which access and reading are counted: 5 ms."""
_SHOWN = 10
_WATCHED = 2_000


class Choice(NamedTuple):
    """A value: where it leads, and how many articles have it (None: not counted)."""

    label: str
    href: str
    n: int | None = None
    chosen: bool = False


class Facet(NamedTuple):
    """The values of a field."""

    title: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> bool:
        """Whether one of them is asked for."""
        return any(choice.chosen for choice in self.choices)


class Chip(NamedTuple):
    """What is asked for, and the address without it."""

    title: str
    label: str
    href: str


class Links:
    """Addresses of the list with something added or taken away."""

    def __init__(self, base: str, given: Asked, *, new: bool) -> None:
        self._base, self._given = base, {**given.kept, **({"new": "1"} if new and not given.new else {})}

    def to(self, **change: str) -> str:
        """The list with these values; "" takes one away. The first page of it."""
        return address(self._base, "/", {**self._given, **change})

    def has(self, **values: str) -> bool:
        """Whether all of these are asked for."""
        return all(self._given.get(name, "") == value for name, value in values.items())

    def toggle(self, label: str, n: int | None = None, /, **values: str) -> Choice:
        """A value that adds itself, or takes itself away."""
        chosen = self.has(**values)
        return Choice(label, self.to(**dict.fromkeys(values, "") if chosen else values), n, chosen)


def facets(
    visit: Visit, snapshot: Snapshot, given: Asked, listed: Listed, weeks: Mapping[date, int]
) -> list[Facet]:
    """All facets that have values, one's own first."""
    links = Links(visit.base, given, new=listed.new)
    counted = _counted(visit, snapshot, listed)
    if "week" not in counted:
        counted["week"] = [
            reader.Counted("week", one.isoformat(), "", n)
            for one, n in sorted(weeks.items(), reverse=True)
            if n
        ][:_SHOWN]
    made = [
        _watches(visit, snapshot, given, links, listed),
        *(
            Facet(title, tuple(_choices(links, name, counted.get(name, ()))))
            for name, title in FIELDS.items()
        ),
        *_own(visit, snapshot, links, listed),
    ]
    return [facet for facet in made if facet.choices]


def chips(visit: Visit, given: Asked, shown: Sequence[Facet]) -> list[Chip]:
    """What is asked for, each removable; named as its facet names it."""
    links = Links(visit.base, given, new=False)
    names = {facet.title: next((c.label for c in facet.choices if c.chosen), "") for facet in shown}
    names[_SAID["watch"]] = names.get(_WATCHES, "")
    return [
        Chip(_SAID[name], _value(name, value, names.get(_SAID[name], "")), links.to(**{name: ""}))
        for name, value in given.kept.items()
        if name in _SAID and (name, value) != ("read", "all")
    ]


def _value(name: str, value: str, known: str) -> str:
    fixed: dict[str, Mapping[str, str]] = {"nature": NATURES, "topic": TOPICS, "access": ACCESS, "read": READ}
    if name in {"relevant", "originals"}:
        return "oui"
    return known or fixed.get(name, {}).get(value, value)


def _counted(visit: Visit, snapshot: Snapshot, listed: Listed) -> dict[str, list[reader.Counted]]:
    if listed.found is not None:
        return {
            facet.field: [reader.Counted(facet.field, *value) for value in facet.values]
            for facet in listed.found.facets
        }
    ids = listed.pool[:NEWEST]
    rows = visit.desk.published.cached(snapshot, ("facets", ids), lambda: reader.facets(snapshot, ids))
    found: dict[str, list[reader.Counted]] = {"week": []}
    for row in rows:
        found.setdefault(row.field, []).append(row)
    found["week"].sort(key=lambda row: row.value, reverse=True)
    return found


def _choices(links: Links, name: str, rows: Iterable[reader.Counted]) -> Iterator[Choice]:
    for row in rows:
        match name:
            case "week":
                monday = date.fromisoformat(row.value)
                last = monday + timedelta(days=6)
                yield links.toggle(french.span(monday, last), row.n, since=row.value, until=last.isoformat())
            case "month":
                label = format_date(date.fromisoformat(f"{row.value}-01"), "MMMM y", locale="fr")
                yield links.toggle(label, row.n, since=row.value, until=row.value)
            case _:
                names = {"nature": NATURES, "topic": TOPICS}.get(name, {})
                yield links.toggle(names.get(row.value, row.label or row.value), row.n, **{name: row.value})


def _own(visit: Visit, snapshot: Snapshot, links: Links, listed: Listed) -> Iterator[Facet]:
    """Access, reading and tags: counted where the list is short enough to be known one by one."""
    pool = _known(snapshot, listed)
    ns = {} if pool is None else _access(pool, excerpts(visit, snapshot)) | _reading(visit, pool)
    only = {"relevant": "pour nous seulement", "originals": "sans reprises"}
    yield Facet("Portée", tuple(links.toggle(label, **{name: "1"}) for name, label in only.items()))
    for title, labels, name in (("Accès", ACCESS, "access"), ("Lecture", READ, "read")):
        yield Facet(
            title, tuple(links.toggle(label, ns.get(code), **{name: code}) for code, label in labels.items())
        )
    tags = marks.tags(visit.state)[:_SHOWN]
    yield Facet("Étiquette", tuple(links.toggle(word, n, tag=word) for word, n in tags))


def _access(pool: Sequence[str], closed: frozenset[str]) -> dict[str, int]:
    shut = sum(one in closed for one in pool)
    return {"free": len(pool) - shut, "excerpt": shut}


def _reading(visit: Visit, pool: Sequence[str]) -> dict[str, int]:
    marked = marks.among(visit.state, visit.user.name, pool).values()
    read = sum(read for read, _ in marked)
    return {"unread": len(pool) - read, "read": read, "starred": sum(starred for _, starred in marked)}


def _known(snapshot: Snapshot, listed: Listed) -> Sequence[str] | None:
    if listed.pooled:
        return listed.pool
    if listed.query is None or listed.total > _FEW:
        return None
    return pooled(snapshot.index_dir, listed.query, _FEW)[1]


def _watches(visit: Visit, snapshot: Snapshot, given: Asked, links: Links, listed: Listed) -> Facet:
    """One's watch lists, with how much of what is new each finds beside all else that is asked for."""
    known = watches.every(visit.state)
    found = following(visit, snapshot, known, listed)
    since = listed.since if known else None
    beside = beside_watch(visit, snapshot, given, since) if since else frozenset()
    return Facet(
        _WATCHES,
        tuple(
            links.toggle(one.name, len(found[one.slug] & beside) if since else None, watch=one.slug)
            for one in known
        ),
    )


def following(
    visit: Visit, snapshot: Snapshot, known: Sequence[Watch], listed: Listed
) -> dict[str, frozenset[str]]:
    """What each watch finds of what is new: since the last visit, or in the last seven days."""
    if listed.since is None:
        return {one.slug: frozenset() for one in known}
    return {one.slug: found_since(visit, snapshot, one, listed.since) for one in known}


def found_since(visit: Visit, snapshot: Snapshot, watch: Watch, since: Start) -> frozenset[str]:
    """The new articles that a watch finds."""
    key = ("follows", since, tuple(sorted(watch.query.items())))
    return visit.desk.published.cached(snapshot, key, lambda: _finds(visit, snapshot, watch, since))


def _finds(visit: Visit, snapshot: Snapshot, watch: Watch, since: Start) -> frozenset[str]:
    new = {one for group in fresh(visit, snapshot, since)[1] for one in group}
    query = SearchQuery.from_dict({**watch.query, "sort": Sort.DATE.value})
    return frozenset(new.intersection(pooled(snapshot.index_dir, query, _WATCHED)[1]))
