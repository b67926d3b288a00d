"""Every help page and every misuse in French: the whole tree of commands is asked."""

import re
from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from cli import app

ENGLISH = re.compile(
    r"\b(show this|and exit|default|required|commands|command|usage error|error|missing|invalid|value|no such|"
    r"try|got unexpected|should be|requires|does not|integer|bool|str|int|range|file|path|dir|name|day|week|query)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"\{[^}]*\}|--[a-z-]+|[a-z_-]+\.[a-z]+|<[a-z_|-]+>|[A-Z_]{9,}|« ?beffroi[^»]*»")
"""What is typed as it is, in any language."""


def _paths(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from _paths(inner, (*path, name))


PATHS = list(_paths(typer.main.get_command(app)))


def ran(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, words, env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"})
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_speaks_french(path: tuple[str, ...]) -> None:
    code, shown, _ = ran(*path, "--help")
    assert code == 0
    assert "Afficher cette aide." in shown
    shown = re.sub(rf"^ *Usage: \S+ {' '.join(path)}", "", shown, flags=re.MULTILINE)  # what is typed
    prose = NAMES.sub(
        "", re.sub(rf"^ *│ ({'|'.join(map(re.escape, _names()))}) ", "", shown, flags=re.MULTILINE)
    )
    assert ENGLISH.findall(prose) == []


def _names() -> set[str]:
    return {path[-1] for path in PATHS if path}


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_an_unknown_option_is_one_line_and_the_help_to_ask_for(path: tuple[str, ...]) -> None:
    code, shown, told = ran(*path, "--zzz")
    assert (code, shown) == (2, "")
    assert told.splitlines() == [
        "Erreur : option inconnue : --zzz",
        f"  → {' '.join(('beffroi', *path))} --help",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serach"], "commande inconnue : serach (proches : search"),
        (["correct", "renam"], "commande inconnue : renam (proches : rename"),
        (["run", "--sourse", "x"], "option inconnue : --sourse (proches : "),
        (["sql"], "il manque l’argument REQUÊTE"),
        (["correct", "rename"], "il manque l’argument QUOI"),
        (["agenda", "x", "y"], "de trop : x y"),
        (["agenda", "--json=3"], "l’option --json ne prend pas de valeur"),
        (["agenda", "--from"], "l’option --from attend une valeur"),
        (["agenda", "--from", "hier"], "--from : « hier » n'est pas un jour"),
        (["search", "x", "--limit", "dix"], "--limit : un nombre est attendu"),
        (["search", "x", "--limit", "0"], "--limit : 1 au moins"),
        (["search", "x", "--limit", "9999"], "--limit : 1000 au plus"),
        (["search", "x", "--sort", "z"], "--sort : « z » n’en est pas un ; au choix : relevance, date"),
        (["registers", "update", "--date", "hier"], "--date : « hier » n’est pas un jour"),
        (["forget"], "donnez --person, --url ou --source"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_each_kind_of_misuse_is_one_french_line(words: list[str], said: str) -> None:
    code, shown, told = ran(*words)
    assert (code, shown) == (2, "")
    problem, step = told.splitlines()
    assert said in problem
    assert step.startswith("  → beffroi")
    assert ENGLISH.findall(NAMES.sub("", problem.replace("rename", ""))) == []


def test_a_group_alone_shows_its_help() -> None:
    code, shown, told = ran("correct")
    assert (code, told) == (2, "")
    assert "Commandes" in shown
