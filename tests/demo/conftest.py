"""A newsroom served for the tests."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from newsroom_browser import Browser

from demo import EXPECTED, Newsroom, Running, serve

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    """Edition 1, for tests that only read."""
    with serve(Newsroom(TODAY, 0)) as served:
        yield served


@pytest.fixture(scope="session")
def ask(running: Running) -> Browser:
    return Browser(running.port)


@pytest.fixture(scope="session")
def browser() -> Callable[[int], Browser]:
    return Browser


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    return tomllib.loads(EXPECTED.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def copies(expected: dict[str, Any]) -> list[dict[str, Any]]:
    """Every copy of every article, with its slug."""
    return [
        {"slug": slug, **copy} for slug, article in expected["articles"].items() for copy in article["copies"]
    ]
