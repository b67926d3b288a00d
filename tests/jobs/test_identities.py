"""What several articles tell of has one id, over batches and runs; reading an article again changes none."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import MONDAY, SOURCE, analysis, event, initiative, processed

from core.settings import StoreSettings
from core.types import ActorKind, InitiativeStatus, Processed, UseCategory
from jobs.identities import identified
from store.batch import Batch
from store.live import LiveStore, open_live


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveStore]:
    with open_live(tmp_path, StoreSettings(memory_limit="300MB")) as opened:
        opened.write(Batch(sources=(SOURCE,)))
        yield opened


def told(number: int, day: int = 0, version: int = 1, **facts: Any) -> Processed:
    at = MONDAY + timedelta(days=day)
    nothing: dict[str, Any] = dict.fromkeys(("quotes", "figures", "events", "initiatives"), ())
    found = analysis(**(nothing | facts))
    return processed(number, seen_at=at, published_at=at, version=version, found=found)


def run(live: LiveStore, *articles: Processed) -> None:
    live.write(identified(live, Batch(articles=articles)))


def rows(live: LiveStore, sql: str) -> list[tuple[Any, ...]]:
    return live.connection.execute(sql).fetchall()


def test_an_event_keeps_its_id_from_batch_to_batch(live: LiveStore) -> None:
    run(live, told(1, events=(event(id=""),)))
    run(live, told(2, 3, events=(event(id="", name="le forum des voix"),)))
    run(
        live,
        told(
            3,
            3,
            events=(event(id="", name="Salon du drone", start_date="2027-03-01", end_date="2027-03-01"),),
        ),
    )
    assert rows(live, "SELECT name, articles FROM v_agenda ORDER BY start_day") == [
        ("le forum des voix", 2),
        ("Salon du drone", 1),
    ]


def test_an_initiative_keeps_its_row_and_grows_its_history(live: LiveStore) -> None:
    later = initiative("", status=InitiativeStatus.DEPLOYED)
    other = initiative(
        "", technology_id="capteur", technology="capteur", category=UseCategory.WATER,
        use_case="suivi des fuites", supplier="",
    )  # fmt: skip
    run(live, told(1, initiatives=(initiative(""),)))
    run(live, told(2, 40, initiatives=(later, other)))
    assert rows(live, "SELECT technology_id, status, first_seen < last_seen FROM initiatives ORDER BY 1") == [
        ("assistant-vocal", "deployed", True),
        ("capteur", "experiment", False),
    ]


def test_a_syndicate_is_known_by_its_name_however_it_is_spelt(live: LiveStore) -> None:
    nameless = {"actor_kind": ActorKind.SYNDICATE, "actor_code": None}
    run(live, told(1, initiatives=(initiative("", actor_name="Syndicat de l’Aulne", **nameless),)))
    run(live, told(2, 9, initiatives=(initiative("", actor_name="syndicat de l'Aulne", **nameless),)))
    assert rows(live, "SELECT count(*) FROM initiatives") == [(1,)]


def test_reading_again_changes_no_id(live: LiveStore) -> None:
    articles = [
        told(n, n, events=(event(id=""),), initiatives=(initiative("", use_case=f"usage {n}"),))
        for n in range(1, 4)
    ]
    run(live, *articles)
    before = (
        rows(live, "SELECT article_id, event_id FROM events ORDER BY ALL"),
        rows(live, "SELECT article_id, initiative_id FROM initiative_history ORDER BY ALL"),
    )
    for article in reversed(articles):
        assert live.write(identified(live, Batch(articles=(article,)))) == 0
    assert before == (
        rows(live, "SELECT article_id, event_id FROM events ORDER BY ALL"),
        rows(live, "SELECT article_id, initiative_id FROM initiative_history ORDER BY ALL"),
    )
