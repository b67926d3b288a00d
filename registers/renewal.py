"""What registers read since the package was built change in the mandates, commune by commune.

The mandates of a commune are worked out anew from all that was ever seen of it, by the rules of the build
(`registers.tenures`): the packaged register says which snapshots showed whom, the kept ones say the rest.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from core.names import name_key
from registers.lists2026 import TOOK_OFFICE
from registers.persons import Person, person, usual_names
from registers.schema import MandateRow
from registers.snapshots import Snapshot
from registers.tenures import DAY, END_OF_2020_TERM, Sighting, Tenure, intervals, last_day, tenures

Seen = list[tuple[date, Person, date]]
"""Of one commune: the day of the snapshot, whom it showed, since when."""


def renewed(
    mandates: Iterable[MandateRow], snapshots: Sequence[Snapshot], current: frozenset[str]
) -> list[MandateRow]:
    """All mandates, sorted; `current` are the codes of today's communes. What no snapshot shows stays as it is."""
    base: dict[str, list[MandateRow]] = defaultdict(list)
    for row in mandates:
        base[row.insee].append(row)
    seen = _seen(snapshots)
    rows = [row for insee, found in base.items() if insee not in seen for row in found]
    for insee, met in seen.items():
        rows += of_commune(insee, base.get(insee, []), met, exists_today=insee in current)
    return sorted(rows, key=lambda r: (r.insee, r.from_day, r.name_key))


def _seen(snapshots: Sequence[Snapshot]) -> dict[str, Seen]:
    met: dict[str, Seen] = defaultdict(list)
    for snapshot in sorted(snapshots, key=lambda s: s.day):
        for row in snapshot.sittings:
            start = min(row.start or snapshot.day, snapshot.day)
            met[row.insee].append((snapshot.day, person(row.given, row.surname), start))
    return met


def of_commune(insee: str, base: Sequence[MandateRow], met: Seen, *, exists_today: bool) -> list[MandateRow]:
    """The mandates of one commune, from those that the package has and what snapshots showed."""
    names = _names([row.name for row in base], [who for _, who, _ in met])
    shown = [Sighting(names[who.full], start, day, day) for day, who, start in met]
    held, _ = tenures([*_packaged(base, names), *shown])
    rows = [_clipped(row) for row in intervals(insee, held, _end(held[-1], exists_today=exists_today))]
    return [*rows, *_left(base, held, names)]


_SEEN = re.compile(r"RNE (\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")


def _packaged(base: Sequence[MandateRow], names: Mapping[str, str]) -> Iterator[Sighting]:
    """What the packaged register's own snapshots showed: each attested row names the first and the last."""
    for row in base:
        source = _SEEN.fullmatch(row.source)
        if row.basis != "attested" or source is None or row.to_day is None:
            continue
        first = date.fromisoformat(source[1])
        last = date.fromisoformat(source[2] or source[1])
        # a start that a snapshot contradicts was kept as extrapolated, before what is attested
        starts = [r.from_day for r in base if (r.name, r.source) == (row.name, row.source)]
        start = row.from_day if first >= TOOK_OFFICE else min(starts)
        yield Sighting(names[row.name], start, first, last)


def _end(tenure: Tenure, *, exists_today: bool) -> date | None:
    """How long the last holder may have stayed; one of this term is in office until somebody else is shown."""
    return None if tenure.last_seen >= TOOK_OFFICE else last_day(tenure.last_seen, exists_today=exists_today)


def _clipped(row: MandateRow) -> MandateRow:
    """Nobody is extrapolated over an election."""
    over = row.to_day is None or row.to_day > END_OF_2020_TERM
    if row.basis == "extrapolated" and row.from_day < TOOK_OFFICE and over:
        return row._replace(to_day=END_OF_2020_TERM)
    return row


def _left(
    base: Sequence[MandateRow], held: Sequence[Tenure], names: Mapping[str, str]
) -> Iterator[MandateRow]:
    """Of this term, what the package supposes and no register shows: until the first mayor that one shows.

    Nothing of it where that is one of the first councils' own (the last met on 29 March).
    """
    first = min((t.start for t in held if t.last_seen >= TOOK_OFFICE), default=None)
    if first is not None and first <= END_OF_2020_TERM:
        return
    for row in base:
        if row.basis == "attested" or row.from_day < TOOK_OFFICE:
            continue
        to_day = row.to_day
        if first is not None:
            to_day = min(to_day or date.max, first - DAY)
        if to_day is None or row.from_day <= to_day:
            name = names[row.name]
            yield row._replace(to_day=to_day, name=name, name_key=name_key(name))


def _names(base: Sequence[str], persons: Sequence[Person]) -> dict[str, str]:
    """One spelling for each mayor of a commune: by the name the package or a snapshot has, the name to use."""
    known = {name: _split(name, persons) for name in dict.fromkeys(base)}
    usual = usual_names([*known.values(), *persons])
    return {name: usual[who] for name, who in known.items()} | {who.full: usual[who] for who in persons}


def _split(name: str, persons: Sequence[Person]) -> Person:
    """A packaged name as first name and surname, where a snapshot has the same surname; else it stays whole."""
    words = name.split()
    for who in persons:
        size = len(who.surname.split())
        if len(words) > size and name_key(" ".join(words[-size:])) == name_key(who.surname):
            return Person(" ".join(words[:-size]), " ".join(words[-size:]))
    return Person("", name)
