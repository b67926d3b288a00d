"""The folder of an export is whole, or as it was."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from exporting import contents, published_newsroom

from core.errors import InputError
from core.settings import StoreSettings
from store.exporting.copy import Selection
from store.exporting.export import export
from store.exporting.folder import replaced

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export, to be copied."""
    settings = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
    data = tmp_path_factory.mktemp("home") / "data"
    published_newsroom(data, settings)
    return exported(data, settings, data.parent / "export")


def exported(data_dir: Path, settings: StoreSettings, folder: Path) -> Path:
    export(data_dir, folder, settings, Selection())
    return folder


def test_an_export_replaces_an_earlier_one_and_an_empty_folder(
    data_dir: Path, settings: StoreSettings, tmp_path: Path
) -> None:
    published_newsroom(data_dir, settings)
    folder = tmp_path / "export"
    folder.mkdir()
    first = contents(exported(data_dir, settings, folder))
    assert contents(exported(data_dir, settings, folder)) == first
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "export"]


def write_half(building: Path) -> None:
    (building / "half.csv").write_text("a,b")
    raise ZeroDivisionError


@pytest.mark.parametrize("stranger", ["notes.txt", "csv/notes.csv", "sub/datapackage.json"])
def test_what_no_export_wrote_is_left_alone(once: Path, tmp_path: Path, stranger: str) -> None:
    folder = shutil.copytree(once, tmp_path / "export")
    (folder / stranger).parent.mkdir(exist_ok=True)
    (folder / stranger).write_text("à moi")
    with pytest.raises(InputError, match=stranger), replaced(folder):
        pytest.fail("nothing may be built for it")
    assert (folder / stranger).read_text() == "à moi"


@pytest.mark.parametrize("package", [None, "{}", '{"beffroi": {"kind": "release"}}', "pas du JSON"])
def test_a_folder_of_something_else_is_refused(tmp_path: Path, package: str | None) -> None:
    folder = tmp_path / "mes documents"
    folder.mkdir()
    (folder / "lettre.txt").write_text("chère amie")
    if package is not None:
        (folder / "datapackage.json").write_text(package)
    with pytest.raises(InputError, match="ni vide"), replaced(folder):
        pytest.fail("nothing may be built for it")
    assert (folder / "lettre.txt").read_text() == "chère amie"


def test_the_root_of_the_disk_is_no_place() -> None:
    with pytest.raises(InputError, match="racine"), replaced(Path("/")):
        pytest.fail("nothing may be built for it")


def test_an_error_leaves_the_earlier_export_as_it_was(once: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(once, tmp_path / "export")
    before = contents(folder)
    with pytest.raises(ZeroDivisionError), replaced(folder) as building:
        write_half(building)
    assert contents(folder) == before
    assert [p.name for p in tmp_path.iterdir()] == ["export"]


def test_an_export_that_was_killed_between_two_renames_is_put_back(once: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(once, tmp_path / "export")
    before = contents(folder)
    folder.rename(tmp_path / ".export.beffroi-old")
    (tmp_path / ".export.beffroi-new").mkdir()
    with pytest.raises(ZeroDivisionError), replaced(folder) as building:
        write_half(building)
    assert contents(folder) == before


def test_a_full_disk_is_said_and_leaves_nothing(
    data_dir: Path, settings: StoreSettings, tmp_path: Path
) -> None:
    published_newsroom(data_dir, settings)
    child = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from core.errors import StoreError\n"
        "from core.settings import StoreSettings\n"
        "from store.exporting.export import export\n"
        "from store.exporting.copy import Selection\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))\n"
        "try:\n    export(Path(sys.argv[1]), Path(sys.argv[2]), StoreSettings(memory_limit='300MB'), Selection())\n"
        "except (StoreError, OSError) as error:\n    sys.exit(str(error))\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", child, str(data_dir), str(tmp_path / "export")],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "plus de place" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["data"]
