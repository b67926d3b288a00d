"""Any text gets an answer whose offsets index the text given."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.text import fold, longest, paragraphs, sentence

Analyse = Callable[..., dict[str, Any]]
WORDS = [
    "le maire de",
    "Cannes",
    "Solenn Kervadec",
    ",",
    "\n",
    "IA",
    "caméras augmentées",
    "(Var)",
    "« Oui »",
    "🤖",
    "d’",
]


def spans(answer: dict[str, Any]) -> list[list[int]]:
    keys = ("communes", "places", "persons", "technologies")
    return [span for key in keys for item in answer[key] for span in item["mentions"]]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=30))
def test_offsets_always_lie_in_the_text(demo_analyse: Analyse, words: list[str]) -> None:
    text = " ".join(words)
    for start, end in spans(demo_analyse(text)):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]


@pytest.mark.parametrize(
    "text",
    ["", " ", "x", "MAIRE " * 50, "a" * 20_000, "\ud800 Nice \udfff", "\u202egnirts\u202c", "İstanbul IA"],
)
def test_odd_texts_get_an_answer(demo_analyse: Analyse, text: str) -> None:
    assert demo_analyse(text)["relevant"] is False


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(fold(text).lower()) == len(text)


def test_every_letter_folds_to_one_and_stays_one_in_lower_case() -> None:
    assert all(len(fold(chr(code)).lower()) == 1 for code in range(0x11_0000))


@given(st.text() | st.text("éàÉçœ’'-\u00a0aB ", max_size=50))
def test_folding_looks_at_each_character_alone(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.integers(0, 3))))
def test_longest_matches_never_overlap(spans: list[tuple[int, int, int]]) -> None:
    kept = longest([(s, s + n, v) for s, n, v in spans])
    distinct = sorted({(s, e) for s, e, _ in kept})
    assert all(a[1] <= b[0] for a, b in pairwise(distinct))


@given(st.text())
def test_paragraphs_hold_all_that_is_not_space(text: str) -> None:
    joined = "".join(text[s:e] for s, e in paragraphs(text))
    assert (
        joined.split() == "".join(c if c not in "\r\n" else "" for c in text).split()
        or not joined.isprintable()
    )


def test_a_sentence_ends_where_the_reader_thinks_so() -> None:
    text = "Premier point. M. Le Goff arrive ! Troisième."
    start = text.index("arrive")
    assert text[slice(*sentence(text, start, start + 6))].endswith("arrive !")
