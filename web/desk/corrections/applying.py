"""The one rule of what is said at the desk: it is seen at once, and asks by itself to be published."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.desk import RequestKind
from state import corrections
from web.desk.visit import Visit


@contextmanager
def applied(visit: Visit) -> Iterator[None]:
    """Ask the writer to apply what is said in the block, also when an error ends it; of nothing, nothing is asked.

    What waits already is not asked twice: ten words in a row cost one publication, or two.
    """
    before = corrections.numbers(visit.state)
    try:
        yield
    finally:
        if corrections.numbers(visit.state) != before:
            visit.ask(RequestKind.APPLY)
