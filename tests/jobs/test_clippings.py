"""Pasted texts: kept once, forgotten like everything else, and no longer than texts that were collected."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from core.errors import InputError
from jobs import workspace
from jobs.desk.clippings import paste
from jobs.retention import retain
from jobs.workspace import Workspace
from state import clippings
from state.open import State, open_state

WHO = "Odile Ferrandou"
TEXT = f"{WHO}, maire de Quimper, ouvre un guichet. Les habitants s'en félicitent."


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return workspace.create(tmp_path / "w")


@pytest.fixture
def state(space: Workspace) -> Iterator[State]:
    with closing(open_state(space.state)) as state:
        yield state


def test_the_same_text_is_kept_once(state: State) -> None:
    first = paste(state, "Titre", "Gazette", TEXT, None, "", "Luc")
    assert paste(state, " Titre\n", "Autre", f"{TEXT}\r\n", None, "", "Odile").number == first.number
    assert clippings.count(state) == 1


def test_words_are_found_whatever_their_case_and_accents(state: State) -> None:
    paste(state, "Titre", "Gazette", TEXT, None, "", "Luc")
    assert [one.title for one in clippings.search(state, "FELICITENT guichet", 10)] == ["Titre"]
    assert clippings.search(state, "guichet dreux", 10) == []
    assert clippings.search(state, "uichet", 10) == []
    assert clippings.search(state, " '; DROP TABLE -- ", 10) == []


def test_the_forgotten_are_covered_and_not_pasted_again(space: Workspace, state: State) -> None:
    paste(state, "Titre", "Gazette", TEXT, None, "", "Luc")
    done = CliRunner().invoke(app, ["forget", "--person", WHO, "--yes", "-w", str(space.root)])
    assert done.exit_code == 0, done.output
    (kept,) = clippings.latest(state, 10)
    assert WHO not in kept.text
    assert "maire de Quimper" in kept.text
    with pytest.raises(InputError):
        paste(state, "Encore", "Gazette", TEXT, None, "", "Luc")


def test_words_go_with_age_and_what_was_found_stays(space: Workspace, state: State) -> None:
    made = paste(state, "Titre", "Gazette", TEXT, None, "", "Luc")
    clippings.analysed(state, made.number, {"relevant": True})
    days = space.settings.archive.keep_days
    report = retain(space, datetime.now(UTC) + timedelta(days=days - 1))
    assert "clippings.emptied" not in report.counts
    report = retain(space, datetime.now(UTC) + timedelta(days=days + 1))
    assert report.counts["clippings.emptied"] == 1
    (kept,) = clippings.latest(state, 10)
    assert (kept.text, kept.found) == ("", {"relevant": True})
