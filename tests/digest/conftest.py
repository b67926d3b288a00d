"""A browser for all tests of what people see."""

from typing import TYPE_CHECKING

import pytest
from chromium import launched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


# of a module: while it is open its loop runs in this thread, and nobody else's can
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    with launched() as started:
        yield started
