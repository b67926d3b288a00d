"""`beffroi sql` as people run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import batch

from core.settings import StoreSettings
from store.live import open_live
from store.publish import publish


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from jobs.workspace import create

    space = create(tmp_path_factory.mktemp("space") / "veille")
    settings = StoreSettings()
    with open_live(space.data, settings) as live:
        live.write(batch([1, 2, 3]))
    publish(space.data, settings)
    return space.root


def sql(space: Path, *words: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "cli", "sql", *map(str, words)]
    env = {k: v for k, v in os.environ.items() if not k.startswith("BEFFROI_")}
    return subprocess.run(
        command, capture_output=True, cwd=space, input=given, env=env, text=True, check=False
    )


def test_a_query_from_standard_input(space: Path) -> None:
    done = sql(space, "-", "--json", given="SELECT count(*) AS n\nFROM articles -- tous\n")
    assert (done.returncode, json.loads(done.stdout)) == (0, [{"n": 3}])
    assert "instruction" in sql(space, "-", given="").stderr


def test_the_form_is_that_of_the_file(space: Path, tmp_path: Path) -> None:
    for ending, opening in {"csv": b"range\r\n0", "json": b"[\n{", "parquet": b"PAR1", "xlsx": b"PK"}.items():
        done = sql(space, "FROM range(5)", "--output", tmp_path / f"a.{ending}")
        assert (done.returncode, done.stdout) == (0, "")
        assert "5 lignes" in done.stderr
        assert (tmp_path / f"a.{ending}").read_bytes().startswith(opening)
    done = sql(space, "FROM nulle_part", "--output", tmp_path / "b.csv")
    assert done.returncode == 1
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize(
    "words",
    [
        ["--output", "a.txt"],
        ["--excel", "-f", "xlsx"],
        ["--json", "-f", "csv"],
        ["--limit", "0"],
        ["--timeout", "0"],
    ],
)
def test_what_contradicts_itself_is_misuse(space: Path, words: list[str]) -> None:
    assert sql(space, "SELECT 1", *words).returncode == 2
    assert not (space / "a.txt").exists()


def test_a_binary_form_may_go_to_a_pipe_and_excels_csv_has_its_mark(space: Path) -> None:
    command = [sys.executable, "-P", "-m", "cli", "sql", "SELECT 1 AS a", "-f", "parquet"]
    done = subprocess.run(command, capture_output=True, cwd=space, check=True)
    assert done.stdout.startswith(b"PAR1")
    assert done.stdout.endswith(b"PAR1")
    assert sql(space, "SELECT 1 AS a, 2 AS b", "--excel").stdout.startswith("\ufeffa;b")


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_a_binary_form_is_refused_a_terminal(space: Path, form: str) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-P", "-m", "cli", "sql", "SELECT 1 AS a", "-f", form]
    try:
        done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, cwd=space, check=False)
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert "--output" in done.stderr.decode()


def test_a_cut_nobody_asked_for_needs_a_look(space: Path) -> None:
    asked_for = sql(space, "FROM range(20)", "--limit", "5", "-f", "csv")
    assert (asked_for.returncode, len(asked_for.stdout.split())) == (0, 6)
    assert "5 lignes" in asked_for.stderr
    assert sql(space, "FROM range(10_001)", "-f", "csv").returncode == 3
    assert sql(space, "FROM range(10_000)", "-f", "csv").returncode == 0


def test_a_file_holds_all_rows_unless_a_limit_is_given(space: Path, tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.csv", tmp_path / "part.csv"
    assert sql(space, "FROM range(10050)", "--output", whole).returncode == 0
    assert len(whole.read_text("utf-8").splitlines()) == 1 + 10050
    sql(space, "FROM range(10050)", "--output", part, "--limit", "7")
    assert len(part.read_text("utf-8").splitlines()) == 1 + 7


def test_the_time_given_and_the_words_searched(space: Path) -> None:
    slow = "SELECT sum(a.range * b.range) FROM range(10_000_000) a, range(10_000_000) b"
    done = sql(space, slow, "--timeout", "1.5")
    assert done.returncode == 1
    assert "plus de 1,5\u00a0s" in done.stderr
    assert "--timeout" in done.stderr
    hits = sql(space, "SELECT count(*) AS n FROM hits", "--search", "assistant vocal", "--json")
    assert json.loads(hits.stdout) == [{"n": 3}]


def test_asking_loads_no_engine_here() -> None:
    """DuckDB is loaded where it runs; the state, the logs and the analysis have no part in it."""
    code = (
        "import sys, jobs.sql, jobs.workspace, commands.sql\n"
        "print({'duckdb', 'tantivy', 'sqlalchemy', 'structlog', 'spacy', 'pyarrow', 'xlsxwriter'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
