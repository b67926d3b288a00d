"""What editors say, from the words they type to the rows that are published."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import (
    MONDAY,
    SOURCE,
    TECHNOLOGIES,
    analysis,
    article,
    event,
    initiative,
    link,
    mention,
    processed,
    registers,
    role,
)

from core.errors import InputError
from core.settings import Settings, StoreSettings
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import InitiativeStatus, MentionKind, RoleKind, RunReport
from jobs.correcting import corrections, figures
from jobs.correcting import say as correcting
from jobs.correcting.cases import export_tests, export_training
from jobs.correcting.words import Words
from jobs.missed import missed
from jobs.recording import recorded
from jobs.workspace import Workspace
from nlp.training import passages
from state.open import open_state
from store.batch import Batch
from store.correcting.facts import figure_key
from store.live import open_live
from store.publish import publish
from store.query import run_sql
from store.registers import load_registers, load_technologies

SETTINGS = StoreSettings(memory_limit="300MB")
WHY = Words("Odile", "lu dans l’article")
ONE, TWO = article(1).id, article(2).id


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two articles published, with an organisation each."""
    made = Workspace(tmp_path, Settings(store=SETTINGS))
    open_state(made.state).close()
    with open_live(made.data, SETTINGS) as live:
        load_registers(live, *registers(), "1")
        load_technologies(live, TECHNOLOGIES, "1")
        found = [
            processed(n, found=analysis(
                mentions=(
                    mention(MentionKind.COMMUNE, "79901", "Bréville-sur-Aulne"),
                    mention(MentionKind.ORGANISATION, f"sem {n}", f"SEM {n}", 60),
                    replace(mention(MentionKind.TECHNOLOGY, "candidate:parlavox", "Parlavox", 90), candidate=True),
                ),
                roles=(role(), role("Basile Quentric", RoleKind.OFFICIAL, person_key="basile quentric")),
                events=(event(id=f"e{n}"),), initiatives=(initiative(f"{n}a" * 8),),
            ))
            for n in (1, 2)
        ]  # fmt: skip
        live.write(Batch(sources=(SOURCE,), articles=tuple(found)))
    publish(made.data, SETTINGS)
    return made


def applied(workspace: Workspace) -> None:
    with closing(open_state(workspace.state)) as state, open_live(workspace.data, SETTINGS) as live:
        corrections.apply(state, live)
    publish(workspace.data, SETTINGS)


def heard(workspace: Workspace) -> RunReport:
    """What a process run does of it when nothing else waits."""
    with (
        closing(open_state(workspace.state)) as state,
        open_live(workspace.data, SETTINGS) as live,
        recorded(state, "process") as run,
    ):
        run.count(corrections.apply(state, live))
    return run.report


def rows(workspace: Workspace, sql: str) -> list[tuple[object, ...]]:
    return run_sql(workspace.data, sql).rows


def test_things_are_named_by_key_by_name_and_by_the_beginning_of_an_id(workspace: Workspace) -> None:
    said = correcting.merge(workspace, Kind.ORGANISATION, "sem-2", "SEM 1", WHY)
    assert (said.correction.key, said.correction.value, said.change.articles) == ("sem 2", "sem 1", 1)
    said = correcting.initiative(workspace, Action.STATUS, "1a1a", "deployed", None, WHY)
    assert (said.correction.key, said.correction.articles) == ("1a" * 8, (ONE,))
    applied(workspace)
    assert rows(workspace, "SELECT organisation_key FROM organisations") == [("sem 1",)]
    assert rows(workspace, "SELECT status FROM initiatives ORDER BY 1") == [("deployed",), ("experiment",)]
    assert rows(workspace, "SELECT correction_id, author, why, changes FROM corrections ORDER BY 1") == [
        ("c1", "Odile", "lu dans l’article", 1), ("c2", "Odile", "lu dans l’article", 1),
    ]  # fmt: skip


def test_what_is_not_known_is_refused_with_what_is_near(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="pas connu") as refused:
        correcting.rename(workspace, Kind.ORGANISATION, "SEMM 1", "X", None, WHY)
    assert "SEM 1" in refused.value.next_step
    with pytest.raises(InputError, match="pas de rôle") as refused:
        correcting.role(workspace, ONE, "Ana Brizeux", "mayor", WHY)
    assert "Basile Quentric" in refused.value.next_step
    with pytest.raises(InputError, match="article inconnu"):
        correcting.judge(workspace, Action.RELEVANT, "f" * 16, "", WHY)
    with pytest.raises(InputError, match="lexique"):
        correcting.merge(workspace, Kind.TECHNOLOGY, "assistant-vocal", "parlavox", WHY)
    with pytest.raises(InputError, match="n’est pas maire"):
        correcting.delete(workspace, Kind.PERSON, "Basile Quentric", None, WHY)
    with pytest.raises(InputError, match="0 citation"):
        correcting.delete(workspace, Kind.QUOTE, "jamais dit", ONE, WHY)
    with pytest.raises(InputError, match="ne parle pas"):
        correcting.split(workspace, Kind.EVENT, "e1", [TWO], WHY)
    assert corrections.listed(workspace, undone_too=True) == []


def test_what_stands_is_not_said_twice(workspace: Workspace) -> None:
    other = Words("Basile", "moi aussi")

    def renamed(name: str, article: str | None, words: Words = WHY) -> int:
        made = correcting.rename(workspace, Kind.ORGANISATION, "sem 1", name, article, words)
        return made.correction.number

    assert renamed("La SEM", ONE) == 1
    correcting.judge(workspace, Action.RELEVANT, ONE, "", WHY)
    correcting.judge(workspace, Action.RELEVANT, TWO, "", WHY)
    with pytest.raises(InputError, match="c1 le dit déjà") as refused:
        renamed("La SEM", ONE, other)
    assert "beffroi correct list" in refused.value.next_step
    with pytest.raises(InputError, match="c2 le dit déjà"):
        correcting.judge(workspace, Action.RELEVANT, ONE, "", WHY)
    assert renamed("La SEM", None) == 4, "elsewhere too is more"
    with pytest.raises(InputError, match="c4 le dit déjà"):
        renamed("La SEM", None)
    corrections.undo(workspace, "c4", WHY)
    with pytest.raises(InputError, match="c1 le dit déjà"):
        renamed("La SEM", ONE)
    corrections.undo(workspace, "c1", WHY)
    assert renamed("La SEM", ONE) == 7, "what was taken back may be said again"


def test_what_a_later_word_overruled_may_be_said_again(workspace: Workspace) -> None:
    for action in (Action.RELEVANT, Action.IRRELEVANT, Action.RELEVANT):
        correcting.judge(workspace, action, ONE, "", WHY)
    with pytest.raises(InputError, match="c3 le dit déjà"):
        correcting.judge(workspace, Action.RELEVANT, ONE, "", WHY)
    roles = [
        correcting.role(workspace, ONE, "Basile Quentric", kind, WHY, was="official")
        for kind in ("deputy_mayor", "former_mayor", "deputy_mayor")
    ]
    assert [made.correction.number for made in roles] == [4, 5, 6]
    again = correcting.role(workspace, ONE, "Basile Quentric", "deputy_mayor", WHY, insee="79901")
    assert again.correction.detail.insee == "79901", "another commune, another word"


def test_what_was_merged_is_followed_before_and_after_it_is_published(workspace: Workspace) -> None:
    correcting.merge(workspace, Kind.ORGANISATION, "sem 2", "sem 1", WHY)
    for _ in ("before", "after"):
        with pytest.raises(InputError, match="déjà une seule chose"):
            correcting.merge(workspace, Kind.ORGANISATION, "sem 1", "sem 2", WHY)
        applied(workspace)
    said = correcting.rename(workspace, Kind.ORGANISATION, "sem 2", "La SEM", None, WHY)
    assert (said.correction.key, said.followed) == ("sem 1", (("sem 2", "sem 1"),))
    applied(workspace)
    assert rows(workspace, "SELECT name FROM organisations") == [("La SEM",)]


def test_a_role_everywhere_or_here(workspace: Workspace) -> None:
    said = correcting.role(workspace, ONE, "odile ferrandou", "former_mayor", WHY, everywhere=True)
    assert (said.correction.article_id, said.change.articles) == (None, 2)
    correcting.role(workspace, TWO, "Basile Quentric", "mayor_candidate", WHY, insee="Bréville sur Aulne")
    applied(workspace)
    assert rows(workspace, "SELECT name, role, status, register FROM roles ORDER BY ALL") == [
        ("Basile Quentric", "mayor_candidate", "candidate", "unknown"),
        ("Basile Quentric", "official", None, "confirmed"),
        ("Odile Ferrandou", "former_mayor", "former", "contradicted"),
        ("Odile Ferrandou", "former_mayor", "former", "contradicted"),
    ]


def test_what_is_split_has_an_id_of_its_own(workspace: Workspace) -> None:
    correcting.merge(workspace, Kind.EVENT, "e2", "e1", WHY)
    applied(workspace)
    said = correcting.split(workspace, Kind.EVENT, "e1", [TWO], WHY)
    applied(workspace)
    assert set(rows(workspace, "SELECT event_id FROM events")) == {("e1",), (said.correction.value,)}


def test_undoing_gives_back_what_there_was_and_is_listed(workspace: Workspace) -> None:
    before = rows(workspace, "SELECT * FROM mentions ORDER BY ALL")
    correcting.delete(workspace, Kind.TECHNOLOGY, "Parlavox", None, WHY)
    applied(workspace)
    assert rows(workspace, "SELECT technology_id FROM technologies") == [("assistant-vocal",)]
    (row,) = corrections.listed(workspace)
    assert (row.changes, row.pending) == (2, False)
    corrections.undo(workspace, "1", WHY)
    assert corrections.listed(workspace) == []
    (row,) = corrections.listed(workspace, undone_too=True)
    assert (row.undone_by, row.pending) == ("Odile", True)
    applied(workspace)
    assert rows(workspace, "SELECT * FROM mentions ORDER BY ALL") == before
    assert rows(workspace, "SELECT undone_by FROM corrections") == [("Odile",)]


def test_a_state_that_was_lost_undoes_nothing(workspace: Workspace) -> None:
    correcting.delete(workspace, Kind.TECHNOLOGY, "Parlavox", None, WHY)
    applied(workspace)
    for file in workspace.data.glob("state*"):
        file.unlink()
    open_state(workspace.state, anew=True).close()
    applied(workspace)
    assert rows(workspace, "SELECT count(*) FROM technologies") == [(1,)]


def test_corrections_become_test_cases_and_lessons(workspace: Workspace, tmp_path: Path) -> None:
    correcting.judge(workspace, Action.IRRELEVANT, ONE, "", WHY)
    correcting.link(workspace, Kind.TECHNOLOGY, "Parlavox", "assistant-vocal", TWO, WHY)
    applied(workspace)
    assert export_tests(workspace, tmp_path / "essais") == 2
    lines = [
        json.loads(line)
        for line in (tmp_path / "essais" / "corrections.jsonl").read_text("utf-8").splitlines()
    ]
    assert [(line["id"], line["expected"]) for line in lines] == [
        (f"c1:{ONE}", {"relevant": False}), (f"c2:{TWO}", {"technologies": ["assistant-vocal"]}),
    ]  # fmt: skip
    assert lines[0]["text"].startswith("Bréville-sur-Aulne teste")
    assert "diffusent pas" in (tmp_path / "essais" / "LISEZMOI.txt").read_text("utf-8")
    file = tmp_path / "decisions.jsonl"
    file.write_text('{"text": "Un titre", "relevant": true}\n', encoding="utf-8")
    for _ in range(2):
        assert export_training(workspace, file) == 1
    assert [(p.relevant, p.nature) for p in passages.decisions(file)] == [
        (True, "initiative"),
        (False, "other"),
    ]
    file.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="illisibles"):
        export_training(workspace, file)
    assert file.read_text("utf-8") == "{"


@pytest.fixture
def reprinted(tmp_path: Path) -> Workspace:
    """An initiative that an article of the 10th tries, and one of the 16th and its two reprints have given up."""
    made = Workspace(tmp_path, Settings(store=SETTINGS))
    open_state(made.state).close()
    with open_live(made.data, SETTINGS) as live:
        load_registers(live, *registers(), "1")
        load_technologies(live, TECHNOLOGIES, "1")
        found = [
            processed(
                n,
                published_at=MONDAY + timedelta(days=days),
                found=analysis(initiatives=(initiative("1a" * 8, status=status, confidence=sure),)),
            )
            for n, days, status, sure in (
                (1, -6, InitiativeStatus.EXPERIMENT, 0.9),
                (2, 0, InitiativeStatus.ABANDONED, 0.5),
                (3, 0, InitiativeStatus.ABANDONED, 0.9),
                (4, -1, InitiativeStatus.ABANDONED, 0.7),
            )
        ]
        links = (link(3, 2), link(2, 4))
        live.write(Batch(sources=(SOURCE,), articles=tuple(found), links=links))
    publish(made.data, SETTINGS)
    return made


def test_a_status_is_what_the_register_then_says_whatever_repeats_it(reprinted: Workspace) -> None:
    said = correcting.initiative(reprinted, Action.STATUS, "1a1a", "deployed", None, WHY)
    assert {one.article_id for one in said.articles} == {article(n).id for n in (2, 3, 4)}
    assert (said.change.articles, said.correction.articles) == (3, tuple(o.article_id for o in said.articles))
    applied(reprinted)
    assert rows(reprinted, "SELECT status, status_since, first_status FROM v_initiatives") == [
        ("deployed", MONDAY.date() - timedelta(days=1), "experiment")
    ]
    corrections.undo(reprinted, "c1", WHY)
    applied(reprinted)
    assert rows(reprinted, "SELECT status FROM v_initiatives") == [("abandoned",)]
    again = correcting.initiative(reprinted, Action.STATUS, "1a1a", "abandoned", None, WHY)
    assert (len(again.articles), again.change.articles) == (3, 0)


def test_a_supplier_is_that_of_all_articles_or_of_one(reprinted: Workspace) -> None:
    correcting.initiative(reprinted, Action.SUPPLIER, "1a1a", "Marsa", None, WHY)
    correcting.initiative(reprinted, Action.SUPPLIER, "1a1a", "", article(2).id, WHY)
    applied(reprinted)
    assert rows(reprinted, "SELECT supplier FROM v_initiatives") == [("Marsa",)]
    assert rows(reprinted, "SELECT count(*) FROM initiative_history WHERE supplier IS NULL") == [(1,)]


@pytest.mark.parametrize("name", ["", "   ", "«»", "a\nb", "a\x1b[31mb", "\u202eabc", "x" * 301])
def test_a_name_that_cannot_be_published_is_refused(workspace: Workspace, name: str) -> None:
    for kind, key in (
        (Kind.ORGANISATION, "sem 1"),
        (Kind.EVENT, "e1"),
        (Kind.PERSON, "79901:odile ferrandou"),
    ):
        with pytest.raises(InputError, match="nouveau nom"):
            correcting.rename(workspace, kind, key, name, None, WHY)
    assert corrections.listed(workspace) == []


def test_what_was_renamed_is_renamed_again_by_its_new_name(workspace: Workspace) -> None:
    correcting.initiative(workspace, Action.SUPPLIER, "1a1a", "SEM 1", None, WHY)
    for old, new in (("SEM 1", "SEM une"), ("SEM une", "La SEM")):
        applied(workspace)
        said = correcting.rename(workspace, Kind.ORGANISATION, old, new, None, WHY)
        assert said.change.rows == {"mentions": 1, "initiative_history": 1}
    applied(workspace)
    found = "SELECT supplier FROM v_initiatives WHERE initiative_id = '1a1a1a1a1a1a1a1a'"
    assert rows(workspace, found) == [("La SEM",)]


def test_what_waits_for_what_is_told(workspace: Workspace) -> None:
    correcting.rename(workspace, Kind.ORGANISATION, "sem 1", "La SEM", None, WHY)
    correcting.judge(workspace, Action.IRRELEVANT, TWO, "", WHY)
    assert corrections.pending(workspace) == {"process": 2}
    report = heard(workspace)
    assert (report.counts["correction"], report.counts["correction.articles"]) == (2, 2)
    assert corrections.pending(workspace) == {"publish": 2}
    assert "correction" not in heard(workspace).counts
    publish(workspace.data, SETTINGS)
    assert corrections.pending(workspace) == {}
    undone = corrections.undo(workspace, "c1", WHY)
    assert (undone.name, undone.into, undone.changes) == ("SEM 1", "La SEM", 1)
    assert corrections.pending(workspace) == {"process": 1}
    assert heard(workspace).counts["correction.articles"] == 1
    assert corrections.pending(workspace) == {"publish": 1}


def test_corrections_are_listed_by_the_names_of_things(workspace: Workspace) -> None:
    correcting.merge(workspace, Kind.ORGANISATION, "sem 1", "sem 2", WHY)
    correcting.judge(workspace, Action.IRRELEVANT, ONE, "", WHY)
    correcting.initiative(workspace, Action.STATUS, "1a1a", "deployed", None, WHY)
    correcting.delete(workspace, Kind.QUOTE, "commence par l'ecole", TWO, WHY)
    applied(workspace)
    assert [(row.name, row.into) for row in corrections.listed(workspace)] == [
        ("SEM 1", "SEM 2"),
        ("Bréville-sur-Aulne teste l’assistant vocal n° 1", ""),
        ("Bréville-sur-Aulne · Assistant vocal · accueil téléphonique de nuit", "deployed"),
        ("Nous avons commencé par l’école", ""),
    ]


def test_what_an_editor_decided_is_not_missed(workspace: Workspace) -> None:
    now = MONDAY + timedelta(days=1)
    correcting.judge(workspace, Action.IRRELEVANT, ONE, "", WHY)
    correcting.judge(workspace, Action.IRRELEVANT, TWO, "", WHY)
    applied(workspace)
    assert rows(workspace, "SELECT count(*) FROM articles WHERE NOT relevant") == [(2,)]
    assert missed(workspace, 7, 10, now) == []
    assert rows(workspace, "SELECT count(*) FROM v_agenda") == [(0,)]
    corrections.undo(workspace, "c1", WHY)
    assert [one.article_id for one in missed(workspace, 7, 10, now)] == [ONE]


def test_who_carries_initiatives_names_them_to_choose_from(workspace: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        correcting.initiative(workspace, Action.STATUS, "Breville sur Aulne", "deployed", None, WHY)
    what = "Assistant vocal · accueil téléphonique de nuit"
    assert str(refused.value) == (
        f"plusieurs initiatives de Bréville-sur-Aulne : 1a1a1a1a1a1a1a1a ({what}), 2a2a2a2a2a2a2a2a ({what})"
    )
    assert "identifiant" in refused.value.next_step


def test_refusals_name_what_there_is_in_its_own_words(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="n’est pas connue") as refused:
        correcting.merge(workspace, Kind.INITIATIVE, "accueil téléphonique", "x", WHY)
    assert "1a1a1a1a1a1a1a1a" in refused.value.next_step
    assert "2a2a2a2a2a2a2a2a" in refused.value.next_step
    with pytest.raises(InputError, match="n’est pas connue") as refused:
        correcting.merge(workspace, Kind.INITIATIVE, "zzzz", "x", WHY)
    assert "select initiative_id, actor, technology from v_initiatives" in refused.value.next_step
    with pytest.raises(InputError, match="aucun article n’est nommé"):
        correcting.judge(workspace, Action.IRRELEVANT, " ", "", WHY)
    with pytest.raises(InputError) as refused:
        correcting.delete(workspace, Kind.QUOTE, "zzz", ONE, WHY)
    assert "« Nous avons commencé par l’école »" in refused.value.next_step


FIGURES = (
    {"value": 54000, "unit": "€/an", "what": "facturation", "evidence_text": "Coût : 54 000 euros par an."},
    {"value": 12, "unit": "caméras", "what": "caméras", "evidence_text": "Douze caméras sont posées."},
    {"value": 1.5, "unit": "M€", "what": "", "evidence_text": "Il y faut 1,5 million d’euros."},
    {"value": 12000000, "unit": "habitants", "what": "", "evidence_text": "12 000 000 d’habitants."},
)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("54 000", "54 000 €/an facturation"),
        ("54\u202f000\u00a0€ par an", "54 000 €/an facturation"),
        ("environ 54 000 euros", "54 000 €/an facturation"),
        ("54000 €/an facturation", "54 000 €/an facturation"),
        ("12", "12 caméras"),
        ("12 caméras", "12 caméras"),
        ("douze caméras", "12 caméras"),
        ("1,5 M€", "1,5 M€"),
        ("1,5 million d’euros", "1,5 M€"),
        ("12 000 000 habitants", "12 000 000 habitants"),
    ],
)
def test_a_figure_is_named_as_people_write_it(typed: str, told: str) -> None:
    printed = ("54 000 euros par an", "Douze caméras", "1,5 million d’euros", "12 000 000 d’habitants")
    rows = [
        row | {"evidence_start": 70, "start_at": 70 + start, "end_at": 70 + start + len(words)}
        for row, words in zip(FIGURES, printed, strict=True)
        for start in [str(row["evidence_text"]).index(words)]
    ]
    keys = {figure_key(row): figures.told(row).replace("\u202f", " ") for row in rows}
    assert [keys[key] for key in figures.named(typed, rows)] == [told]
    assert len(figures.named("54 000", [*rows, rows[0] | {"what": "maintenance"}])) == 2
    assert figures.named("€", rows) == []


def test_a_figure_that_is_not_there_is_answered_with_those_that_are(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="désigne 0") as refused:
        correcting.delete(workspace, Kind.FIGURE, "13 000", ONE, WHY)
    assert refused.value.next_step == "Il y a : « 12\u202f000\u00a0€ coût »."


def test_an_event_is_counted_once_however_often_it_is_told(workspace: Workspace) -> None:
    twice = analysis(events=(event(), event(200)), initiatives=())
    with open_live(workspace.data, SETTINGS) as live:
        live.write(
            Batch(articles=(processed(3, found=twice), processed(4, found=analysis(events=(event(),)))))
        )
    publish(workspace.data, SETTINGS)
    said = correcting.delete(workspace, Kind.EVENT, "e1", article(3).id, WHY)
    assert (said.change.articles, said.change.rows) == (1, {"events": 1})
    said = correcting.delete(workspace, Kind.EVENT, "e1", None, WHY)
    assert (said.change.articles, said.change.rows) == (3, {"events": 1})


def test_why_is_asked_once_the_names_are_right(workspace: Workspace) -> None:
    asked: list[str] = []
    words = Words("Odile", ask=lambda: asked.append("why") or " vu ")
    with pytest.raises(InputError):
        correcting.rename(workspace, Kind.ORGANISATION, "inconnu", "X", None, words)
    assert asked == []
    said = correcting.rename(workspace, Kind.ORGANISATION, "sem 1", "X", None, words)
    assert (asked, said.correction.why) == (["why"], "vu")
