"""A name is found however it is written; what covers it is as long as it was."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.erasure import Erasure
from core.redaction import Sought, held, holds, name_spans, names_of, redacted

HER = names_of("Zoé Lœuillet")
PAGE = Sought(keys=frozenset({"veilleur.example/article-2"}))


@pytest.mark.parametrize(
    "name", ["Zoé Lœuillet", "LŒUILLET Zoé", "Lœuillet, Zoé", "zoe loeuillet", " Zoé  Lœuillet "]
)
def test_a_name_is_read_in_the_orders_in_which_people_write_it(name: str) -> None:
    assert names_of(name).ways == HER.ways


@pytest.mark.parametrize("name", ["", "Zoé", "Zoé L", ", Zoé", "…"])
def test_half_a_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        names_of(name)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Zoé Lœuillet parle", "███ ████████ parle"),
        ("ZOÉ LŒUILLET.", "███ ████████."),
        ("Z. Lœuillet parle, dit Lœuillet", "██ ████████ parle, dit ████████"),
        ("Z Lœuillet parle", "Z Lœuillet parle"),
        ("Lœuillet parle", "Lœuillet parle"),
        ("79901:zoe loeuillet", "79901:███ █████████"),
        ("Zoé-Lœuillet", "████████████"),
        ("Zoéa Lœuillet et Zoé Lœuilleton", "Zoéa Lœuillet et Zoé Lœuilleton"),
        ("Zoé dort. Et puis, Lœuillet", "Zoé dort. Et puis, Lœuillet"),
    ],
)
def test_the_name_is_covered_and_nothing_else(text: str, covered: str) -> None:
    assert redacted(text, HER) == covered


@pytest.mark.parametrize(
    "content",
    [
        b"Zo&eacute; L&oelig;uillet",
        b"Zo&#233; L&#x153;uillet",
        "<b>Zoé</b> <i>Lœuillet</i>".encode(),
        "<td>Zoé</td><td>Lœuillet</td>".encode(),
        "Zoé Lœuil<wbr>let".encode(),
        "Zoé Lœuil\u00adlet".encode(),
        b'{"who": "Zo\\u00e9 L\\u0153uillet"}',
        b"?q=Zo%C3%A9+L%C5%93uillet",
        b"?q=Zo%E9%20Loeuillet",
        "Zoé Lœuillet".encode("cp1252"),
        "Zoé Lœuillet".encode("utf-16"),
        unicodedata.normalize("NFD", "Zoé Lœuillet").encode(),
    ],
)
def test_bytes_are_read_as_a_browser_would(content: bytes) -> None:
    assert held(content, HER)


@pytest.mark.parametrize(
    "text",
    [
        "https://veilleur.example/article-2", "http://www.veilleur.example/article-2/", "veilleur.example/article-2.",
        r"https:\/\/veilleur.example\/article-2", "https://ami.example/?u=https%3A%2F%2Fveilleur.example%2Farticle-2&t=1",
        "https://ami.example/?u=https://veilleur.example/article-2", "https://veilleur.example/article-2?utm_source=x",
    ],
)  # fmt: skip
def test_an_address_is_found_however_it_is_written(text: str) -> None:
    assert holds(f"voir {text} !", PAGE)
    assert len(redacted(text, PAGE)) == len(text)
    assert not holds(redacted(text, PAGE), PAGE)


@pytest.mark.parametrize(
    "text", ["https://veilleur.example/article-21", "https://veilleur.example/", "article-2"]
)
def test_its_neighbours_are_not(text: str) -> None:
    assert not holds(text, PAGE)


@given(
    st.text(max_size=40),
    st.sampled_from(["Zoé Lœuillet", "LŒUILLET Zoé", "zoe-loeuillet"]),
    st.text(max_size=40),
)
def test_wherever_it_stands_the_length_stays_and_the_name_goes(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    covered = redacted(text, HER)
    assert len(covered) == len(text)
    assert not name_spans(covered, HER)


def test_a_row_about_her_goes_and_one_that_names_her_is_covered() -> None:
    erasure = Erasure(HER, loose=frozenset({"a"}))
    assert erasure.row({"person_key": "79901:zoe loeuillet", "article_id": "b"}) is None
    assert erasure.row({"speaker": "Mme Lœuillet", "article_id": "a"}) is None
    assert erasure.row({"speaker": "Mme Lœuillet", "article_id": "b"}) is not None
    assert erasure.row({"kind": "person", "name": "Zoé Lœuillet"}) is None
    assert erasure.row({"kind": "organisation", "name": "Fondation Zoé Lœuillet"}) == {
        "kind": "organisation", "name": "Fondation ███ ████████",
    }  # fmt: skip
    assert erasure.row({"mayors": [{"name": "Zoé Lœuillet"}, {"name": "Basile Quentric"}], "authors": None}) == {
        "mayors": [{"name": "Basile Quentric"}], "authors": None,
    }  # fmt: skip
