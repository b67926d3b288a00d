"""From what register snapshots saw of one commune to who held the office, day by day, without overlap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from core.names import name_key
from registers.schema import MandateRow

DAY = timedelta(days=1)
SNAPSHOTS = (date(2018, 12, 28), date(2019, 9, 23), date(2020, 11, 24), date(2022, 1, 27))
# The councils of 2014 ended on 18 May 2020, when those elected in March 2020 took office (decree 2020-571),
# so nobody seen in 2019 is known to have stayed longer.
END_OF_2014_TERM = date(2020, 5, 17)
# Councils elected on 22 March 2026 first met from 27 to 29 March (CGCT L2121-7): no outgoing mayor later.
END_OF_2020_TERM = date(2026, 3, 29)
COG_DAY = date(2026, 1, 1)


class Sighting(NamedTuple):
    """A mayor in the snapshots of one register file; `start` is what the register states."""

    name: str
    start: date
    first_seen: date
    last_seen: date


@dataclass(frozen=True, slots=True)
class Tenure:
    """A holder from `start`; attested over [attested_from, attested_to], extrapolated around it."""

    name: str
    start: date
    attested_from: date
    attested_to: date
    first_seen: date
    last_seen: date


def tenures(sightings: Sequence[Sighting]) -> tuple[list[Tenure], list[Sighting]]:
    """The successive holders of one commune, and the sightings dropped as a second name of one snapshot.

    When a stated start contradicts a snapshot the register is late or wrong: the start is kept, but only as
    extrapolated, until a snapshot shows the new holder. A contradicted start never attests anything.
    """
    held: list[Tenure] = []
    dropped = []
    for s in sorted(sightings, key=lambda s: (s.first_seen, s.start, -s.last_seen.toordinal())):
        last = held[-1] if held else None
        if last is None or s.start > last.last_seen:
            held.append(_tenure(s, s.start, s.start))
        elif name_key(s.name) == name_key(last.name):
            seen = max(last.last_seen, s.last_seen)
            held[-1] = replace(last, attested_to=max(last.attested_to, s.last_seen), last_seen=seen)
        elif s.start > last.start:
            held[-1] = replace(last, attested_to=s.start - DAY)
            held.append(_tenure(s, s.start, s.first_seen))
        elif s.last_seen > last.last_seen:
            alone = s.first_seen if s.first_seen > last.last_seen else s.last_seen
            held.append(_tenure(s, alone, alone))
        else:
            dropped.append(s)
    return held, dropped


def _tenure(s: Sighting, start: date, attested_from: date) -> Tenure:
    return Tenure(s.name, start, attested_from, s.last_seen, s.first_seen, s.last_seen)


def intervals(insee: str, held: Sequence[Tenure], last_day: date | None) -> Iterator[MandateRow]:
    """The rows of one commune; the last holder is extrapolated to `last_day`, None while nothing ends it."""
    for tenure, following in pairwise([*held, None]):
        if tenure is None:
            continue
        end = following.start - DAY if following else last_day and max(last_day, tenure.attested_to)
        key, source = name_key(tenure.name), _source(tenure)
        attested_to = min(tenure.attested_to, end or date.max)
        for basis, start, stop in (
            ("extrapolated", tenure.start, min(tenure.attested_from - DAY, attested_to)),
            ("attested", tenure.attested_from, attested_to),
            ("extrapolated", attested_to + DAY, end),
        ):
            if stop is None or start <= stop:
                yield MandateRow(insee, tenure.name, key, start, stop, basis, source)


def _source(tenure: Tenure) -> str:
    days = dict.fromkeys((tenure.first_seen.isoformat(), tenure.last_seen.isoformat()))
    return "RNE " + "/".join(days)


def last_day(last_seen: date, *, exists_today: bool) -> date:
    """How long the last holder seen on `last_seen` may have stayed, at most.

    Communes merge on 1 January: one that today's COG does not have ended, at the latest, on the 31 December
    before the first snapshot (or COG) that lacks it.
    """
    if exists_today:
        return END_OF_2014_TERM if last_seen <= SNAPSHOTS[1] else END_OF_2020_TERM
    gone_by = next((day for day in SNAPSHOTS if day > last_seen), COG_DAY)
    return date(gone_by.year - 1, 12, 31)
