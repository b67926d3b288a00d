"""Small answers of several commands: what people type is taken, what is wrong is said with what is right."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from core.errors import InputError, QueryError
from jobs import workspace
from jobs.publish import publish
from jobs.workspace import Workspace
from store.live import open_live
from store.registers import load_registers
from tests.store import newsroom


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = workspace.create(tmp_path_factory.mktemp("dit") / "veille")
    with open_live(made.data, made.settings.store) as live:
        load_registers(live, *newsroom.registers(), "1")
        live.write(newsroom.batch((1, 2)))
    publish(made)
    return made


def ran(space: Workspace, *words: str) -> str:
    done = CliRunner().invoke(app, [*words, "-w", str(space.root)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_a_departement_goes_by_its_name_too(space: Workspace) -> None:
    _, territories, _ = newsroom.registers()
    name = next(row["name"] for row in territories.to_pylist() if row["kind"] == "departement")
    assert "inconnu" not in ran(space, "agenda", "-d", name.upper())
    with pytest.raises(InputError, match="inconnu"):
        ran(space, "agenda", "-d", "Poldavie")


def test_an_unknown_reason_names_those_that_are(space: Workspace) -> None:
    with pytest.raises(InputError, match="foo") as told:
        ran(space, "refusals", "--reason", "foo")
    assert told.value.next_step.startswith("Motifs connus : ")


def test_what_duckdb_says_is_introduced(space: Workspace) -> None:
    with pytest.raises(QueryError, match="DuckDB répond : "):
        ran(space, "sql", "select nimporte from articles")


def test_a_folder_that_is_not_there_is_named_itself(space: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        ran(space, "audit", "sample", "--out", str(tmp_path / "nulle" / "a.csv"))
    assert str(told.value) == f"{tmp_path / 'nulle'} : ce dossier n’existe pas"


def test_status_counts_in_french(space: Workspace) -> None:
    told = ran(space, "status")
    assert "publié : rôles" in told
    assert "lignes" not in told


def test_audit_score_takes_a_workspace_as_others_do(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n", "utf-8")
    with pytest.raises(InputError, match="pas de clé"):
        ran(space, "audit", "score", str(tmp_path / "a.csv"))
