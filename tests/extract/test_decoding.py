import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.decoding import decode

TEXT = "L’œuvre coûte 3 € à l’école d’Évreux."
PAGE = f'<html><head><meta charset="{{}}"></head><body><p>{TEXT}</p></body></html>'


@pytest.mark.parametrize(
    ("declared", "really", "header", "repair"),
    [
        ("utf-8", "utf-8", "", ""),
        ("iso-8859-1", "windows-1252", "", ""),
        ("utf-8", "windows-1252", "text/html; charset=utf-8", "windows-1252"),
        ("iso-8859-1", "utf-8", "text/html; charset=ISO-8859-1", "utf-8"),
        ("undefined", "utf-8", "", ""),
        ("utf-16", "utf-8", "", ""),
        ("utf-8", "utf-16-le", "", "utf-16-le"),
        ("utf-8", "utf-16-be", "", "utf-16-be"),
        ("utf-8", "utf-16", "", ""),
        ("utf-8", "utf-8-sig", "", ""),
    ],
)
def test_what_is_declared_and_what_is_there(declared: str, really: str, header: str, repair: str) -> None:
    found = decode(PAGE.format(declared).encode(really), header)
    assert TEXT in found.text
    assert found.repair == repair


def test_one_stray_byte_spoils_nothing() -> None:
    body = PAGE.format("utf-8").encode().replace("Évreux".encode(), "Évreux".encode("windows-1252"))
    assert decode(body).text == PAGE.format("utf-8")


def test_a_text_encoded_twice_is_read_once_more() -> None:
    twice = PAGE.format("utf-8").encode().decode("windows-1252").encode()
    assert decode(twice) == (PAGE.format("utf-8"), "twice-encoded")


def test_a_text_about_encodings_is_left_alone() -> None:
    page = "<p>Le « Ã© » des vieux courriels. " + TEXT * 3 + "</p>"
    assert decode(page.encode()) == (page, "")


@given(st.binary(max_size=500), st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=idna"]))
def test_any_bytes_become_text(body: bytes, header: str) -> None:
    assert isinstance(decode(body, header).text, str)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_what_is_right_is_left_alone(text: str) -> None:
    page = "<!doctype html>" + text.replace("Ã", "").replace("â€", "")
    assert decode(page.encode(), "text/html; charset=utf-8") == (page, "")
