"""What a list of the first screen holds: what is new, what a search finds, and what of it somebody marked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from core.days import PARIS
from store.query import Snapshot
from store.readers.desk import morning as reader
from store.search import Found, Passage, SearchQuery, Sort
from web.desk.today import narrowing
from web.desk.today.asked import ON_A_PAGE, Asked, asked
from web.desk.visit import Visit

NEWEST = 3_000
"""New articles that are grouped: a first collection may bring the past of a year."""

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: `groups` of articles that tell one story each.

    `total` counts what is paged: stories of what is `new`, articles otherwise; `articles` counts articles. `pool` are
    all of them where they are known one by one; `beyond` says how many more were not looked at.
    `first`: there was no visit before, or (`idle`) nothing is new since `since`, and the last seven days are shown.
    """

    groups: Groups
    total: int
    articles: int
    query: SearchQuery | None = None
    pool: tuple[str, ...] = ()
    pooled: bool = False
    new: bool = False
    since: datetime | None = None
    first: bool = False
    idle: bool = False
    beyond: int = 0
    found: Found | None = None
    passages: dict[str, Passage] = field(default_factory=dict)


def listed(visit: Visit, snapshot: Snapshot, given: Asked, since: datetime | None) -> Listed:
    """The list of an address; `since` is when its reader was here before, None on a first visit."""
    asked(given)  # what cannot be read is refused, whatever of it this list needs
    if given.new in {"1", "7"} or not (given.kept.keys() - {"sort"}):
        return _new(visit, snapshot, given, since)
    queries = narrowing.searches(visit, given)
    if len(queries) == 1 and given.read in {"", "all"} and not given.tag and not given.access:
        return _search(visit, snapshot, queries[0])
    return _restricted(visit, snapshot, given, queries)


def _search(visit: Visit, snapshot: Snapshot, query: SearchQuery) -> Listed:
    found = visit.desk.published.cached(snapshot, ("found", query), lambda: snapshot.find(query, facets=True))
    ids = tuple(hit.article_id for hit in found.hits)
    passages = {hit.article_id: hit.passage for hit in found.hits if hit.passage.marks}
    return Listed(
        _grouped(visit, snapshot, ids), found.total, found.total, query=query, found=found, passages=passages
    )


def _restricted(visit: Visit, snapshot: Snapshot, given: Asked, queries: Sequence[SearchQuery]) -> Listed:
    """Articles of a search that are marked so, or are so open; or marked ones alone."""
    marked = narrowing.marked(visit, given)
    if marked is not None and not (given.searches or given.watch):
        ids = tuple(reader.known(snapshot, marked))
        total = len(ids)
    else:
        total, ids = narrowing.pool(snapshot, queries)
    kept = narrowing.kept(visit, snapshot, given, ids)
    page = kept[(given.page - 1) * ON_A_PAGE : given.page * ON_A_PAGE]
    query = queries[0] if len(queries) == 1 and marked is None else None
    return Listed(
        _grouped(visit, snapshot, page), len(kept), len(kept), query=query, pool=kept, pooled=True,
        beyond=max(0, total - narrowing.POOL),
    )  # fmt: skip


def _new(visit: Visit, snapshot: Snapshot, given: Asked, since: datetime | None) -> Listed:
    """What was first seen since the last visit; of the last seven days where there was none, or nothing is new."""
    first = since is None or given.new == "7"
    from_when = _week_ago(visit, snapshot) if first or since is None else since
    by_size = given.sort == Sort.RELEVANCE.value
    total, groups = fresh(visit, snapshot, from_when, by_size=by_size, every=given.unjudged)
    if not groups and not first and not given.kept:
        return replace(_new(visit, snapshot, given, None), since=since, idle=True)
    groups = _narrowed(visit, snapshot, given, groups)
    ids = tuple(one for group in groups for one in group)
    page = groups[(given.page - 1) * ON_A_PAGE : given.page * ON_A_PAGE]
    return Listed(
        page, len(groups), len(ids), pool=ids, pooled=True, new=True, since=from_when, first=first,
        beyond=max(0, total - NEWEST),
    )  # fmt: skip


def fresh(
    visit: Visit, snapshot: Snapshot, since: datetime, *, by_size: bool = False, every: bool = False
) -> tuple[int, Groups]:
    """How many articles are new since an instant, and the newest of them by story; `every`: whatever they are about."""
    key = ("fresh", since, by_size, every)
    return visit.desk.published.cached(
        snapshot, key, lambda: _fresh(snapshot, since, by_size=by_size, every=every)
    )


def _fresh(snapshot: Snapshot, since: datetime, *, by_size: bool, every: bool) -> tuple[int, Groups]:
    total, rows = reader.fresh(snapshot, since, NEWEST, every=every)
    groups: dict[str, list[reader.New]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    ordered = sorted(groups.values(), key=_by_size if by_size else _by_day)
    return total, tuple(tuple(one.article_id for one in group) for group in ordered)


def _by_day(group: Sequence[reader.New]) -> tuple[int, int, int, str]:
    """The newest first; of a day, what is for us, then what most titles tell."""
    latest = max((one.day.toordinal() for one in group if one.day), default=0)
    return -latest, -any(one.relevant for one in group), *_by_size(group)[::2]


def _by_size(group: Sequence[reader.New]) -> tuple[int, int, str]:
    latest = max((one.day.toordinal() for one in group if one.day), default=0)
    return -len({one.source for one in group}), -latest, group[0].group


def _narrowed(visit: Visit, snapshot: Snapshot, given: Asked, groups: Groups) -> Groups:
    """The groups without the articles that filters leave out."""
    if not given.kept.keys() - {"new", "sort"}:
        return groups
    ids: tuple[str, ...] = tuple(one for group in groups for one in group)
    if given.searches or given.watch:
        queries = tuple(replace(one, sort=Sort.DATE, offset=0) for one in narrowing.searches(visit, given))
        news = ids
        found = visit.desk.published.cached(
            snapshot,
            ("narrowed", queries, frozenset(ids)),
            lambda: frozenset(news).intersection(narrowing.pool(snapshot, queries)[1]),
        )
        ids = tuple(one for one in ids if one in found)
    left = set(narrowing.kept(visit, snapshot, given, ids))
    narrowed = (tuple(one for one in group if one in left) for group in groups)
    return tuple(group for group in narrowed if group)


def _grouped(visit: Visit, snapshot: Snapshot, ids: Sequence[str]) -> Groups:
    """Articles of one page by story, each where its first one stands."""
    told = articles(visit, snapshot, ids)
    groups: dict[str, list[str]] = {}
    for one in ids:
        if one in told:
            groups.setdefault(told[one].group, []).append(one)
    return tuple(tuple(group) for group in groups.values())


def articles(visit: Visit, snapshot: Snapshot, ids: Sequence[str]) -> dict[str, reader.Told]:
    """These articles, as lists tell of them."""
    key = ("told", frozenset(ids))
    return visit.desk.published.cached(snapshot, key, lambda: reader.told(snapshot, ids))


def start_of(visit: Visit, snapshot: Snapshot, since: datetime | None) -> datetime:
    """Where "new" begins for somebody who was here before at `since`, or never."""
    return since or _week_ago(visit, snapshot)


def _week_ago(visit: Visit, snapshot: Snapshot) -> datetime:
    """Where the last seven days that brought articles begin."""
    found = visit.desk.published.cached(snapshot, "seven days", lambda: reader.seven_days(snapshot))
    return datetime.combine(found or date(2000, 1, 1), time(), PARIS).astimezone(UTC)
