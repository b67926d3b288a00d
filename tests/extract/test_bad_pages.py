"""Whatever a page holds, reading it ends within ten seconds, as an article or with a reason."""

from collections.abc import Iterator

import pytest
from all_bad_pages import CASES
from bad_page import BadPage
from bad_reader import BROKEN, LIMIT_SECONDS, Reader

TOO_SLOW = {
    "nested-ahrefx-100000-open", "nested-form-100000-open", "many-br", "many-br-text", "many-p", "many-p-full",
    "many-p-empty", "many-li", "many-h1", "many-options", "many-articles", "many-spans", "many-divs", "many-authors",
    "attributes-100k", "open-angles", "open-entities", "misnested", "bait-published-p", "bait-dates-p",
    "bait-junk-lines", "charset-punycode-full",
}  # fmt: skip
MISREAD = {
    "javascript", "data-image", "file-image", "bidi-title", "bidi-isolates", "charset-latin1-is-utf8",
    "charset-header-latin1-meta-utf8", "charset-stray-byte", "charset-utf16le", "charset-utf16be",
    "charset-utf16-declared", "charset-escape",
}  # fmt: skip
"""What extraction does not hold yet; a case leaves these sets when it does, and MISREAD by force (xfail is strict)."""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as program:
        yield program


def marked(case: BadPage) -> object:
    marks = []
    if (
        case.name in TOO_SLOW
    ):  # from five seconds on a quiet machine to minutes: nothing is learnt by running them
        marks.append(pytest.mark.xfail(reason="too slow", run=False))
    if case.name in MISREAD:
        marks.append(pytest.mark.xfail(reason="misread"))
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_a_bad_page_ends_as_it_must(case: BadPage, reader: Reader) -> None:
    found = reader.read(case)
    assert found.outcome not in BROKEN, found
    assert not found.wrong, found
    assert found.seconds < LIMIT_SECONDS


def test_what_is_not_held_are_names_of_cases() -> None:
    assert {case.name for case in CASES} >= (TOO_SLOW | MISREAD)
