"""The first screen: what is new, or what is searched for, by facets; all of its state is in the address."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from markupsafe import Markup

from core.days import PARIS
from core.desk import Role
from core.errors import NothingPublished
from core.types import Correction
from core.types import CorrectionAction as Action
from digest import french
from state import marks, visits, watches
from state.noting import noted
from store.query import Snapshot
from store.readers.desk import morning as reader
from store.search import SearchQuery, Sort
from store.searching.pool import by_week
from web.charts.weekly import Bar, weekly
from web.desk.corrections import overlay
from web.desk.frame import address, fragment
from web.desk.press.sheet import is_composed
from web.desk.today import doubts, freshness, pinning, welcome
from web.desk.today.asked import ON_A_PAGE, Asked
from web.desk.today.cards import Card, Known, card
from web.desk.today.facets import Links, chips, facets, following
from web.desk.today.listing import Listed, articles, listed, seen
from web.desk.today.marks import Back, Ids
from web.desk.visit import Editing, Reading, Visit, Visiting, local

router = APIRouter()
_WEEKS = 26
_DOUBTS = 4


@router.get("/")
def morning(visit: Visiting, given: Annotated[Asked, Query()]) -> Response:
    """What is new since the last visit, or what is searched for; before anything is published, how to begin."""
    try:
        with visit.desk.published.reading() as snapshot:
            return _page(visit, snapshot, given)
    except NothingPublished:
        if (
            visit.workspace.published.is_symlink()
        ):  # something was, and its snapshot is gone: that is to be told
            raise
        return welcome.begin(visit)


def _page(visit: Visit, snapshot: Snapshot, given: Asked) -> Response:
    now = datetime.now(UTC)
    been = visits.of(visit.state, visit.user.name, now)
    shown = listed(visit, snapshot, given, been)
    _seen(visit, snapshot, given, now)
    weeks = _weeks(visit, snapshot, shown)
    found = facets(visit, snapshot, given, shown, weeks)
    links = Links(visit.base, given, new=shown.new)
    cards = _cards(visit, snapshot, shown)
    return visit.page(
        "morning.html", "Aujourd’hui",
        **_beside(visit, snapshot, now),
        given=given, shown=shown, links=links, facets=found, chips=chips(visit, given, shown, found),
        cards=cards,
        aside=doubts.put_aside(visit, snapshot, {one for card in cards if card.pending for one in card.ids}),
        chart=_chart(visit, snapshot, given, shown, weeks),
        before=_paged(given, links, shown, -1), after=_paged(given, links, shown, 1), pages=_pages(shown),
        feed=_feed(visit, given),
        ago=freshness.ago(now - shown.since.at) if shown.since else "", again=been.before is not None,
    )  # fmt: skip


def _seen(visit: Visit, snapshot: Snapshot, given: Asked, now: datetime) -> None:
    """Who is shown all that is new has seen what is published; a search or a part of the list tells of it nothing."""
    if not given.kept.keys() - {"sort", "new"} and given.new in {"", "1"}:
        shown = seen(snapshot)
        noted(visit.state, lambda state: visits.note(state, visit.user.name, now, shown))


def _beside(visit: Visit, snapshot: Snapshot, now: datetime) -> dict[str, Any]:
    """What does not depend on the list: how fresh the data is, the letter, what waits to be checked."""
    doubtful, week = doubts.open_doubts(visit, snapshot), freshness.letter_week()
    near = doubts.nearly(visit, snapshot)
    ready = freshness.decided(visit, week) or (
        freshness.drafted(visit, week) if is_composed(visit, snapshot, week) else None
    )
    return {
        "data": freshness.said(freshness.made_at(snapshot), now), "health": freshness.health(visit, snapshot),
        "draft": ready, "week": week.label, "over": overlay.of(visit, snapshot),
        "doubts": doubtful[:_DOUBTS], "named": doubts.named(visit, snapshot, doubtful[:_DOUBTS]),
        "doubtful": len(doubtful), "explained": doubts.explained,
        "missed": len(near.rows), "beyond": near.more, "back": _here(visit),
        "editor": visit.user.role.may(Role.EDITOR), "said": pinning.told(visit),
    }  # fmt: skip


def _feed(visit: Visit, given: Asked) -> str:
    """The feed of a list: its search's, else its watch's; "" of what only somebody's marks make."""
    if given.watch and not given.searches:
        return address(visit.base, f"/api/watches/{given.watch}.atom", {})
    if given.watch or not given.searches:
        return ""
    filters = {
        name: value for name, value in given.sought.items() if name != "sort"
    }  # a feed's newest come first
    return address(visit.base, "/api/articles.atom", filters)


def _pages(shown: Listed) -> int:
    return -(-shown.total // ON_A_PAGE)


@router.get("/accueil/lettre")
def draft(visit: Visiting) -> Response:
    """How far this week's letter is, for the first screen: it is composed when it is first asked for."""
    made = freshness.drafted(visit, freshness.letter_week())
    html = fragment(visit, "draft.html", draft=made, week=made.week)
    return Response(html, media_type="text/html; charset=utf-8")


@router.post("/a-la-lettre")
def to_letter(visit: Editing, snapshot: Reading, ids: Ids, back: Back = "/") -> Response:
    """Pin a story in this week's letter; what is too new for it is tagged for the next."""
    outcome = pinning.pin(visit, snapshot, ids.split(","))
    return visit.back(pinning.says(local(back), outcome))


def _here(visit: Visit) -> str:
    """This page, to come back to after something was done; without what was said of the last thing done."""
    parts = visit.request.url.query.split("&")
    kept = [part for part in parts if part and not part.startswith(("fait=", "sujet="))]
    return "/" + (f"?{'&'.join(kept)}" if kept else "")


def _cards(visit: Visit, snapshot: Snapshot, shown: Listed) -> list[Card]:
    ids = [one for group in shown.groups for one in group]
    told = articles(visit, snapshot, ids)
    stories = tuple(dict.fromkeys(one.story for one in told.values() if one.story))
    sizes = visit.desk.published.cached(snapshot, ("sizes", stories), lambda: reader.sizes(snapshot, stories))
    facts = Known(
        sizes,
        marks.of(visit.state, visit.user.name, ids),
        shown.passages,
        _follows(visit, snapshot, shown),
        _off_topic(visit, snapshot),
    )
    groups = ([told[one] for one in group if one in told] for group in shown.groups)
    return [card(group, facts) for group in groups if group]


def _follows(visit: Visit, snapshot: Snapshot, shown: Listed) -> dict[str, frozenset[str]]:
    """The new articles that each watch finds, by its name."""
    known = watches.every(visit.state) if shown.new else []
    found = following(visit, snapshot, known, shown)
    named: dict[str, frozenset[str]] = {}
    for one in known:  # two may have one name
        named[one.name] = named.get(one.name, frozenset()) | found[one.slug].ids
    return named


def _off_topic(visit: Visit, snapshot: Snapshot) -> dict[str, Correction]:
    """The articles that an editor said are not for us, with what was said; but what is published already."""
    followed = visit.desk.published.cached(snapshot, "applied", lambda: reader.applied(snapshot))
    said = doubts.judged(visit).items()
    return {
        key: one for key, one in said if one.action is Action.IRRELEVANT and f"c{one.number}" not in followed
    }


def _paged(given: Asked, links: Links, shown: Listed, step: int) -> str:
    page = given.page + step
    there = 1 <= page <= _pages(shown)
    return links.to(page=str(page)) if there else ""


def _weeks(visit: Visit, snapshot: Snapshot, shown: Listed) -> dict[date, int]:
    """How many articles appeared each week: of what is searched for, else of what is for us."""
    if shown.query is None and not shown.new:
        return {}
    query = shown.query or SearchQuery(relevant=True, originals=True)
    query = replace(query, since=None, until=None, offset=0, limit=1, sort=Sort.DATE)
    mondays = _mondays(snapshot)
    if query == SearchQuery(limit=1, sort=Sort.DATE):
        return {}
    return visit.desk.published.cached(
        snapshot, ("weeks", query, mondays[-1]), lambda: by_week(snapshot.index_dir, query, mondays)
    )


def _mondays(snapshot: Snapshot) -> Sequence[date]:
    made = freshness.made_at(snapshot).astimezone(PARIS).date()
    last = made - timedelta(days=made.weekday())
    return [last - timedelta(weeks=n) for n in reversed(range(_WEEKS))]


def _chart(
    visit: Visit, snapshot: Snapshot, given: Asked, shown: Listed, weeks: dict[date, int]
) -> Markup | None:
    """The chart of these weeks, its bars leading to their articles; drawn once."""
    if not any(weeks.values()):
        return None
    key = ("chart", visit.base, tuple(given.kept.items()), shown.new, shown.query)
    links = Links(visit.base, given, new=shown.new)
    return visit.desk.published.cached(snapshot, key, lambda: _drawn(visit, snapshot, shown, links, weeks))


def _drawn(visit: Visit, snapshot: Snapshot, shown: Listed, links: Links, weeks: dict[date, int]) -> Markup:
    first = min(weeks)
    deaf = visit.desk.published.cached(snapshot, ("deaf", first), lambda: reader.deaf_weeks(snapshot, first))
    bars = [_bar(monday, n, links, shown, deaf=monday in deaf) for monday, n in weeks.items()]
    what = "Articles trouvés" if shown.query is not None else "Articles pour nous"
    return weekly(bars, f"{what}, par semaine de parution")


def _bar(monday: date, n: int, links: Links, shown: Listed, *, deaf: bool) -> Bar:
    last = monday + timedelta(days=6)
    change = {"since": monday.isoformat(), "until": last.isoformat()}
    href = links.to(**change, **({"new": "", "relevant": "1", "originals": "1"} if shown.new else {}))
    heard = "; des titres n’ont pu être entendus" if deaf else ""
    title = f"{french.span(monday, last)} : {french.counted(n, 'article')}{heard}"
    label = f"{monday.day}/{monday.month}" if monday.day <= 7 else ""
    return Bar(label, title, n, outage=deaf, href=href)
