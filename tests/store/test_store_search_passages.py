"""The passage that shows why an article was found."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from newsroom import processed
from searches import find, indexed, texts

import registers
from store.batch import Batch
from store.searching.snippets import LONGEST, passage
from store.searching.text import analysers
from store.searching.words import Marks

FILLER = "Rien de neuf au marché ce matin, dit le crieur. "


def shown(tmp_path: Path, text: str, query: str) -> tuple[str, list[str]]:
    """The passage, and the words marked in it."""
    (hit,) = find(indexed(tmp_path / "data", Batch(articles=texts({1: text}))), query).hits
    return hit.passage.text, [hit.passage.text[start:end] for start, end in hit.passage.marks]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("La fibre, les fibres.", "fibre", ["fibre", "fibres"]),
        ("Une borne déployée, un déploiement.", "deployee", ["déployée", "déploiement"]),
        ("L’école d’Autun et le cœur d’Œuvre.", "l'ecole coeur oeuvre", ["école", "cœur", "Œuvre"]),
        ("ÉCOLE\u00a0: « École\u00a0».", "école", ["ÉCOLE", "École"]),
        ("Le Wi-Fi et l’e-administration d’ici.", "wifi OU eadministration", ["Wi-Fi", "e-administration"]),
        ("Le WIFI de Saint-Priest.", "Wi-Fi saint-priest", ["WIFI", "Saint-Priest"]),
        ("La numérisation du numérique.", "numéri*", ["numérisation", "numérique"]),
        ("L’école de l’Aulne, de nuit.", '"école de l\'Aulne"', ["école", "Aulne"]),
        ("La fibre, pas le cuivre.", "fibre -tungstène", ["fibre"]),
        ("La 5G arrive.", "5g", ["5G"]),
        ("Un bus à H₂, une prise de 50 kΩ, pas de CO₂.", "h2 kΩ co2", ["H₂", "kΩ", "CO₂"]),
        ("Aÿ, ou Ay, n’est ni Aix ni Aye.", "ay", ["Aÿ", "Ay"]),
        ("L’agence 中新社, à Ĳmuiden.", "中新社 ijmuiden", ["中新社", "Ĳmuiden"]),
        ("Une af\ufb01che numé\u00adrique.", "affiche numérique", ["af\ufb01che", "numérique"]),
    ],
)
def test_the_words_found_are_marked(tmp_path: Path, text: str, query: str, marked: list[str]) -> None:
    assert shown(tmp_path, text, query)[1] == marked


def test_each_word_of_a_communes_name_is_marked_where_it_stands_alone() -> None:
    names = registers.load().communes["name"].to_pylist()
    for word in {word for name in names for word in re.findall(r"[^\W_]+", name)}:
        stem_fold, fold_stem, _ = (frozenset(analyser.analyze(word)) for analyser in analysers())
        assert passage(word, Marks(stem_fold, frozenset(), ())).marks == ((0, len(word)),), word
        assert passage(word, Marks(frozenset(), fold_stem, ())).marks == ((0, len(word)),), word


def test_a_passage_stands_where_the_words_are_close(tmp_path: Path) -> None:
    text = "La fibre. " + FILLER * 20 + "La commune raccorde la fibre à l’école numérique. " + FILLER * 20
    said, marked = shown(tmp_path, text, "fibre école numérique")
    assert marked == ["fibre", "école", "numérique"]
    assert "raccorde la fibre à l’école numérique." in said
    assert len(said) <= LONGEST


def test_a_passage_begins_with_a_sentence_or_says_that_it_does_not(tmp_path: Path) -> None:
    said, _ = shown(tmp_path, FILLER * 9 + "La fibre arrive. " + FILLER * 9, "fibre")
    assert said.startswith(("La fibre", "Rien de neuf"))
    long_one = (
        "un mot après l’autre et encore un mot " * 20 + "la fibre " + "sans que la phrase finisse " * 20
    )
    other = tmp_path / "other"
    cut, marked = shown(other, long_one, "fibre")
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert marked == ["fibre"]
    words = cut.strip("…").split(" ")
    assert words == [word for word in words if word in set(long_one.split())], "no word is cut"


def test_quotation_marks_stay_with_their_words(tmp_path: Path) -> None:
    text = (
        "dit-elle sans attendre " * 12
        + "«\u00a0La fibre\u00a0» est là "
        + "et puis encore « une chose » " * 30
    )
    said, _ = shown(tmp_path, text, "fibre")
    assert "«\u00a0La fibre\u00a0»" in said
    assert not said.rstrip("…").endswith("«")
    assert not said.lstrip("…").startswith(("»", ",", " "))


def test_without_a_word_in_the_text_the_beginning_is_shown(tmp_path: Path) -> None:
    article = processed(1, title="La fibre", summary="Un chapeau.", text=FILLER * 20)
    (hit,) = find(indexed(tmp_path / "data", Batch(articles=(article,))), "fibre").hits
    assert hit.passage.text.startswith("Un chapeau. Rien de neuf")
    assert hit.passage.marks == ()
    assert len(hit.passage.text) <= LONGEST
    assert "\n" not in hit.passage.text


WORDS = st.lists(
    st.sampled_from(["fibre", "école", "Fibres", "\n", "« ", "\u00a0»", ". ", ", ", "x" * 90, "mot"])
)


@profile(database=None)
@given(WORDS.map(" ".join), st.sets(st.sampled_from(["fibr", "ecol", "mot"])))
def test_a_passage_is_short_and_of_the_text(text: str, searched: set[str]) -> None:
    said, marks = passage(text, Marks(frozenset(searched), frozenset(searched), ()))
    assert len(said) <= LONGEST
    assert said.strip("…") in text.replace("\n", " ")
    for start, end in marks:
        assert said[start:end].lower() in {"fibre", "fibres", "école", "mot"}
    assert [start for start, _ in marks] == sorted(start for start, _ in marks)
    stems = {"fibr": ("fibre", "fibres"), "ecol": ("école",), "mot": ("mot",)}
    assert bool(marks) == any(form in text.lower() for stem in searched for form in stems[stem])
