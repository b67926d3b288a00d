"""The examples answer what their page says, on the demonstration."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from examples import EXAMPLES, PAGE, ROOT, page

from store.query import run_sql

if TYPE_CHECKING:
    from jobs.demo import Shown


def test_the_page_of_questions_says_what_the_demonstration_answers(shown: "Shown") -> None:
    assert page(shown.workspace.data) == PAGE.read_text("utf-8")


def test_there_are_ten_questions_and_each_begins_with_itself() -> None:
    asked = [path.read_text("utf-8").splitlines()[0] for path in sorted(EXAMPLES.glob("questions/*.sql"))]
    assert len(asked) == 10
    assert all(line.startswith("-- ") and "?" in line for line in asked)


def test_the_commands_that_the_page_shows_are_those_that_work(shown: "Shown", tmp_path: Path) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    (tmp_path / "DATA").symlink_to(shown.workspace.data)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, run in (("beffroi", "-P -m cli"), ("python", "")):
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {run} "$@"\n')
        (tools / name).chmod(0o755)
    where = {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "BEFFROI_WORKSPACE": str(shown.workspace.root),
    }
    typed = re.findall(r"^    ((?:beffroi|python) .+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(typed) == 2
    for command in typed:
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=tmp_path,
            env=os.environ | where,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
        assert "2026-W47" in done.stdout, command
        assert "True" not in done.stdout, command  # as the page says it: oui, non


@pytest.mark.parametrize("number", ["01", "02", "05", "07", "09"])
def test_what_is_quoted_bears_its_sentence_its_confidence_and_its_address(
    shown: "Shown", number: str
) -> None:
    (path,) = EXAMPLES.glob(f"questions/{number}-*.sql")
    answer = run_sql(shown.workspace.data, path.read_text("utf-8"), 100)
    assert {"confidence", "evidence_text", "url"} <= set(answer.columns)
    assert answer.rows
    assert all(row[answer.columns.index("evidence_text")] for row in answer.rows)


def test_what_was_first_read_in_service_is_not_called_launched(shown: "Shown") -> None:
    (path,) = EXAMPLES.glob("questions/01-*.sql")
    rows = run_sql(shown.workspace.data, path.read_text("utf-8"), 100).rows
    assert {(row[0], row[4]) for row in rows if row[4] in {"deployed", "abandoned"}} == {
        ("trouvé en service", "deployed"),
        ("abandonné", "abandoned"),
    }


def analyse(*typed: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / "analyse.py"), *map(str, typed)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("typed", ["Vidéosurveillance algorithmique", "portail citoyen", "chatbot", "IA"])
@pytest.mark.parametrize("days", [("2026-09-28", "2026-11-29"), ("2026-11-18", "2026-11-22")])
def test_the_script_counts_the_articles_of_its_trend(
    shown: "Shown", typed: str, days: tuple[str, str]
) -> None:
    told = analyse(shown.workspace.published, typed, *days).stdout.splitlines()
    counts = [int(line.split()[1]) for line in told[:-1]]
    assert sum(counts) > 0
    assert told[-1].endswith(f" sur {sum(counts)}.")


def test_a_week_without_articles_is_hatched_and_has_no_share(shown: "Shown") -> None:
    told = analyse(shown.workspace.published, "intelligence-artificielle", "2026-11-23", "2026-11-29")
    assert told.stdout.splitlines()[0] == "2026-W48    0 / 0        –   /"


def test_misuse_of_the_script_is_one_line(shown: "Shown", tmp_path: Path) -> None:
    days = ("2026-11-16", "2026-11-22")
    results, other = shown.workspace.published, tmp_path / "autre.duckdb"
    duckdb.connect(other).close()
    for typed, code, line in (
        ((), 2, "Usage : python analyse.py"),
        ((results, "chatbot", "hier", "demain"), 2, "Usage : python analyse.py"),
        ((tmp_path / "absent.duckdb", "chatbot", *days), 1, f"{tmp_path / 'absent.duckdb'} : il n’y a pas"),
        ((PAGE, "chatbot", *days), 1, f"{PAGE} : ce n’est pas un fichier de résultats"),
        ((other, "chatbot", *days), 1, f"{other} : ce n’est pas un fichier de résultats"),
        ((results, "zzz", *days), 1, "technologie inconnue : « zzz »"),
        ((results, "chatbot", "2020-01-01", "2020-01-31"), 1, "Aucune semaine"),
    ):
        done = analyse(*typed)
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.startswith(line)
        assert done.stderr.count("\n") == 1
