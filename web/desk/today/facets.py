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
from web.desk.today.doubts import nearly
from web.desk.today.listing import NEWEST, Listed, beside_watch, fresh
from web.desk.today.narrowing import excerpts
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
_UNSAID = {("read", "all"), ("relevant", "0")}
"""What an address says and holds nothing back."""
_WATCHES = "Mes suivis"
_FEW = 2_000
"""Articles found up to which access and reading are counted: 5 ms."""
_SHOWN = 10
_WATCHED = 2_000
"""The last articles of a watch, among which those that are new are counted."""


class Choice(NamedTuple):
    """A value: where it leads, and how many articles have it (None: not counted)."""

    label: str
    href: str
    n: int | None = None
    chosen: bool = False
    more: bool = False
    """Whether there are more than `n`, that nobody counted."""


class News(NamedTuple):
    """The new articles that a watch finds; `more`: there may be others, which were not looked at."""

    ids: frozenset[str]
    more: bool = False


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


def chips(visit: Visit, given: Asked, listed: Listed, shown: Sequence[Facet]) -> list[Chip]:
    """What is asked for, and what the list holds back by itself, each removable; named as its facet names it."""
    links = Links(visit.base, given, new=False)
    names = {facet.title: next((c.label for c in facet.choices if c.chosen), "") for facet in shown}
    names[_SAID["watch"]] = names.get(_WATCHES, "")
    asked = (
        Chip(
            _SAID[name],
            _value(name, value, names.get(_SAID[name], "")),
            links.to(**{name: "0" if name == "relevant" else ""}),
        )
        for name, value in given.kept.items()
        if name in _SAID and (name, value) not in _UNSAID
    )
    return [*_held_back(visit, given, listed), *asked]


def _held_back(visit: Visit, given: Asked, listed: Listed) -> Iterator[Chip]:
    """What nobody typed: new articles alone, and those alone that concern us."""
    links = Links(visit.base, given, new=listed.new)
    if listed.new:
        when = "les sept derniers jours de collecte" if listed.first else "depuis votre dernière visite"
        yield Chip("Arrivés", when, links.to(new="0"))
        if not given.relevant:
            yield Chip("Portée", "pour nous, incidents, débats, politique nationale", links.to(relevant="0"))
    elif implied(given, listed):
        yield Chip(_SAID["relevant"], "oui", links.to(new="0", relevant="0"))


def implied(given: Asked, listed: Listed) -> bool:
    """Whether a list is of what is for us though its address does not say so; what a watch asks is the watch's."""
    ours = listed.query is not None and bool(listed.query.relevant)
    return ours and not given.relevant and not given.watch


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
    yield Facet("Portée", tuple(_scope(visit, snapshot, links, listed)))
    for title, labels, name in (("Accès", ACCESS, "access"), ("Lecture", READ, "read")):
        yield Facet(
            title, tuple(links.toggle(label, ns.get(code), **{name: code}) for code, label in labels.items())
        )
    tags = marks.tags(visit.state)[:_SHOWN]
    yield Facet("Étiquette", tuple(links.toggle(word, n, tag=word) for word, n in tags))


def _scope(visit: Visit, snapshot: Snapshot, links: Links, listed: Listed) -> Iterator[Choice]:
    """How near an article must be to us, and whether it may repeat another."""
    ours = links.has(relevant="1") or (listed.query is not None and bool(listed.query.relevant))
    yield Choice("pour nous seulement", links.to(relevant="0" if ours else "1"), chosen=ours)
    yield links.toggle("tout, quel qu’en soit l’objet", relevant="0")
    near = len(nearly(visit, snapshot).rows)
    if near:
        yield Choice("écartés de justesse", address(visit.base, "/ecartes", {}), near)
    yield links.toggle("sans reprises", originals="1")


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
            links.toggle(
                one.name, len(found[one.slug].ids & beside) if since else None, watch=one.slug
            )._replace(more=found[one.slug].more)
            for one in known
        ),
    )


def following(visit: Visit, snapshot: Snapshot, known: Sequence[Watch], listed: Listed) -> dict[str, News]:
    """What each watch finds of what is new: since the last visit, or in the last seven days."""
    if listed.since is None:
        return {one.slug: News(frozenset()) for one in known}
    return {one.slug: found_since(visit, snapshot, one, listed.since) for one in known}


def found_since(visit: Visit, snapshot: Snapshot, watch: Watch, since: Start) -> News:
    """The new articles that a watch finds."""
    key = ("follows", since, tuple(sorted(watch.query.items())))
    return visit.desk.published.cached(snapshot, key, lambda: _finds(visit, snapshot, watch, since))


def _finds(visit: Visit, snapshot: Snapshot, watch: Watch, since: Start) -> News:
    total, groups = fresh(visit, snapshot, since)
    new = {one for group in groups for one in group}
    query = SearchQuery.from_dict({**watch.query, "sort": Sort.DATE.value})
    answering, newest = pooled(snapshot.index_dir, query, _WATCHED)
    found = frozenset(new.intersection(newest))
    # what was not looked at is older: where even the last that was is new, so may those be
    return News(found, bool(found) and (total > NEWEST or (answering > _WATCHED and newest[-1] in new)))
