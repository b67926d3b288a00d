"""Trends of technologies and of topics by week. A fall in a week that could not be heard is no fall: it is hatched."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Query, Response
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

from core.days import paris_day
from core.errors import QueryError
from digest.composing.unusual import LEAST, TIMES
from digest.french import NBSP, counted, number
from store.readers.desk import atlas, trends
from store.readers.desk.files import rows_of
from store.readers.desk.trends import Chosen, Count, Week
from store.snapshot import Snapshot
from web.charts.spark import Point, spark
from web.charts.weekly import Bar, weekly
from web.desk.atlas import told
from web.desk.frame import TOPICS, address
from web.desk.handing import WORDS, Form, handed
from web.desk.published import Published
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()
WEEK = timedelta(weeks=1)
USUAL = 8
"""Whole weeks, heard by the same outlets, that say what is ordinary: before, no growth is said (the letter's rule)."""


HEADINGS = {
    "kind": "Sorte", "code": "Code", "name": "Nom", "week": "Semaine du", "articles": "Articles",
    "articles_read": "Articles lus", "outlets_followed": "Titres suivis", "outlets_silent": "Titres muets",
    "watched": "Écoute", "outage": "Panne",
}  # fmt: skip
"""Columns of the export, as who opens it in a spreadsheet reads them."""


class Wanted(BaseModel):
    """What an address of the trends may hold."""

    model_config = ConfigDict(extra="ignore")

    weeks: Literal["26", "52"] = "26"
    departement: str = Field("", max_length=3)
    technology: str = Field("", max_length=200)
    topic: str = Field("", max_length=40)


class Series(NamedTuple):
    """A technology or a topic: its weeks in order; `last` is the last whole week's, `said` its growth or ""."""

    code: str
    name: str
    counts: tuple[int, ...]
    total: int
    last: int
    said: str
    picture: Markup


class Heard(NamedTuple):
    """What the page asks of a snapshot: weeks, the last that is whole, and how often what was told in each."""

    weeks: list[Week]
    whole: date
    counts: list[Count]


class Shown(NamedTuple):
    """All that the page shows of a snapshot: weeks, their chart, lines by kind."""

    weeks: list[Week]
    chart: Markup
    tools: list[Series]
    topics: list[Series]
    total: int


@router.get("/tendances")
def show(visit: Visiting, snapshot: Reading, wanted: Annotated[Wanted, Query()]) -> Response:
    """The weeks of the last half year, or of the last year."""
    kept = visit.desk.published.cached
    shown = _kept(visit, snapshot, wanted)
    return visit.page(
        "trends.html", "Tendances", wanted=wanted, shown=shown, given=wanted.model_dump(exclude_defaults=True),
        forms=WORDS, least=LEAST, times=TIMES, usual=USUAL,
        grounds=kept(snapshot, "grounds", lambda: atlas.grounds(snapshot)),
        technologies=told(visit.desk.published, snapshot),
    )  # fmt: skip


@router.get("/tendances/export.{form}")
def export(visit: Visiting, snapshot: Reading, form: Form, wanted: Annotated[Wanted, Query()]) -> Response:
    """A line a technology or topic and week, with how the week was heard: without it a fall would be read as one."""
    shown = _kept(visit, snapshot, wanted)
    kinds = {"technology": shown.tools, "topic": shown.topics} if shown else {}
    weeks = shown.weeks if shown else []
    lines = [
        (kind, one.code, one.name, week, count)
        for kind, series in kinds.items()
        for one in series
        for week, count in zip(weeks, one.counts, strict=True)
    ]
    columns: dict[str, list[Any]] = {
        "kind": [line[0] for line in lines],
        "code": [line[1] for line in lines],
        "name": [line[2] for line in lines],
        "week": [line[3].week for line in lines],
        "articles": [line[4] for line in lines],
        "articles_read": [line[3].articles_read for line in lines],
        "outlets_followed": [line[3].followed for line in lines],
        "outlets_silent": [line[3].silent for line in lines],
        "watched": [line[3].watched for line in lines],
        "outage": [line[3].outage for line in lines],
    }
    return handed(snapshot, "tendances", form, rows_of(columns), HEADINGS)


def _kept(visit: Visit, snapshot: Snapshot, wanted: Wanted) -> Shown | None:
    """Made once. Raises QueryError for a topic that is none."""
    if wanted.topic not in {"", *TOPICS}:
        raise QueryError("Thème inconnu.", "Choisissez-le dans la liste.")
    key = ("trends", visit.base, *wanted.model_dump().values())
    return visit.desk.published.cached(snapshot, key, lambda: _shown(visit, snapshot, wanted))


def heard(published: Published, snapshot: Snapshot, wanted: Wanted) -> Heard | None:
    """What an address asks for, asked once a snapshot; None where no article has a day."""
    key = ("heard", *wanted.model_dump().values())
    return published.cached(snapshot, key, lambda: _heard(published, snapshot, wanted))


def _heard(published: Published, snapshot: Snapshot, wanted: Wanted) -> Heard | None:
    made = paris_day(datetime.fromisoformat(snapshot.manifest.created_at))
    newest = trends.last_day(snapshot, made)
    if newest is None:
        return None
    last = newest - timedelta(newest.weekday())
    first = last - WEEK * (int(wanted.weeks) - 1)
    weeks = published.cached(snapshot, ("weeks", first, last), lambda: trends.weeks(snapshot, first, last))
    whole = _last_whole(weeks, newest)
    chosen = Chosen(wanted.departement or None, wanted.technology or None, wanted.topic or None)
    return Heard(weeks, whole, trends.counts(snapshot, first, last, chosen, (whole - WEEK * USUAL, whole)))


def _shown(visit: Visit, snapshot: Snapshot, wanted: Wanted) -> Shown | None:
    asked = heard(visit.desk.published, snapshot, wanted)
    if asked is None:
        return None
    weeks, whole, found = asked
    (all_told,) = _series("all", found, weeks, whole) or [_nothing(weeks)]
    topics = [
        one._replace(name=TOPICS.get(one.code, one.name)) for one in _series("topic", found, weeks, whole)
    ]
    chart = weekly(list(_bars(visit, wanted, weeks, all_told.counts)), "Articles pertinents par semaine")
    return Shown(weeks, chart, _series("technology", found, weeks, whole), topics, all_told.total)


def _last_whole(weeks: list[Week], newest: date) -> date:
    """The Monday of the last week that is over."""
    over = [
        one.week for one in weeks if one.week + WEEK <= newest + timedelta(1) and one.watched != "ongoing"
    ]
    return over[-1] if over else weeks[0].week


def _series(kind: str, found: Iterable[Count], weeks: list[Week], whole: date) -> list[Series]:
    rows: dict[str, dict[date, Count]] = {}
    for one in found:
        if one.kind == kind:
            rows.setdefault(one.code, {})[one.week] = one
    made = [_line(code, held, weeks, whole) for code, held in rows.items()]
    return sorted(made, key=lambda one: (-one.total, one.name))


def _line(code: str, held: dict[date, Count], weeks: list[Week], whole: date) -> Series:
    name = next(iter(held.values())).name
    counts = tuple(held[one.week].articles if one.week in held else 0 for one in weeks)
    points = [Point(n, is_outage(one), is_partial(one)) for n, one in zip(counts, weeks, strict=True)]
    said = f"articles par semaine, de la première à la dernière{NBSP}: {', '.join(map(number, counts))}"
    last = held[whole].articles if whole in held else 0
    return Series(code, name, counts, sum(counts), last, grown(held, weeks, whole), spark(points, said))


def _nothing(weeks: list[Week]) -> Series:
    return Series("", "", (0,) * len(weeks), 0, 0, "", Markup(""))


def grown(held: dict[date, Count], weeks: list[Week], whole: date) -> str:
    """The growth of the last whole week in words; "" unless it and the eight before were heard by the same outlets.

    The letter's rule: at least TIMES an ordinary week, and LEAST articles, by outlets that were read all along.
    """
    known = {one.week: one for one in weeks}
    span = [whole - WEEK * ago for ago in range(USUAL, -1, -1)]
    if any(day not in known or known[day].watched != "watched" or known[day].outage for day in span):
        return ""
    *before, now = [held[day].steady if day in held else 0 for day in span]
    usual = median(before)
    if now < LEAST or now < TIMES * usual:
        return ""
    ordinary = f"contre {usual:g} en temps ordinaire" if usual else "d’ordinaire aucun"
    return f"{counted(now, 'article')}, {ordinary.replace('.', ',')} (mêmes titres)"


def is_outage(week: Week) -> bool:
    """Hatched: too much of what is usually read could not be heard."""
    return bool(week.outage)


def is_partial(week: Week) -> bool:
    """Not whole: of before the watch, under way, or not collected yet."""
    return week.watched != "watched"


def _bars(visit: Visit, wanted: Wanted, weeks: list[Week], counts: tuple[int, ...]) -> Iterable[Bar]:
    for one, count in zip(weeks, counts, strict=True):
        # the first Monday of a month; of a year's weeks, every third month's
        named = one.week.day <= 7 and (wanted.weeks == "26" or one.week.month % 3 == 1)
        label = f"{one.week:%m/%y}" if named else ""
        chosen = {"departement": wanted.departement, "technology": wanted.technology, "topic": wanted.topic}
        days = {"since": one.week.isoformat(), "until": (one.week + timedelta(6)).isoformat()}
        href = address(visit.base, "/", {**chosen, **days, "relevant": "1", "originals": "1"})
        yield Bar(label, said(one, count), count, is_outage(one), href, is_partial(one))


_WATCHED = {
    "before": "pas encore suivie", "ongoing": "semaine en cours", "after": "pas encore collectée", "watched": "",
}  # fmt: skip


def said(week: Week, count: int) -> str:
    """A week in words: "semaine du 16/11/2026 : 12 articles pertinents sur 340 lus ; 3 titres muets sur 20"."""
    parts = [
        f"{counted(count, 'article pertinent', 'articles pertinents')} sur {number(week.articles_read)} lus",
        f"{counted(week.silent, 'titre muet', 'titres muets')} sur {week.followed}" if week.outage else "",
        _WATCHED[week.watched],
    ]
    return f"semaine du {week.week:%d/%m/%Y}{NBSP}: {' ; '.join(filter(None, parts))}"
