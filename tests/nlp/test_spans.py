"""Spans of names: covered, disjoint, written forms."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.places.forms import commune_forms, folded_name, short_heads
from nlp.places.gazetteer import is_name
from nlp.places.spans import Covered, Disjoint

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda t: (t[0], t[0] + t[1])))


@given(SPANS, st.integers(0, 40), st.integers(1, 10))
def test_covered_agrees_with_counting_characters(spans: list[tuple[int, int]], start: int, n: int) -> None:
    under = {i for s, e in spans for i in range(s, e)}
    assert Covered(60, spans).holds((start, start + n)) == (set(range(start, start + n)) <= under)


@given(SPANS, st.integers(0, 40), st.integers(1, 10))
def test_disjoint_finds_the_first_that_overlaps(spans: list[tuple[int, int]], start: int, n: int) -> None:
    apart: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not apart or apart[-1][1] <= span[0]:
            apart.append(span)
    expected = next(((s, e, "") for s, e in apart if s < start + n and start < e), None)
    assert Disjoint((s, e, "") for s, e in apart).over((start, start + n)) == expected


def test_forms() -> None:
    forms = {form.text: form.skip for form in commune_forms("Les Sables-d'Olonne")}
    assert forms["les sables d olonne"] == 0
    assert forms["aux sables d olonne"] == 4
    assert "ste foy lez lyon" in {form.text for form in commune_forms("Sainte-Foy-lès-Lyon")}
    assert list(short_heads("Louhans-Châteaurenaud")) == ["louhans"]
    assert list(short_heads("Château-Gontier-sur-Mayenne")) == ["chateau", "chateau gontier"]
    assert list(short_heads("Saint-Didier-de-Formans")) == ["saint didier"]
    assert folded_name("L'Haÿ-les-Roses") == "l hay les roses"


def test_capitals_make_a_name() -> None:
    for text, name in (("la Turballe", True), ("Les Sables-d’Olonne", True), ("nice", False), ("NICE", True)):
        assert is_name(text, 0, len(text)) is name
    assert not is_name("Saint-denis", 0, 11)
