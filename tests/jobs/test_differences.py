"""What changed is said word by word: nothing invented, nothing left out."""

import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from core.types import Access, Article, Candidate, Note, Rights
from extract.listing import from_listing
from jobs.differences import Change, Piece, differences
from jobs.versions import plain

SEEN = datetime(2026, 11, 23, tzinfo=UTC)
PLAIN = from_listing(Candidate("https://ex.fr/a", "ex", "", "Titre", ""), Access.FREE, Rights(), SEEN)


def text(*lines: str, **changes: object) -> Article:
    return replace(PLAIN, text="\n\n".join(lines), **changes)  # type: ignore[arg-type]


def test_a_corrected_figure() -> None:
    old = text("Du texte.", "Le projet a coûté 310 000 euros à la commune.")
    new = text("Du texte.", "Le projet a coûté 130 000 euros à la commune.")
    assert differences(old, new) == [
        Change("text", (
            Piece("equal", "Le projet a coûté ", "Le projet a coûté "), Piece("replace", "310 ", "130 "),
            Piece("equal", "000 euros à la commune.", "000 euros à la commune."),
        ))
    ]  # fmt: skip


def test_a_paragraph_more_another_less_and_one_written_anew() -> None:
    old = text("Un premier paragraphe.", "Un deuxième, qui s’en va.", "La fin.", title="Un robot à Quimper")
    new = text("Un premier paragraphe.", "La fin.", "Mis à jour à midi.", title="Quimper essaie la machine")
    assert differences(old, new) == [
        Change("title", (Piece("replace", "Un robot à Quimper", "Quimper essaie la machine"),)),
        Change("text", (Piece("delete", "Un deuxième, qui s’en va.", ""),)),
        Change("text", (Piece("insert", "", "Mis à jour à midi."),)),
    ]


def test_what_we_cut_and_typography_are_no_change() -> None:
    old = text("« Du texte »", "Privas : 9°", "Encore.")
    new = text("“Du texte”", "Encore.", notes=(Note("cut.boilerplate", "Privas : 11°"),))
    assert differences(old, new) == []


WORDS = st.lists(st.sampled_from(["un", "deux", "trois ", "quatre\u00a0", "«\u00a0cinq"]), min_size=1).map(
    " ".join
)
TEXTS = st.lists(WORDS, max_size=5)


@given(TEXTS, TEXTS)
def test_old_and_new_can_be_made_of_the_pieces(before: list[str], after: list[str]) -> None:
    """Changed paragraphs apart, the two texts are the same."""
    changes = differences(text(*before), text(*after))
    gone = Counter("".join(piece.old for piece in change.pieces) for change in changes)
    come = Counter("".join(piece.new for piece in change.pieces) for change in changes)
    assert not (gone - Counter([*before, ""])).keys() - {""}
    assert not (come - Counter([*after, ""])).keys() - {""}
    same = [
        Counter(map(plain, (Counter(text) - changed).elements()))
        for text, changed in ((before, gone), (after, come))
    ]
    assert same[0] == same[1]


def test_a_big_text_is_compared_in_bounded_time() -> None:
    big = [" ".join(f"mot{n * k % 977}" for n in range(3000)) for k in (1, 2)]
    lines = [[f"ligne {n * k % 977}" for n in range(5000)] for k in (1, 2)]
    start = time.process_time()
    assert differences(text(big[0]), text(big[1]))
    assert differences(text(*lines[0]), text(*lines[1]))
    assert time.process_time() - start < 10
