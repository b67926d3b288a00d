"""Dates with the number of a day: "du 13 au 15 février", "jeudi 12 mars", "14/03/2026", "mardi 17"."""

import re
from datetime import date

from core.types import DateMention
from nlp.dates import patterns
from nlp.dates.calendar_days import day, monthless, nearest, yearless
from nlp.dates.clues import Clues
from nlp.dates.vocabulary import WEEKDAY_NAMES, months

_FAR = 56
"""Characters from a day to the next one that has no month of its own."""
_TOGETHER = 3
"""Days within which "28 février et 1er mars" are one period."""


def period(clues: Clues, at: int) -> DateMention | None:
    """As "13 au 15 février", "28 décembre au 3 janvier"."""
    m = patterns.PERIOD.match(clues.low, at)
    if m is None:
        return None
    last = _resolved(clues, m, "b", m["by"])
    if last is None:
        return None
    month = months()[(m["am"] or m["bm"]).rstrip(".")]
    year = int(m["ay"]) if m["ay"] else last.year
    first = day(year, month, int(m["ad"]))
    if first and first > last and m["am"] and not m["ay"]:  # "avancé du 10 au 3 mars" is no period
        first = day(year - 1, month, int(m["ad"]))
    if first is None or first > last or (m["to"].startswith("et") and (last - first).days > _TOGETHER):
        return None
    return clues.mention(m.start(), m.end(), first, last, "period")


def several(clues: Clues, at: int) -> DateMention | None:
    """As "6 et 7 février": one period."""
    m = patterns.SEVERAL.match(clues.low, at)
    if m is None or not _joined(clues, m):
        return None
    last = _resolved(clues, m, "b", m["by"])
    first = day(last.year, last.month, int(m["ad"])) if last else None
    if first is None or last is None or first >= last:
        return None
    return clues.mention(m.start(), m.end(), first, last, "several")


def _joined(clues: Clues, m: re.Match[str]) -> bool:
    """Two numbers with a mere space between them are a day and something else, unless it is a hyphen."""
    between = clues.plain[m.end("ad") : m.start("bd")]
    return between.strip() not in {"", "er", "ER"} or "\n" in between


def single(clues: Clues, at: int) -> DateMention | None:
    """As "14 mars", "jeudi 12 mars 2026", "14 mars prochain"."""
    m = patterns.SINGLE.match(clues.low, at)
    found = _resolved(clues, m, "a", m["ay"]) if m else None
    return clues.mention(m.start(), m.end(), found, found, "day") if m and found else None


def next_day(clues: Clues, at: int, last: DateMention | None) -> DateMention | None:
    """As "le 12 à Tavaux" behind "le 10 mars à Dole": of the same month."""
    m = patterns.NEXT_DAY.match(clues.low, at) if last and len(last.last) == 10 else None
    if m is None or last is None or at - last.end > _FAR:
        return None
    if not patterns.ANOTHER.match(clues.low[last.end : at]):
        return None
    known = date.fromisoformat(last.last)
    found = day(known.year, known.month, int(m["d"]))
    if found is None or found == known:
        return None
    if found < known and not patterns.INSTEAD.match(clues.low[last.end : at]):
        return None
    return clues.mention(m.start(), m.end(), found, found, "next-day")


def _resolved(clues: Clues, m: re.Match[str], name: str, year: str | None) -> date | None:
    month, number = months()[m[f"{name}m"].rstrip(".")], int(m[f"{name}d"])
    if year:
        return day(int(year), month, number)
    if clues.published is None:
        return None
    weekday = WEEKDAY_NAMES.index(m[f"{name}w"]) if m[f"{name}w"] else None
    return yearless(month, number, weekday, clues.published, clues.way(m))


def weekday_day(clues: Clues, at: int) -> DateMention | None:
    """As "mardi 17"."""
    m = patterns.WEEKDAY_DAY.match(clues.low, at)
    if m is None or clues.published is None or not 1 <= int(m["d"]) <= 31:
        return None
    way = clues.way(m) or clues.verbs.leaning(m.start(), m.end("d"))
    found = monthless(int(m["d"]), WEEKDAY_NAMES.index(m["w"]), clues.published, way)
    return clues.mention(m.start(), m.end("d"), found, found, "weekday-day") if found else None


def numeric(clues: Clues, at: int) -> DateMention | None:
    """As "14/03/2026", "14.03.26", "2026-03-14"; "le 12/03"."""
    m = patterns.NUMERIC.match(clues.plain, at)
    if m is None:
        return _short(clues, at)
    if m["iy"]:
        found = day(int(m["iy"]), int(m["im"]), int(m["id"]))
    else:
        year = int(m["y"]) + (2000 if len(m["y"]) == 2 else 0)
        found = day(year, int(m["m"]), int(m["d"]))
    return clues.mention(m.start(), m.end(), found, found, "numeric") if found else None


def _short(clues: Clues, at: int) -> DateMention | None:
    m = patterns.SHORT.match(clues.plain, at)
    if m is None or clues.published is None or clues.low[max(0, at - 3) : at] not in {"le ", "du ", "au "}:
        return None
    around = [day(clues.published.year + y, int(m["m"]), int(m["d"])) for y in (-1, 0, 1)]
    found = nearest([d for d in around if d], clues.published, clues.way(m))
    return clues.mention(m.start(), m.end(), found, found, "numeric-short") if found else None
