from datetime import date
from pathlib import Path

import pytest

from core.errors import RegisterError
from registers import OverlayMandate, Registers, read_overlay, with_overlay
from registers.schema import MandateRow

CANNES = "06029"


def of(registers: Registers, insee: str) -> list[MandateRow]:
    return [MandateRow(**row) for row in registers.mandates.to_pylist() if row["insee"] == insee]


def test_an_open_overlay_replaces_all_that_follows(registers: Registers) -> None:
    laid = with_overlay(registers, [OverlayMandate(CANNES, "Maëlle Kervran", date(2020, 6, 1))])
    rows = of(laid, CANNES)
    assert rows[-1] == MandateRow(
        *(CANNES, "Maëlle Kervran", "maelle kervran", date(2020, 6, 1), None, "attested", "overlay")
    )
    assert [r.to_day for r in rows[:-1]][-1] == date(2020, 5, 31)
    assert {r.name for r in rows[:-1]} == {"David Lisnard"}


def test_a_closed_overlay_leaves_both_sides(registers: Registers) -> None:
    overlay = OverlayMandate(CANNES, "Maëlle Kervran", date(2021, 1, 1), date(2021, 12, 31), "provisional")
    rows = of(with_overlay(registers, [overlay]), CANNES)
    at = next(i for i, r in enumerate(rows) if r.source == "overlay")
    assert rows[at].basis == "provisional"
    assert (rows[at - 1].from_day, rows[at - 1].to_day) == (date(2020, 5, 23), date(2020, 12, 31))
    assert (rows[at + 1].from_day, rows[at + 1].to_day) == (date(2022, 1, 1), date(2022, 1, 27))


def test_two_overlays_of_a_commune_stand_side_by_side(registers: Registers) -> None:
    first = OverlayMandate(CANNES, "Une Première", date(2014, 1, 1), date(2020, 12, 31))
    second = OverlayMandate(CANNES, "Un Second", date(2021, 1, 1))
    assert [r.name for r in of(with_overlay(registers, [second, first]), CANNES)] == [
        "Une Première",
        "Un Second",
    ]


def test_the_rest_of_the_country_is_untouched(registers: Registers) -> None:
    laid = with_overlay(registers, [OverlayMandate(CANNES, "Maëlle Kervran", date(2000, 1, 1))])
    assert of(laid, "44109") == of(registers, "44109")
    assert laid.mandates.schema == registers.mandates.schema
    assert laid.communes is registers.communes
    assert laid.mandates.num_rows == registers.mandates.num_rows - len(of(registers, CANNES)) + 1


def test_no_overlay_changes_nothing(registers: Registers) -> None:
    assert with_overlay(registers, []) is registers


@pytest.mark.parametrize(
    ("overlay", "problem"),
    [
        (OverlayMandate("99999", "X", date(2020, 1, 1)), "99999"),
        (OverlayMandate(CANNES, "X", date(2020, 1, 1), basis="sure"), "sure"),
        (OverlayMandate(CANNES, "X", date(2020, 1, 1), date(2019, 1, 1)), "fin avant le début"),
    ],
)
def test_an_impossible_overlay_is_refused(
    registers: Registers, overlay: OverlayMandate, problem: str
) -> None:
    with pytest.raises(RegisterError, match=problem):
        with_overlay(registers, [overlay])


def test_an_overlay_is_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "mandates.toml"
    path.write_text(
        '[[mandate]]\ninsee = "06029"\nname = "A B"\nfrom_day = 2020-01-01\n'
        '[[mandate]]\ninsee = "44109"\nname = "C D"\nfrom_day = 2020-01-01\nto_day = 2021-01-01\n'
        'basis = "extrapolated"\n'
    )
    assert read_overlay(path) == (
        OverlayMandate("06029", "A B", date(2020, 1, 1)),
        OverlayMandate("44109", "C D", date(2020, 1, 1), date(2021, 1, 1), "extrapolated"),
    )


@pytest.mark.parametrize(
    "content",
    [
        "[[mandate",
        "mandate = 3",
        "mandate = [3]",
        '[[mandate]]\ninsee = "06029"',
        '[[mandate]]\ninsee = 6029\nname = "A"\nfrom_day = 2020-01-01',
        '[[mandate]]\ninsee = "06029"\nname = "A"\nfrom_day = "2020-01-01"',
        '[[mandate]]\ninsee = "06029"\nname = "A"\nfrom_day = 2020-01-01T10:00:00',
        '[[mandate]]\ninsee = "06029"\nname = "A"\nfrom_day = 2020-01-01\nparty = "X"',
    ],
)
def test_a_wrong_overlay_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mandates.toml"
    path.write_text(content)
    with pytest.raises(RegisterError, match=r"mandates\.toml"):
        read_overlay(path)


def test_a_missing_overlay_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"absent\.toml"):
        read_overlay(tmp_path / "absent.toml")


def test_an_overlay_changes_the_fingerprint_and_not_the_version(registers: Registers) -> None:
    laid = with_overlay(registers, [OverlayMandate(CANNES, "Maëlle Kervran", date(2020, 6, 1))])
    assert laid.manifest.version == registers.manifest.version
    assert laid.manifest.fingerprint != registers.manifest.fingerprint
    assert with_overlay(registers, ()).manifest.fingerprint == registers.manifest.fingerprint
