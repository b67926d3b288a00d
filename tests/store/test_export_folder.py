"""The folder of an export is whole, or as it was."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from exporting import contents, published_newsroom

from core.errors import InputError
from core.settings import StoreSettings
from store.export import export
from store.export_copy import Selection
from store.export_folder import replaced

ROOT = Path(__file__).parents[2]


def exported(data_dir: Path, settings: StoreSettings, folder: Path) -> Path:
    export(data_dir, folder, settings.memory_limit, Selection())
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


@pytest.mark.parametrize("stranger", ["notes.txt", "csv/notes.csv", "sub/datapackage.json"])
def test_what_no_export_wrote_is_left_alone(
    data_dir: Path, settings: StoreSettings, tmp_path: Path, stranger: str
) -> None:
    published_newsroom(data_dir, settings)
    folder = exported(data_dir, settings, tmp_path / "export")
    (folder / stranger).parent.mkdir(exist_ok=True)
    (folder / stranger).write_text("à moi")
    with pytest.raises(InputError, match=stranger):
        exported(data_dir, settings, folder)
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


def test_an_error_leaves_the_earlier_export_as_it_was(
    data_dir: Path, settings: StoreSettings, tmp_path: Path
) -> None:
    published_newsroom(data_dir, settings)
    folder = exported(data_dir, settings, tmp_path / "export")
    before = contents(folder)
    with pytest.raises(ZeroDivisionError), replaced(folder) as building:
        (building / "half.csv").write_text("a,b")
        raise ZeroDivisionError
    assert contents(folder) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "export"]


def test_an_export_that_was_killed_between_two_renames_is_put_back(
    data_dir: Path, settings: StoreSettings, tmp_path: Path
) -> None:
    published_newsroom(data_dir, settings)
    folder = exported(data_dir, settings, tmp_path / "export")
    before = contents(folder)
    folder.rename(tmp_path / ".export.beffroi-old")
    (tmp_path / ".export.beffroi-new").mkdir()
    with pytest.raises(ZeroDivisionError), replaced(folder):
        raise ZeroDivisionError
    assert contents(folder) == before


def test_a_full_disk_is_said_and_leaves_nothing(
    data_dir: Path, settings: StoreSettings, tmp_path: Path
) -> None:
    published_newsroom(data_dir, settings)
    child = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from core.errors import StoreError\n"
        "from store.export import export\n"
        "from store.export_copy import Selection\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))\n"
        "try:\n    export(Path(sys.argv[1]), Path(sys.argv[2]), '300MB', Selection())\n"
        "except (StoreError, OSError) as error:\n    sys.exit(str(error))\n"
    )
    assert resource.RLIMIT_FSIZE >= 0
    done = subprocess.run(
        [sys.executable, "-P", "-c", child, str(data_dir), str(tmp_path / "export")],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "plus de place" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["data"]
