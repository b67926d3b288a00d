"""`beffroi digest`, as people and scripts use it."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from told_letter import INITIATIVE, ITEM, LETTER, ONE, PLAIN, QUOTE, STORE, WEEK, claim, made
from typer.testing import CliRunner

from cli import app
from commands.letters.asking import ask as reading
from core.errors import InputError, Undecided
from core.letters import LetterAction
from core.settings import template
from digest.letter import ClaimKind, Letter, Piece, Week, week_of
from jobs.correcting.words import Words
from jobs.letters import archive, drafting
from jobs.letters.editing import draft, drafted
from jobs.letters.seeing import since_seen
from jobs.letters.signing import signature
from jobs.workspace import Workspace
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from tests.store.newsroom import analysis, article, link, processed

BY = ("--by", "Odile")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    space = made(tmp_path_factory.mktemp("commande") / "veille")
    (space.root / "beffroi.toml").write_text(template({"store": {"memory_limit": "300MB"}}), "utf-8")
    (space.root / "sources.toml").write_text("", "utf-8")
    return space


@pytest.fixture
def space(root: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The same publication, a state of its own, and a letter that is composed of nothing."""
    import shutil

    shutil.copytree(root.root, tmp_path / "veille", symlinks=True)
    monkeypatch.setattr(drafting, "compose", _composed)
    return replace(root, root=tmp_path / "veille")


def _composed(_: Workspace, week: Week, until: datetime | None = None) -> Letter:
    del until
    return replace(LETTER, week=week)


def ran(space: Workspace, *words: str, code: int = 0, given: str | None = None) -> str:
    done = CliRunner().invoke(
        app, [*words, "-w", str(space.root)], input=given, env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"}
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output


def rows(space: Workspace, *words: str, code: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran(space, *words, "--json", code=code))
    return found


def test_nobody_ticks_what_nobody_was_shown(space: Workspace) -> None:
    shown = ran(space, "digest", "check", "2026-W47", "--yes", "tout", *BY)
    for words in ("Ostréa Données", "Odile Ferrandou", "Rodez : des capteurs au parc"):
        assert words in shown


def test_a_preview_shows_what_would_leave_and_no_more(space: Workspace) -> None:
    """A quote that waited for its tick was in no file of the preview."""
    ran(space, "digest", "preview", "2026-W47")
    ran(space, "digest", "check", "2026-W47", "--yes", "tout", *BY)
    with pytest.raises(Undecided, match="a changé depuis qu’on l’a vue"):
        ran(space, "digest", "approve", "2026-W47", *BY)
    ran(space, "digest", "preview", "2026-W47")
    ran(space, "digest", "approve", "2026-W47", *BY)


def test_a_draft_that_an_erratum_came_to_open_is_shown_again(space: Workspace) -> None:
    ran(space, "digest", "check", "2026-W47", "--yes", "tout", *BY)
    opened = replace(LETTER, erratum=("Faux.",), proofs={"Faux.": "https://a.example/x"})
    changed = since_seen(drafted(space, opened))
    assert changed.parts == ("le rectificatif", "les articles du rectificatif")


def test_the_whole_way_of_a_letter(space: Workspace) -> None:
    shown = ran(space, "digest", "show", "2026-W47")
    assert "Objet : Bréville-sur-Aulne teste l’assistant vocal" in shown
    assert "Reste à vérifier : 2\u00a0questions" in shown
    assert "à retenir" not in shown
    edited = ran(space, "digest", "edit", "2026-W47", "retitle", "3", "Rodez compte", *BY)
    assert edited == "Titre changé : « Rodez : des capteurs au parc » → Rodez compte\n"
    assert "Rodez compte" in ran(space, "digest", "show", "2026-W47")
    first = ran(space, "digest", "check", "2026-W47", code=3)
    assert "Partent aussi, sans rien à confirmer :\n" in first
    assert "  - Rodez compte\n" in first
    noted = ran(space, "digest", "check", "2026-W47", "--yes", "1", *BY, code=3)
    assert noted.splitlines()[0] == "Noté, n° 1, juste : Ostréa Données"
    assert "Odile Ferrandou" not in noted  # what waits is not told again
    left = rows(space, "digest", "check", "2026-W47", code=3)
    assert [(row["number"], row["right"], row["by"]) for row in left] == [(1, True, "Odile"), (2, None, None)]
    with pytest.raises(Undecided, match="n° 2"):
        ran(space, "digest", "approve", "2026-W47", *BY)
    assert "Tout est vérifié" in ran(space, "digest", "check", "2026-W47", "--no", "2", *BY)
    judged = ran(space, "digest", "show", "2026-W47")
    assert "1\u00a0jugé · initiative:" in judged
    assert "(rien n’en part)\n      1\u00a0jugé, 1\u00a0refusé · quote:" in judged
    assert "Odile Ferrandou" not in judged
    assert "Lettre approuvée : 2026-W47, par Odile" in ran(space, "digest", "approve", "2026-W47", *BY)
    again = ran(space, "digest", "edit", "2026-W47", "undo", *BY)
    assert again.splitlines() == [
        "Annulé — Titre changé : « Rodez : des capteurs au parc » → Rodez compte",
        "La lettre était approuvée : elle ne l’est plus (beffroi digest approve 2026-W47).",
    ]
    told = ran(space, "digest", "show", "2026-W47")
    assert "Approuvée puis changée : à approuver de nouveau" in told
    assert "Changé depuis la dernière relecture — changé : « Rodez : des capteurs au parc »" in told
    with pytest.raises(Undecided, match=r"a changé depuis qu’on l’a vue \(changé : « Rodez : des capteurs"):
        ran(space, "digest", "approve", "2026-W47", *BY)
    told = ran(space, "digest", "check", "2026-W47", *BY)
    assert "changé : « Rodez : des capteurs au parc ».\n  Rodez : des capteurs au parc\n" in told
    ran(space, "digest", "approve", "2026-W47", *BY)
    listed = rows(space, "digest", "list")
    assert [(row["issue"], row["state"], row["approved_by"]) for row in listed] == [
        ("2026-W47", "approved", "Odile")
    ]
    assert "2026-W47" in ran(space, "digest", "list")


def test_a_correction_of_what_was_sent_leads_to_the_erratum(space: Workspace) -> None:
    ran(space, "digest", "check", "2026-W47", "--yes", "tout", *BY)
    ran(space, "digest", "approve", "2026-W47", *BY)
    archive.publish(space, "2026-W47", PLAIN)
    told = ran(space, "correct", "status", INITIATIVE, "en service", "--why", "relu", *BY)
    assert (
        "Cette correction touche la lettre 2026-W47 (Bréville-sur-Aulne) : une fois publiée (« --now », ou beffroi"
        " process puis beffroi publish), beffroi digest erratum 2026-W47"
    ) in told
    nothing = ran(space, "digest", "erratum", "2026-W47", *BY, code=3)
    assert "Rien à rectifier" in nothing
    assert "1\u00a0correction attend d’être publiée" in nothing
    assert rows(space, "correct", "undo", "c1", "--why", "", *BY)[0]["letters"] == ["2026-W47"]
    assert "Rien à rectifier" in ran(space, "digest", "erratum", "2026-W47", *BY)
    waiting = rows(space, "digest", "erratum", "2026-W47", "--note", "Nos excuses.", *BY, code=3)
    assert (waiting[0]["issue"], waiting[0]["lines"]) == ("2026-W47/1", ["Nos excuses."])
    assert "Rectificatif approuvé : 2026-W47/1" in ran(space, "digest", "approve", "2026-W47/1", *BY)
    assert "beffroi digest send 2026-W47/1" in ran(space, "digest", "erratum", "2026-W47", *BY)
    assert "Nos excuses.\nRectificatif 2026-W47/1 : approuvé." in ran(space, "digest", "show", "2026-W47/1")
    assert rows(space, "digest", "show", "2026-W47/1")[0]["lines"] == ["Nos excuses."]
    with pytest.raises(InputError, match="partie"):
        ran(space, "digest", "edit", "2026-W47", "drop", "1", *BY)


def test_what_repeats_a_deleted_figure_is_named(space: Workspace) -> None:
    original = processed(2, found=analysis(roles=(), quotes=(), events=(), initiatives=()))
    with open_live(space.data, STORE) as live:
        live.write(Batch(articles=(original,), links=(link(1, 2),)))
    publish(space.data, STORE)
    told = ran(space, "correct", "delete", "figure", "12 000", "--article", article(2).id, "--why", "lu", *BY)
    assert "Change 2\u00a0chiffres, dans 2\u00a0articles." in told
    assert f"Retiré aussi de ce qui reprend ce texte, ou qu’il reprend :\n  {ONE.id}  {ONE.title}" in told


def test_show_gives_all_to_scripts(space: Workspace) -> None:
    ran(space, "digest", "edit", "2026-W47", "drop", "3", *BY)
    ran(space, "digest", "edit", "2026-W47", "editorial", "Merci à Ostréa Données.", *BY)
    (found,) = rows(space, "digest", "show", "2026-W47")
    assert (found["week"], found["state"], found["undecided"]) == ("2026-W47", "draft", 2)
    assert [(item["number"], item["dropped"]) for item in found["items"]] == [
        (1, False), (2, False), (4, False), (3, True),
    ]  # fmt: skip
    assert found["items"][0]["claims"] == ["1"]
    assert found["left_out"] == [{"item": "", "text": "Merci à Ostréa Données.", "words": "Ostréa Données"}]
    shown = ran(space, "digest", "show", "2026-W47")
    assert "écarté" in shown
    assert "Laissé de côté tant que « Ostréa Données » n’est pas confirmé" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "semaine"), "illisible"),
        (("show", "2026-W47/1"), "pas de rectificatif"),
        (("check", "2026-W60"), "illisible"),
        (("show", "9999-W52"), "illisible"),
        (("show", "0001-W01"), "illisible"),
        (("approve", f"2026-W47/{'9' * 5000}"), "illisible"),
        (("edit", "2026-W47", "pin", "99"), "pas d’élément « 99 »"),
        (("edit", "2026-W47", "pin"), "il manque le numéro d’un élément"),
        (("edit", "2026-W47", "move", "3", "9" * 5000), "partie « 9999"),
        (("edit", "2026-W47", "undo", "77"), "pas de geste n° 77"),
        (("check", "2026-W47", "--yes", f"#{'9' * 5000}"), "rien à vérifier ne s’appelle"),
        (("edit", "2026-W47", "subject", "a\nb"), "l’objet tient sur une ligne"),
        (("edit", "2026-W47", "comment", "1", "x" * 2000), "trop long"),
        (("check", "2026-W47", "--yes", "1,77"), "rien à vérifier ne s’appelle « 77 »"),
        (("approve", "2026-W47/9"), "n’est pas partie"),
        (("erratum", "2026-W47"), "n’est pas partie"),
        (("publish", "2026-W47"), "n’est pas approuvée"),
    ],
)
def test_bad_input_is_said_and_loses_nothing(space: Workspace, words: tuple[str, ...], told: str) -> None:
    ran(space, "digest", "edit", "2026-W47", "comment", "3", "Gardé", *BY)
    with pytest.raises(InputError, match=told):
        ran(space, "digest", *words)
    assert [one.value for one in draft(space, WEEK).edits] == ["Gardé"]


def test_a_week_that_is_not_over_is_refused(space: Workspace) -> None:
    for week in (week_of(date.today()), week_of(date.today() + timedelta(days=30))):  # noqa: DTZ011  the reader's
        with pytest.raises(InputError, match="n’est pas finie"):
            ran(space, "digest", "show", week.label)


def test_misuse_names_what_can_be_done(space: Workspace) -> None:
    told = ran(space, "digest", "edit", "2026-W47", "effacer", "1", code=2)
    for word in (*LetterAction, "undo"):
        assert f"{word} (" in told.partition("Au choix : ")[2]
    helped = ran(space, "digest", "edit", "--help")
    for meant in ("écarter de la lettre", "lui donner un titre", "annuler le dernier geste"):
        assert meant in helped
    for wrong in (("un",), ("1", "2"), ("9" * 5000,)):
        assert "undo attend un numéro" in ran(space, "digest", "edit", "2026-W47", "undo", *wrong, code=2)


def test_each_answer_is_kept_at_once_and_the_rest_waits(space: Workspace) -> None:
    asked = typer.Typer()

    @asked.command()
    def ask() -> None:
        reading(space, draft(space, WEEK), Words("Odile"))

    done = CliRunner().invoke(asked, [], input="peut-être\noui\nq\n")
    assert done.exit_code == 0
    assert "1/2 · n° 1, dans : Bréville-sur-Aulne" in done.output
    assert "« Ostréa Données fournit l’assistant. »\n  Le Veilleur" in done.output
    assert "fournisseur : Ostréa Données" in done.output
    assert done.output.count("Ostréa Données fournit") == 1
    assert "Répondez o (oui)" in done.output
    assert {key: tick.right for key, tick in draft(space, WEEK).ticks.items()} == {"c-supplier": True}
    done = CliRunner().invoke(asked, [], input="p\n")
    assert "2/2 · n° 2" in done.output
    assert "c-person" not in draft(space, WEEK).ticks
    CliRunner().invoke(asked, [], input="n\n")
    assert draft(space, WEEK).ticks["c-person"].right is False
    assert "Juste" not in CliRunner().invoke(asked, []).output


def test_a_sentence_is_answered_once_and_what_is_wrong_in_it_apart(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """« o » says that all of it is right; « n » asks for each thing that it says."""
    said = "« Ostréa Données fournit l’assistant »"
    verb = claim("c-doing", ClaimKind.INITIATIVE, "Bréville-sur-Aulne : assistant vocal – à l’essai", said)
    item = replace(ITEM, claims=(verb, *ITEM.claims))
    heard = replace(QUOTE, claims=(replace(QUOTE.claims[0], sentence=said),))
    monkeypatch.setattr(drafting, "compose", lambda *_: replace(LETTER, items=(item, heard)))
    asked = typer.Typer()

    @asked.command()
    def ask() -> None:
        reading(space, draft(space, WEEK), Words("Odile"))

    done = CliRunner().invoke(asked, [], input="n\no\nn\nq\n")
    assert "1/1 · n° 1" in done.output
    assert "\n  « Ostréa Données fournit l’assistant »\n" in done.output
    assert ", dans : Odile Ferrandou, maire de Bréville-sur-Aulne\n" in done.output
    assert "  a. initiative : Bréville-sur-Aulne : assistant vocal – à l’essai" in done.output
    assert "  b. fournisseur : Ostréa Données\n" in done.output
    ticks = draft(space, WEEK).ticks
    assert {key: tick.right for key, tick in ticks.items()} == {"c-doing": True, "c-supplier": False}
    assert rows(space, "digest", "check", "2026-W47", "--yes", "1b", *BY, code=3)[1]["right"] is True
    (_, _, waiting) = rows(space, "digest", "check", "2026-W47", code=3)
    assert (waiting["number"], waiting["name"], waiting["right"]) == (1, "1c", None)


def test_what_leaves_with_a_refused_item_is_not_asked(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the same sentence and in another; changed to « oui », the rest is asked again."""
    verb = claim(
        "c-doing", ClaimKind.INITIATIVE, "Bréville-sur-Aulne : assistant vocal", "Ostréa le fournit."
    )
    beside = claim("c-supplier", ClaimKind.SUPPLIER, "Ostréa Données", "Ostréa le fournit.")
    cost = claim("c-cost", ClaimKind.FIGURE, "54 000 €", "Il coûte 54 000 €.")
    pieces = (Piece("Bréville-sur-Aulne"), *(Piece(one.words, one.key) for one in (verb, beside, cost)))
    item = replace(ITEM, text=pieces, claims=(verb, beside, cost))
    monkeypatch.setattr(drafting, "compose", lambda *_: replace(LETTER, items=(item, QUOTE)))
    asked = typer.Typer()

    @asked.command()
    def ask() -> None:
        reading(space, draft(space, WEEK), Words("Odile"))

    done = CliRunner().invoke(asked, [], input="n\nn\n\n")
    assert "p ou Entrée : passer" in done.output
    assert "avec lui, sans question : Ostréa Données et 54 000 €." in done.output
    assert "b. Ostréa Données ?" not in done.output
    assert "2/3" not in done.output
    assert "3/3" in done.output
    assert list(draft(space, WEEK).ticks) == ["c-doing"]
    found = rows(space, "digest", "check", "2026-W47", code=3)
    assert [row["waiting"] for row in found] == [False, False, False, True]
    assert "1\xa0jugé, 1\xa0refusé" in ran(space, "digest", "show", "2026-W47")
    told = ran(space, "digest", "check", "2026-W47", "--yes", "1a", *BY, code=3)
    assert "sans question" not in told
    found = rows(space, "digest", "check", "2026-W47", code=3)
    assert [row["waiting"] for row in found] == [False, True, True, True]


def test_only_what_leads_its_part_is_said_to_lead(space: Workspace) -> None:
    ran(space, "digest", "edit", "2026-W47", "pin", "3", *BY)
    assert "en tête · brief:" in ran(space, "digest", "show", "2026-W47")
    ran(space, "digest", "check", "2026-W47", code=3)
    ran(space, "digest", "edit", "2026-W47", "move", "1", "en bref", "1", *BY)
    shown = ran(space, "digest", "show", "2026-W47")
    assert "en tête" not in shown
    assert "déplacé · brief:" in shown
    assert "lecture — déplacé : « Bréville" in shown


def test_gestures_are_listed_with_their_numbers_and_one_is_taken_back(space: Workspace) -> None:
    assert "Aucun geste" in ran(space, "digest", "edits", "2026-W47")
    ran(space, "digest", "edit", "2026-W47", "retitle", "3", "Rodez compte", *BY)
    moved = ran(space, "digest", "edit", "2026-W47", "move", "1", "en bref", "2", *BY)
    assert moved.rstrip().endswith("→ en bref, place 2")
    first, second = rows(space, "digest", "edits", "2026-W47")
    number = str(first["number"])
    assert "Annulé — Titre changé" in ran(space, "digest", "edit", "2026-W47", "undo", number, *BY)
    told = ran(space, "digest", "edits", "2026-W47").splitlines()
    assert told[0].endswith(
        f"{number}  Titre changé : « Rodez : des capteurs au parc » → Rodez compte (annulé)"
    )
    assert told[1].strip().startswith("Odile, ")
    assert [row["undone"] for row in rows(space, "digest", "edits", "2026-W47")] == [True, False]
    with pytest.raises(InputError, match=f"pas de geste n° {number}"):
        ran(space, "digest", "edit", "2026-W47", "undo", number, *BY)
    assert second["action"] == "move"


def test_sections_have_their_french_names(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError) as refused:
        ran(space, "digest", "edit", "2026-W47", "move", "1", "ailleurs", *BY)
    assert refused.value.next_step == "Au choix : à retenir, initiatives, ils l’ont dit, en bref, agenda."
    ran(space, "digest", "edit", "2026-W47", "move", "1", "briefs", *BY)
    monkeypatch.setattr(drafting, "compose", lambda *_: replace(LETTER, items=(QUOTE,)))
    assert f"Déplacé : « {ITEM.key} » → en bref" in ran(space, "digest", "show", "2026-W47")


def test_numbers_of_another_draft_than_the_one_that_was_shown_tick_nothing(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(space, "digest", "check", "2026-W47", *BY, code=3)
    monkeypatch.setattr(drafting, "compose", lambda *_: replace(LETTER, items=(QUOTE, ITEM)))
    for named in ("1", "tout", "#1"):
        with pytest.raises(Undecided, match="les numéros de la lettre 2026-W47 ont changé"):
            ran(space, "digest", "check", "2026-W47", "--yes", named, *BY)
    assert rows(space, "digest", "check", "2026-W47", "--yes", "c-person", *BY, code=3)[1]["right"] is True
    ran(space, "digest", "check", "2026-W47", *BY, code=3)
    assert "Tout est vérifié" in ran(space, "digest", "check", "2026-W47", "--yes", "2", *BY)


@pytest.mark.parametrize("name", ["root", "  ", "WWW-data", "1000", "Odile\nFabre", "x" * 81, "\u202eelido"])
def test_nobody_signs_with_a_name_that_is_nobodys(space: Workspace, name: str) -> None:
    ran(space, "digest", "check", "2026-W47", "--yes", "tout", *BY)
    with pytest.raises(InputError):
        ran(space, "digest", "approve", "2026-W47", "--by", name)
    assert draft(space, WEEK).issue is None


def test_an_account_is_no_name_and_the_error_says_how_to_sign(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(space, "digest", "check", "2026-W47", "--yes", "tout", *BY)
    monkeypatch.setenv("LOGNAME", "root")
    with pytest.raises(InputError, match="« root » n’est le nom de personne") as refused:
        ran(space, "digest", "approve", "2026-W47")
    assert refused.value.next_step == 'Signez : --by "Prénom Nom".'
    monkeypatch.setenv("LOGNAME", "odile.fabre")
    assert "par odile.fabre" in ran(space, "digest", "approve", "2026-W47")
    assert signature(Words("Zoé Kerbrat")) == "Zoé Kerbrat"
    with pytest.raises(InputError) as refused:
        signature(Words(""), "Basile Quentric")
    assert refused.value.next_step == 'Signez : --by "Basile Quentric".'


@pytest.mark.parametrize("shown", [("preview",), ("check",), ("check", "--json")], ids=" ".join)
def test_whoever_saw_the_draft_again_may_approve_it(space: Workspace, shown: tuple[str, ...]) -> None:
    ran(space, "digest", "check", "2026-W47", "--yes", "tout", *BY)
    ran(space, "digest", "edit", "2026-W47", "comment", "3", "À suivre", *BY)
    with pytest.raises(Undecided, match="a changé depuis qu’on l’a vue"):
        ran(space, "digest", "approve", "2026-W47", *BY)
    ran(space, "digest", *shown, "2026-W47")
    ran(space, "digest", "approve", "2026-W47", *BY)
