"""What reading articles again changed, by kind, as the rows tell it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from newsroom import analysis, article, batch, initiative, processed, role

from core.settings import StoreSettings
from core.types import InitiativeStatus, Nature
from store.batch import Batch
from store.live import LiveStore, open_live
from store.readers.changes import MOST, Change, Changes, Rows


@pytest.fixture
def live(data_dir: Path, settings: StoreSettings) -> Iterator[LiveStore]:
    with open_live(data_dir, settings) as opened:
        opened.write(batch((1, 2)))
        yield opened


def again(live: LiveStore, changes: Changes, number: int = 1, **found: Any) -> None:
    """Read an article again, with these differences."""
    with changes.watched(live.connection, [article(number).id]):
        live.write(Batch(articles=(processed(number, found=analysis(**found)),)))


def test_what_differs_in_nothing_but_the_model_is_unchanged(live: LiveStore) -> None:
    changes = Changes()
    again(live, changes, model="2")
    assert changes.tables["mentions"] == Rows(unchanged=2)
    assert all((rows.added, rows.removed) == (0, 0) for rows in changes.tables.values())
    assert (changes.all(), +changes.totals) == ([], {})


def test_facts_are_counted_by_table_and_batches_add_up(live: LiveStore) -> None:
    changes = Changes()
    again(live, changes, mentions=analysis().mentions[:1], topics=("ia", "donnees"))
    again(live, changes, number=2, mentions=())
    assert changes.tables["mentions"] == Rows(added=0, removed=3, unchanged=1)
    assert changes.tables["article_topics"] == Rows(added=1, removed=1, unchanged=3)


def test_verdicts_and_mayors_are_named(live: LiveStore) -> None:
    changes = Changes()
    again(live, changes, relevant=False, nature=Nature.DEBATE, roles=(role("Basile Ferrandou"),))
    one = article(1)
    place = f", 79901 ({one.title})"
    assert changes.all() == [
        Change("relevance", one.id, one.title, "relevant", "not relevant"),
        Change("nature", one.id, one.title, "initiative", "debate"),
        Change("mayor", one.id, f"Basile Ferrandou{place}", "", "current"),
        Change("mayor", one.id, f"Odile Ferrandou{place}", "current", ""),
    ]
    assert changes.totals == {"relevance": 1, "nature": 1, "mayor": 2}


def test_a_mayor_that_nobody_names_is_none(live: LiveStore) -> None:
    changes = Changes()
    again(live, changes, roles=(replace(role(), inferred=True),))
    assert [(one.before, one.after) for one in changes.all()] == [("current", "")]


def test_an_initiative_is_told_as_it_was_before_all_and_is_after_all(live: LiveStore) -> None:
    changes = Changes()
    gone = InitiativeStatus.ABANDONED
    for number in (1, 2):
        again(live, changes, number, initiatives=(initiative(status=gone),))
    (told,) = changes.all()
    assert (told.what, told.id, told.before, told.after) == ("initiative", "i1", "experiment", "abandoned")
    for number in (1, 2):
        again(live, changes, number)
    assert changes.all() == []
    again(live, changes, 1, initiatives=())
    again(live, changes, 2, initiatives=(initiative("i2"),))
    assert {(one.id, one.before, one.after) for one in changes.all()} == {
        ("i1", "experiment", ""),
        ("i2", "", "experiment"),
    }


def test_twenty_of_a_kind_are_listed_and_all_are_counted(live: LiveStore) -> None:
    changes = Changes()
    for turn in range(MOST + 3):
        again(live, changes, relevant=bool(turn % 2))
    assert changes.totals["relevance"] == MOST + 3
    assert len(changes.all()) == MOST
