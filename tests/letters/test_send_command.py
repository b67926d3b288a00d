"""`beffroi digest send` and `readers`, as an editor types them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from letters import LETTER
from mail_server import Box, free_port
from sent_workspace import WEEK, approve, made, opened, states, subscribe
from sqlalchemy import update
from typer.testing import CliRunner
from watch_workspace import EPCI, NOW, store, told

import cli
from core.days import PARIS
from digest import letterjson
from jobs.letters import delivering
from jobs.workspace import Workspace
from state.schema import letter_issues

ODILE, LUC = "odile@aulne.example", "luc@aulne.example"


def ran(space: Workspace, *words: str, group: str = "digest") -> tuple[int, str, str]:
    done = CliRunner().invoke(cli.app, [group, *words, "--workspace", str(space.root)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_a_dry_run_names_them_and_sends_nothing(space: Workspace, box: Box) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    assert ran(space, "send", WEEK, "--dry-run")[:2] == (
        0, f"2 destinataires, rien n’est envoyé :\n  {ODILE}\n  {LUC}\n",
    )  # fmt: skip
    assert json.loads(ran(space, "send", WEEK, "--dry-run", "--json")[1]) == [
        {"email": ODILE},
        {"email": LUC},
    ]
    assert (box.asked, states(space)) == ([], {})


def test_a_send_says_how_it_went_and_what_needs_a_look(space: Workspace, box: Box) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    box.drop_at_end = {LUC}
    code, shown, told = ran(space, "send", WEEK)
    assert code == 3
    assert shown.startswith(f"{WEEK} : remises sans réponse 1, envoyées 1.\n")
    assert f"beffroi digest send {WEEK} --resend {LUC}" in shown
    assert "@" not in told  # the schedule logs it
    box.drop_at_end.clear()
    code, shown, _ = ran(space, "send", WEEK, "--resend", LUC)
    assert (code, shown) == (0, f"{WEEK} : envoyées 2.\n")
    code, shown, told = ran(space, "send", WEEK, "--json")
    assert (code, json.loads(shown), told) == (0, [], "")


def test_a_second_send_says_that_nothing_left(space: Workspace, box: Box) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    box.at_rcpt = lambda to: "550 5.1.1 inconnue" if to == LUC else None
    ran(space, "send", WEEK)
    code, shown, _ = ran(space, "send", WEEK)
    assert code == 0
    assert shown.startswith(f"{WEEK} : déjà envoyée à 1, rien n’est parti (refusées 1).\n")
    approve(space, erratum=1)
    ran(space, "send", WEEK, "--erratum", "1")
    assert ran(space, "send", WEEK, "--erratum", "1")[1] == f"{WEEK}/1 : déjà envoyé à 1, rien n’est parti.\n"
    assert box.to == [ODILE, ODILE]


def test_a_letter_that_all_refused_is_said_not_to_have_left(space: Workspace, box: Box) -> None:
    approve(space)
    subscribe(space, ODILE)
    box.at_rcpt = lambda _: "554 5.6.0 contenu refusé"
    code, shown, told = ran(space, "send", WEEK)
    assert (code, told) == (3, "")
    assert shown.splitlines() == [
        f"{WEEK} : refusées 1.",
        f"  {ODILE} : refusée (554 5.6.0 contenu refusé)",
        "Rien n’est parti : l’accord tient, et la lettre peut encore changer.",
        f"« beffroi digest send {WEEK} » tente de nouveau qui fut refusé, sauf les adresses inconnues.",
    ]
    assert "approuvée" in ran(space, "list")[1]


def test_a_second_copy_to_who_has_it_is_asked_for_twice(space: Workspace, box: Box) -> None:
    approve(space)
    subscribe(space, ODILE)
    ran(space, "send", WEEK)
    code, _, told = ran(space, "send", WEEK, "--resend", ODILE)
    assert code == 2
    assert "est arrivée à" in told
    assert "--yes" in told
    assert box.to == [ODILE]
    code, shown, told = ran(space, "send", WEEK, "--resend", ODILE, "--yes")
    assert (code, shown) == (0, f"{WEEK} : envoyées 1.\n")
    assert f"{WEEK} est arrivée à {ODILE} le " in told
    assert box.to == [ODILE, ODILE]


def test_a_letter_without_items_stays_when_the_settings_say_so(
    space: Workspace, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(space)
    subscribe(space, ODILE)
    with opened(space) as state, state.write() as connection:
        content = letterjson.to_json(replace(LETTER, items=()))
        connection.execute(update(letter_issues).values(content=content))
    monkeypatch.setenv("BEFFROI_LETTER__SEND_EMPTY", "false")
    assert ran(space, "send", WEEK)[:2] == (
        0, f"{WEEK} : la semaine n’a rien donné, et letter.send_empty = false : rien n’est parti.\n",
    )  # fmt: skip
    assert ran(space, "send", WEEK, "--dry-run")[1].startswith("0 destinataire, rien")
    assert (box.asked, states(space)) == ([], {})
    monkeypatch.delenv("BEFFROI_LETTER__SEND_EMPTY")
    assert ran(space, "send", WEEK)[:2] == (0, f"{WEEK} : envoyées 1.\n")


def test_a_server_that_is_down_is_said_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "FIRST_WAIT", 0.0)
    port = free_port()
    space = made(tmp_path / "w", port)
    approve(space)
    subscribe(space, ODILE, LUC)
    code, shown, _ = ran(space, "send", WEEK)
    assert code == 3
    lines = shown.splitlines()
    assert sorted(lines[1:3]) == [
        f"  {LUC} : à retenter (connexion refusée par 127.0.0.1:{port})",
        f"  {ODILE} : en attente",
    ]
    assert lines[3] == "Rien n’est parti : l’accord tient, et la lettre peut encore changer."


def test_a_test_send_goes_to_one(space: Workspace, box: Box) -> None:
    approve(space)
    subscribe(space, LUC)
    assert ran(space, "send", WEEK, "--test", ODILE)[0] == 0
    assert box.to == [ODILE]
    assert states(space) == {}
    assert ran(space, "send", WEEK, "--test", ODILE, "--dry-run")[0] == 2


def test_readers_from_the_first_mail_to_the_last(space: Workspace, box: Box, tmp_path: Path) -> None:
    assert "Confirmation demandée" in ran(space, "readers", "add", ODILE)[1]
    assert box.to == [ODILE]
    path = tmp_path / "liste.txt"
    path.write_text(f"{LUC}\nx\n", "utf-8")
    for half in ((), ("--by", "Zoé"), ("--confirmed",), ("--confirmed", "--by", " ")):
        code, _, told = ran(space, "readers", "import", str(path), *half)
        assert code == 2
        assert "il faut --confirmed et --by NOM" in told
    code, shown, told = ran(space, "readers", "import", str(path), "--by", "Zoé\nMarchand", "--confirmed")
    assert (code, shown) == (3, "Nouveaux : 1 ; déjà connus ou partis : 0 ; refusés : 1.\n")
    assert "x : ce n’est pas une adresse" in told
    lines = [json.loads(line) for line in space.logs.read_text("utf-8").splitlines()]
    (taken,) = [line for line in lines if line["event"] == "readers taken in as confirmed elsewhere"]
    assert (taken["by"], taken["new"], taken["given"]) == ("Zoé Marchand", 1, 2)
    assert LUC not in str(taken)
    assert ran(space, "readers", "unsubscribe", LUC)[0] == 0
    rows = json.loads(ran(space, "readers", "list", "--json")[1])
    assert [(row["email"], row["state"]) for row in rows] == [(ODILE, "asked"), (LUC, "gone")]
    assert ran(space, "readers", "remove", LUC)[0] == 0
    shown = ran(space, "readers", "list")[1]
    assert LUC not in shown
    assert datetime.fromisoformat(rows[0]["asked_at"]).astimezone(PARIS).strftime("%d/%m/%Y %H:%M") in shown


def test_a_watch_from_its_making_to_its_end(space: Workspace, box: Box) -> None:
    subscribe(space, ODILE)
    store(space, [told(1, "Bréville-sur-Aulne essaie un robot", published=NOW - timedelta(days=9))])
    added = ran(
        space,
        "add",
        "Le Marais",
        "robot",
        "--epci",
        EPCI,
        "--mail",
        "daily",
        "--to",
        ODILE,
        "--by",
        "Zoé",
        group="watch",
    )
    assert added[0] == 0
    assert "/suivis/" not in added[1]
    assert "pour la rédaction" in added[1]
    added = ran(space, "publish", "le-marais", group="watch")
    assert added[0] == 0
    assert "Page : http://127.0.0.1:8080/suivis/le-marais\n" in added[1]
    code, shown, _ = ran(space, "test", "le-marais", group="watch")
    assert code == 0
    assert "• Bréville-sur-Aulne essaie un robot (Le Veilleur du Marais)" in shown
    assert "1 courriel, 1 sujet en quatre semaines." in shown
    (mail,) = json.loads(ran(space, "test", "le-marais", "--json", group="watch")[1])
    assert [entry["title"] for entry in mail["entries"]] == ["Bréville-sur-Aulne essaie un robot"]
    (row,) = json.loads(ran(space, "list", "--json", group="watch")[1])
    assert (row["query"], row["rhythm"], row["readers"]) == (
        {"words": "robot", "epci": EPCI},
        "daily",
        [ODILE],
    )
    assert ran(space, "send", group="watch") == (0, "Rien de neuf à envoyer.\n", "")
    store(space, [told(2, "Un robot de plus", seen=datetime.now(UTC))])
    box.drop_at_end = {ODILE}
    code, shown, said = ran(space, "send", group="watch")
    assert code == 3
    assert f"{ODILE} : nul ne sait si la lettre est arrivée" in shown
    assert "@" not in said  # the schedule logs it
    assert "chaque jour" in ran(space, "list", group="watch")[1]
    assert ran(space, "remove", "le-marais", group="watch")[0] == 0
    assert json.loads(ran(space, "list", "--json", group="watch")[1]) == []
    assert ran(space, "add", "x", "robot", "--to", ODILE, group="watch")[0] == 2
