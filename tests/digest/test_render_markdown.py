"""Markdown, parsed back: titles are words, whatever marks they hold."""

from collections.abc import Iterator

import letters
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from digest.render import words
from digest.render.frame import Frame
from digest.render.markdown import markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(written: str) -> Iterator[Token]:
    for token in PARSER.parse(written):
        yield token
        yield from token.children or ()


def kinds(written: str) -> set[tuple[str, str]]:
    return {(token.type, token.tag) for token in tokens(written)}


def links(written: str) -> set[str]:
    return {str(token.attrs["href"]) for token in tokens(written) if token.type == "link_open"}


def test_every_link_of_the_letter_is_there() -> None:
    written = markdown(letters.LETTER, Frame(web="https://lettre.example/2026-W47"))
    assert links(written) == {*words.links(letters.LETTER), "https://lettre.example/2026-W47"}


def test_words_read_as_they_are() -> None:
    said = "".join(token.content for token in tokens(markdown(letters.LETTER)) if token.type == "text")
    assert "Port-Kerlann\u00a0: un standard qui «\u00a0répond\u00a0» jour et nuit\u202f! (1)" in said
    assert "\\" not in said


PLAIN = kinds(markdown(letters.hostile("mot")))


@pytest.mark.parametrize(
    "hostile", [*letters.HOSTILE, "1. un", "12) deux", "- tiret", "+", "===", "---", "bravo !"]
)
def test_hostile_words_make_no_markup(hostile: str) -> None:
    written = markdown(letters.hostile(hostile))
    assert kinds(written) == PLAIN
    assert links(written) == {"https://phare.example/1"}


@pytest.mark.parametrize("url", letters.BAD_LINKS)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert links(markdown(letters.hostile("mot", url))) == set()
