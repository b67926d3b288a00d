import hashlib
import json
import shutil
from pathlib import Path

import pytest

from core.errors import RegisterError
from registers import load
from registers.read import DATA


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_a_folder_of_registers_can_be_read(copy: Path) -> None:
    assert load(copy).manifest == load().manifest


@pytest.mark.parametrize(
    "file", ["communes.parquet", "territories.parquet", "mandates.parquet", "manifest.json"]
)
def test_a_missing_file_is_named_with_the_next_step(copy: Path, file: str) -> None:
    (copy / file).unlink()
    with pytest.raises(RegisterError, match=file) as caught:
        load(copy)
    assert "Réinstallez" in caught.value.next_step


def test_a_file_that_the_manifest_does_not_describe_is_refused(copy: Path) -> None:
    path = copy / "mandates.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(RegisterError, match=r"mandates\.parquet"):
        load(copy)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"tables": {"communes": 3}}'])
def test_a_broken_manifest_is_refused(copy: Path, content: str) -> None:
    (copy / "manifest.json").write_text(content)
    with pytest.raises(RegisterError, match=r"manifest\.json"):
        load(copy)


def describe(folder: Path, table: str, content: bytes) -> None:
    """Put other bytes in a table's place, with a manifest that owns them."""
    (folder / f"{table}.parquet").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["tables"][table]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_what_is_no_parquet_is_refused(copy: Path) -> None:
    describe(copy, "communes", b"insee;name\n")
    with pytest.raises(RegisterError, match="illisible"):
        load(copy)


def test_other_columns_are_refused(copy: Path) -> None:
    describe(copy, "communes", (DATA / "territories.parquet").read_bytes())
    with pytest.raises(RegisterError, match="colonnes"):
        load(copy)
