"""`beffroi export` and `beffroi release`, as people and other programs meet them."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from exporting import published_newsroom
from frictionless import Package

from core.errors import InputError
from jobs import exports, workspace
from jobs.workspace import Workspace
from store import query

if TYPE_CHECKING:
    from jobs.demo import Shown

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def veille(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = workspace.create(tmp_path_factory.mktemp("home") / "veille")
    published_newsroom(made.data, made.settings.store)
    return made


@pytest.fixture
def releasing(veille: Workspace, tmp_path: Path) -> Workspace:
    """A copy: which releases there are is told by each, and one test's must not be another's last."""
    return workspace.find(shutil.copytree(veille.root, tmp_path / "veille", symlinks=True))


def beffroi(*words: str | Path) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("BEFFROI_")} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def answer(*words: str | Path) -> Any:
    done = beffroi(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def problems(folder: Path) -> list[Any]:
    found = Package(str(folder / "datapackage.json")).validate()
    return [] if found.valid else found.flatten(["name", "type", "note", "rowNumber"])


def test_an_export_is_a_valid_data_package(veille: Workspace, tmp_path: Path) -> None:
    written = answer("export", tmp_path / "export", "--workspace", veille.root)
    assert problems(tmp_path / "export") == []
    sizes = {file["path"]: file["size"] for file in written}
    assert sizes["csv/articles.csv"] == (tmp_path / "export" / "csv" / "articles.csv").stat().st_size
    assert {file["rows"] for file in written if file["relation"] == "articles"} == {6}


def test_a_damaged_export_is_not_valid(veille: Workspace, tmp_path: Path) -> None:
    exports.export(veille, tmp_path / "export", relevant=True)
    articles = tmp_path / "export" / "csv" / "articles.csv"
    with articles.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    with articles.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines[:-1])
    assert {kind for _, kind, _, _ in problems(tmp_path / "export")} >= {
        "hash-count",
        "byte-count",
        "foreign-key",
    }


def test_a_release_is_a_valid_data_package_listed_and_verified(releasing: Workspace) -> None:
    (made,) = answer("release", "2026.11", "-w", releasing.root, "--creator", "Odile Ferrandou")
    assert problems(Path(made["path"])) == []
    assert Path(made["path"], "accuracy.md").read_text("utf-8") == (ROOT / "docs" / "accuracy.md").read_text(
        "utf-8"
    )
    assert [one["name"] for one in answer("release", "--list", "-w", releasing.root)] == ["2026.11"]
    assert answer("release", "--verify", "2026.11", "-w", releasing.root) == []
    readme = Path(made["path"], "README.md")
    readme.chmod(0o644)
    readme.write_text("autre chose")
    done = beffroi("release", "2026.11", "--verify", "-w", releasing.root)
    assert done.returncode == 1
    assert "README.md" in done.stdout
    taken = beffroi("release", "2026.11", "-w", releasing.root)
    assert taken.returncode == 1
    assert "existe déjà" in taken.stderr


def test_a_release_can_be_looked_at_before_it_is_made(releasing: Workspace) -> None:
    releasing.logs.parent.mkdir(exist_ok=True)  # where each command keeps its journal
    before = sorted(releasing.data.rglob("*"))
    (planned,) = answer("release", "essai.1", "--dry-run", "-w", releasing.root)
    assert sorted(releasing.data.rglob("*")) == before
    assert (planned["name"], planned["rows"]["articles"]) == ("essai.1", 6)
    exports.release(releasing, "essai.1")
    done = beffroi("release", "essai.2", "--dry-run", "-w", releasing.root)
    assert done.returncode == 0
    assert "Depuis la version essai.1 : initiatives d’un autre état 0" in done.stdout
    assert "Rien n’est écrit." in done.stdout
    assert not (releasing.data / "releases" / "essai.2").exists()
    assert beffroi("release", "essai.1", "--dry-run", "-w", releasing.root).returncode == 1
    both = beffroi("release", "essai.2", "--dry-run", "--verify", "-w", releasing.root)
    assert (both.returncode, "vont chacun seul" in both.stderr) == (2, True)


def test_misuse_is_said(veille: Workspace, tmp_path: Path) -> None:
    assert beffroi("release", "-w", veille.root).returncode == 2
    assert beffroi("export", tmp_path / "x", "--since", "hier", "-w", veille.root).returncode == 2
    unknown = beffroi("release", "1999", "--verify", "-w", veille.root)
    assert unknown.returncode == 1
    assert "version inconnue : 1999" in unknown.stderr
    with pytest.raises(InputError, match="aucun jour"):
        exports.export(veille, tmp_path / "x", exports.date(2026, 2, 1), exports.date(2026, 1, 1))
    assert list(tmp_path.iterdir()) == []


def test_what_is_published_says_what_analysed_it(shown: "Shown") -> None:
    with query.open_snapshot(shown.workspace.data) as snapshot:
        models = snapshot.connection.execute(
            "SELECT DISTINCT model FROM articles WHERE model <> ''"
        ).fetchall()
        assert models == [(snapshot.manifest.model_version,)]
