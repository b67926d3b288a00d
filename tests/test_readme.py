"""The README's commands run, and every command is in it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cli
from commands.demo import located

if TYPE_CHECKING:
    from jobs.demo import Shown

README = Path(__file__).parents[1] / "README.md"


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("beffroi ")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, shown: "Shown") -> Path:
    """Where a reader stands after `make demo`."""
    here = tmp_path_factory.mktemp("reader")
    shutil.copytree(shown.workspace.root, here / "beffroi-demo", symlinks=True)
    return here


def test_every_block_of_commands_is_run(folder: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("BEFFROI_")}
    ran = [line for line in commands() if line != "beffroi demo"]  # the fixture above ran it
    assert len(ran) >= 8
    for line in ran:
        command = [sys.executable, "-P", "-m", "cli", *shlex.split(line)[1:]]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_every_command_is_named_and_has_help() -> None:
    text = README.read_text(encoding="utf-8")
    named = [c.name or (c.callback.__name__ if c.callback else "") for c in cli.app.registered_commands]
    named += [group.name or "" for group in cli.app.registered_groups]
    assert [
        n for n in named if f"`{n}" not in text and f"beffroi {n}" not in text and f"`{n}`" not in text
    ] == []
    assert all(c.callback and c.callback.__doc__ for c in cli.app.registered_commands)


def test_links_lead_somewhere() -> None:
    pages = [README, *README.parent.glob("docs/**/*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    ]
    local = [(page, link) for page, link in links if "://" not in link]
    assert len(local) >= 5
    assert [(page.name, link) for page, link in local if not (page.parent / link).exists()] == []


def test_the_sample_is_what_the_demo_prints(shown: "Shown") -> None:
    text = README.read_text(encoding="utf-8")
    count = shown.articles
    assert (
        f"{count['articles']} articles ({count['versions']} versions), dont {count['relevant']} pour nous"
        f" et {count['excerpts']} connus par leur seul extrait. {count['repeats']} en répètent d’autres et"
        " ne comptent pas." in text
    )
    sample = {
        part.partition("\n")[0]: part for part in re.split(r"^(?=[A-Z][a-z ]+$)", text, flags=re.MULTILINE)
    }
    mayors = re.findall(r"^│ (.*?) +│ (.*?) +│ (\w+) │", sample["Maires"], re.MULTILINE)
    towns = located([(row[1], row[-1]) for row in shown.mayors])
    assert set(mayors) <= {(row[0], town, row[2]) for town, row in zip(towns, shown.mayors, strict=True)}
    initiatives = re.findall(
        r"^│ (.*?) +│ (.*?) +│ (.*?) +│ .*? +│ (.*?) +│$", sample["Initiatives"], re.MULTILINE
    )
    assert set(initiatives) <= {(*row[:3], row[4]) for row in shown.initiatives}
    events = re.findall(r"^  .*? : (.*?), (.*)$", sample["Agenda"], re.MULTILINE)
    assert set(events) <= {(row[3], row[4]) for row in shown.agenda}
    outlets = re.findall(r"^  (.*?) : ", sample["Pas lus"], re.MULTILINE)
    assert set(outlets) <= {refusal.source for refusal in shown.refusals}
    assert min(map(len, (mayors, initiatives, events, outlets))) >= 1


def test_the_two_commands_come_first() -> None:
    first_screen = "\n".join(README.read_text(encoding="utf-8").splitlines()[:16])
    assert "make demo" in first_screen
    assert "make test" in first_screen
