"""What a snapshot says of how it was made, in its manifest and in the file itself."""

import json
from pathlib import Path

import pytest
from exporting import published_newsroom

from core.settings import StoreSettings
from store.live import open_live
from store.publish import publish
from store.query import open_snapshot
from store.registers import note_model


def test_the_file_alone_says_its_versions_and_its_rows(data_dir: Path, settings: StoreSettings) -> None:
    published_newsroom(data_dir, settings, model="essai 3")
    with open_snapshot(data_dir) as snapshot:
        meta = dict(snapshot.connection.execute("FROM meta").fetchall())
        assert meta["model_version"] == snapshot.manifest.model_version == "essai 3"
        assert meta["technologies_version"] == "lexique 7"
        assert meta["registers_version"] == "2026"
        assert meta["snapshot"] == "1"
        counted = {
            key.partition(".")[2]: int(value) for key, value in meta.items() if key.startswith("rows.")
        }
        assert counted == dict(snapshot.manifest.rows)
        assert counted["articles"] == 6


def test_another_model_alone_is_no_news(data_dir: Path, settings: StoreSettings) -> None:
    published_newsroom(data_dir, settings)
    with open_live(data_dir, settings) as live:
        note_model(live, "essai 4")
        assert live.meta("model_version") == "essai 4"
    assert publish(data_dir, settings) is None


@pytest.mark.parametrize("lost", ["model_version", "rows"])
def test_a_manifest_of_an_earlier_version_is_read_and_a_damaged_one_is_not(
    data_dir: Path, settings: StoreSettings, lost: str
) -> None:
    published_newsroom(data_dir, settings)
    path = data_dir / "snapshots" / "1" / "manifest.json"
    fields = json.loads(path.read_text("utf-8"))
    del fields[lost]
    path.write_text(json.dumps(fields))
    if lost == "model_version":
        with open_snapshot(data_dir) as snapshot:
            assert snapshot.manifest.model_version is None
    else:
        publish(data_dir, settings)
        with open_snapshot(data_dir) as snapshot:
            assert snapshot.number == 2
