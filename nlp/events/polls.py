"""Elections: a poll is an event whose days everybody knows (lexicon/events.toml), named without them.

Only while it is near: an article of 2025 that says since when a mayor holds office tells no event.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from core.types import DateMention
from nlp.events.days import Link
from nlp.events.heads import Named
from nlp.events.vocabulary import elections
from nlp.findings import Findings
from nlp.text import sentence
from nlp.wordlists import either

_BEFORE_DAYS, _AFTER_DAYS, _COUNTED_DAYS = 75, 40, 400
_COUNTS = re.compile(r"\b(?:mois|semaines|jours|an) (?:avant )?(?:du|des|de la|les|le|de l)? ?(?:premier )?$")
_NAMES = {"presidentielle": "élection présidentielle", "legislatives": "élections législatives",
          "europeennes": "élections européennes", "regionales": "élections régionales",
          "departementales": "élections départementales", "municipales": "élections municipales"}  # fmt: skip
_WHICH = either(elections())
_POLL = re.compile(
    r"(?P<round>(?:\b(?:l|le|du|au) )?(?P<n>\bpremier|\bsecond|\b1er|\b2d|\b2nd|\bdeuxieme) tour)\b"
    r"(?! de (?:table|piste|chauffe|france|manege|cadran))"
    rf"(?: (?:des|de l|de la|aux) (?:elections? )?(?P<of>{_WHICH}))?"
    r"|\b(?:les|des|aux|la|de la|a la|l|prochaines|dernieres) (?:prochaines? |dernieres? )?(?:elections? )?"
    rf"(?P<poll>{_WHICH})\b(?: (?:de )?(?:mars |juin )?(?P<year>20\d\d))?"
    r"|\b(?:jours?|semaines?|mois) (?P<vote>(?:du|avant le) (?:vote|scrutin))\b(?! d(?:u|e|es)? )"
    rf"|(?:^|\n)(?P<kicker>(?:elections )?{_WHICH})(?: (?P<kyear>20\d\d))?(?= ?[.:\n|/–-])"
)


_ELECTED = re.compile(r"\b(?:re)?elue?s? (?:maire )?(?:le |ce )?$")
_SIGNS = (" tour", "du vote", "du scrutin", "avant le vote", "avant le scrutin", *elections())
_MOST = 20
"""Dates of a sentence that are looked at."""
_BEFORE, _BEHIND = 48, 60
"""Characters of a poll's name around the word that shows it."""


@cache
def _automaton() -> CharwiseDoubleArrayAhoCorasick:
    return CharwiseDoubleArrayAhoCorasick(list(_SIGNS))


def _named(low: str) -> Iterator[re.Match[str]]:
    """Every poll that a text names: looked for only around the words that show one."""
    done = 0
    for start, end, _ in _automaton().find_overlapping(low):
        if end <= done:
            continue
        found = _POLL.search(low, max(done, start - _BEFORE), end + _BEHIND)
        if found:
            done = found.end()
            yield found


def polls(found: Findings) -> Iterator[Link]:
    """One event for each poll that a text names and that is near: in the sentence with its day, else the first."""
    if found.published is None:
        return
    kept: dict[str, Link] = {}
    told = _near_kind(found.published)
    for m in _named(found.low):
        told = kind = m["of"] or m["poll"] or _in_kicker(m) or told
        days = [date.fromisoformat(day) for day in elections().get(kind or "", [])]
        day = _round(found, m, days) or _dated(found, m, days)
        if kind is None or day is None:
            continue
        link = _link(found, m, kind, day)
        best = kept.get(day.isoformat())
        if best is None or (link.points > best.points):
            kept[day.isoformat()] = link
    yield from kept.values() if kept else _elected(found)


def _elected(found: Findings) -> Iterator[Link]:
    """The poll of a text that tells it only by who won that day: "élue le 22 mars"."""
    assert found.published is not None  # noqa: S101 - its caller has seen it
    for d in found.dates:
        kind = next((k for k, days in elections().items() if d.first in days), None)
        if kind and (m := _ELECTED.search(found.low, max(0, d.start - 24), d.start)):
            day = date.fromisoformat(d.first)
            if 0 <= (found.published - day).days <= _AFTER_DAYS:
                around = sentence(found.plain, m.start(), d.end)
                yield Link(Named(m.start(), d.end, _title(kind, day), 3, m.start()), d, 6.0, "poll", around)
                return


def _dated(found: Findings, m: re.Match[str], days: list[date]) -> date | None:
    """The first round of a poll that is far, when its sentence has the day or counts the months to it."""
    ahead = [d for d in days if 0 < (d - (found.published or d)).days <= _COUNTED_DAYS]
    year = m["year"] or m["kyear"]
    if not ahead or (year and int(year) != ahead[0].year):
        return None
    start, end = sentence(found.plain, m.start(), m.end())
    told = any(d.first[:7] == str(ahead[0])[:7] for d in _dates_in(found, start, end))
    return ahead[0] if told or _COUNTS.search(found.low, max(0, m.start() - 30), m.start() + 4) else None


def _in_kicker(m: re.Match[str]) -> str | None:
    return next((k for k in elections() if m["kicker"] and k in m["kicker"]), None)


def _near_kind(published: date) -> str | None:
    """Of which poll "le premier tour" is, when it does not say."""
    near = (
        (abs((date.fromisoformat(d) - published).days), kind) for kind, ds in elections().items() for d in ds
    )
    distance, kind = min(near)
    return kind if distance <= 30 else None


def _round(found: Findings, m: re.Match[str], days: list[date]) -> date | None:
    """The round that is told of: the one named, else the last one, else the next."""
    assert found.published is not None  # noqa: S101 - its caller has seen it
    near = [d for d in days if -_BEFORE_DAYS <= (found.published - d).days <= _AFTER_DAYS]
    year = m["year"] or m["kyear"]
    if not near or (year and int(year) != near[0].year):
        return None
    if m["n"]:
        second = m["n"] not in {"premier", "1er"}
        return next((d for d in near if days.index(d) % 2 == int(second)), None)
    past = [d for d in near if d <= found.published]
    return past[-1] if past else near[0]


def _dates_in(found: Findings, start: int, end: int) -> list[DateMention]:
    left = bisect_left(found.dates, start, key=_start)
    return found.dates[left : min(left + _MOST, bisect_left(found.dates, end, key=_start))]


def _start(date_: DateMention) -> int:
    return date_.start


def _link(found: Findings, m: re.Match[str], kind: str, day: date) -> Link:
    start, end = m.span("kicker") if m["kicker"] else m.span("vote") if m["vote"] else m.span()
    around = sentence(found.plain, start, end)
    dated = any(d.first == str(day) for d in _dates_in(found, *around))
    mention = DateMention(start, end, str(day), str(day), "poll")
    points = 7.0 + 2.0 * dated + bool(m["n"]) - 1.5 * ("\n" not in found.text[:start])
    return Link(Named(start, end, _title(kind, day), 3, start), mention, points, "poll", around)


def _title(kind: str, day: date) -> str:
    second = elections()[kind].index(str(day)) % 2
    turn = "" if len(elections()[kind]) % 2 else f" ({'2nd' if second else '1er'} tour)"
    return f"{_NAMES[kind]} {day.year}{turn}"
