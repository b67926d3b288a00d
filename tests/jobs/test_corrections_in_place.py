"""What editors put right in place: whose words, which town, which day; from what they type to what is published."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from newsroom import (
    SOURCE,
    TECHNOLOGIES,
    analysis,
    article,
    event,
    initiative,
    link,
    mention,
    processed,
    quote,
    registers,
    role,
)

from core.errors import InputError, SaidAlready
from core.settings import Settings, StoreSettings
from core.types import CorrectionKind as Kind
from core.types import MentionKind, Role, RoleKind
from jobs.correcting import corrections, say, telling
from jobs.correcting.cases import export_tests
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from state.open import open_state
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.query import run_sql
from store.registers import load_registers, load_technologies

SETTINGS = StoreSettings(memory_limit="300MB")
WHY = Words("Odile", "lu dans l’article")
ONE, TWO = article(1).id, article(2).id
MAYOR = "79901:odile ferrandou"
WORDS = "commencé par l'école"


OFFICIAL = role("Basile Quentric", RoleKind.OFFICIAL, insee=None, person_key="basile quentric")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An article and its reprint, which tell of one rendezvous and one initiative."""
    return made_of(tmp_path, role(), OFFICIAL)


def made_of(folder: Path, *roles: Role) -> Workspace:
    made = Workspace(folder, Settings(store=SETTINGS))
    open_state(made.state).close()
    with open_live(made.data, SETTINGS) as live:
        load_registers(live, *registers(), "1")
        load_technologies(live, TECHNOLOGIES, "1")
        found = [
            processed(n, found=analysis(
                mentions=(mention(MentionKind.COMMUNE, "79901", "Bréville-sur-Aulne"),),
                roles=roles, quotes=(quote(),), events=(event(id="e1"),),
                initiatives=(initiative("1a" * 8),),
            ))
            for n in (1, 2)
        ]  # fmt: skip
        live.write(Batch(sources=(SOURCE,), articles=tuple(found), links=(link(2, 1),)))
    publish(made.data, SETTINGS)
    return made


def applied(workspace: Workspace) -> None:
    with closing(open_state(workspace.state)) as state, open_live(workspace.data, SETTINGS) as live:
        corrections.apply(state, live)
    publish(workspace.data, SETTINGS)


def rows(workspace: Workspace, sql: str) -> list[tuple[object, ...]]:
    return run_sql(workspace.data, sql).rows


SPOKE = "SELECT person_key, speaker, role, insee FROM quotes ORDER BY article_id"


def test_a_quote_is_of_somebody_whom_the_article_names_and_so_in_its_reprint(workspace: Workspace) -> None:
    before = rows(workspace, SPOKE)
    said = say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", ONE, WHY)
    assert telling.sentence(said) == (
        f"c1 : citation « Nous avons commencé par l’école » est de « Basile Quentric », dans l’article {ONE}."
    )
    assert [one.article_id for one in said.articles] == [TWO]
    assert (said.change.articles, said.change.rows) == (2, {"quotes": 2})
    applied(workspace)
    assert rows(workspace, SPOKE) == [("basile quentric", "Basile Quentric", "official", None)] * 2
    (listed,) = corrections.listed(workspace)
    assert telling.leads(listed.correction, listed.into) == "est de Basile Quentric"
    with pytest.raises(SaidAlready):
        say.link(workspace, Kind.QUOTE, WORDS, "basile quentric", ONE, WHY)
    corrections.undo(workspace, "c1", WHY)
    applied(workspace)
    assert rows(workspace, SPOKE) == before


def test_a_quote_is_of_a_mayor_whom_the_register_alone_knows_or_of_nobody(tmp_path: Path) -> None:
    workspace = made_of(tmp_path, OFFICIAL)
    for typed in ("odile ferrandou", MAYOR):
        said = say.link(workspace, Kind.QUOTE, WORDS, typed, TWO, WHY)
        assert (said.into, said.correction.value) == ("Odile Ferrandou", MAYOR)
        corrections.undo(workspace, f"c{said.correction.number}", WHY)
    say.link(workspace, Kind.QUOTE, WORDS, "basile quentric", ONE, WHY)
    say.link(workspace, Kind.QUOTE, WORDS, MAYOR, ONE, WHY)
    applied(workspace)
    assert rows(workspace, SPOKE) == [(MAYOR, "Odile Ferrandou", "mayor", "79901")] * 2
    said = say.link(workspace, Kind.QUOTE, WORDS, "", ONE, WHY)
    assert telling.leads(said.correction, said.into) == "n’est de personne que l’on puisse nommer"
    applied(workspace)
    assert rows(workspace, SPOKE) == [(None, None, None, None)] * 2


def test_whose_words_they_are_not_is_refused_with_whose_they_may_be(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="n’a pas de rôle dans cet article") as refused:
        say.link(workspace, Kind.QUOTE, WORDS, "Ana Brizeux", ONE, WHY)
    assert refused.value.next_step.startswith("Y ont un rôle : Odile Ferrandou, Basile Quentric.")
    with pytest.raises(InputError, match="désigne 0 citation"):
        say.link(workspace, Kind.QUOTE, "jamais dit", "Basile Quentric", ONE, WHY)
    with pytest.raises(InputError, match="se corrige dans un article"):
        say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", None, WHY)
    assert corrections.listed(workspace) == []


def test_whose_words_they_are_is_a_test_case(workspace: Workspace, tmp_path: Path) -> None:
    say.link(workspace, Kind.QUOTE, WORDS, "Basile Quentric", ONE, WHY)
    applied(workspace)
    assert export_tests(workspace, tmp_path / "cases") == 2
    lines = (tmp_path / "cases/corrections.jsonl").read_text(encoding="utf-8").splitlines()
    case, _ = map(json.loads, lines)
    assert case["expected"] == {
        "quotes": [{"text": "Nous avons commencé par l’école", "speaker": "Basile Quentric"}]
    }
