"""Heavy libraries are loaded when they are needed, each behind its own package."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("spacy", "scrapy", "fastapi", "duckdb", "sqlalchemy", "trafilatura", "pyarrow", "structlog")


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"], ["digest", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    code = (
        "import sys, cli\n"
        f"sys.argv = ['beffroi', *{command!r}]\n"
        "try:\n    cli.main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print('LOADED', [m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("LOADED []")


@pytest.mark.parametrize("module", ["cli.py", "scheduler.py"])
def test_top_level_modules_keep_the_contracts(module: str) -> None:
    """Import-linter takes packages only, so the two modules are read here."""
    allowed = {"scheduler.py": {"apscheduler"}}.get(module, set())
    watched = {"duckdb", "tantivy", "scrapy", "twisted", "trafilatura", "htmldate", "spacy", "apscheduler"}
    imported = {name.partition(".")[0] for name in _imports(ROOT / module)}
    assert imported & watched == allowed
    assert not imported & {"crawler", "extract", "nlp", "store", "state", "registers"}


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names
