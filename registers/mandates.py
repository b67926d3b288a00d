"""Rows of the mandates table: who was mayor when, and how well that is known."""

from collections import Counter, defaultdict

from core.names import name_key
from registers.communes import today_codes
from registers.lists2026 import mandates_2026
from registers.persons import Person, person, usual_names
from registers.raw import MayorRow, Raw
from registers.schema import MandateRow
from registers.tenures import Sighting, Tenure, intervals, last_day, tenures


def mandate_rows(raw: Raw) -> tuple[list[MandateRow], Counter[str]]:
    """All mandates sorted by commune and day, and what was changed or left out, counted by reason."""
    seen, counts = _by_commune(raw)
    names = _usual_names(raw, seen)
    current = {code for code, today in today_codes(raw).items() if code == today}
    rows: list[MandateRow] = []
    for insee, mayors in seen.items():
        held, dropped = tenures([_sighting(m, names[insee]) for m in mayors])
        counts["second names at one snapshot, dropped"] += len(dropped)
        counts["starts that a snapshot contradicts, kept as extrapolated"] += sum(map(_contradicted, held))
        end = last_day(held[-1].last_seen, exists_today=insee in current)
        rows += intervals(insee, held, end)
    for head in raw.heads:
        rows += mandates_2026(head, names[head.insee][person(head.given, head.surname)])
    return sorted(rows, key=lambda r: (r.insee, r.from_day, r.name_key)), counts


def _contradicted(tenure: Tenure) -> bool:
    return tenure.attested_from > tenure.start


def _by_commune(raw: Raw) -> tuple[dict[str, list[MayorRow]], Counter[str]]:
    """The mayors of each commune, under the code it has today when only the code changed."""
    names, today = {c.code: c.name for c in raw.communes if c.type == "commune-actuelle"}, today_codes(raw)
    seen: dict[str, list[MayorRow]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for term in raw.terms:
        taken = {mayor.insee for mayor in term}
        for mayor in term:
            code = today[mayor.insee]
            # Orée d'Anjou was 49069 and is 49126: the same commune, its chef-lieu moved.
            moved = code not in taken and name_key(mayor.commune) == name_key(names[code])
            counts["rows moved to the code of today"] += moved
            seen[code if moved else mayor.insee].append(mayor)
    return seen, counts


def _usual_names(raw: Raw, seen: dict[str, list[MayorRow]]) -> dict[str, dict[Person, str]]:
    met: dict[str, list[Person]] = defaultdict(list)
    for insee, mayors in seen.items():
        met[insee] += [person(m.given, m.surname) for m in mayors]
    for head in raw.heads:
        met[head.insee].append(person(head.given, head.surname))
    return {insee: usual_names(persons) for insee, persons in met.items()}


def _sighting(mayor: MayorRow, names: dict[Person, str]) -> Sighting:
    """A mayor cannot hold the office before the mandate it rests on: the later of the two starts.

    502 rows have an earlier function date, most by a slip (2013 for 2014, 15 March 2020 while councils took
    office on 18 May).
    """
    starts = [day for day in (mayor.mandate_start, mayor.function_start) if day]
    start = min(max(starts, default=mayor.first_seen), mayor.first_seen)
    return Sighting(names[person(mayor.given, mayor.surname)], start, mayor.first_seen, mayor.last_seen)
