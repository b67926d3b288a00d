"""The same event over several articles is one, whatever their order. All names are invented."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.types import Event, EventTrace
from nlp.events import identity
from nlp.events.identity import identified, new_id
from nlp.events.tellings import Telling


def event(name: str, first: str, last: str = "", insee: str | None = None) -> Event:
    return Event(name, first, last or first, "", insee, (0, 1), (0, 1), "", "beside")


def traces(found: list[tuple[str, Event]], ids: list[str]) -> list[EventTrace]:
    """What a store would give back of identified events."""
    return [
        EventTrace(id_, article, e.name, e.start_date, e.end_date, e.place, e.insee)
        for (article, e), id_ in zip(found, ids, strict=True)
    ]


CONGRESS = event("Congrès national des élus connectés", "2026-02-06", "2026-02-07", "83118")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CONGRESS, event("Congrès des élus connectés", "2026-02-07")),
        (CONGRESS, event("CONGRÈS DES ÉLUS CONNECTÉS", "2026-02", insee="83118")),
        (
            event("World Mustard Lyon Festival (WMLF)", "2026-02-13", "2026-02-15", "69123"),
            event("WMLF 2026", "2026-02-13", "2026-02-15", "69383"),
        ),
        (event("World Mustard Lyon Festival", "2026-02-13", "2026-02-15"), event("WMLF", "2026-02-14")),
        (event("9e édition du Forum Inbourg", "2026-04-01"), event("Forum Inbourg 2026", "2026-04-01")),
        (
            event("réunion publique", "2026-03-09", insee="39198"),
            event("réunion publique", "2026-03-09", insee="39198"),
        ),
        (
            event("conseil municipal de Dole", "2026-03-09", insee="39198"),
            event("conseil municipal", "2026-03-09", insee="39198"),
        ),
    ],
)
def test_the_same(one: Event, other: Event) -> None:
    first, second = identified([("a", one), ("b", other)], [])
    assert first == second
    known = traces([("a", one)], [first])
    assert identified([("c", other)], known) == [first]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CONGRESS, replace(CONGRESS, start_date="2027-02-06", end_date="2027-02-07")),
        (CONGRESS, replace(CONGRESS, insee="06029")),
        (CONGRESS, event("Salon des élus connectés", "2026-02-06", "2026-02-07", "83118")),
        (event("réunion publique", "2026-03-09"), event("réunion publique", "2026-03-09")),
        (
            event("inauguration du tiers-lieu", "2026-03-09", insee="39198"),
            event("inauguration de la médiathèque", "2026-03-09", insee="39198"),
        ),
        (
            event("Festival du jeu", "2026-03-09", insee="39198"),
            event("Festival du film", "2026-03-09", insee="39198"),
        ),
        (
            event("Forum Inbourg", "2026-03-09", "2026-03-11"),
            event("Forum Inbourg", "2026-03-10", "2026-03-12"),
        ),
    ],
)
def test_not_the_same(one: Event, other: Event) -> None:
    first, second = identified([("a", one), ("b", other)], [])
    assert first != second
    assert identified([("b", other)], traces([("a", one)], [first])) == [second]


def test_a_new_id_is_that_of_the_first_telling() -> None:
    (found,) = identified([("a", CONGRESS)], [])
    assert found == new_id("a", CONGRESS.name, "2026-02-06")
    assert len(found) == 16
    assert int(found, 16) >= 0


def test_the_known_id_is_taken_by_its_like_of_the_batch() -> None:
    """A bare name that the known one does not reach, but another article of the batch does."""
    known = [EventTrace("0" * 16, "k", "Forum Inbourg", "2026-03-09", "2026-03-10", "", "39198")]
    middle = event("Forum Inbourg Bourgogne", "2026-03-09", "2026-03-10", "39198")
    far = event("Bourgogne", "2026-03-09", "2026-03-10", "39198")
    assert identified([("a", far)], known) != ["0" * 16]
    assert identified([("a", far), ("b", middle)], known) == ["0" * 16] * 2


NAMES = [
    "Forum Inbourg",
    "9e Forum Inbourg",
    "Forum",
    "Salon Inbourg",
    "réunion publique",
    "Nuit du bit",
    "NDB",
    "Inbourg 2026",
]
EVENTS = st.builds(
    event,
    st.sampled_from(NAMES),
    st.sampled_from(["2026-03", "2026-03-09", "2026-03-10"]),
    insee=st.sampled_from([None, "39198", "21054"]),
)
BATCHES = st.lists(st.tuples(st.sampled_from("abcdef"), EVENTS), max_size=12)


@given(BATCHES, st.randoms(use_true_random=False))
def test_the_order_of_a_batch_changes_nothing(batch: list[tuple[str, Event]], chance: random.Random) -> None:
    ids = identified(batch, [])
    order = list(range(len(batch)))
    chance.shuffle(order)
    assert identified([batch[i] for i in order], []) == [ids[i] for i in order]


@given(BATCHES)
def test_what_is_known_stays_what_it_is(batch: list[tuple[str, Event]]) -> None:
    ids = identified(batch, [])
    known = traces(batch, ids)
    assert identified(batch, known) == ids
    assert identified(batch, known[::-1]) == ids


@given(BATCHES, BATCHES)
def test_every_event_has_an_id_and_new_ones_are_not_known(
    batch: list[tuple[str, Event]], before: list[tuple[str, Event]]
) -> None:
    known = traces(before, identified(before, []))
    ids = identified(batch, known)
    assert len(ids) == len(batch)
    assert all(len(id_) == 16 for id_ in ids)


def test_thousands_of_like_events_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    same = identity._same

    def counted(a: Telling, b: Telling) -> bool:
        nonlocal compared
        compared += 1
        return same(a, b)

    monkeypatch.setattr(identity, "_same", counted)
    batch = [
        (f"a{i}", event("Forum du bourg", f"2026-03-{i % 28 + 1:02}", insee="39198")) for i in range(2000)
    ]
    batch += [(f"b{i}", event(f"atelier sujet{i}", "2026-03-09", insee="39198")) for i in range(2000)]
    assert len(set(identified(batch, []))) == 28 + 2000
    assert compared < 10 * len(batch)
