"""What a list of the first screen holds: what is new, what a search finds, and what of it somebody marked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from core.days import PARIS
from core.desk import Seen, Start, Visits
from state import visits
from store.query import Snapshot
from store.readers.desk import morning as reader
from store.search import Found, Passage, SearchQuery, Sort
from web.desk.today import narrowing
from web.desk.today.asked import ON_A_PAGE, Asked, asked
from web.desk.today.freshness import made_at
from web.desk.visit import Visit

NEWEST = 3_000
"""New articles that are grouped: a first collection may bring the past of a year."""

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: `groups` of articles that tell one story each.

    `total` counts what is paged: stories of what is `new`, articles otherwise; `articles` counts articles. `pool` are
    all of them where they are known one by one; `beyond` says how many more were not looked at.
    `before`: what was new the time before is shown again.
    `first`: there was no visit before, or (`idle`) nothing is new since `since`, and the last seven days are shown.
    """

    groups: Groups
    total: int
    articles: int
    query: SearchQuery | None = None
    pool: tuple[str, ...] = ()
    pooled: bool = False
    new: bool = False
    since: Start | None = None
    before: bool = False
    first: bool = False
    idle: bool = False
    beyond: int = 0
    found: Found | None = None
    passages: dict[str, Passage] = field(default_factory=dict)


def listed(visit: Visit, snapshot: Snapshot, given: Asked, been: Visits) -> Listed:
    """The list of an address; `been` is when its reader was here before."""
    asked(given)  # what cannot be read is refused, whatever of it this list needs
    if given.new in {"1", "2", "7"} or not (given.kept.keys() - {"sort"}):
        since = been.before or been.since if given.new == "2" else been.since
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


def _new(visit: Visit, snapshot: Snapshot, given: Asked, since: Start | None) -> Listed:
    """What the last visit could not see; the last seven days where there was none, or nothing is new."""
    first = since is None or given.new == "7"
    start = start_of(visit, snapshot, None if first else since)
    by_size = given.sort == Sort.RELEVANCE.value
    total, groups = fresh(visit, snapshot, start, by_size=by_size, every=given.unjudged)
    if not groups and not first and not given.kept:
        return replace(_new(visit, snapshot, given, None), since=since, idle=True)
    groups = _narrowed(visit, snapshot, given, groups)
    ids = tuple(one for group in groups for one in group)
    page = groups[(given.page - 1) * ON_A_PAGE : given.page * ON_A_PAGE]
    return Listed(
        page, len(groups), len(ids), pool=ids, pooled=True, new=True, since=start, first=first,
        before=given.new == "2", beyond=max(0, total - NEWEST),
    )  # fmt: skip


def fresh(
    visit: Visit, snapshot: Snapshot, since: Start, *, by_size: bool = False, every: bool = False
) -> tuple[int, Groups]:
    """How many articles are new since a visit, and the newest of them by story; `every`: whatever they are about."""
    key = ("fresh", since, by_size, every)
    return visit.desk.published.cached(
        snapshot,
        key,
        lambda: _fresh(snapshot, *_bounds(visit, snapshot, since), by_size=by_size, every=every),
    )


def beside_watch(visit: Visit, snapshot: Snapshot, given: Asked, since: Start) -> frozenset[str]:
    """What is new and passes all that a list is narrowed by, but for the watch that it may show."""
    groups = fresh(visit, snapshot, since, every=given.unjudged)[1]
    narrowed = _narrowed(visit, snapshot, given.model_copy(update={"watch": ""}), groups)
    return frozenset(one for group in narrowed for one in group)


def _bounds(visit: Visit, snapshot: Snapshot, since: Start) -> tuple[datetime, int | None]:
    """From when on an article is new when it was first seen then, and after which revision of the results.

    What was collected while it was published, or waited to be read, is older than what was seen, and in none of it.
    Of results that were made anew since, revisions say nothing.
    """
    seen = since.seen
    if seen is None:
        return since.at, None
    if seen.lineage != snapshot.manifest.lineage:
        return seen.made, None
    return visits.unread_since(visit.state, seen.made), seen.revision


def seen(snapshot: Snapshot) -> Seen:
    """What somebody sees who is shown this snapshot."""
    manifest = snapshot.manifest
    return Seen(manifest.lineage, manifest.revision, made_at(snapshot))


def _fresh(
    snapshot: Snapshot, since: datetime, revision: int | None, *, by_size: bool, every: bool
) -> tuple[int, Groups]:
    total, rows = reader.fresh(snapshot, since, NEWEST, revision, every=every)
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


def start_of(visit: Visit, snapshot: Snapshot, since: Start | None) -> Start:
    """Where "new" begins for somebody who was here before, or never: then with the last seven days."""
    return since or Start(_week_ago(visit, snapshot))


def _week_ago(visit: Visit, snapshot: Snapshot) -> datetime:
    """Where the last seven days that brought articles begin."""
    found = visit.desk.published.cached(snapshot, "seven days", lambda: reader.seven_days(snapshot))
    return datetime.combine(found or date(2000, 1, 1), time(), PARIS).astimezone(UTC)
