"""What newer registers change: the rules of the build, on what the package has and on what was seen since."""

from datetime import date
from itertools import pairwise

import pytest

from registers import Registers
from registers.official import Sitting
from registers.renewal import of_commune, renewed
from registers.schema import MandateRow
from registers.snapshots import Snapshot, packed, unpacked

CANNES = "06029"
D = date


def sitting(surname: str, given: str, start: date | None, insee: str = CANNES) -> Sitting:
    return Sitting(insee, surname, given, start, None)


def after(
    mandates: dict[str, list[MandateRow]], *snapshots: Snapshot, insee: str = CANNES
) -> list[MandateRow]:
    return [row for row in renewed(mandates[insee], snapshots, frozenset({insee})) if row.insee == insee]


def told(rows: list[MandateRow]) -> list[tuple[str, str, date, date | None]]:
    return [(r.name, r.basis, r.from_day, r.to_day) for r in rows]


def test_without_a_new_register_everything_comes_out_as_it_was(
    mandates: dict[str, list[MandateRow]], registers: Registers
) -> None:
    kinds = zip(
        registers.communes.column("insee").to_pylist(),
        registers.communes.column("kind").to_pylist(),
        strict=True,
    )
    today = {insee for insee, kind in kinds if kind == "commune"}
    for insee, rows in list(mandates.items())[::40]:
        if any(row.basis == "attested" for row in rows):
            again = of_commune(insee, rows, [], exists_today=insee in today)
            assert sorted(again, key=lambda r: (r.from_day, r.name_key)) == rows


def test_a_register_of_this_term_replaces_what_was_supposed(mandates: dict[str, list[MandateRow]]) -> None:
    seen = Snapshot(D(2026, 9, 30), (sitting("QUERVEUR", "Maïwenn", D(2026, 3, 21)),))
    assert told(after(mandates, seen))[-3:] == [
        ("David Lisnard", "extrapolated", D(2022, 1, 28), D(2026, 3, 20)),
        ("Maïwenn Querveur", "attested", D(2026, 3, 21), D(2026, 9, 30)),
        ("Maïwenn Querveur", "extrapolated", D(2026, 10, 1), None),
    ]


def test_a_mayor_who_follows_another_within_the_term(mandates: dict[str, list[MandateRow]]) -> None:
    """Elected in September: until then the head of the list of March is supposed, and nobody of before."""
    seen = Snapshot(D(2026, 9, 30), (sitting("QUERVEUR", "Maïwenn", D(2026, 9, 18)),))
    rows = told(after(mandates, seen))
    assert ("David Lisnard", "extrapolated", D(2022, 1, 28), D(2026, 3, 29)) in rows
    assert [row for row in rows if row[1] == "provisional"] == [
        (name, basis, start, D(2026, 9, 17))
        for name, basis, start, _ in told(mandates[CANNES])
        if basis == "provisional"
    ]


def test_two_registers_attest_what_lies_between(mandates: dict[str, list[MandateRow]]) -> None:
    first = Snapshot(D(2026, 9, 30), (sitting("QUERVEUR", "Maïwenn", D(2026, 3, 21)),))
    same = Snapshot(D(2026, 12, 31), (sitting("QUERVEUR", "Maïwenn", D(2026, 3, 21)),))
    other = Snapshot(D(2027, 3, 31), (sitting("ESTRABOU", "Jean-Marc", D(2027, 2, 1)),))
    assert told(after(mandates, other, first, same))[-4:] == [
        ("Maïwenn Querveur", "attested", D(2026, 3, 21), D(2026, 12, 31)),
        ("Maïwenn Querveur", "extrapolated", D(2027, 1, 1), D(2027, 1, 31)),
        ("Jean-Marc Estrabou", "attested", D(2027, 2, 1), D(2027, 3, 31)),
        ("Jean-Marc Estrabou", "extrapolated", D(2027, 4, 1), None),
    ]


def test_a_register_of_the_last_term_fills_its_gap(mandates: dict[str, list[MandateRow]]) -> None:
    seen = Snapshot(D(2024, 6, 30), (sitting("QUERVEUR", "Maïwenn", D(2023, 7, 1)),))
    rows = told(after(mandates, seen))
    assert ("David Lisnard", "extrapolated", D(2022, 1, 28), D(2023, 6, 30)) in rows
    assert ("Maïwenn Querveur", "attested", D(2023, 7, 1), D(2024, 6, 30)) in rows
    assert ("Maïwenn Querveur", "extrapolated", D(2024, 7, 1), D(2026, 3, 29)) in rows
    assert rows[-1] == told(mandates[CANNES])[-1]


def test_without_a_start_its_own_day_alone_is_attested(mandates: dict[str, list[MandateRow]]) -> None:
    rows = told(after(mandates, Snapshot(D(2026, 9, 30), (sitting("QUERVEUR", "Maïwenn", None),))))
    assert ("Maïwenn Querveur", "attested", D(2026, 9, 30), D(2026, 9, 30)) in rows


def test_one_mayor_has_one_spelling(mandates: dict[str, list[MandateRow]]) -> None:
    seen = Snapshot(D(2024, 6, 30), (sitting("LISNARD", "David Henri", D(2020, 5, 23)),))
    rows = after(mandates, seen)
    assert "David Henri Lisnard" not in {r.name for r in rows}
    assert ("David Lisnard", "attested", D(2020, 5, 23), D(2024, 6, 30)) in told(rows)


def test_other_communes_stay_as_they_are(mandates: dict[str, list[MandateRow]]) -> None:
    seen = Snapshot(D(2026, 9, 30), (sitting("QUERVEUR", "Maïwenn", D(2026, 3, 21)),))
    rows = renewed([*mandates["71014"], *mandates[CANNES]], [seen], frozenset({CANNES}))
    assert [row for row in rows if row.insee == "71014"] == mandates["71014"]


@pytest.mark.parametrize("day", [D(2019, 6, 1), D(2021, 6, 1), D(2024, 6, 1), D(2026, 9, 1)])
def test_mandates_never_overlap_but_at_the_handover(mandates: dict[str, list[MandateRow]], day: date) -> None:
    seen = Snapshot(day, (sitting("QUERVEUR", "Maïwenn", day.replace(day=1, month=2)),))
    rows = after(mandates, seen)
    for one, two in pairwise(rows):
        assert one.to_day is not None
        assert one.to_day < two.from_day or two.from_day >= D(2026, 3, 20)


def test_what_is_kept_reads_back(mandates: dict[str, list[MandateRow]]) -> None:
    rows = (sitting("QUERVEUR", "Maïwenn", D(2026, 3, 21)), sitting("D'ESTRABOU", "Jo", None, "71014"))
    content = packed(rows)
    assert packed(rows[::-1]) == content
    assert unpacked("maires-2026-09-30.csv.gz", content) == Snapshot(D(2026, 9, 30), rows)
    assert after(mandates, unpacked("maires-2026-09-30.csv.gz", content))
