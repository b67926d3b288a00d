"""`beffroi train` and `beffroi missed`: decisions in, better weights out or a refusal that says why."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.errors import InputError, SettingsError
from jobs import training, workspace
from jobs.judging import weights_of
from jobs.missed import missed
from jobs.training import train
from nlp.relevance.weights import packaged

if TYPE_CHECKING:
    from jobs.demo import Shown
    from jobs.workspace import Workspace
    from nlp.training.passages import Passage

TOWNS = ("Gap", "Lure", "Dole", "Vire", "Auch", "Foix", "Albi", "Apt", "Uzès", "Gien", "Toul", "Sète")


@pytest.fixture
def here(tmp_path: Path) -> "Workspace":
    return workspace.create(tmp_path / "veille")


def decide(here: "Workspace", rows: list[dict[str, object]]) -> None:
    here.decisions.parent.mkdir(parents=True, exist_ok=True)
    here.decisions.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")


def falconry(town: str) -> list[dict[str, object]]:
    """A newsroom that follows what no passage of ours holds."""
    return [
        {
            "text": f"Fauconnerie : {town} lâche ses rapaces contre les pigeons",
            "relevant": True,
            "topics": [],
        },
        {"text": f"Boules : {town} perd la finale contre ses voisins", "relevant": False},
    ]


@pytest.fixture
def few_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sixth of what the package teaches with: what is tested here is the decision to replace, not the figures."""
    from nlp.training import lessons

    kept: list[Passage] = lessons.examples()[::6]
    monkeypatch.setattr(lessons, "examples", lambda: kept)


def test_without_decisions_or_with_too_few_nothing_is_learned(here: "Workspace") -> None:
    with pytest.raises(InputError, match="pas de décisions"):
        train(here)
    decide(here, falconry("Gap"))
    with pytest.raises(InputError, match="2 décisions, dont 1 pour"):
        train(here)
    here.decisions.write_text("{", "utf-8")
    with pytest.raises(InputError, match="ligne 1 : ce n'est pas du JSON"):
        train(here)
    assert not here.weights.exists()


@pytest.mark.usefixtures("few_passages")
def test_decisions_that_agree_are_learned_and_used(here: "Workspace") -> None:
    rows = [
        {
            "text": f"{town}. La commune installe un chatbot pour ses habitants",
            "relevant": True,
            "topics": ["ia"],
        }
        for town in TOWNS
    ]
    rows += [{"text": f"{town}. Le club de boules perd la finale", "relevant": False} for town in TOWNS]
    decide(here, rows)
    done = train(here)
    assert done.refused is None
    assert done.after.right == 1.0
    learned = weights_of(here)
    assert learned is not None
    assert learned.fingerprint == done.fingerprint != packaged().fingerprint
    assert train(here).fingerprint == done.fingerprint


@pytest.mark.usefixtures("few_passages")
def test_decisions_that_contradict_themselves_replace_nothing(here: "Workspace") -> None:
    rows: list[dict[str, object]] = [
        {"text": f"{town}. La commune installe un chatbot pour ses habitants{'.' * n}", "relevant": n == 0}
        for town in TOWNS
        for n in (0, 1)
    ]
    decide(here, rows)
    done = train(here)
    assert done.refused is not None
    assert done.refused.startswith("sur ")
    assert not here.weights.exists()


def test_damaged_weights_are_said_and_not_ignored(here: "Workspace") -> None:
    assert weights_of(here) is None
    here.weights.write_text('{"scheme": 0}', "utf-8")
    with pytest.raises(SettingsError, match="autre version"):
        weights_of(here)


def test_a_worse_judge_is_refused_whatever_it_is_worse_at() -> None:
    from nlp.training.figures import Figures

    good, bad = Figures(20, 0.9, 0.9, 0.8, 0.9, 0, 0.5), Figures(20, 0.9, 0.85, 0.9, 0.9, 0, 0.5)
    topics = Figures(20, 0.9, 0.9, 0.7, 0.9, 0, 0.5)
    better = Figures(20, 0.9, 0.9, 0.81, 0.9, 0, 0.5)
    assert training._worse(good, better, good, good) is None
    assert "n’y gagnent pas" in (training._worse(good, good, good, good) or "")
    assert "85,0 % de verdicts justes au lieu de 90,0 %" in (training._worse(good, bad, good, good) or "")
    assert "thèmes" in (training._worse(good, topics, good, good) or "")
    assert "textes de Beffroi" in (training._worse(good, better, good, bad) or "")


def test_what_was_nearly_ours_comes_nearest_first(shown: "Shown") -> None:
    found = missed(shown.workspace, 36_500, 5)
    assert found
    assert [row.relevance for row in found] == sorted((row.relevance for row in found), reverse=True)
    assert all(row.why and row.url for row in found)
    assert found == missed(shown.workspace, 36_500, 5)
    assert len(missed(shown.workspace, 36_500, 1)) == 1
