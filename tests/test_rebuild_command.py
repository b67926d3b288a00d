"""`beffroi rebuild` from a script: nothing without --yes, and nothing that looks like work."""

from pathlib import Path

from typer.testing import CliRunner

from cli import app
from jobs import workspace
from state.open import open_state


def test_without_yes_a_script_is_told_in_one_line(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "w")
    open_state(space.state).close()
    done = CliRunner().invoke(app, ["rebuild", "-w", str(space.root)])
    assert done.exit_code == 2
    assert "beffroi rebuild --yes" in done.output
    assert len(done.output.strip().splitlines()) == 1
    assert not (space.data / "live.duckdb").exists()
