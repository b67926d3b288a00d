"""A workspace's registers: kept, made again, and never half changed."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from official_file import AUTUN, CANNES, Mayor, official

from core.errors import RegisterError
from registers import Registers, registers_in, update
from registers.updated import Update

TODAY = date(2026, 11, 26)
SEPTEMBER = "maires-2026-09-18.csv.gz"


def updated(folder: Path, text: str | None = None, day: date | None = None) -> Update:
    return update(folder, (text or official()).encode(), "maires.csv", TODAY, day)


def holders(found: Registers, insee: str, day: date) -> list[tuple[str, str]]:
    return [
        (row["name"], row["basis"])
        for row in found.mandates.to_pylist()
        if row["insee"] == insee
        and row["from_day"] <= day
        and (row["to_day"] is None or day <= row["to_day"])
    ]


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_register_is_kept_and_used(tmp_path: Path, registers: Registers) -> None:
    done = updated(tmp_path)
    assert done == Update(date(2026, 9, 18), SEPTEMBER, 2, 2, 0, already_known=False)
    found = registers_in(tmp_path)
    assert holders(found, "06029", date(2026, 9, 1)) == [("Maïwenn Querveur-Lannic", "attested")]
    assert holders(found, "71014", date(2026, 10, 1)) == [("Jean-Marc d'Estrabou", "extrapolated")]
    assert found.communes.equals(registers.communes)
    assert found.manifest.version == "2026-09-18"
    assert found.manifest.fingerprint != registers.manifest.fingerprint
    assert "état du 2026-09-18" in found.manifest.credits


def test_nothing_personal_is_kept_beside_names_and_mandates(tmp_path: Path) -> None:
    import gzip

    updated(tmp_path)
    kept = gzip.decompress((tmp_path / SEPTEMBER).read_bytes()).decode()
    assert "1970" not in kept
    assert "Retraité" not in kept
    assert "QUERVEUR-LANNIC" in kept


def test_every_register_is_kept_and_the_same_again_changes_nothing(tmp_path: Path) -> None:
    updated(tmp_path)
    before = content(tmp_path)
    assert updated(tmp_path).already_known
    assert content(tmp_path) == before
    later: Mayor = (*CANNES[:3], "2026-03-15", "2026-11-02")
    updated(tmp_path, official([later]))
    assert sorted(p.name for p in tmp_path.glob("*.gz")) == [
        "maires-2026-09-18.csv.gz",
        "maires-2026-11-02.csv.gz",
    ]
    assert len(list((tmp_path / "tables").iterdir())) == 1


def test_another_register_of_the_same_day_replaces_the_first_which_stays(tmp_path: Path) -> None:
    updated(tmp_path)
    first = (tmp_path / SEPTEMBER).read_bytes()
    done = updated(tmp_path, official([CANNES]), date(2026, 9, 18))
    assert done.replaced is not None
    assert (tmp_path / done.replaced).read_bytes() == first != (tmp_path / SEPTEMBER).read_bytes()
    assert [s.date for s in registers_in(tmp_path).manifest.sources].count("2026-09-18") == 1


def test_what_was_kept_can_be_handed_over_again(tmp_path: Path) -> None:
    import gzip

    updated(tmp_path / "a")
    updated(tmp_path / "b", gzip.decompress((tmp_path / "a" / SEPTEMBER).read_bytes()).decode())
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_tables_that_were_lost_or_damaged_are_made_again(tmp_path: Path) -> None:
    updated(tmp_path)
    before = content(tmp_path)
    shutil.rmtree(tmp_path / "tables")
    assert registers_in(tmp_path).manifest.version == "2026-09-18"
    assert content(tmp_path) == before
    (damaged,) = tmp_path.glob("tables/*/mandates.parquet")
    damaged.write_bytes(b"PAR1")
    assert registers_in(tmp_path).manifest.version == "2026-09-18"
    assert content(tmp_path) == before


def test_a_register_that_is_taken_away_is_forgotten(tmp_path: Path, registers: Registers) -> None:
    updated(tmp_path)
    (tmp_path / SEPTEMBER).unlink()
    assert registers_in(tmp_path).mandates.equals(registers.mandates)


REFUSED: list[tuple[str, date | None, str]] = [
    ("<html>", None, "HTML"),
    (official([("98999", *CANNES[1:]), ("98998", *CANNES[1:]), AUTUN]), None, "inconnus"),
    (official(), date(2026, 9, 17), "après le 2026-09-17"),
    (official(), date(2027, 1, 1), "pas encore"),
    (official([("06029", "X", "Y", "", "")]), None, "aucune date"),
]


@pytest.mark.parametrize(("text", "day", "why"), REFUSED, ids=[why for _, _, why in REFUSED])
def test_a_refused_register_changes_nothing(tmp_path: Path, text: str, day: date | None, why: str) -> None:
    updated(tmp_path)
    before = content(tmp_path)
    with pytest.raises(RegisterError, match=why):
        updated(tmp_path, text, day)
    assert content(tmp_path) == before


def test_a_few_new_communes_are_no_reason_to_refuse(tmp_path: Path) -> None:
    done = updated(tmp_path, official([CANNES, AUTUN, ("98999", "X", "Y", "", "")]))
    assert (done.mayors, done.unknown) == (3, 1)
    assert holders(registers_in(tmp_path), "98999", date(2026, 9, 18)) == []


def test_a_damaged_kept_file_is_named(tmp_path: Path) -> None:
    updated(tmp_path)
    (tmp_path / SEPTEMBER).write_bytes(b"\x1f\x8b rien")
    with pytest.raises(RegisterError, match=SEPTEMBER):
        registers_in(tmp_path)
