"""Whether a sentence speaks of what is still to come on the article's day: by its dates, or months and years alone."""

import re
from datetime import date

from nlp.calendar import MONTHS, WEEKDAYS
from nlp.initiatives.scene import Scene
from nlp.text import fold

_MONTH = re.compile(rf"\b(?:en|des|debut|fin|mi|courant|pour|avant) ({MONTHS})\b(?: (\d{{4}}))?")
_DAY = re.compile(
    rf"\b(?:le |du |des le |a partir du |a compter du )?\d{{1,2}}(?:er)? ({MONTHS})\b(?: (\d{{4}}))?"
)
_YEAR = re.compile(r"\b(?:en|des|pour|d ici a|d ici|fin|debut|horizon|courant|avant) (20\d\d)\b")
_WEEKDAY = re.compile(rf"\b{WEEKDAYS}\b(?! dernier)")
_NAMES = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_HALF = 6
"""A month without a year is the next one up to half a year ahead, the last one otherwise."""


def ahead(scene: Scene, number: int) -> bool:
    """Whether a date of the sentence lies behind the article's day."""
    day = scene.found.published
    if day is None:
        return False
    start, end = scene.sentences.span(number)
    if scene.found.dates:
        today = day.isoformat()
        return any(start <= d.start < end and d.first[:10] > today[: len(d.first)] for d in scene.found.dates)
    low = scene.found.low
    years = any(int(m[1]) > day.year for m in _YEAR.finditer(low, start, end))
    return years or any(_later(m[1], m[2], day) for p in (_MONTH, _DAY) for m in p.finditer(low, start, end))


def this_week(scene: Scene, number: int) -> bool:
    """Whether a day of the week stands in the sentence: in the present tense it is the coming one."""
    return _WEEKDAY.search(scene.found.low, *scene.sentences.span(number)) is not None


def _later(month: str, year: str | None, day: date) -> bool:
    wanted = _NAMES.index(fold(month)) + 1
    if year:
        return (int(year), wanted) > (day.year, day.month)
    return 0 < (wanted - day.month) % 12 <= _HALF
