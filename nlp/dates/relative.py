"""Dates by their distance: "hier", "mardi", "la semaine prochaine", "il y a deux ans", "dans quinze jours"."""

import re
from datetime import date, timedelta

from core.types import DateMention
from nlp.dates import patterns
from nlp.dates.calendar_days import iso_month, weekday
from nlp.dates.clues import Clues, said
from nlp.dates.vocabulary import WEEKDAY_NAMES, count, section

# "huit jours" and "quinze jours" are one and two weeks
_WEEKS_IN_DAYS = {8: 7, 15: 14}
_SOON = 2
"""Days to "samedi et dimanche" within which, where no verb tells, they are the next ones."""
_TOLD = 200
"""Characters from a day to "ce jour-là"."""


def near(clues: Clues, at: int) -> DateMention | None:
    """As "hier", "demain matin", "aujourd'hui"; not "la ville de demain", nor "Demain, on chauffera ainsi"."""
    m = patterns.NEAR.match(clues.low, at)
    if m is None or clues.published is None:
        return None
    if m["word"] == "ce jour" and clues.low.startswith(" la", m.end()):
        return None
    if clues.before(at, 3).endswith(("de ", " d ", "ni ")) and m["word"] in {"hier", "demain"}:
        return None
    if m["word"] == "demain" and patterns.SOMEDAY.search(clues.plain, max(0, at - 8), m.end() + 1):
        return None
    found = clues.published + timedelta(section("near")[m["word"]])
    return clues.mention(m.start(), m.end(), found, found, "near")


def that_day(clues: Clues, at: int, last: DateMention | None) -> DateMention | None:
    """As "ce jour-là": the day told before."""
    if (
        last is None
        or len(last.first) < 10
        or at - last.end > _TOLD
        or not clues.low.startswith("ce jour la", at)
    ):
        return None
    return clues.mention(at, at + len("ce jour la"), last.first, last.last, "that-day")


def following(clues: Clues, at: int, last: DateMention | None) -> DateMention | None:
    """As "au dimanche suivant" behind "du dimanche 12 avril": counted from the day told before."""
    m = patterns.FOLLOWING.match(clues.low, at)
    if m is None or last is None or len(last.last) < 10 or at - last.end > _TOLD:
        return None
    found = weekday(WEEKDAY_NAMES.index(m["w"]), date.fromisoformat(last.last), 1, strict=True)
    return clues.mention(m.start(), m.end(), found, found, "following")


def weekday_pair(clues: Clues, at: int) -> DateMention | None:
    """As "mardi et mercredi", "de jeudi à dimanche": days in a row; others, and "du lundi au jeudi", are habits."""
    m = patterns.WEEKDAY_PAIR.match(clues.low, at)
    if m is None or clues.published is None or patterns.HABIT.search(clues.before(at, 14)):
        return None
    first, last = WEEKDAY_NAMES.index(m["w"]), WEEKDAY_NAMES.index(m["w2"])
    lasts = (last - first) % 7
    if not lasts or (lasts > 1 if m["to"] == "et" else not clues.before(at, 4).endswith("de ")):
        return None
    until = _days_to(last, clues.published)
    soon = _days_to(first, clues.published) <= _SOON
    way = clues.way(m) or (1 if soon else clues.verbs.leaning(m.start(), m.end()))
    # what lasts may be going on, two days only where a present says so
    if way > 0 and not (until < lasts and (way == 1 or m["to"] == "a")):
        day = weekday(first, clues.published, way, strict=bool(m["turn"]))
    else:
        day = clues.published + timedelta((until if way > 0 else until - 7 * (until > 0)) - lasts)
    return clues.mention(m.start(), m.end(), day, day + timedelta(lasts), "weekday-pair")


def _days_to(number: int, published: date) -> int:
    """Days to the next such weekday, 0 for the day of publication."""
    return (number - published.weekday()) % 7


def weekday_alone(clues: Clues, at: int) -> DateMention | None:
    """As "mardi", "mardi prochain", "ce mardi"; not "le mardi", "chaque mardi", which are habits."""
    m = patterns.WEEKDAY_ALONE.match(clues.low, at)
    if m is None or clues.published is None:
        return None
    before, turn, number = clues.before(at, 14), said(m["turn"]), WEEKDAY_NAMES.index(m["w"])
    if clues.low.startswith(" en huit", m.end()):  # the one after the next
        found = weekday(number, clues.published, 1, strict=True) + timedelta(7)
    elif turn:
        found = weekday(number, clues.published, turn, strict=True)
    elif patterns.HABIT.search(before) or clues.low[m.end() : m.end() + 1].isalnum():
        return None
    else:
        way = clues.way(m)
        if not way and before.endswith("ce "):
            way = 1 if (number - clues.published.weekday()) % 7 <= 3 else -1
        way = way or clues.verbs.leaning(m.start(), m.end())
        found = weekday(number, clues.published, way)
    return clues.mention(m.start(), m.end(), found, found, "weekday")


def turn(clues: Clues, at: int) -> DateMention | None:
    """As "la semaine prochaine", "le mois dernier", "cette année", "ce week-end", "la fin de l'année"."""
    m = patterns.TURN.match(clues.low, at)
    if m is None or clues.published is None:
        return None
    before, way = clues.before(at, 16), said(m["turn"])
    this = before.endswith(("cette ", " ce ", "\nce ")) or before == "ce "
    ends = before.endswith(("fin de l ", "fin d ", "fin du ", "debut de l "))
    if not (way or this or ends):
        return None
    if m["unit"] == "week end":
        first, last = _weekend(clues, m, way)
    else:
        first, last = _unit(clues.published, m["unit"], way)
    return clues.mention(m.start(), m.end(), first, last, "turn") if first else None


def _weekend(clues: Clues, m: re.Match[str], way: int) -> tuple[str, str]:
    assert clues.published is not None  # noqa: S101 - its caller has seen it
    sunday = weekday(6, clues.published, way or clues.way(m) or 1, strict=bool(way))
    return str(sunday - timedelta(1)), str(sunday)


def _unit(published: date, unit: str, steps: int) -> tuple[str, str]:
    """The day's own week, month or year, or the `steps`-th after it."""
    if unit.startswith("semaine"):
        monday = published + timedelta(7 * steps - published.weekday())
        return str(monday), str(monday + timedelta(6))
    if unit == "mois":
        iso = iso_month(published.year * 12 + published.month - 1 + steps)
        return iso, iso
    if unit.startswith("an"):
        return (f"{published.year + steps:04}",) * 2
    return "", ""


def _is_length(clues: Clues, ago: re.Match[str], end: int) -> bool:
    """A time and no date: "voilà onze jours que", "dans les cent jours"."""
    return " les " in ago.group() or (ago["how"] in {"voila", "voici"} and clues.low.startswith(" qu", end))


def length(clues: Clues, at: int) -> DateMention | None:
    """As "il y a deux ans", "dans quinze jours", "depuis six mois": what they are counted from is the day's."""
    m = patterns.LENGTH.match(clues.low, at)
    ago = patterns.AGO.search(clues.before(at, 70)) if m else None
    if (
        m is None
        or ago is None
        or _is_length(clues, ago, m.end())
        or clues.published is None
        or m["unit"].startswith("heure")
    ):
        return None
    number = count(ago["n"])
    steps = number if ago["how"] in {"dans", "d ici", "sous"} else -number
    if not 0 < clues.published.year + steps < 9000:
        return None
    if m["unit"].startswith("jour"):
        whole = _WEEKS_IN_DAYS.get(number, number)
        first = last = str(clues.published + timedelta(whole if steps > 0 else -whole))
    else:
        first, last = _unit(clues.published, m["unit"], steps)
    start = at - len(ago.group()) + (0 if ago.group().startswith(ago["how"]) else 1)
    return DateMention(start, m.end(), first, last, "length")
