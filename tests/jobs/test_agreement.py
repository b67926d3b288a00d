"""Agreement and estimates, against published examples."""

import pytest

from jobs.auditing.agreement import agreement, alpha, alpha_interval, weighted, wilson

_ = None
KRIPPENDORFF = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    "C": [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
}
"""K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C: four observers, missing values."""
UNITS = list(zip(*KRIPPENDORFF.values(), strict=True))
TWO = [(0, 0), (1, 1), (0, 1), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (1, 0), (0, 0)]
"""The same paper, part A: two observers, ten items, two values: alpha = 0.095 with their example of four ones."""


def test_alpha_is_that_of_the_worked_example() -> None:
    assert alpha(UNITS) == pytest.approx(0.743, abs=5e-4)


def test_alpha_of_two_observers() -> None:
    """By hand: 20 values, 4 of them ones, 4 pairs that differ of the 128 that chance would make in 19."""
    assert alpha(TWO) == pytest.approx(1 - 19 * 4 / 128)


def test_alpha_does_not_see_who_said_what() -> None:
    assert alpha([tuple(reversed(unit)) for unit in UNITS]) == pytest.approx(alpha(UNITS))


@pytest.mark.parametrize(
    ("units", "value"),
    [
        ([], None),
        ([(1, None), (None, 2)], None),
        ([(1, 1), (1, 1)], None),
        ([(1, 1), (2, 2)], 1.0),
        ([(1, 2)], 0.0),
    ],
)
def test_alpha_at_its_ends(units: list[tuple[int | None, ...]], value: float | None) -> None:
    assert alpha(units) == (None if value is None else pytest.approx(value))


def test_the_interval_of_alpha_holds_it_and_comes_again() -> None:
    found = alpha_interval(UNITS, 5)
    assert found == alpha_interval(UNITS, 5)
    assert found is not None
    assert found[0] < 0.743 < found[1] <= 1
    assert alpha_interval([(1, 1)]) is None


def test_agreement_counts_items_that_two_coded() -> None:
    assert agreement([(1, 1), (1, 2), (1, None), (None, None)]) == 0.5
    assert agreement([(1,)]) is None


def test_wilson_is_that_of_the_books() -> None:
    """Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I: 81 of 263, 0 of 20."""
    assert wilson(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.8830, 1.0), abs=5e-5)
    assert wilson(0, 0) == (0, 1)


def test_a_share_is_weighed_and_unequal_weights_cost_precision() -> None:
    even = weighted([True, True, False, False], [1, 1, 1, 1])
    uneven = weighted([True, True, False, False], [3, 3, 1, 1])
    assert even is not None
    assert uneven is not None
    assert (even.share, uneven.share, uneven.n) == (0.5, 0.75, 4)
    assert (uneven.low, uneven.high) == pytest.approx(wilson(0.75, 8 * 8 / 20))
    assert weighted([], []) is None
