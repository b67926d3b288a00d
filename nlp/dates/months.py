"""Months, seasons, parts of a year and years: "en mars", "cet été", "au premier semestre 2025", "d'ici 2027"."""

import re

from core.types import DateMention
from nlp.dates import patterns
from nlp.dates.calendar_days import month, span
from nlp.dates.clues import Clues, said
from nlp.dates.vocabulary import months, section

_THIS_YEAR = ("cette annee", "de l annee")


def month_alone(clues: Clues, at: int) -> DateMention | None:
    """As "en mars", "mars 2025", "mai dernier", "mai de l'an dernier"."""
    m = patterns.MONTH_ALONE.match(clues.low, at)
    if m is None:
        return None
    number = months()[m["m"].rstrip(".")]
    if _no_month(clues, m):
        return None
    if m["y"]:
        iso = f"{m['y']}-{number:02}"
    elif clues.published is None or not (said(m["turn"]) or patterns.INTO_MONTH.search(clues.before(at, 14))):
        return None
    elif m["turn"] and " an" in m["turn"]:
        iso = f"{clues.published.year + said(m['turn']):04}-{number:02}"
    else:
        iso = month(number, clues.published, clues.way(m))
    return DateMention(m.start(), m.end(), iso, iso, "month")


def _no_month(clues: Clues, m: re.Match[str]) -> bool:
    """The day before it is none of the calendar's (31 février), or it is a name (the planet, a first name)."""
    name = clues.plain[m.start() : m.start() + 2]
    return patterns.DAY_BEFORE.search(clues.before(m.start(), 6)) is not None or (
        name.istitle() and not m["y"]
    )


def season(clues: Clues, at: int) -> DateMention | None:
    """As "au printemps", "cet été", "l'hiver dernier", "été 2025"; not "l'été", which is every year's."""
    m = patterns.SEASON.match(clues.low, at)
    if m is None:
        return None
    before, turn = clues.before(at, 16), said(m["turn"])
    if m["s"] == "ete" and not m["y"] and not before.endswith(("l ", "cet ", "d ")):
        return None  # the participle
    if not m["y"] and (clues.published is None or not (turn or patterns.SURE_SEASON.search(before))):
        return None
    first, last = section("seasons")[m["s"]]
    if m["y"]:
        year = int(m["y"])
        year -= last > 12 and _in_its_january(clues, year)
    else:
        year = _season_year(clues, first, last, turn or clues.way(m))
    return clues.mention(m.start(), m.end(), *span(year * 12 + first - 1, year * 12 + last - 1), "season")


def _in_its_january(clues: Clues, year: int) -> bool:
    """Whether "hiver 2025" is the one that began in 2024: it is so at its end."""
    return clues.published is not None and clues.published.year == year and clues.published.month < 7


def _season_year(clues: Clues, first: int, last: int, way: int) -> int:
    """The year whose season is nearest, the one it is being in at no distance."""
    assert clues.published is not None  # noqa: S101 - its caller has seen it
    here = clues.published.year * 12 + clues.published.month

    def distance(year: int) -> tuple[bool, int]:
        begins, ends = year * 12 + first, year * 12 + last
        gap = max(begins - here, here - ends, 0)
        against = (way > 0 and ends < here) or (way < 0 and begins >= here)
        return against, gap

    return min((clues.published.year + y for y in (0, -1, 1)), key=distance)


def part(clues: Clues, at: int) -> DateMention | None:
    """As "premier semestre 2025", "au second trimestre"."""
    m = patterns.PART.match(clues.low, at)
    ordinal = patterns.ORDINAL.search(clues.before(at, 14)) if m else None
    if m is None or ordinal is None or (not m["y"] and clues.published is None):
        return None
    size, which = section("parts")[m["p"]], section("ordinals")[ordinal["o"]]
    which = which if which > 0 else 12 // size
    if which * size > 12:
        return None
    year = int(m["y"]) if m["y"] else _season_year(clues, (which - 1) * size + 1, which * size, clues.way(m))
    first, last = span(year * 12 + (which - 1) * size, year * 12 + which * size - 1)
    return clues.mention(at - len(ordinal.group()), m.end(), first, last, "part")


def term(clues: Clues, at: int) -> DateMention | None:
    """As "à la rentrée", "à la rentrée 2026": September."""
    m = patterns.TERM.match(clues.low, at)
    if m is None or not clues.before(at, 16).endswith(("la ", "cette ", "de ")):
        return None
    number = months()[m["m"]] if m["m"] else 9
    end = at + len(m.group().rstrip())
    if m["y"]:
        iso = f"{m['y']}-{number:02}"
    elif clues.published is None or clues.before(at, 3).endswith("de "):
        return None
    else:
        iso = month(number, clues.published, clues.way(m))
    return clues.mention(m.start(), end, iso, iso, "term")


def year(clues: Clues, at: int) -> DateMention | None:
    """As "en 2024", "2021-2026", "années 2000", "budget 2026"; not "2000 habitants"."""
    m = patterns.YEAR.match(clues.low, at)
    if m is None or not _is_year(clues, m):
        return None
    first = last = m["y"]
    end = m.end("y")
    if m["y2"] and _range(clues, m):
        last, end = (m["y2"] if len(m["y2"]) == 4 else first[:2] + m["y2"]), m.end()
    elif patterns.DECADE.search(clues.before(at, 8)) and first.endswith("0"):
        last = str(int(first) + 9)
    return DateMention(m.start(), end, first, last, "year")


def _is_year(clues: Clues, m: re.Match[str]) -> bool:
    before = clues.before(m.start(), 28)
    if patterns.BEFORE_YEAR.search(before):
        return True
    if patterns.COUNTS.search(before) or m["y"] < "1900":
        return False
    if patterns.AFTER_YEAR.match(clues.low, m.end()):
        return True
    # "VivaTech 2025 ouvre", but "Rennes 2000 habitants"
    named = patterns.NAME_BEFORE.search(clues.plain[max(0, m.start() - 28) : m.start()])
    return named is not None and patterns.PLURAL.match(clues.low, m.end()) is None


def _range(clues: Clues, m: re.Match[str]) -> bool:
    """Two years that rise; a mere space is a hyphen in the text."""
    second = m["y2"] if len(m["y2"]) == 4 else m["y"][:2] + m["y2"]
    joint = clues.plain[m.end("y") : m.start("y2")]
    if joint.strip() in {"et", "a", "à"} and not clues.before(m.start(), 8).endswith(("entre ", "de ")):
        return False
    return m["y"] < second and joint != " " and int(second) - int(m["y"]) < 120
