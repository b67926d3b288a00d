from pathlib import Path

import pyarrow as pa
import pytest
from newsroom import TECHNOLOGIES, batch, registers

from core.errors import RegisterError
from core.settings import StoreSettings
from store.live import open_live
from store.registers import load_registers, load_technologies


def test_registers_are_replaced_when_their_version_changes(data_dir: Path, settings: StoreSettings) -> None:
    communes, territories, mandates = registers()
    with open_live(data_dir, settings) as live:
        assert load_registers(live, communes, territories, mandates, "2025")
        revision = live.revision
        assert not load_registers(live, communes.slice(0, 0), territories, mandates, "2025")
        assert live.revision == revision
        assert load_registers(live, communes.slice(0, 0), territories, mandates, "2026")
        assert live.revision == revision + 1
        assert live.meta("registers_version") == "2026"
        assert live.connection.execute("FROM communes").fetchall() == []


def test_a_code_has_one_commune_that_of_today(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        load_registers(live, *registers(), "2026")
        assert live.connection.execute("SELECT name, kind FROM communes").fetchall() == [
            ("Bréville-sur-Aulne", "COM")
        ]
        live.write(batch())
        assert live.connection.execute("SELECT commune, departement FROM v_mayors").fetchall() == [
            ("Bréville-sur-Aulne", "79")
        ]


def test_the_lexicon_names_technologies(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch())
        assert load_technologies(live, TECHNOLOGIES, "1")
        assert not load_technologies(live, (), "1")
        assert live.connection.execute("SELECT technologies FROM v_articles").fetchall() == [
            (["Assistant vocal"],)
        ]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda communes: communes.drop_columns(["insee"]),
        lambda communes: communes.set_column(6, "population", pa.array(["beaucoup", "peu"])),
    ],
)
def test_an_unusable_register_changes_nothing(data_dir: Path, settings: StoreSettings, wrong: object) -> None:
    communes, territories, mandates = registers()
    assert callable(wrong)
    with open_live(data_dir, settings) as live:
        load_registers(live, communes, territories, mandates, "1")
        with pytest.raises(RegisterError, match="communes"):
            load_registers(live, wrong(communes), territories, mandates, "2")
        assert live.meta("registers_version") == "1"
        assert live.connection.execute("SELECT count(*) FROM communes").fetchone() == (1,)
