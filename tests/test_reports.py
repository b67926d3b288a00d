"""What a job says at its end: counts, sources, and what needs a look."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import typer

from commands.reports import tell
from core.types import LinkKind, Outcome, Rule, RunReport, SourceRun, SourceState, Volume
from digest import french

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WELL = SourceRun("r1", "le-guet", AT, SourceState.NEW, Volume.USUAL, announced=20, asked=3, new=3)
QUIET = SourceRun("r1", "le-quai", AT, SourceState.UNCHANGED, Volume.SILENT)
SHUT = SourceRun("r1", "la-digue", AT, SourceState.BLOCKED, reasons={"entry.captcha": 1})


def report(*lines: SourceRun, problems: tuple[tuple[str, str, str], ...] = ()) -> RunReport:
    return RunReport("r1", "collect", AT, AT, "done", {"page.fetched": 3}, problems, lines)


def test_a_row_a_count_then_a_row_a_source_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    tell([report(WELL)], as_json=True)
    count, source = json.loads(capsys.readouterr().out)
    assert count == {"run_id": "r1", "job": "collect", "status": "done", "what": "page.fetched", "count": 3}
    assert {k: source[k] for k in ("run_id", "job", "source", "state", "volume", "announced", "new", "reasons")} == {
        "run_id": "r1", "job": "collect", "source": "le-guet", "state": "new", "volume": "usual", "announced": 20,
        "new": 3, "reasons": {},
    }  # fmt: skip
    assert "what" not in source


def test_without_sources_there_is_one_table(capsys: pytest.CaptureFixture[str]) -> None:
    tell([report()], as_json=False)
    said = capsys.readouterr()
    assert "page, lu" in said.out
    assert "Titres" not in said.out
    assert said.err == ""


def test_notes_are_counted_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    counts = {
        "note.cut.boilerplate": 4,
        "note.date.future": 1,
        "article.recut": 2,
        "article.other_language": 3,
    }
    tell([replace(report(), job="process", counts=counts)], as_json=False)
    said = capsys.readouterr().out
    for words in (
        "ligne répétée",
        "note, date.future",
        "article, allégé après coup",
        "article, autre langue",
    ):
        assert words in said


def test_stories_and_links_are_counted_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    kinds = [f"story.{rule}" for rule in Rule] + [f"link.{kind}" for kind in LinkKind] + ["form.round-up"]
    tell([replace(report(), job="process", counts=dict.fromkeys(kinds, 1))], as_json=False)
    said = capsys.readouterr().out
    assert "sujet, selon la rédaction" in said
    assert not [word for word in (*Rule, *LinkKind, "story", "link") if word in said]


def test_nothing_new_to_publish_is_said_and_a_snapshot_is_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell([replace(report(), job="publish", counts={"published": 0})], as_json=False)
    assert "Rien de neuf à publier" in capsys.readouterr().out
    tell([replace(report(), job="publish", counts={"published": 4})], as_json=False)
    assert "Rien de neuf" not in capsys.readouterr().out


def test_sources_are_told_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    tell([report(replace(WELL, updated=1, reserved=2, failed=4), QUIET)], as_json=False)
    said = capsys.readouterr()
    words = " ".join(said.out.replace("│", " ").split())
    for word in ("le-guet", "du neuf", "1 mis", "2 réservés", "4 en", "le-quai", "silence"):
        assert word in words
    assert "bloqués" not in words
    assert said.err == "le-quai : silence inhabituel\n"


def test_an_entry_point_without_an_answer_ends_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as end:
        tell([report(WELL, SHUT)], as_json=True)
    assert end.value.exit_code == 3
    assert capsys.readouterr().err.startswith("la-digue : accès fermé\n  → ")


def test_an_entry_point_that_fails_beside_one_that_answers_is_said_and_is_no_failure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell([report(WELL, problems=(("le-guet", "https://guet.example/vieux-flux", "http_404"),))], as_json=True)
    assert capsys.readouterr().err == "le-guet : page introuvable (https://guet.example/vieux-flux)\n"


def test_a_problem_of_no_source_ends_with_3() -> None:
    with pytest.raises(typer.Exit):
        tell([report(WELL, problems=(("archive", "archive", "disk_budget"),))], as_json=True)


def test_what_no_entry_point_announced_is_an_empty_cell(capsys: pytest.CaptureFixture[str]) -> None:
    tell([report(QUIET)], as_json=False)
    assert "None" not in capsys.readouterr().out
    tell([report(QUIET)], as_json=True)
    assert json.loads(capsys.readouterr().out)[1]["announced"] is None


def test_a_problem_that_has_its_line_is_not_told_twice(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        tell([report(SHUT, problems=(("la-digue", "https://digue.example/flux", "captcha"),))], as_json=True)
    assert capsys.readouterr().err.count("la-digue") == 1


def test_every_state_and_volume_has_its_words() -> None:
    assert french.STATES.keys() == {state.value for state in SourceState}
    assert french.VOLUMES.keys() == {volume.value for volume in Volume}


def test_every_outcome_has_its_word() -> None:
    from commands.reports import _WORDS

    assert {outcome.value for outcome in Outcome} <= _WORDS.keys()


def test_quiet_sources_are_counted_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    idle = replace(WELL, source="le-muet", state=SourceState.WAITING, announced=None, asked=0, new=0)
    tell([report(WELL, idle)], as_json=False)
    said = capsys.readouterr().out
    assert "le-muet" not in said
    assert "2 titres : 1 du neuf, 1 " in said


def test_when_nobody_answers_the_advice_is_not_to_disable_everybody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = [f"titre-{n}" for n in range(84)]
    missed = [replace(WELL, source=name, state=SourceState.MISSED, new=0) for name in names]
    problems = tuple((name, f"https://{name}.fr/rss", "dns") for name in names)
    with pytest.raises(typer.Exit):
        tell([report(*missed, problems=problems)], as_json=False)
    said = capsys.readouterr().err
    assert "connexion" in said
    assert "disable" not in said
    assert "… et 64 autres" in said
