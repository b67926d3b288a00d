"""Cleaning and French spacing: what all renderings rely on."""

from dataclasses import replace
from datetime import date

import letters
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import french
from digest.letter import Claim, ClaimKind, Gaps, Letter, Missed, Piece
from digest.render import spans, words
from digest.render.clean import address, cleaned, line
from digest.render.frame import UNSUBSCRIBE, Frame


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("Oui : « non » ; quoi ? ah !", "Oui_: «_non_»~; quoi~? ah~!"),
        ("l'école d'Aulne, 'citée'", "l’école d’Aulne, 'citée'"),
        ("12 500 habitants, 1 200 000 €", "12~500_habitants, 1~200~000_€"),
        ("96 % en 5 ans, 3 km², 20 Mo", "96_% en 5_ans, 3_km², 20_Mo"),
        ("en 2026 123 communes", "en 2026 123 communes"),
        ("le 16 novembre 2026, le 1er mai", "le 16_novembre 2026, le 1er_mai"),
        ("n° 4, M. Castaing et Mme Kervran", "n°_4, M._Castaing et Mme_Kervran"),
        ("https://a.example/?a=1;b", "https://a.example/?a=1;b"),
    ],
)
def test_french_keeps_together_what_belongs_together(text: str, spaced: str) -> None:
    assert french.spaced(text) == spaced.replace("_", "\u00a0").replace("~", "\u202f")
    assert french.spaced(french.spaced(text)) == french.spaced(text)


@given(st.text(alphabet="ab'0123456789 :;!?«»%€<&", max_size=40))
def test_spacing_changes_nothing_but_blanks_and_apostrophes(text: str) -> None:
    plain = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})
    assert french.spaced(text).translate(plain) == text
    assert "<" not in french.typeset(text)


def test_numbers_and_ranges_are_said_in_french() -> None:
    assert french.number(1234567) == "1\u202f234\u202f567"
    assert [french.counted(n, "article") for n in (0, 1, 2)] == [
        "0\u00a0article",
        "1\u00a0article",
        "2\u00a0articles",
    ]
    assert french.counted(2, "article lu", "articles lus") == "2\u00a0articles lus"
    assert [french.listed(names) for names in ((), ("a",), ("a", "b", "c"))] == ["", "a", "a, b et c"]
    assert french.span(date(2026, 12, 1), date(2026, 12, 2)) == "du 1er au 2 décembre 2026"
    assert french.span(date(2026, 12, 11), date(2027, 1, 1)) == "du 11 décembre 2026 au 1er janvier 2027"


def test_a_line_is_one_line_of_text() -> None:
    assert line("a\r\nb\x00\u202ec\u2028d\u00a0e") == "a b c d\u00a0e"
    assert line("mot " * 100, 20) == "mot mot mot mot…"
    assert line("é" * 300, 200) == "é" * 199 + "…"
    assert line("👩‍👧") == "👩‍👧"


@given(st.text(alphabet="{}UNSUBSCRIBE ", max_size=60) | st.just("{{{{UNSUBSCRIBE}}}}"))
def test_no_words_stand_for_the_unsubscribe_address(text: str) -> None:
    assert UNSUBSCRIBE not in line(text)


@pytest.mark.parametrize("url", letters.BAD_LINKS)
def test_only_the_web_is_an_address(url: str) -> None:
    assert address(url) == ""


def test_cleaning_keeps_a_clean_letter_as_it_is() -> None:
    assert cleaned(letters.LETTER) == letters.LETTER
    assert cleaned(letters.EMPTY) == letters.EMPTY


def test_cleaned_once_is_cleaned() -> None:
    for hostile in letters.HOSTILE:
        once = cleaned(letters.hostile(hostile))
        assert cleaned(once) == once


def test_an_item_without_headline_is_said_by_its_sentence_once() -> None:
    item = letters.voice(1)
    assert "".join(span.text for span in spans.heading(item)) == "Rémi Castaing, maire de Saint-Aubrac"
    assert spans.sentence(item) == ()


def test_a_place_stands_with_its_day_and_not_beside_a_sentence_that_says_it() -> None:
    assert spans.date_and_place(letters.story(1)) == ""
    assert spans.date_and_place(letters.event(41)) == (
        "Du 1er au 2 décembre 2026, salle des Forges, Brancé-le-Haut"
    )


def test_the_preheader_is_what_the_subject_does_not_say() -> None:
    first = letters.story(1)
    letter = replace(letters.LETTER, subject=first.headline[:40] + "…", items=(first, letters.story(2)))
    assert words.preheader(letter) == "La maire, Maëlle Kervran, ouvre le standard vocal à 12 500 habitants."


def test_what_was_missed_is_short_where_it_has_to_be() -> None:
    many = replace(letters.GAPS, uncovered=tuple(f"D{n:02}" for n in range(90)))
    short, whole = (["".join(s.text for s in gap) for gap in words.gaps(many, most)] for most in (2, 0))
    assert "90 départements n’ont aucun titre suivi." in short
    assert "90 départements n’ont aucun titre suivi." in whole
    assert "Sans article cette semaine : Le Clairon de Brancé, Radio Aulne et 1\u00a0autre." in short
    few = replace(many, uncovered=many.uncovered[:20])
    short, whole = (["".join(s.text for s in gap) for gap in words.gaps(few, most)] for most in (2, 0))
    assert "Départements sans titre suivi : D00, D01 et 18\u00a0autres." in short
    assert any("D18 et D19." in gap for gap in whole)


def test_the_foot_reads_as_sentences_whatever_introduces_them() -> None:
    foot = replace(
        letters.FOOT, method="Faits relevés.", accuracy=("Justesse mesurée en mai :", "maires : 96 sur 100")
    )
    said = words.foot(replace(letters.LETTER, foot=foot), Frame())
    assert "Méthode : faits relevés." in said
    assert "Justesse mesurée en mai : maires : 96 sur 100." in said


def test_links_are_words_without_the_punctuation_around_them() -> None:
    said = spans.sentence(letters.initiative(1))
    assert [(span.text, bool(span.url)) for span in said] == [
        ("Brancé-le-Haut abandonne ses capteurs de stationnement, fournis par Lumevia", True),
        (".", False),
    ]


def week(read: int, kept: int, gaps: Gaps | None = None) -> Letter:
    foot = replace(letters.EMPTY.foot, read=read, outlets=min(read, 3), kept=kept)
    return replace(letters.EMPTY, items=(), foot=foot, gaps=gaps or Gaps())


def test_an_empty_week_says_what_was_read_and_what_was_not() -> None:
    told = letters.LETTER.items[0].tellings[0]
    missed = (Missed("Le Phare", "timeout", 2), Missed("Le Pli", "tdmrep", 9))
    said = words.empty(week(31, 0, Gaps(("Le Muet",), (told, told), (), missed)), Frame())
    assert said.replace("\u00a0", " ") == (
        "Nous avons lu cette semaine 31 articles dans 3 titres :"
        " rien n’y concerne ce que les communes font du numérique."
        " Nous n’avons pas pu lire : 1 titre resté muet, 2 articles réservés et 2 pages écartées ou hors d’atteinte."
    )
    assert words.empty(week(31, 0), Frame()).endswith("du numérique.")


def test_an_empty_week_never_says_that_nothing_happened() -> None:
    assert words.empty(week(0, 0), Frame()).startswith("Nous n’avons lu aucun article")
    assert words.empty(week(9, 4), Frame()).endswith("n’est resté après relecture.")
    assert words.empty(letters.LETTER, Frame()) == ""


def test_every_line_of_a_letter_leads_to_its_article() -> None:
    """A sentence in which there is nothing to tick is told by somebody too."""
    item = replace(
        letters.LETTER.items[0],
        headline="",
        text=(Piece("Tulle annonce"), Piece(" un portail"), Piece(", avec Ostréa", "c1"), Piece(".")),
        claims=(Claim("c1", ClaimKind.SUPPLIER, "Ostréa", "…", "x", "https://b.example/2", "Le Phare"),),
    )
    first = item.tellings[0].url
    assert spans.heading(item) == (
        spans.Span("Tulle annonce un portail", first),
        spans.Span(", "),
        spans.Span("avec Ostréa", "https://b.example/2"),
        spans.Span("."),
    )
