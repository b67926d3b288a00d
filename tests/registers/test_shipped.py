from datetime import date
from itertools import pairwise

import pytest

from core.names import name_key
from registers import Registers
from registers.schema import TABLES, MandateRow

Mandates = dict[str, list[MandateRow]]
HANDOVER = date(2026, 3, 20)


def in_office(mandates: Mandates, insee: str, day: date) -> list[tuple[str, str]]:
    return [
        (m.name, m.basis)
        for m in mandates[insee]
        if m.from_day <= day and (m.to_day is None or day <= m.to_day)
    ]


@pytest.mark.parametrize(
    ("insee", "day", "holder"),
    [
        ("06029", date(2025, 2, 10), ("David Lisnard", "extrapolated")),
        ("83118", date(2021, 6, 1), ("Frédéric Masquelier", "attested")),
        ("83118", date(2024, 6, 1), ("Frédéric Masquelier", "extrapolated")),
        ("44109", date(2021, 1, 1), ("Johanna Rolland", "attested")),
        ("75056", date(2026, 6, 1), ("Emmanuel Grégoire", "provisional")),
        # The register of July 2026 attests its own day.
        ("97102", date(2026, 7, 8), ("Daniel Moustache", "attested")),
        ("97102", date(2026, 9, 1), ("Daniel Moustache", "extrapolated")),
        # One mayor for Paris Centre, one for two arrondissements of Marseille.
        ("75103", date(2026, 6, 1), ("Ariel Weil", "provisional")),
        ("13208", date(2026, 6, 1), ("Olivia Fortin", "provisional")),
        ("13215", date(2026, 6, 1), ("Samia Ghali", "provisional")),
        # The code of the commune changed (it was 12076), its mayor did not.
        ("12218", date(2021, 1, 1), ("Bernard Lefebvre", "attested")),
        # Merged into Saint-Denis on 1 January 2025.
        ("93059", date(2024, 1, 1), ("Michel Fourcade", "extrapolated")),
    ],
)
def test_who_was_mayor(mandates: Mandates, insee: str, day: date, holder: tuple[str, str]) -> None:
    assert in_office(mandates, insee, day) == [holder]


def test_before_the_handover_of_2026_no_two_mandates_overlap(mandates: Mandates) -> None:
    for rows in mandates.values():
        for one, following in pairwise(r for r in rows if r.from_day < HANDOVER):
            assert one.to_day is not None
            assert one.to_day < following.from_day, (one, following)


def test_after_the_handover_each_commune_has_one_mayor(mandates: Mandates) -> None:
    for insee, rows in mandates.items():
        assert len({r.name_key for r in rows if r.to_day is None}) <= 1
        assert len(in_office(mandates, insee, date(2026, 3, 30))) <= 1


def test_every_mandate_belongs_to_a_commune(registers: Registers, mandates: Mandates) -> None:
    assert mandates.keys() <= set(registers.communes.column("insee").to_pylist())


def test_names_and_their_keys_agree(mandates: Mandates) -> None:
    for row in (row for rows in mandates.values() for row in rows):
        assert row.name_key == name_key(row.name)
        assert row.name == " ".join(row.name.split())
        assert row.name != row.name.upper()
        assert row.basis in {"attested", "extrapolated", "provisional"}


def test_a_commune_is_one_row_by_code_kind_and_name(registers: Registers) -> None:
    rows = registers.communes.to_pylist()
    assert len({(r["insee"], r["kind"], r["name"]) for r in rows}) == len(rows)
    current = [r["insee"] for r in rows if r["kind"] == "commune"]
    codes = set(current)
    assert len(codes) == len(current)
    for row in rows:
        assert (row["parent"] is None) == (row["kind"] == "commune")
        assert row["parent"] is None or row["parent"] in codes


def test_codes_of_communes_lead_to_territories(registers: Registers) -> None:
    codes = {(t["kind"], t["code"]) for t in registers.territories.to_pylist()}
    assert len(codes) == registers.territories.num_rows
    for row in registers.communes.to_pylist():
        assert ("departement", row["departement"]) in codes
        assert ("region", row["region"]) in codes
        assert row["epci_siren"] is None or ("epci", row["epci_siren"]) in codes


def test_parts_and_old_names_of_communes(registers: Registers) -> None:
    rows = {(r["insee"], r["kind"]): r for r in registers.communes.to_pylist()}
    assert rows["69381", "arrondissement"]["parent"] == "69123"
    assert rows["75101", "arrondissement"]["parent"] == "75056"
    assert rows["13216", "arrondissement"]["parent"] == "13055"
    # The chef-lieu's delegated commune has the code of the commune, and another name.
    assert rows["01033", "commune"]["name"] == "Valserhône"
    assert rows["01033", "deleguee"]["name"] == "Bellegarde-sur-Valserine"
    assert rows["76484", "ancienne"]["name"] == "Oissel"
    # Members of the Métropole du Grand Paris: it has own taxation, an EPT has not.
    assert rows["93066", "commune"]["epci_siren"] == "200054781"


def test_territories_hold_ept_and_populations(registers: Registers) -> None:
    rows = {t["code"]: t for t in registers.territories.to_pylist() if t["kind"] == "epci"}
    assert rows["200057867"]["epci_type"] == "EPT"
    assert rows["200000172"]["name"] == "CC Faucigny - Glières"
    departements = {t["code"]: t for t in registers.territories.to_pylist() if t["kind"] == "departement"}
    assert departements["06"]["region"] == "93"
    assert departements["06"]["population"] > 1_000_000


def test_the_manifest_tells_rows_and_sources(registers: Registers) -> None:
    manifest = registers.manifest
    assert {name: getattr(registers, name).num_rows for name in TABLES} == dict(manifest.rows)
    assert manifest.version == "2026-07-08"
    assert all(source.licence and source.url.startswith(("https://", "pkg:")) for source in manifest.sources)


def test_no_personal_data_beyond_the_mandate(registers: Registers) -> None:
    assert set(registers.mandates.column_names) == set(MandateRow._fields)
