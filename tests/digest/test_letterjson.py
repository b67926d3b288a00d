"""A letter as JSON, and back."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import letterjson
from digest.letter import (
    Claim,
    ClaimKind,
    Fact,
    Foot,
    Gaps,
    Item,
    Letter,
    Missed,
    Piece,
    Section,
    Telling,
    week_of,
)
from tests.digest.edited_letters import LETTER

WORDS = st.text(max_size=20)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


TELLINGS = st.builds(
    Telling, WORDS, WORDS, WORDS, WORDS, some(WORDS), st.none() | DAYS, st.booleans(), st.booleans()
)
ITEMS = st.builds(
    Item, WORDS, st.sampled_from(Section), WORDS, some(st.builds(Piece, WORDS, WORDS, WORDS)), some(WORDS), WORDS,
    WORDS, some(TELLINGS),
    some(st.builds(Claim, WORDS, st.sampled_from(ClaimKind), WORDS, WORDS, WORDS, WORDS, WORDS)),
    some(st.builds(Fact, WORDS, WORDS, WORDS)), WORDS, st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.tuples(DAYS, DAYS, WORDS), WORDS,
)  # fmt: skip
LETTERS = st.builds(
    Letter, WORDS, DAYS.map(week_of), WORDS, some(ITEMS),
    st.builds(
        Gaps, some(WORDS), some(TELLINGS), some(WORDS), some(st.builds(Missed, WORDS, WORDS, st.integers(0, 99)))
    ),
    st.builds(Foot, st.integers(0), st.integers(0), st.integers(0), WORDS, WORDS, some(WORDS), WORDS),
    WORDS, some(WORDS), some(WORDS), st.dictionaries(WORDS, st.integers(0, 99), max_size=3),
    st.dictionaries(WORDS, some(st.integers(0, 99)), max_size=3), st.dictionaries(WORDS, WORDS, max_size=3),
)  # fmt: skip


@given(letter=LETTERS)
@settings(deadline=None, max_examples=60)
def test_a_letter_comes_back_as_it_was(letter: Letter) -> None:
    plain = letterjson.to_json(letter)
    again = json.loads(json.dumps(plain))
    assert letterjson.from_json(again) == letter
    assert letterjson.sha256(again) == letterjson.sha256(plain)


def test_the_fingerprint_knows_a_word_from_another() -> None:
    plain = letterjson.to_json(LETTER)
    other = json.loads(json.dumps(plain).replace("Crozon", "Morgat", 1))
    assert letterjson.sha256(plain) != letterjson.sha256(other)
    shuffled = dict(reversed(plain.items()))
    assert letterjson.sha256(plain) == letterjson.sha256(shuffled)


def test_a_lone_surrogate_in_a_title_is_no_trouble() -> None:
    plain = letterjson.to_json(LETTER) | {"subject": "\ud83d"}
    assert len(letterjson.sha256(plain)) == 64


def test_a_field_of_later_is_refused_and_one_of_before_has_its_default() -> None:
    plain = letterjson.to_json(LETTER)
    with pytest.raises(KeyError):
        letterjson.from_json(plain | {"colour": "red"})
    del plain["unusual"]
    assert letterjson.from_json(plain).unusual == ()
