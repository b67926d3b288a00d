from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from registers.tenures import SNAPSHOTS, Sighting, intervals, last_day, tenures

S18, S19, S20, S22 = SNAPSHOTS
END = date(2026, 3, 29)


def rows(*sightings: Sighting) -> list[tuple[str, str, date, date | None]]:
    return [(r.name, r.basis, r.from_day, r.to_day) for r in intervals("01001", tenures(sightings)[0], END)]


def test_attested_to_the_last_snapshot_then_extrapolated() -> None:
    start = date(2020, 5, 23)
    assert rows(Sighting("A", start, S20, S22)) == [
        ("A", "attested", start, S22),
        ("A", "extrapolated", date(2022, 1, 28), END),
    ]


def test_a_successor_ends_the_extrapolation() -> None:
    first, second = Sighting("A", date(2014, 4, 5), S18, S19), Sighting("B", date(2020, 7, 4), S20, S22)
    assert rows(first, second)[:3] == [
        ("A", "attested", date(2014, 4, 5), S19),
        ("A", "extrapolated", date(2019, 9, 24), date(2020, 7, 3)),
        ("B", "attested", date(2020, 7, 4), S22),
    ]


def test_the_same_mayor_simply_continues() -> None:
    same = rows(Sighting("É A", date(2014, 4, 5), S18, S18), Sighting("E-A", date(2014, 4, 5), S19, S19))
    assert same[0] == ("É A", "attested", date(2014, 4, 5), S19)


def test_a_start_that_a_snapshot_contradicts_attests_nothing() -> None:
    late, next_one = Sighting("A", date(2020, 7, 4), S20, S20), Sighting("B", date(2020, 10, 21), S22, S22)
    assert rows(late, next_one) == [
        ("A", "attested", date(2020, 7, 4), date(2020, 10, 20)),
        ("B", "extrapolated", date(2020, 10, 21), date(2022, 1, 26)),
        ("B", "attested", S22, S22),
        ("B", "extrapolated", date(2022, 1, 28), END),
    ]


def test_a_start_before_the_predecessors_is_not_believed() -> None:
    first, second = Sighting("A", date(2014, 3, 28), S18, S18), Sighting("B", date(2014, 3, 23), S19, S19)
    assert rows(first, second)[1:3] == [
        ("A", "extrapolated", date(2018, 12, 29), date(2019, 9, 22)),
        ("B", "attested", S19, S19),
    ]


def test_a_second_name_at_one_snapshot_is_dropped_and_returned() -> None:
    kept, twin = Sighting("A", date(2020, 5, 25), S20, S22), Sighting("B", date(2020, 5, 25), S20, S20)
    held, dropped = tenures([kept, twin])
    assert [t.name for t in held] == ["A"]
    assert dropped == [twin]


def test_of_two_names_the_one_that_stays_is_attested_once_alone() -> None:
    first, second = Sighting("A", date(2017, 1, 1), S18, S19), Sighting("B", date(2014, 3, 30), S19, S20)
    assert rows(first, second)[2] == ("B", "attested", S20, S20)


def test_a_merged_commune_ends_on_31_december() -> None:
    assert last_day(S18, exists_today=False) == date(2018, 12, 31)
    assert last_day(S22, exists_today=False) == date(2025, 12, 31)
    assert last_day(S19, exists_today=True) == date(2020, 5, 17)
    assert last_day(S22, exists_today=True) == END


DAYS = st.dates(date(2008, 1, 1), S22)


@st.composite
def any_sighting(draw: st.DrawFn) -> Sighting:
    first = draw(st.sampled_from(SNAPSHOTS))
    last = draw(st.sampled_from([day for day in SNAPSHOTS if day >= first]))
    return Sighting(draw(st.sampled_from("ABCD")), min(draw(DAYS), first), first, last)


@given(st.lists(any_sighting(), min_size=1, max_size=5))
def test_holders_never_overlap_whatever_the_registers_say(sightings: list[Sighting]) -> None:
    found = list(intervals("01001", tenures(sightings)[0], END))
    assert found
    for row in found:
        assert row.to_day is not None
        assert row.from_day <= row.to_day
    for one, following in pairwise(found):
        assert one.to_day is not None
        assert one.to_day + timedelta(days=1) == following.from_day
