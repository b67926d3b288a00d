"""The text part: 72 columns, whole addresses, no lines that a title writes."""

import unicodedata

import letters
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.render import words
from digest.render.frame import UNSUBSCRIBE, Frame
from digest.render.text import COLUMNS, text


def linked(written: str) -> set[str]:
    return {
        line.strip(" <>") for line in written.splitlines() if line.startswith("  <") and line.endswith(">")
    }


def test_lines_fit_and_addresses_are_whole() -> None:
    written = text(letters.LETTER, Frame(web="https://lettre.example/2026-W47"))
    others = [line for line in written.splitlines() if not line.startswith("  <")]
    assert max(map(len, others)) <= COLUMNS
    assert linked(written) == {*words.links(letters.LETTER), "https://lettre.example/2026-W47", UNSUBSCRIBE}


def test_parts_come_in_order() -> None:
    lines = text(letters.LETTER).splitlines()
    heads = [lines[n - 1] for n, line in enumerate(lines) if line and set(line) == {"="}]
    assert heads == [
        "RECTIFICATIF DE LA DERNIÈRE LETTRE", "L’ÉDITO", "À RETENIR", "INITIATIVES", "ILS L’ONT DIT",
        "HORS DE L’ORDINAIRE", "EN BREF", "AGENDA", "CE QUE NOUS AVONS PU MANQUER",
    ]  # fmt: skip


def test_an_empty_week_is_short_and_honest() -> None:
    written = text(letters.EMPTY)
    assert "Nous n’avons lu aucun article cette semaine" in " ".join(written.split())
    assert len(written.splitlines()) < 15


def check(hostile: str) -> None:
    written = text(letters.hostile(hostile))
    for line in written.splitlines():
        assert len(line) <= COLUMNS or line.startswith("  <http")
    assert written.count(UNSUBSCRIBE) == 1
    assert not {unicodedata.category(c) for c in written.replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068") & set(written)


@pytest.mark.parametrize("hostile", letters.HOSTILE)
def test_hostile_words_stay_in_their_lines(hostile: str) -> None:
    check(hostile)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_any_words_stay_in_their_lines(hostile: str) -> None:
    check(hostile)


@pytest.mark.parametrize("url", letters.BAD_LINKS)
def test_only_addresses_of_the_web_are_shown(url: str) -> None:
    assert linked(text(letters.hostile("mot", url))) == {UNSUBSCRIBE}
