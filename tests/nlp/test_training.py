"""Passages, decisions and regressions: what is read, what is refused, what is learned."""

import json
from pathlib import Path

import pytest

from core.types import Nature
from nlp.training import passages
from nlp.training.figures import Tally
from nlp.training.fit import fit


def test_the_shipped_passages_are_many_and_of_every_kind() -> None:
    found = passages.packaged()
    ours = sum(p.relevant for p in found)
    assert len(found) > 500
    assert 0.25 < ours / len(found) < 0.75
    assert {p.nature for p in found} == set(Nature)
    assert len({p.text for p in found}) == len(found)
    assert all(p.nature in {Nature.INITIATIVE, Nature.DEBATE} for p in found if p.relevant)
    assert all(p.nature is not Nature.INITIATIVE for p in found if not p.relevant)


def test_a_block_is_a_text_or_a_list_of_titles() -> None:
    text = "# words\n\n@ oui initiative ia\nUn titre\n\nUn texte.\n\n@ non other\n- Un\n- Deux\n"
    first, *others = passages.read(text, "x.txt")
    assert (first.text, first.topics, first.relevant) == ("Un titre\n\nUn texte.", frozenset({"ia"}), True)
    assert [p.text for p in others] == ["Un", "Deux"]


@pytest.mark.parametrize(
    "head", ["oui", "peut-être other", "oui initiative inconnu", "oui annonce", "non other ia x"]
)
def test_a_wrong_block_is_named(head: str) -> None:
    with pytest.raises(ValueError, match=r"x\.txt, block 1"):
        list(passages.read(f"@ {head}\nTexte\n", "x.txt"))


def test_decisions_may_be_short_and_the_last_counts(tmp_path: Path) -> None:
    rows = [
        {"text": "A", "relevant": False},
        {"text": "B", "relevant": True, "nature": "debate", "topics": ["ia"]},
        {"text": "A", "relevant": True},
    ]
    path = tmp_path / "d.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n", "utf-8")
    first, second = passages.decisions(path)
    assert (first.text, first.relevant, first.nature) == ("A", True, Nature.INITIATIVE)
    assert (second.nature, second.topics) == (Nature.DEBATE, frozenset({"ia"}))


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"text": "A"}', '{"text": "", "relevant": true}', '{"text": "A", "relevant": "oui"}',
     '{"text": "A", "relevant": true, "topics": ["x"]}', '{"text": "A", "relevant": true, "nature": "x"}',
     '{"text": "A", "relevant": true, "topics": "ia"}'],
)  # fmt: skip
def test_a_wrong_decision_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text('{"text": "B", "relevant": true}\n' + line, "utf-8")
    with pytest.raises(ValueError, match="ligne 2 : "):
        passages.decisions(path)


def test_a_weight_against_its_sign_is_dropped() -> None:
    rows = [{"good": 1.0, "odd": 0.0}, {"good": 1.0, "odd": 1.0}, {"odd": 1.0}, {"odd": 1.0}] * 5
    answers = [True, True, False, False] * 5
    free = fit(rows, answers, {"good": 1, "odd": 0}, 1.0)
    bound = fit(rows, answers, {"good": 1, "odd": 1}, 1.0)
    assert free.weights["odd"] < 0 < free.weights["good"]
    assert set(bound.weights) == {"good"}
    assert bound == fit(rows, answers, {"good": 1, "odd": 1}, 1.0)


def test_f1_of_a_tally() -> None:
    tally = Tally()
    assert tally.f1 == 1.0
    tally.add({"a", "b"}, ["a", "c"])
    assert tally.f1 == 0.5
