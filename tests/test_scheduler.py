import subprocess
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

import scheduler
from core.errors import SettingsError
from jobs import workspace

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def made(tmp_path: Path) -> workspace.Workspace:
    return workspace.create(tmp_path / "veille")


def test_a_week_holds_one_letter_on_monday_at_six(made: workspace.Workspace) -> None:
    week = scheduler.preview(made, datetime(2026, 11, 18, 12, tzinfo=PARIS))
    letters = [row["heure"] for row in week if row["commande"] == "beffroi digest build"]
    assert letters == ["lun. 23/11 06:00"]


@pytest.mark.parametrize(
    "night", [datetime(2026, 10, 24, 12, tzinfo=PARIS), datetime(2027, 3, 27, 12, tzinfo=PARIS)]
)
def test_nothing_runs_twice_or_never_when_the_clocks_change(
    made: workspace.Workspace, night: datetime
) -> None:
    hours = [
        row["heure"]
        for row in scheduler.preview(made, night, days=2)
        if row["commande"] == "beffroi run --due"
    ]
    assert len(hours) == len(set(hours))
    assert not [h for h in hours if h[-5:-3] == "02"]
    assert len(hours) in {45, 46, 47}


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("weekly", "0 6 * * 1", "numéroté"),
        ("weekly", "bientôt mon", "cinq champs"),
        ("weekly", "0 six * * mon", "illisible"),
        ("collect", "30 2 * * *", "changements"),
        ("timezone", "Mars/Olympus", "inconnu"),
    ],
)
def test_bad_hours_are_refused(tmp_path: Path, key: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        scheduler.preview(workspace.create(tmp_path / "veille", {"schedule": {key: value}}))


def test_a_failing_job_does_not_stop_the_daemon(made: workspace.Workspace) -> None:
    # no source: `run` exits 1, which is logged
    assert scheduler.run(made, scheduler.jobs(made.settings.schedule)[0]) == 1


@pytest.mark.parametrize("code", [3, 1])
def test_what_is_logged_of_a_job_names_no_reader(
    made: workspace.Workspace, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    told = "Erreur : odile@aulne.example : refusée (550 <odile@aulne.example>) par 127.0.0.1:2525\n"
    done = subprocess.CompletedProcess([], code, "luc@aulne.example", told)
    monkeypatch.setattr(scheduler.subprocess, "run", lambda *_, **__: done)
    with capture_logs() as logged:
        scheduler.run(made, scheduler.jobs(made.settings.schedule)[3])
    (line,) = logged
    assert line["said"] == "Erreur : <address> : refusée (550 <address> par 127.0.0.1:2525"
    assert "luc" not in str(line)
