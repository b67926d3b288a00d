"""What a figure says, put right in place: from what editors type to what is published, its sentence as printed."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from corrected_space import ONE, SETTINGS, TWO, WHY, applied, rows
from newsroom import (
    SOURCE,
    TECHNOLOGIES,
    analysis,
    article,
    figure,
    initiative,
    link,
    processed,
    registers,
)
from typer.testing import CliRunner

from cli import app
from core.errors import InputError, SaidAlready
from core.types import CorrectionKind as Kind
from jobs.correcting import corrections, say, telling
from jobs.correcting.cases import export_tests
from jobs.correcting.reckoning import Part, typed
from jobs.workspace import Workspace, create
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.readers.letter import deeds
from store.registers import load_registers, load_technologies

FIGURES = "SELECT value, unit, base_value, base_unit, what, evidence_text FROM figures ORDER BY article_id"
AMOUNTS = "SELECT amounts FROM v_initiatives"
PRINTED = "L’assistant a coûté 12 000 euros."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An article, its reprint and another, all of an initiative that cost 12,000 euros."""
    space = create(tmp_path_factory.mktemp("faite") / "veille")
    found = analysis(
        figures=(figure(20, approximate=True),), initiatives=(initiative("1a" * 8, amounts=((20, 32),)),)
    )
    with open_live(space.data, SETTINGS) as live:
        load_registers(live, *registers(), "1")
        load_technologies(live, TECHNOLOGIES, "1")
        told = tuple(processed(n, found=found) for n in (1, 2, 3))
        live.write(Batch(sources=(SOURCE,), articles=told, links=(link(2, 1),)))
    publish(space.data, SETTINGS)
    return space


@pytest.fixture
def workspace(made: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(made.root, tmp_path / "veille", symlinks=True)
    return Workspace(tmp_path / "veille", made.settings)


def changed(workspace: Workspace) -> list[tuple[object, ...]]:
    """What the figures of the article and its reprint say; the third stays as it was read."""
    found = rows(workspace, FIGURES.replace("ORDER", f"WHERE article_id IN ('{ONE}', '{TWO}') ORDER"))
    (other,) = rows(workspace, FIGURES.replace("ORDER", f"WHERE article_id = '{article(3).id}' ORDER"))
    assert other == (12000, "€", 12000, "€", "coût", PRINTED)
    return found


def test_a_figure_says_what_editors_say_in_its_article_and_its_reprints_until_it_is_undone(
    workspace: Workspace,
) -> None:
    before = rows(workspace, FIGURES), rows(workspace, AMOUNTS)
    said = say.figure(workspace, "12 000 €", Part("1,2 million d’euros", None, "budget"), ONE, WHY)
    assert telling.sentence(said).replace("\u00a0", " ").replace("\u202f", " ") == (
        f"c1 : chiffre « 12 000 € coût » vaut « 1,2 M€ budget », dans l’article {ONE}."
    )
    assert [one.article_id for one in said.articles] == [TWO]
    assert said.change == (2, {"figures": 2, "initiative_history": 2})
    applied(workspace)
    assert changed(workspace) == [(1.2, "M€", 1200000, "€", "budget", PRINTED)] * 2
    (((*amounts,),),) = rows(workspace, AMOUNTS)
    assert "1,2 M€" in amounts
    (listed,) = corrections.listed(workspace)
    assert (telling.leads(listed.correction, listed.into), listed.changes) == ("vaut 1,2\u00a0M€ budget", 2)
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert (rows(workspace, FIGURES), rows(workspace, AMOUNTS)) == before


def test_the_letter_gives_the_amount_that_editors_gave(workspace: Workspace) -> None:
    say.figure(workspace, "12000", Part("54 000", "€/an"), ONE, WHY)
    applied(workspace)
    with workspace.snapshot() as snapshot:
        found = {
            one.article_id: one.costs for one in deeds(snapshot, date(2026, 1, 1), date(2027, 1, 1), 0.5)
        }
    (cost,) = found[ONE]
    assert (cost.words, cost.value, cost.unit) == ("54 000 € par an", 54000, "€/an")
    assert cost.evidence_text == PRINTED


def test_what_is_no_money_is_no_amount_of_an_initiative(workspace: Workspace) -> None:
    say.figure(workspace, "12000", Part("12", "caméras", ""), ONE, WHY)
    applied(workspace)
    assert changed(workspace) == [(12, "caméras", 12, "caméras", None, PRINTED)] * 2
    history = f"SELECT len(amounts) FROM initiative_history WHERE article_id IN ('{ONE}', '{TWO}')"
    assert rows(workspace, history) == [(0,), (0,)]


def test_what_was_said_of_it_after_stands_when_the_first_word_is_undone(workspace: Workspace) -> None:
    say.figure(workspace, "12000", Part("45 000"), ONE, WHY)
    applied(workspace)
    with pytest.raises(InputError, match="désigne 0 chiffre"):
        say.figure(workspace, "12000", Part("46 000"), ONE, WHY)
    say.figure(workspace, "45 000", Part("46 000"), TWO, WHY)
    applied(workspace)
    assert [row[0] for row in changed(workspace)] == [46000, 46000]
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert [row[0] for row in changed(workspace)] == [46000, 46000]
    say.delete(workspace, Kind.FIGURE, "46 000", ONE, WHY)
    applied(workspace)
    assert changed(workspace) == []
    corrections.undo_all(workspace, ["c4", "c2"], WHY)
    applied(workspace)
    assert [row[0] for row in changed(workspace)] == [12000, 12000]


def test_the_last_word_that_waits_counts_and_none_is_kept_twice(workspace: Workspace) -> None:
    say.figure(workspace, "12000", Part("45 000"), ONE, WHY)
    with pytest.raises(SaidAlready):
        say.figure(workspace, "12000", Part("45 000 €"), TWO, WHY)
    say.figure(workspace, "12000", Part("46 000"), ONE, WHY)
    applied(workspace)
    assert [row[0] for row in changed(workspace)] == [46000, 46000]


def test_it_is_a_test_case(workspace: Workspace, tmp_path: Path) -> None:
    say.figure(workspace, "12000", Part("45 000"), ONE, WHY)
    applied(workspace)
    assert export_tests(workspace, tmp_path / "cases") == 2
    lines = (tmp_path / "cases/corrections.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["expected"] for line in lines] == [
        {"figures": [{"value": 45000, "unit": "€", "what": "coût"}]}
    ] * 2


def test_the_command_says_it(workspace: Workspace) -> None:
    words = ["12 000", "12,5 %", "--what", "hausse", "--article", ONE, "--why", "relu", "--by", "Odile"]
    done = CliRunner().invoke(app, ["correct", "figure", *words, "-w", str(workspace.root)])
    assert done.exit_code == 0, done.output
    assert "vaut « 12,5 % hausse »" in done.output.replace("\u00a0", " ")
    assert "Dit aussi de ce qui reprend ce texte" in done.output
    assert f"  {TWO}" in done.output


READ: dict[str, Any] = {"value": 26.0, "unit": "M€", "what": "budget"}


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        (Part("27"), "27|M€|27000000|€|budget"),
        (Part("1,2 million"), "1.2|M€|1200000|€|budget"),
        (Part("1,2 million", "€"), "1.2|M€|1200000|€|budget"),
        (Part("1,2 million d’euros", "M€"), "1.2|M€|1200000|€|budget"),
        (Part("45 000 €"), "45000|€|45000|€|budget"),
        (Part("45\u202f000,50", "euros par an", ""), "45000.5|€/an|45000.5|€/an|"),
        (Part("12,5 %", None, "hausse"), "12.5|%|12.5|%|hausse"),
        (Part("12", "caméras", "caméras  de rue"), "12|caméras|12|caméras|caméras de rue"),
        (Part("1,2 million d’habitants"), "1200000|habitants|1200000|habitants|budget"),
        (Part("1,5", "kilomètres"), "1.5|km|1.5|km|budget"),
        (Part("54 000 € par agent"), "54000|€/agent|54000|€/agent|budget"),
        (Part("-38", ""), "-38||-38||budget"),
    ],
)
def test_a_figure_is_typed_as_people_write_it(part: Part, kept: str) -> None:
    assert typed(part, READ).kept == kept


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (Part(""), "aucun nombre n’est dit"),
        (Part("douze"), "« douze » n’est pas un nombre"),
        (Part("12 à 15 caméras"), "n’est pas un seul nombre"),
        (Part("12caméras"), "n’est pas un seul nombre"),
        (Part("12 €, 13 €"), "n’est pas un seul nombre"),
        (Part("45 000"), "« 45 000 » : en M€ ou en € ?"),
        (Part("12,5 %", "€"), "l’unité est dite deux fois : « % » et « € »"),
        (Part("12", "a|b"), "une barre"),
        (Part("9" * 400), "trop longs"),
    ],
)
def test_what_is_no_figure_is_refused(part: Part, why: str) -> None:
    with pytest.raises(InputError, match=why.replace("?", r"\?")):
        typed(part, READ)


def test_what_changes_nothing_or_is_of_no_article_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError, match=r"ce chiffre est déjà « 12.000.€ coût »"):
        say.figure(workspace, "12000", Part("12 000 euros"), ONE, WHY)
    with pytest.raises(InputError, match="se corrige dans un article"):
        say.figure(workspace, "12000", Part("13"), None, WHY)
    assert corrections.listed(workspace) == []
