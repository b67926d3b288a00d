"""`beffroi search`, as people type it: what is mistyped is said, what finds little is helped."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from core.errors import QueryError
from core.types import MentionKind, Processed
from jobs import workspace
from jobs.publish import publish
from jobs.workspace import Workspace
from store.batch import Batch
from store.live import open_live
from tests.store import newsroom


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = workspace.create(tmp_path_factory.mktemp("cherche") / "veille")
    told = newsroom.analysis(
        mentions=(
            newsroom.mention(MentionKind.TECHNOLOGY, "chatbot", "chatbot", 30),
            newsroom.mention(MentionKind.COMMUNE, "79902", "Le Port d’Aulne", 10),
        )
    )
    first = newsroom.article(1, title="Un automate", text="Un robot conversationnel répond aux habitants.")
    second = newsroom.article(2, title="La fibre", text="La fibre arrive à Bréville et à Aulne.")
    with open_live(made.data, made.settings.store) as live:
        stored = (Processed(first, told, newsroom.MONDAY), Processed(second, None, newsroom.MONDAY))
        live.write(Batch(articles=stored, sources=(newsroom.SOURCE,)))
    publish(made)
    return made


def ran(space: Workspace, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["search", *words, "-w", str(space.root)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output


def test_words_that_name_something_and_find_little_suggest_its_filter(space: Workspace) -> None:
    told = ran(space, "chatbot")
    assert "Voir aussi : beffroi search technologie:chatbot (1 article)" in told
    assert "1 résultat" in ran(space, "technologie:chatbot")
    assert "Voir aussi" not in ran(space, "technologie:chatbot")


def test_a_suggestion_counts_the_articles_that_are_left(tmp_path: Path) -> None:
    """What is stored anew is another document of the index, whose counts of words keep the old one for a while."""
    made = workspace.create(tmp_path / "veille")

    def told(*named: str) -> Processed:
        mentions = tuple(newsroom.mention(MentionKind.TECHNOLOGY, one, one, 30) for one in named)
        return newsroom.processed(1, found=newsroom.analysis(mentions=mentions))

    with open_live(made.data, made.settings.store) as live:
        others = tuple(newsroom.processed(n, found=newsroom.analysis()) for n in range(2, 40))
        live.write(Batch(articles=(told("chatbot", "drone"), *others), sources=(newsroom.SOURCE,)))
        live.write(Batch(articles=(told("chatbot"),)))
    publish(made)
    assert "technologie:chatbot (1 article)" in ran(made, "chatbot")
    assert "Voir aussi" not in ran(made, "drone")


@pytest.mark.parametrize("words", ["   ", '"', "(", "OU", "« »", "SAUF"])
def test_a_query_without_any_word_is_refused(space: Workspace, words: str) -> None:
    with pytest.raises(QueryError, match="Aucun mot à chercher"):
        ran(space, words)


def test_with_a_filter_no_word_is_needed(space: Workspace) -> None:
    assert "1 résultat" in ran(space, "(", "--technology", "chatbot")


def test_a_filter_that_is_nearly_one_is_said(space: Workspace) -> None:
    with pytest.raises(QueryError, match="comune") as told:
        ran(space, "comune:Quimper")
    assert "« commune: »" in told.value.next_step


@pytest.mark.parametrize("words", ['"comune:Quimper"', "https://ex.example/a", "14h30:fin", "dossier:fibre"])
def test_other_colons_are_words(space: Workspace, words: str) -> None:
    ran(space, words)


def test_a_word_behind_a_dash_is_left_out(space: Workspace) -> None:
    assert "1 résultat" in ran(space, "fibre", "-Quimper")
    assert "Aucun résultat." in ran(space, "fibre", "-Bréville")
    assert "Aucun résultat." in ran(space, "fibre", "-source:le-veilleur")
    assert "--zzz" in ran(space, "fibre", "--zzz", code=2)


def test_a_folder_behind_w_stays_one(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(space.root).parent)
    done = CliRunner().invoke(app, ["search", "fibre", "-wveille"])
    assert "1 résultat" in done.output


def test_a_value_of_several_words_asks_for_quotes(space: Workspace) -> None:
    told = ran(space, "commune:Le Port d’Aulne")
    assert told.strip().splitlines() == [
        "Une valeur de plusieurs mots prend des guillemets : beffroi search 'commune:\"Le Port d’Aulne\"'"
    ]


def test_an_unknown_value_is_one_line(space: Workspace) -> None:
    assert ran(space, "commune:Zzzz").strip() == "Aucun article avec commune « Zzzz »."
