"""What the letter reads of a published file: reserved texts, contradicted people, and how far a thing was before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from newsroom import (
    SOURCE,
    TECHNOLOGIES,
    analysis,
    figure,
    initiative,
    link,
    mention,
    processed,
    quote,
    registers,
    role,
)

from core.settings import StoreSettings
from core.types import Basis, InitiativeStatus, Link, MentionKind, Processed, Rights, RoleKind
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.query import Snapshot, open_snapshot
from store.readers import letter
from store.registers import load_registers, load_technologies
from store.sql import query

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 22)
RESERVED = Rights(tdm_reserved=True)


def told(number: int, day: date = FIRST, page: dict[str, Any] | None = None, **facts: Any) -> Processed:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return processed(number, seen_at=at, found=analysis(**facts), **{"published_at": at} | (page or {}))


def published(folder: Path, articles: Iterable[Processed], links: tuple[Link, ...] = ()) -> Snapshot:
    settings = StoreSettings(memory_limit="300MB")
    with open_live(folder, settings) as live:
        load_registers(live, *registers(), "1")
        load_technologies(live, TECHNOLOGIES, "1")
        live.write(Batch(articles=tuple(articles), sources=(SOURCE,), links=links))
    publish(folder, settings)
    return open_snapshot(folder)


def test_a_page_has_its_towns_and_what_it_is_in_a_count(tmp_path: Path) -> None:
    articles = [told(1), told(2), told(3, date(2026, 11, 23))]
    with published(tmp_path, articles, (link(2, 1),)) as snapshot:
        first, second = letter.pages(snapshot, FIRST, LAST)
    assert first.towns == (letter.Town("79901", first.towns[0].name, "79", 1200, "Deux-Sèvres"),)
    assert (first.outlet, first.voice, first.counted_as) == (SOURCE.name, SOURCE.outlet_group, "article")
    assert second.counted_as == "copy"


def test_a_deed_has_the_names_of_the_registers_and_its_amount(tmp_path: Path) -> None:
    said = "Ostréa Données a livré l’outil."
    costs = initiative(actor_name="Breville", amounts=((0, 12),))
    facts = {"initiatives": (costs,), "figures": (figure(0),), "roles": (role(evidence_text=said),)}
    with published(tmp_path, [told(1, **facts)]) as snapshot:
        (deed,) = letter.deeds(snapshot, FIRST, LAST, 0.5)
    assert deed.actor in {"Bréville-sur-Aulne", "Bréville"}
    assert (deed.departement_name, deed.population, deed.technology) == (
        "Deux-Sèvres",
        1200,
        "Assistant vocal",
    )
    assert deed.supplier_evidence == said
    assert [(cost.start_at, cost.value, cost.unit) for cost in deed.costs] == [(0, 12000.0, "€")]


def test_a_deed_knows_where_it_surely_was_and_how_far_anybody_said(tmp_path: Path) -> None:
    state = InitiativeStatus
    articles = [
        told(1, date(2026, 11, 2), initiatives=(initiative(status=state.ANNOUNCED),)),
        told(2, date(2026, 11, 9), initiatives=(initiative(status=state.DEPLOYED, confidence=0.3),)),
        told(3, initiatives=(initiative(status=state.EXPERIMENT),)),
    ]
    with published(tmp_path, articles) as snapshot:
        (deed,) = letter.deeds(snapshot, FIRST, LAST, 0.5)
    assert (deed.status, deed.before, deed.reached) == ("experiment", "announced", "deployed")


def test_who_tells_what_the_register_no_longer_says_is_not_told(tmp_path: Path) -> None:
    """The letter says what the register says at the end of the week: an erratum compares the two."""
    outdated = initiative(status=InitiativeStatus.DEPLOYED, confidence=0.9, supplier="Ostréa Données")
    last = initiative(status=InitiativeStatus.EXPERIMENT, confidence=0.6, supplier="Roulevive")
    silent = initiative(status=InitiativeStatus.EXPERIMENT, confidence=0.6, supplier="Ostréa Données")
    articles = [
        told(1, initiatives=(outdated,)),
        told(2, date(2026, 11, 19), initiatives=(silent,)),
        told(3, date(2026, 11, 20), initiatives=(last,)),
        told(4, date(2026, 11, 24), initiatives=(outdated,)),
    ]
    with published(tmp_path, articles) as snapshot:
        deeds = letter.deeds(snapshot, FIRST, LAST, 0.5)
    assert sorted((deed.status, deed.supplier) for deed in deeds) == [
        ("experiment", ""),
        ("experiment", "Roulevive"),
    ]


@pytest.mark.parametrize(
    ("page", "heard"),
    [
        ({}, True),
        ({"rights": RESERVED, "basis": Basis.FULL}, False),
        ({"rights": RESERVED, "basis": Basis.EXCERPT}, True),
    ],
    ids=["free", "reserved and read in full", "reserved and known by its feed"],
)
def test_of_reserved_texts_only_the_feed_is_told(tmp_path: Path, page: dict[str, Any], heard: bool) -> None:
    with published(tmp_path, [told(1, page=page)]) as snapshot:
        assert bool(letter.deeds(snapshot, FIRST, LAST, 0.5)) is heard
        assert bool(letter.sayings(snapshot, FIRST, LAST)) is heard
        (only,) = letter.pages(snapshot, FIRST, LAST)
    assert only.closed is not heard


@pytest.mark.parametrize(
    ("facts", "heard"),
    [
        ({}, True),
        ({"quotes": (quote(direct=False),)}, False),
        ({"roles": (role(register="contradicted"),)}, False),
        ({"roles": (role(inferred=True),)}, False),
        ({"roles": ()}, False),
    ],
    ids=["said", "reported", "contradicted", "nobody named", "no role"],
)
def test_only_the_words_of_named_elected_people_are_quoted(
    tmp_path: Path, facts: dict[str, Any], heard: bool
) -> None:
    with published(tmp_path, [told(1, **facts)]) as snapshot:
        assert bool(letter.sayings(snapshot, FIRST, LAST)) is heard


def test_a_text_is_quoted_where_it_was_first_printed(tmp_path: Path) -> None:
    with published(tmp_path, [told(1), told(2)], (link(2, 1),)) as snapshot:
        (said,) = letter.sayings(snapshot, FIRST, LAST)
        counted = letter.week_counts(snapshot, FIRST, LAST)
    assert (said.register, said.commune != "") == ("confirmed", True)
    assert [(row.kind, row.code, row.articles) for row in counted] == [
        ("departement", "79", 1),
        ("technology", "assistant-vocal", 1),
    ]


def test_only_outlets_that_were_read_all_along_are_steady(tmp_path: Path) -> None:
    """A new one that lists some weeks of its past is not: its first weeks would be a rise from nothing."""
    first = FIRST - timedelta(weeks=8)

    def weeks(number: int, source: str, *ago: int) -> list[Processed]:
        return [told(number + n, LAST - timedelta(weeks=n), page={"source": source}) for n in ago]

    articles = [
        *weeks(10, "le-veilleur", 0, 1, 3, 5, 7),
        *weeks(30, "neuf", 0, 1, 2, 3, 4),
        *weeks(50, "rare", 0, 8),
    ]
    with published(tmp_path, articles) as snapshot:
        counted = letter.week_counts(snapshot, first, LAST)
    now = next(row for row in counted if row.kind == "technology" and row.week == FIRST)
    assert (now.articles, now.steady) == (3, 1)


def test_nobody_was_listened_to_before_the_first_collection(tmp_path: Path) -> None:
    with published(tmp_path, [told(1)]) as snapshot:
        assert letter.heard(snapshot, FIRST) == letter.Heard(None, ())
        assert letter.uncovered(snapshot) == []


def test_where_nobody_lives_no_outlet_is_missed(tmp_path: Path) -> None:
    communes, territories, mandates = registers()
    (row,) = territories.to_pylist()
    more = [row | {"code": code, "name": code} for code in ("48", "984", "989")]
    with open_live(tmp_path, StoreSettings(memory_limit="300MB")) as live:
        load_registers(live, communes, pa.Table.from_pylist([row, *more]), mandates, "1")
        live.write(Batch(articles=(told(1),), sources=(SOURCE,)))
    publish(tmp_path, StoreSettings(memory_limit="300MB"))
    with open_snapshot(tmp_path) as snapshot:
        assert [name for name in letter.uncovered(snapshot) if name.isdecimal()] == ["48"]


@pytest.mark.parametrize(
    "name",
    [
        "entities",
        "novelties",
        "letter_articles",
        "letter_initiatives",
        "letter_quotes",
        "letter_weeks",
        "watched_named",
    ],
)
def test_no_question_is_a_loop_over_all_communes(tmp_path: Path, name: str) -> None:
    """7 to 17 seconds at 200,000 articles, where a join by a key takes half of one."""
    given: dict[str, Any] = {"first": FIRST, "last": LAST, "sure": 0.5, "kind": "initiative", "ids": ["x"]}
    chosen = {key: value for key, value in given.items() if f"${key}" in query(name)}
    with published(tmp_path, [told(1)]) as snapshot:
        ((_, plan),) = snapshot.connection.execute(f"EXPLAIN {query(name)}", chosen).fetchall()
    assert "HASH_JOIN" in plan
    assert "BLOCKWIS" not in plan  # the drawing cuts the rest
    assert "NESTED_" not in plan


def test_whom_an_article_names_is_known_even_inferred_and_so_is_every_supplier(tmp_path: Path) -> None:
    with published(tmp_path, [told(1, roles=(role(inferred=True),))]) as snapshot:
        assert [one.name for one in letter.named(snapshot, FIRST, LAST)] == [role().name]
        assert letter.suppliers(snapshot) == sorted(
            {row.supplier for row in letter.deeds(snapshot, FIRST, LAST, 0.0)} - {""}
        )


def test_a_deed_has_its_technology_as_it_is_told_and_all_that_it_is_a_kind_of(tmp_path: Path) -> None:
    """A lexicon that goes round in a circle ends as well."""
    kinds = (
        TECHNOLOGIES[0]._replace(parent="assistant"),
        TECHNOLOGIES[0]._replace(technology_id="assistant", parent="ia"),
        TECHNOLOGIES[0]._replace(technology_id="ia", parent="assistant"),
    )
    with open_live(tmp_path, StoreSettings(memory_limit="300MB")) as live:
        load_technologies(live, kinds, "1")
        live.write(Batch(articles=(told(1, initiatives=(initiative(technology="assistants vocaux"),)),)))
    publish(tmp_path, StoreSettings(memory_limit="300MB"))
    with open_snapshot(tmp_path) as snapshot:
        (deed,) = letter.deeds(snapshot, FIRST, LAST, 0.5)
    assert (deed.as_told, deed.wider) == ("assistants vocaux", ("assistant", "ia"))


def test_the_page_of_an_event_says_who_surely_does_what(tmp_path: Path) -> None:
    facts = {"initiatives": (initiative(), initiative("i2", technology_id="x", confidence=0.3))}
    with published(tmp_path, [told(1, **facts)]) as snapshot:
        (only,) = letter.event_pages(snapshot, [letter.pages(snapshot, FIRST, LAST)[0].url], 0.5)
    assert only.deeds == (("79901", "Assistant vocal"),)


@pytest.mark.parametrize(
    ("at", "body"), [((4,), "Aulne Agglo"), ((4, 60), "Aulne Agglo"), ((4, 20), ""), ((60,), "")]
)
def test_who_presides_has_the_body_that_the_sentence_names(
    tmp_path: Path, at: tuple[int, ...], body: str
) -> None:
    presides = {"role": RoleKind.EPCI_PRESIDENT, "insee": None, "person_key": "odile ferrandou"}
    named = tuple(
        mention(MentionKind.EPCI, key, name, start)
        for start, key, name in zip(at, ("2001", "2002"), ("Aulne Agglo", "Autre"), strict=False)
    )
    facts = {
        "roles": (replace(role(), **presides, evidence=(0, 40)),),
        "quotes": (replace(quote(), **presides),),
        "mentions": named,
    }
    with published(tmp_path, [told(1, **facts)]) as snapshot:
        (said,) = letter.sayings(snapshot, FIRST, LAST)
    assert (said.role, said.body) == ("epci_president", body)
