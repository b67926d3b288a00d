"""The borders of batches: as many as fit the first time, as they were then the next."""

from datetime import UTC, datetime

from core.types import Fetch, Outcome
from jobs.extraction import Ahead, Read, batch_of
from state.captures import Capture

FETCH = Fetch("r", "guet", "https://guet.example/", datetime(2026, 11, 23, tzinfo=UTC), Outcome.UNCHANGED)


def drawn(*batches: tuple[str, int] | None, size: int = 2) -> list[list[int]]:
    """The numbers of captures of these batches (None: not processed yet), batch by batch as they are taken."""
    items: list[tuple[Capture, Read]] = [
        (Capture(n, FETCH, *(reversed(batch) if batch else (None, None))), None)
        for n, batch in enumerate(batches)
    ]
    stream = Ahead(iter(items), size, batch_of)
    taken = []
    while found := stream.take(size):
        taken.append([capture.capture_id for capture, _ in found])
        stream.draw()
    return taken


def test_what_waits_for_the_first_time_is_cut_by_number() -> None:
    assert drawn(None, None, None, None, None) == [[0, 1], [2, 3], [4]]


def test_what_waits_again_is_cut_as_it_was() -> None:
    first, second = ("p1", 1), ("p1", 2)
    assert drawn(first, first, first, second, ("p2", 3), None, None, None) == [
        [0, 1, 2], [3], [4], [5, 6], [7],
    ]  # fmt: skip


def test_nothing_is_drawn_for_nothing() -> None:
    assert drawn() == []
    assert drawn(None, size=0) == []
