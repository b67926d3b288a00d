"""Dates as the French press writes them for readers: "Publié le mardi 4 mars 2025 à 15h30", "07/02/25 - 9 h"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.instants import Impossible, Moment, moment

MAX_CHARS = 4000
"""A byline or the lines around a title; not a whole page."""

_MONTH_STARTS = ("janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
_MONTH = (
    r"janv(?:ier|\.)?|f[ée]vr?(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[ûu]t|sept(?:embre|\.)?|"
    r"oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?"
)
_TIME = r"(?:[\s,–—|·•-]{0,4}(?:[àa]\s{0,2})?(?P<hour>\d{1,2})\s?[hH:]\s?(?P<minute>\d{2})?(?!\d))?"
_WORDS = (
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:\s?er)?\s{{1,2}}(?P<name>{_MONTH})\s{{1,2}}(?P<year>(?:19|20)\d\d)(?!\d)"
)
_FIGURES = (
    r"(?<![\d/.-])(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)"
    r"(?P<y>(?:19|20)\d\d|(?<=\d\d[/.-])\d\d)(?![\d/-])"
)
_DATE = re.compile(rf"(?:{_WORDS}|{_FIGURES}){_TIME}", re.IGNORECASE)
_PUBLISHED = (
    r"publi(?:é|ee?|cation|ée)s?|mise? en ligne|post(?:é|e)e?s?|paru(?:e|tion)?|diffusée?|rédigée?|écrite?|"
    r"ajoutée?|créée?|date\s?:|published|posted"
)
_CHANGED = r"mise? à jour|maj|modifi(?:é|cation)e?|actualisée?|dernière (?:mise|modification)|updated"
_LABEL = re.compile(rf"\b(?:(?P<published>{_PUBLISHED})|(?P<changed>{_CHANGED}))", re.IGNORECASE)
_NO_PROSE = re.compile(
    r"\s*[.,]?\s*(?:$|[|·•–—\-(\[/]|\d"
    r"|(?:et|par|mis|mise|modifi\w+|maj|actualis\w+|dernière|dans|temps|lecture|à \d)\b)",
    re.IGNORECASE,
)
_REACH = 60
"""Characters between a label and its date: "Publié par Jeanne Le Gall dans Vie municipale le 4 mars 2025"."""


class Written(NamedTuple):
    """A date read in a text, and where; `labelled` after "Publié le", `changed` after "Mis à jour"."""

    moment: Moment
    start: int
    end: int
    labelled: bool
    changed: bool


def dates(text: str) -> Iterator[Written]:
    """All possible dates of a text, in order; day before month. Days that no calendar knows are passed over."""
    text = text[:MAX_CHARS]
    labels = list(_LABEL.finditer(text))
    previous = 0
    for found in _DATE.finditer(text):
        try:
            at = _moment(found)
        except Impossible:
            continue
        near = [m for m in labels if max(previous, found.start() - _REACH) <= m.start() < found.start()]
        changed = bool(near and near[-1]["changed"])
        yield Written(at, found.start(), found.end(), labelled=bool(near) and not changed, changed=changed)
        previous = found.end()


def published(text: str) -> Moment | None:
    """The first date said to be that of publication, in a line that says little else after it.

    "Créée le 12 mars 2019 à Brest, la start-up..." and "Publié au Journal officiel le 3 mars, le décret..." do not.
    """
    return next((w.moment for w in dates(text) if w.labelled and _NO_PROSE.match(text, w.end)), None)


def changed(text: str) -> Moment | None:
    """The first date said to be that of a change."""
    return next((w.moment for w in dates(text) if w.changed), None)


def says_changed(text: str) -> bool:
    """Whether the last label of a short text is that of a change."""
    found = list(_LABEL.finditer(text[:MAX_CHARS]))
    return bool(found and found[-1]["changed"])


def alone(text: str, *, spare: int = 40) -> Moment | None:
    """The only day of a short text: at most `spare` characters beside its dates, and no word of a change."""
    found = list(dates(text)) if len(text) < spare + 100 else []
    rest = len(text.strip()) - sum(w.end - w.start for w in found)
    if (
        not found
        or rest > spare
        or any(w.changed or w.moment.at.date() != found[0].moment.at.date() for w in found)
    ):
        return None
    return found[0].moment


def _moment(found: re.Match[str]) -> Moment:
    hour, minute = found["hour"], found["minute"]
    if found["name"]:
        return moment(int(found["year"]), _month(found["name"]), int(found["day"]), hour, minute)
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    if month > 12 >= day:  # no calendar has a 23rd month: this one was written month first
        month, day = day, month
    return moment(year + 2000 if year < 100 else year, month, day, hour, minute)


def _month(name: str) -> int:
    bare = name.lower().translate(str.maketrans("éû", "eu"))
    return next(
        i for i, start in enumerate(_MONTH_STARTS, 1) if bare.startswith(start[:3]) and _same(bare, start)
    )


def _same(bare: str, start: str) -> bool:
    """Three letters tell months apart, save juin from juillet."""
    return bare[:4] == start[:4] if bare.startswith("jui") else True
