"""What the texts tell: rows that show their words, a register that follows its history, an agenda."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import (
    MONDAY,
    SOURCE,
    TECHNOLOGIES,
    analysis,
    article,
    event,
    figure,
    initiative,
    link,
    processed,
    quote,
    registers,
    role,
)

from core.days import first_day, last_day
from core.settings import StoreSettings
from core.types import Article, EventState, InitiativeStatus, LinkKind, Processed
from store.batch import Batch
from store.live import LiveStore, open_live
from store.registers import load_registers, load_technologies


@pytest.fixture
def live(data_dir: Path, settings: StoreSettings) -> Iterator[LiveStore]:
    with open_live(data_dir, settings) as opened:
        load_registers(opened, *registers(), "1")
        load_technologies(opened, TECHNOLOGIES, "1")
        opened.write(Batch(sources=(SOURCE,)))
        yield opened


def rows(live: LiveStore, sql: str) -> list[tuple[Any, ...]]:
    return live.connection.execute(sql).fetchall()


def told(
    number: int = 1, day: int = 0, version: int = 1, source: str = SOURCE.slug, **facts: Any
) -> Processed:
    at = MONDAY + timedelta(days=day)
    nothing: dict[str, Any] = dict.fromkeys(("quotes", "figures", "events", "initiatives"), ())
    found = analysis(model="m1", **(nothing | facts))
    return processed(number, seen_at=at, published_at=at, version=version, source=source, found=found)


def written(words: str) -> Article:
    """An article whose body is these words."""
    return article(title=words, summary="", text="")


def step(status: InitiativeStatus, **changes: Any) -> Any:
    return (initiative(status=status, **({"evidence_text": f"La ville : {status}."} | changes)),)


def test_every_fact_shows_its_words_its_rule_and_its_model(live: LiveStore) -> None:
    facts = {
        "quotes": (quote(),),
        "figures": (figure(),),
        "events": (event(),),
        "initiatives": (initiative(),),
    }
    live.write(Batch(articles=(told(**facts),)))
    for table in ("quotes", "figures", "events", "initiative_history"):
        found = rows(
            live,
            f"SELECT evidence_text <> '', evidence_end > evidence_start, rule, confidence, model FROM {table}",
        )
        assert found == [(True, True, "test", found[0][3], "m1")], table


def test_a_quote_carries_who_speaks_and_for_which_town(live: LiveStore) -> None:
    live.write(
        Batch(
            articles=(told(quotes=(quote(), quote(60, "la mairie", person_key=None, role=None, insee=None))),)
        )
    )
    assert rows(
        live, "SELECT speaker, role, commune, departement, direct FROM v_quotes ORDER BY start_at"
    ) == [
        ("Odile Ferrandou", "mayor", "Bréville-sur-Aulne", "79", True),
        ("la mairie", None, None, None, True),
    ]


def test_an_initiative_has_the_last_status_and_all_of_its_history(live: LiveStore) -> None:
    live.write(Batch(articles=(told(2, 30, initiatives=step(InitiativeStatus.DEPLOYED)),)))
    live.write(Batch(articles=(told(1, 0, initiatives=step(InitiativeStatus.PLAN, supplier="")),)))
    live.write(Batch(articles=(told(3, 40, initiatives=step(InitiativeStatus.ABANDONED)),)))
    assert rows(live, "SELECT status, supplier, first_seen, last_seen FROM initiatives") == [
        ("abandoned", "Ostréa Données", date(2026, 11, 16), date(2026, 12, 26))
    ]
    assert rows(live, "SELECT status FROM initiative_history ORDER BY day") == [
        ("plan",),
        ("deployed",),
        ("abandoned",),
    ]
    assert rows(
        live,
        "SELECT actor, technology, first_status, status_since, articles, evidence_text FROM v_initiatives",
    ) == [
        ("Bréville-sur-Aulne", "Assistant vocal", "plan", date(2026, 12, 26), 3, "La ville : abandoned."),
    ]


def test_a_late_article_about_the_past_does_not_turn_the_clock_back(live: LiveStore) -> None:
    live.write(Batch(articles=(told(1, 10, initiatives=step(InitiativeStatus.DEPLOYED)),)))
    live.write(Batch(articles=(told(2, 0, initiatives=step(InitiativeStatus.EXPERIMENT)),)))
    assert rows(live, "SELECT status FROM initiatives") == [("deployed",)]


def test_of_one_days_articles_the_surest_counts_then_the_one_furthest_on(live: LiveStore) -> None:
    live.write(
        Batch(
            articles=(
                told(1, initiatives=step(InitiativeStatus.DEPLOYED, confidence=0.5)),
                told(2, initiatives=step(InitiativeStatus.PLAN, confidence=0.8)),
                told(3, initiatives=step(InitiativeStatus.ANNOUNCED, confidence=0.8)),
            )
        )
    )
    assert rows(live, "SELECT status FROM initiatives") == [("announced",)]


def test_what_a_new_version_no_longer_says_leaves_the_register_but_not_the_history(live: LiveStore) -> None:
    live.write(Batch(articles=(told(initiatives=step(InitiativeStatus.PLAN)),)))
    live.write(Batch(articles=(told(day=1, version=2, mentions=(), roles=(), topics=()),)))
    assert rows(live, "FROM initiatives") == []
    assert rows(live, "SELECT version FROM initiative_history") == [(1,)]


def test_a_reprint_is_no_further_witness(live: LiveStore) -> None:
    articles = (
        told(1, initiatives=step(InitiativeStatus.PLAN)),
        told(2, initiatives=step(InitiativeStatus.PLAN), source="ailleurs"),
    )
    live.write(Batch(articles=articles, links=(link(2, 1, kind=LinkKind.SYNDICATED),)))
    assert rows(live, "SELECT articles, reprints, outlets FROM v_initiatives") == [(1, 1, 2)]


def test_an_initiative_shows_its_amounts_and_dates_in_words(live: LiveStore) -> None:
    words = "Bréville paie 8\u202f200\u00a0euros dès mars."
    costly = initiative(amounts=((14, 25),), dates=((30, 34),))
    live.write(Batch(articles=(replace(told(initiatives=(costly,)), article=written(words)),)))
    assert rows(live, "SELECT amounts, dates FROM v_initiatives") == [(["8 200 euros"], ["mars"])]


def test_its_sentence_comes_from_an_article_rather_than_from_a_reprint(live: LiveStore) -> None:
    first = told(1, 0, initiatives=step(InitiativeStatus.DEPLOYED, evidence_text="Elle l'a."))
    reprint = told(2, 1, initiatives=step(InitiativeStatus.DEPLOYED, evidence_text="Elle l’a !"))
    live.write(Batch(articles=(first, reprint), links=(link(2, 1, kind=LinkKind.SYNDICATED),)))
    assert rows(live, "SELECT evidence_text, articles FROM v_initiatives") == [("Elle l'a.", 1)]


def test_what_proves_a_status_was_told_since_it_had_it(live: LiveStore) -> None:
    days = (
        (1, 0, InitiativeStatus.DEPLOYED),
        (2, 100, InitiativeStatus.ABANDONED),
        (3, 200, InitiativeStatus.DEPLOYED),
    )
    articles = tuple(
        told(n, day, initiatives=step(status, evidence_text=f"Au jour {day}.")) for n, day, status in days
    )
    live.write(Batch(articles=articles, links=(link(3, 1, kind=LinkKind.SYNDICATED),)))
    found = rows(
        live, "SELECT evidence_text, status, date_diff('day', first_seen, status_since) FROM v_initiatives"
    )
    assert found == [("Au jour 200.", "deployed", 200)]


def test_figures_are_those_of_the_current_version(live: LiveStore) -> None:
    live.write(Batch(articles=(told(version=1, figures=(figure(value=310_000),)),)))
    live.write(Batch(articles=(told(day=1, version=2, figures=(figure(value=130_000),)),)))
    assert rows(live, "SELECT value, counted_as FROM v_figures") == [(130_000, "article")]
    assert rows(live, "SELECT count(*) FROM figures") == [(2,)]


def test_an_event_of_several_articles_is_one_line_of_the_agenda(live: LiveStore) -> None:
    vague = event(name="Forum", start_date="2026-12", end_date="2026-12", place="", insee=None)
    live.write(Batch(articles=(told(1, 0, events=(event(),)), told(2, 5, events=(vague,)))))
    assert rows(live, "SELECT name, start_day, end_day, precision, commune, articles FROM v_agenda") == [
        ("Forum des voix", date(2026, 12, 3), date(2026, 12, 4), "day", "Bréville-sur-Aulne", 2)
    ]


def test_rows_of_views_can_be_cited(live: LiveStore) -> None:
    facts = {
        "quotes": (quote(),),
        "figures": (figure(),),
        "events": (event(),),
        "initiatives": (initiative(),),
    }
    live.write(Batch(articles=(told(**facts, roles=(role(),)),)))
    tables = {"v_quotes": "quotes", "v_figures": "figures", "v_mayors": "roles", "v_agenda": "events"}
    for view, table in (tables | {"v_initiatives": "initiative_history"}).items():
        columns = "article_id, version, evidence_start, evidence_end, evidence_text"
        assert rows(live, f"SELECT {columns} FROM {view}") == rows(live, f"SELECT {columns} FROM {table}"), (
            view
        )
        names = [one[0] for one in rows(live, f"SELECT column_name FROM (DESCRIBE {view})")]
        assert names[-2:] == ["evidence_start", "evidence_end"]


def test_the_witness_of_an_initiative_and_of_an_event_is_one_article(live: LiveStore) -> None:
    first = {
        "events": (event(evidence=(5, 60)),),
        "initiatives": step(InitiativeStatus.PLAN, evidence=(7, 70)),
    }
    last = {
        "events": (event(evidence=(8, 80)),),
        "initiatives": step(InitiativeStatus.PLAN, evidence=(9, 90)),
    }
    live.write(Batch(articles=(told(1, 0, **first), told(2, 5, **last))))
    columns = "article_id, url, evidence_start, evidence_end"
    (agenda,) = rows(live, f"SELECT {columns} FROM v_agenda")
    (listed,) = rows(live, f"SELECT {columns} FROM v_initiatives")
    assert agenda == (article(2).id, article(2).url, 8, 80)
    assert listed == (article(2).id, article(2).url, 9, 90)
    live.connection.execute("UPDATE articles SET title = NULL WHERE article_id = ?", [article(2).id])
    assert rows(live, "SELECT article_id, title FROM v_agenda") == [(article(2).id, None)]


def test_comments_tell_who_decides_what_a_merged_initiative_is(live: LiveStore) -> None:
    said = dict(
        rows(
            live,
            "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'initiatives' AND NOT internal",
        )
    )
    for column in ("technology_id", "actor_kind", "use_case", "category"):
        assert "initiative_history.merged_from" in said[column], column


def test_a_cancelled_event_says_so_whoever_announced_it_last(live: LiveStore) -> None:
    live.write(
        Batch(
            articles=(told(1, 0, events=(event(state=EventState.CANCELLED),)), told(2, 5, events=(event(),)))
        )
    )
    assert rows(live, "SELECT state, articles FROM v_agenda") == [("cancelled", 2)]


def test_what_is_over_is_past_and_what_lasts_is_coming(live: LiveStore) -> None:
    today = rows(live, "SELECT current_date")[0][0]
    given = [
        event(0, "e1", start_date=str(today - timedelta(days=9)), end_date=str(today)),
        event(30, "e2", start_date=str(today - timedelta(days=9)), end_date=str(today - timedelta(days=1))),
    ]
    live.write(Batch(articles=(told(events=tuple(given)),)))
    assert rows(live, "SELECT event_id, coming FROM v_agenda ORDER BY ALL") == [("e1", True), ("e2", False)]


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2026-02-03", date(2026, 2, 3), date(2026, 2, 3)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_date_spans_what_it_does_not_say(iso: str, first: date, last: date) -> None:
    assert (first_day(iso), last_day(iso)) == (first, last)
