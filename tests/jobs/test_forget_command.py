"""`beffroi forget`, as people type it."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from core.errors import InputError
from jobs import workspace
from jobs.publish import publish
from jobs.workspace import Workspace
from store.live import open_live
from tests.store import newsroom

WHO = "Odile Ferrandou"


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    made = workspace.create(tmp_path / "veille")
    with open_live(made.data, made.settings.store) as live:
        live.write(newsroom.batch((1, 2)))
    return made


def ran(space: Workspace, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["forget", *arguments, "-w", str(space.root)])
    assert done.exit_code == code, done.output
    return done.output


def counts(space: Workspace, *arguments: str, code: int = 0) -> dict[str, int]:
    return {row["place"]: row["found"] for row in json.loads(ran(space, *arguments, "--json", code=code))}


def test_a_dry_run_counts_and_changes_nothing(space: Workspace) -> None:
    first = counts(space, "--person", WHO, "--dry-run")
    assert first["live.roles"] == first["texts.article_texts"] == 2
    assert counts(space, "--person", WHO, "--dry-run") == first


def test_yes_asks_nothing_and_tells_what_is_left_to_do(space: Workspace) -> None:
    told = ran(space, "--person", WHO, "--yes")
    assert "faits : rôles" in told
    assert not re.search(r"\b(live|texts|state|archive)\.", told), "names of ours are no words"
    assert "À faire à la main" in told
    assert WHO not in told
    assert counts(space, "--person", WHO, "--yes", code=3) == {}


def test_what_is_not_here_leaves_nothing_to_do(space: Workspace) -> None:
    told = ran(space, "--person", "Inconnue Personne", "--dry-run", code=3)
    assert told.strip() == "Rien de tel n’est gardé ici."
    told = ran(space, "--url", "https://veilleur.example/jamais-parue", "--dry-run", code=3)
    assert told.strip() == "Rien de tel n’est gardé ici."


def test_a_name_that_is_nearly_one_is_told_and_kept_away_all_the_same(space: Workspace) -> None:
    publish(space)
    for asked in ("Odile Ferrandoux", "FERRANDOUX Odile", "Ferrandoux, Odile"):
        told = ran(space, "--person", asked, "--dry-run", code=3)
        assert f"Noms proches : {WHO}." in told
    told = ran(space, "--person", "Odile Ferrandoux", "--yes", code=3)
    assert "Cela ne reviendra pas." in told
    assert f"Noms proches : {WHO}." in told
    assert "Oubli levé" in ran(space, "--lift", "--person", "Odile Ferrandoux")


def test_where_else_the_text_is_is_for_the_asker_to_decide(space: Workspace) -> None:
    with open_live(space.data, space.settings.store) as live:
        live.write(replace(newsroom.batch((3,)), links=(newsroom.link(2, 1), newsroom.link(3, 1))))
    asked, others = newsroom.article(2).url, [newsroom.article(n).url for n in (1, 3)]
    told = ran(space, "--url", asked, "--dry-run")
    assert "À décider" in told
    assert [f"beffroi forget --url {url}" in told for url in others] == [True, True]
    rows = json.loads(ran(space, "--url", asked, "--yes", "--json"))
    assert sorted(row["url"] for row in rows if row["place"] == "copy") == sorted(others)


def test_without_a_terminal_nothing_is_done_unasked(space: Workspace) -> None:
    assert "--yes" in ran(space, "--person", WHO, code=2)
    assert counts(space, "--person", WHO, "--dry-run")["live.roles"] == 2


@pytest.mark.parametrize(
    "arguments", [(), ("--person", WHO, "--url", "https://ex.example/a"), ("--person", "")]
)
def test_one_thing_is_forgotten_at_a_time(space: Workspace, arguments: tuple[str, ...]) -> None:
    ran(space, *arguments, code=2)


def test_what_is_no_address_is_refused(space: Workspace) -> None:
    done = CliRunner().invoke(app, ["forget", "--url", "veilleur", "--yes", "-w", str(space.root)])
    assert isinstance(done.exception, InputError)


def test_lifting_says_whether_it_had_been_forgotten(space: Workspace) -> None:
    assert "Rien de tel" in ran(space, "--lift", "--person", WHO, code=3)
    assert "Rien de tel" in ran(space, "--lift", "--source", "le-veileur", code=3)
    assert json.loads(ran(space, "--lift", "--person", WHO, "--json", code=3)) == [{"lifted": False}]
    ran(space, "--person", WHO, "--yes")
    assert "Oubli levé" in ran(space, "--lift", "--person", "FERRANDOU Odile")


def test_files_of_somebodys_own_are_named_and_left(space: Workspace) -> None:
    notes = space.root / "notes.md"
    notes.write_text(f"Appeler {WHO}.", "utf-8")
    assert "notes.md" in ran(space, "--person", WHO, "--yes")
    assert WHO in notes.read_text("utf-8")
