import json
import os
from pathlib import Path

import pyarrow as pa
import pytest

from core.errors import RegisterError
from registers.build import main
from registers.raw import read_raw
from registers.read import DATA

SHARED = Path(__file__).parents[3] / "shared"
NPM = os.environ.get("BEFFROI_NPM_DIR")


@pytest.fixture
def sources() -> list[str]:
    """The command's arguments for the published files, where they are at hand."""
    if not NPM or not Path(NPM, "communes.json").is_file():
        pytest.skip("BEFFROI_NPM_DIR does not name the data folder of @etalab/decoupage-administratif 6.0.0")
    if not (SHARED / "data" / "registers").is_dir():
        pytest.skip("the published registers of mayors are not beside this checkout")
    return ["--npm", NPM, "--shared", str(SHARED)]


@pytest.mark.slow
def test_a_rebuild_is_the_same_to_the_byte(sources: list[str], tmp_path: Path) -> None:
    built_by = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))["built_by"]
    if not built_by.endswith(f"pyarrow {pa.__version__}"):
        pytest.skip(f"shipped files: {built_by}; pyarrow {pa.__version__} writes other bytes")
    assert main([*sources, "--out", str(tmp_path)]) == 0
    shipped = sorted(path.name for path in DATA.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == shipped
    for name in shipped:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


def test_a_missing_source_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--npm", str(tmp_path), "--shared", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "--npm" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_source_of_another_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / "departements.json").write_text("{")
    with pytest.raises(RegisterError, match=r"departements\.json"):
        read_raw(tmp_path, tmp_path)
