"""docs/examples/questions.md: the questions, and what the demonstration answers. `make golden` writes it anew."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rich.text import Text

from commands.console import plain
from jobs.demo import PORT, demonstrate
from store.query import open_snapshot

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs/examples"
PAGE = EXAMPLES / "questions.md"
TODAY = date(2026, 11, 23)
ROWS = 12
SCRIPT = ("intelligence-artificielle", "2026-09-28", "2026-11-22")

_HEAD = """# Dix questions au fichier de résultats

Chaque question est un fichier de [questions/](questions/), à donner à `beffroi sql -` (la requête vient de l’entrée
standard) ou à tout programme qui lit DuckDB :

    beffroi sql - < docs/examples/questions/04-tendance.sql

Les réponses sont celles de la démonstration (`beffroi demo`), dont les titres, les personnes et les produits sont
inventés. Trois précautions valent pour toutes :

- **compter une fois** : une dépêche que neuf titres impriment est un texte (`counted_as = 'article'`) ;
- **compter sur quelque chose** : un nombre d’articles ne dit rien sans ce qui a été lu (`v_coverage`, `coverage()`,
  `trend()`) ;
- **citer ce qui se vérifie** : une ligne que l’on cite porte sa phrase (`evidence_text`), sa confiance (`confidence`)
  et son adresse (`url`) ; un comptage n’en a pas.

Cette page est écrite par `make golden` et vérifiée par les tests.
"""
_PYTHON = """## En Python

[analyse.py](analyse.py) dessine une tendance, semaines à hachurer comprises ; il ne lui faut que `duckdb`. La
démonstration n’a collecté qu’une fois, après coup : toutes ses semaines sont d’avant la veille, à hachurer.

    python docs/examples/analyse.py DATA/beffroi.duckdb {arguments}

```text
{output}
```
"""


def page(data_dir: Path) -> str:
    """The page for these results, as if the newsroom had had its usual port: addresses hold it."""
    with open_snapshot(data_dir) as snapshot:
        parts = [_question(path, snapshot.connection) for path in sorted(EXAMPLES.glob("questions/*.sql"))]
    script = _PYTHON.format(arguments=" ".join(SCRIPT), output=analysed(data_dir))
    return re.sub(r"(?<=\.localhost:)\d+", str(PORT), "\n".join([_HEAD, *parts, script]))


def analysed(data_dir: Path) -> str:
    """What docs/examples/analyse.py prints."""
    command = [sys.executable, str(EXAMPLES / "analyse.py"), str(data_dir / "beffroi.duckdb"), *SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout.rstrip("\n")


def _question(path: Path, connection: Any) -> str:
    """The first line of comment begins with the question."""
    sql = path.read_text("utf-8").strip()
    title = sql.removeprefix("-- ").partition("?")[0] + "?"
    found = connection.execute(sql)
    columns = [column[0] for column in found.description]
    answer = "\n".join(_table(columns, found.fetchall()))
    return f"## {title}\n\n```sql\n{sql}\n```\n\n{answer}\n"


def _table(columns: list[str], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows[:ROWS]:
        yield f"| {' | '.join(map(_cell, row))} |"
    if len(rows) > ROWS:
        yield f"\n… et {len(rows) - ROWS} lignes."


def _cell(value: Any) -> str:
    """As a terminal shows it, without what is of the terminal only."""
    return Text.from_markup(plain(value)).plain.replace("|", "\\|")


def main() -> None:
    """Write the page anew from a demonstration; the diff is what to review."""
    os.environ["BEFFROI_CRAWLER__SITEMAP_DAYS"] = (
        "36500"  # its day is fixed: sitemaps are read whatever day it is
    )
    with tempfile.TemporaryDirectory() as folder:
        shown = demonstrate(Path(folder) / "workspace", today=TODAY)
        PAGE.write_text(page(shown.workspace.data), encoding="utf-8")


if __name__ == "__main__":
    main()
