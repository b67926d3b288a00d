"""`beffroi search` as people run it, on a few invented articles."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from newsroom import SOURCE, link, processed

from core.settings import StoreSettings
from core.types import LinkKind
from store.batch import Batch
from store.live import open_live
from store.publish import publish


def beffroi(*words: str | Path, cwd: Path, columns: int = 140) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "cli", *map(str, words)]
    env = {k: v for k, v in os.environ.items() if not k.startswith("BEFFROI_")} | {"COLUMNS": str(columns)}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)


def answer(*words: str, cwd: Path) -> Any:
    done = beffroi("search", *words, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("searched")
    assert beffroi("init", "veille", "--no-catalogue", cwd=root).returncode == 0
    settings = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
    articles = (
        processed(1, text="Le préau de l’école sent [bold]la craie[/] \x1b[31mmouillée."),
        processed(2, text="L’école encore.", title="Une école"),
    )
    with open_live(root / "veille" / "data", settings) as live:
        live.write(Batch(articles=articles, sources=(SOURCE,), links=(link(2, 1, kind=LinkKind.EXACT),)))
    publish(root / "veille" / "data", settings)
    return root / "veille"


def test_hits_are_an_array_without_markup(made: Path) -> None:
    first, second = answer("l’ecole", cwd=made)
    assert first["title"] == "Une école"
    assert (first["source"], first["source_name"]) == (SOURCE.slug, SOURCE.name)
    assert {first["counted_as"], second["counted_as"]} == {"article", "copy"}
    start, end = second["marks"][0]
    assert second["passage"][start:end] == "école"
    assert "[bold]la craie[/]" in second["passage"]
    assert "\x1b" not in second["passage"]
    assert answer("ecole", "--limit", "1", "--offset", "1", cwd=made) == [second]


def test_filters_and_counts(made: Path) -> None:
    assert len(answer("ecole", "--originals", cwd=made)) == 1
    assert len(answer("--commune", "79901", "--mayor", "ferrandou", "--since", "2026-11", cwd=made)) == 2
    assert answer("ecole", "--until", "2020", cwd=made) == []
    counts = answer("ecole", "--facets", "--limit", "1", cwd=made)
    assert {"facet": "source", "value": SOURCE.slug, "label": SOURCE.name, "n": 2} in counts
    assert {tuple(row) for row in counts} == {("facet", "value", "label", "n")}


def test_a_table_and_blocks_say_the_same(made: Path) -> None:
    for columns in (140, 70):
        done = beffroi("search", "ecole", "--facets", cwd=made, columns=columns)
        assert done.returncode == 0
        said = " ".join(done.stdout.split())
        for words in ("1 à 2 sur 2", "Une école", "2026-11-16", "(copie)", "[bold]la", "titre de presse"):
            assert words in said, words
        assert "\x1b" not in done.stdout


def test_an_unknown_value_is_explained(made: Path) -> None:
    done = beffroi("search", "ecole", "--source", "Le Veileur", "--json", cwd=made)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert f"titre de presse « Le Veileur ». Proches : {SOURCE.name} ({SOURCE.slug})." in done.stderr


def test_what_cannot_be_searched_is_refused(made: Path) -> None:
    nothing = beffroi("search", cwd=made)
    assert nothing.returncode == 2
    assert "que vous cherchez" in nothing.stderr
    for words in (["a" * 5_000], ["ecole", "--since", "hier"], ["ecole", "depuis:hier"]):
        done = beffroi("search", *words, cwd=made)
        assert done.returncode == 1
        assert done.stderr.startswith("Erreur : Recherche")
        assert "Traceback" not in done.stderr
