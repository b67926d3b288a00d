"""When an article was published: the rule that answered is kept with the answer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from lxml import etree

from core.types import Note, Precision
from extract import date_clues, french_dates, instants
from extract.date_clues import Clue
from extract.head import Head
from extract.instants import Moment
from extract.jsonld import Node
from extract.local_time import FRANCE, Place, local, place_of

FIRST = date(1995, 1, 1)
"""The oldest French newspaper sites are of 1995: an article of the Web is not older."""

MIN_SHOWN = 30
_SHOWN = etree.XPath("string(/html/body)", smart_strings=False)
_LENGTH = etree.XPath("string-length(.)")

MAX_GUESSED = 6000
"""Elements: htmldate took 4.6 s for a page of 20,000; the largest of 108 real ones has 2,800."""

MAX_GUESSED_CHARS = 200_000
"""Characters: htmldate's patterns took 6 s for 2 million; the largest of 108 real pages shows 80,000."""

DISAGREE = timedelta(hours=36)
"""Two dates further apart than a day and its time zones are two different dates."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A publication date: midnight UTC of the day when only the day is known."""

    at: datetime
    precision: Precision
    rule: str


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published (None: nobody says so credibly), and the dates that were refused on the way."""

    dated: Dated | None
    notes: tuple[Note, ...] = ()


def published(
    tree: Any,
    head: Head,
    node: Node,
    *,
    url: str,
    hint: datetime | None,
    seen: datetime,
    items: Node | None = None,
    others: tuple[Node, ...] = (),
) -> Published:
    """The first credible date, by the trust its place deserves.

    JSON-LD, meta, microdata; a time element or "Publié le" near the title; the address (its day, with the feed's
    time when they agree), the feed; a date that stands there without a word; htmldate; the date of the last change.
    `items` is the article's microdata, `others` the page's other JSON-LD nodes. A feed that disagrees with the page
    by more than 36 hours is noted, and the page believed: feeds date an article anew when it is edited.
    """
    items, place = items or {}, place_of(url, head.lang)
    notes: list[Note] = []
    dated = _declared(head, node, items, others, place, seen, notes)
    sight = date_clues.Sight(tree, head)
    dated = dated or _first(date_clues.shown(sight, head), place, seen, notes)
    dated = dated or _address_or_feed(url, hint, place, seen, notes)
    dated = dated or _first(date_clues.hinted(sight, head, node, items), place, seen, notes)
    dated = dated or _guessed(tree, seen)
    if dated and hint and dated.rule not in {"feed", "url"} and _differ(dated.at, hint):
        notes.append(Note("date.disagrees", f"{dated.rule} {dated.at.date()}, feed {hint.date()}"))
    return Published(dated, tuple(dict.fromkeys(notes)))


def modified(
    head: Head,
    node: Node,
    seen: datetime,
    *,
    url: str,
    items: Node | None = None,
    published: Dated | None = None,
) -> datetime | None:
    """The declared time of the last change; None when it lies before the publication, which it cannot."""
    dated = _first(date_clues.changed(head, node, items or {}), place_of(url, head.lang), seen, [])
    return dated.at if dated and not (published and _is_before(dated, published)) else None


def credible(value: str, rule: str, seen: datetime, place: Place = FRANCE) -> Dated | None:
    """Parse a date; refuse what lies before the Web or after the page was seen."""
    return _first([Clue(rule, value)], place, seen, [])


def _declared(
    head: Head,
    node: Node,
    items: Node,
    others: tuple[Node, ...],
    place: Place,
    seen: datetime,
    notes: list[Note],
) -> Dated | None:
    """The first declared date; an earlier day declared elsewhere when it is only that of the last change repeated."""
    found = list(_credible(date_clues.declared(head, node, items, others), place, seen, notes))
    if len(found) < 2:
        return found[0] if found else None
    first, earliest = found[0], min(found, key=lambda dated: dated.at)
    change = _first(date_clues.changed(head, node, items), place, seen, [])
    repeated = change is not None and change.at == first.at
    apart = first.at - earliest.at > timedelta(hours=12) and earliest.at.date() < first.at.date()
    return earliest if repeated and apart else first


def _first(clues: Iterable[Clue], place: Place, seen: datetime, notes: list[Note]) -> Dated | None:
    return next(_credible(clues, place, seen, notes), None)


def _credible(clues: Iterable[Clue], place: Place, seen: datetime, notes: list[Note]) -> Iterator[Dated]:
    for clue in clues:
        if not clue.text.strip():
            continue
        try:
            moment = clue.moment or instants.parse(clue.text) or _in_words(clue.text, place.lang)
            dated = _dated(moment, clue.rule, place) if moment else None
        except (instants.Impossible, OverflowError):
            notes.append(_refused("date.impossible", clue))
            continue
        if dated is None:
            notes.append(_refused("date.unreadable", clue))
        elif dated.at.date() < FIRST:
            notes.append(_refused("date.impossible", clue))
        elif dated.at.date() > (seen + timedelta(days=1)).date():
            notes.append(_refused("date.future", clue))
        else:
            yield dated


def _refused(rule: str, clue: Clue) -> Note:
    return Note(rule, f"{clue.rule} {clue.text.strip()[:80]}")


def _in_words(text: str, lang: str) -> Moment | None:
    """Read "07/02/2025" or "7 février 2025" where an ISO date is due."""
    found = next(french_dates.dates(text), None) if lang != "en" else None
    return found.moment if found else None


def _dated(moment: Moment, rule: str, place: Place) -> Dated:
    if not moment.timed:
        return Dated(datetime.combine(moment.at.date(), time(0), UTC), Precision.DAY, rule)
    return Dated(local(moment.at, place), Precision.INSTANT, rule)


def _address_or_feed(
    url: str, hint: datetime | None, place: Place, seen: datetime, notes: list[Note]
) -> Dated | None:
    clue = date_clues.address(url)
    day = _first([clue], place, seen, []) if clue else None
    feed = _first([Clue("feed", hint.isoformat())], place, seen, notes) if hint else None
    if day and feed and _differ(day.at, feed.at):
        notes.append(Note("date.disagrees", f"url {day.at.date()}, feed {feed.at.date()}"))
        return day
    return feed or day


def _differ(one: datetime, other: datetime) -> bool:
    return abs(one - (other if other.tzinfo else other.replace(tzinfo=UTC))) > DISAGREE


def _is_before(one: Dated, other: Dated) -> bool:
    """Compared by their days when one of them is only a day."""
    if Precision.DAY in {one.precision, other.precision}:
        return one.at.date() < other.at.date()
    return one.at < other.at


def _guessed(tree: Any, seen: datetime) -> Dated | None:
    """The extensive search of htmldate, the last resort."""
    if next(islice(tree.iter(), MAX_GUESSED, None), None) is not None or _LENGTH(tree) > MAX_GUESSED_CHARS:
        return None
    from htmldate import find_date

    latest = seen.date().isoformat()
    value = find_date(
        tree, extensive_search=True, original_date=True, outputformat="%Y-%m-%d", max_date=latest
    )
    return credible(value, "htmldate", seen) if value and _is_written(tree, value) else None


def _is_written(tree: Any, iso: str) -> bool:
    """Whether readers see that day: htmldate makes a first of January out of a bare year.

    On a page that a script is to draw, whether its markup has it.
    """
    shown = str(_SHOWN(tree))
    if len(shown.split()) < MIN_SHOWN:
        shown = etree.tostring(tree, encoding="unicode")
    year, month, day = iso.split("-")
    words = f"{int(day)}(?:er)?\\s{{1,3}}\\w{{3,9}}\\.?\\s{{1,3}}{year}"
    english = f"\\w{{3,9}}\\.?\\s{{1,3}}{int(day)}(?:st|nd|rd|th)?,?\\s{{1,3}}{year}"
    figures = f"0?{int(day)}[-/.]0?{int(month)}[-/.](?:{year}|{year[2:]})|{year}[-/.]?{month}[-/.]?{day}"
    pattern = rf"\b(?:{words}|{english}|{figures})"
    return re.search(pattern, shown) is not None
