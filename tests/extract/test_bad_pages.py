"""Whatever a page holds, reading it ends within ten seconds, as an article or with a reason."""

from collections.abc import Iterator

import pytest
from all_bad_pages import CASES
from bad_page import BadPage
from bad_reader import BROKEN, LIMIT_SECONDS, Reader


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as program:
        yield program


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_bad_page_ends_as_it_must(case: BadPage, reader: Reader) -> None:
    found = reader.read(case)
    assert found.outcome not in BROKEN, found
    assert not found.wrong, found
    assert found.seconds < LIMIT_SECONDS
