"""What is new is said since when, and not before the watch is long enough to tell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import SOURCE, TECHNOLOGIES, analysis, initiative, link, processed, quote, registers

from core.settings import StoreSettings
from core.types import ActorKind, Form, InitiativeStatus, Link, LinkKind, Processed, RoleKind
from digest.letter import Week, week_of
from digest.novelty import Novelties, of_week, said, watch_start
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.query import Novel, open_snapshot
from store.registers import load_registers, load_technologies

WEEK = week_of(date(2026, 11, 18))


def told(number: int, day: date, page: Mapping[str, Any] | None = None, **facts: Any) -> Processed:
    """An article of a day that tells these facts; `page` is what else its page says."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    nothing: dict[str, Any] = dict.fromkeys(("quotes", "figures", "events", "initiatives"), ())
    usual = {"published_at": at} | dict(page or {})
    return processed(number, seen_at=at, found=analysis(**(nothing | facts)), **usual)


def watched(weeks: int, end: date = WEEK.first) -> list[Processed]:
    """Two ordinary articles in each of the weeks before, in which facts were looked for and none found."""
    days = (end - timedelta(days=7 * w + d) for w in range(weeks) for d in (2, 5))
    return [told(1000 + n, day) for n, day in enumerate(days)]


def found(
    folder: Path,
    articles: Iterable[Processed],
    week: Week = WEEK,
    links: tuple[Link, ...] = (),
    before_facts: Sequence[Processed] = (),
) -> Novelties:
    settings = StoreSettings(memory_limit="300MB")
    with open_live(folder, settings) as live:
        load_registers(live, *registers(), "1")
        load_technologies(live, TECHNOLOGIES, "1")
        if before_facts:
            live.write(Batch(articles=tuple(before_facts)))
            live.connection.execute("UPDATE articles SET told = NULL")
        live.write(Batch(articles=tuple(articles), sources=(SOURCE,), links=links))
    publish(folder, settings)
    with open_snapshot(folder) as snapshot:
        return of_week(snapshot, week)


def kinds(novelties: Novelties) -> list[tuple[str, str]]:
    return [(item.kind, item.name) for item in novelties.items]


MONDAY = WEEK.first
OLD = MONDAY - timedelta(days=30)


def test_the_first_of_all_then_of_a_town_then_of_a_technology(tmp_path: Path) -> None:
    elsewhere = {"actor_code": "22113", "actor_name": "Lannion"}
    articles = [
        *watched(14),
        told(1, OLD, initiatives=(initiative("a"),)),
        told(2, MONDAY, initiatives=(initiative("b", technology_id="drone", technology="drone"),)),
        told(3, MONDAY, initiatives=(initiative("c", **elsewhere),)),
        told(4, MONDAY, initiatives=(initiative("a"),)),
    ]
    assert kinds(found(tmp_path, articles)) == [
        ("first-anywhere", "Bréville-sur-Aulne"),
        ("first-initiative", "Lannion"),
    ]


def test_a_known_technology_can_be_new_to_a_town(tmp_path: Path) -> None:
    elsewhere = {"actor_code": "22113", "actor_name": "Lannion"}
    drone = {"technology_id": "drone", "technology": "drone"}
    articles = [
        *watched(14),
        told(1, OLD, initiatives=(initiative("a"),)),
        told(2, OLD, initiatives=(initiative("b", **elsewhere, **drone),)),
        told(3, MONDAY, initiatives=(initiative("c", **drone),)),
    ]
    assert kinds(found(tmp_path, articles)) == [("first-technology", "Bréville-sur-Aulne")]


def test_a_status_is_new_when_it_goes_on_not_when_it_is_told_again_or_back(tmp_path: Path) -> None:
    def steps(number: int, before: InitiativeStatus, after: InitiativeStatus) -> list[Processed]:
        key = f"i{number}"
        return [
            told(number, OLD, initiatives=(initiative(key, status=before),)),
            told(number + 1, MONDAY, initiatives=(initiative(key, status=after),)),
        ]

    state = InitiativeStatus
    articles = [
        *watched(14),
        *steps(1, state.PLAN, state.EXPERIMENT),
        *steps(3, state.DEPLOYED, state.DEPLOYED),
        *steps(5, state.DEPLOYED, state.EXPERIMENT),
        *steps(7, state.DEPLOYED, state.ABANDONED),
    ]
    new = [(item.kind, item.before, item.after) for item in found(tmp_path, articles).items]
    assert sorted(new) == [("new-status", "deployed", "abandoned"), ("new-status", "plan", "experiment")]


def steps_told(*told_so: tuple[InitiativeStatus, float]) -> list[Processed]:
    """An initiative of older weeks, a status and a confidence each week; deployed this week."""
    before = [
        told(n, OLD + timedelta(days=7 * n), initiatives=(initiative(status=status, confidence=confidence),))
        for n, (status, confidence) in enumerate(told_so)
    ]
    now = told(9, MONDAY, initiatives=(initiative(status=InitiativeStatus.DEPLOYED),))
    return [*watched(14), *before, now]


@pytest.mark.parametrize(
    ("told_so", "before"),
    [
        ([("deployed", 0.8), ("experiment", 0.8)], []),  # told before, if not last
        ([("experiment", 0.8), ("deployed", 0.3)], []),  # perhaps told before
        ([("abandoned", 0.3), ("experiment", 0.8)], []),  # perhaps further on
        ([("plan", 0.3)], []),  # nothing sure to come from
        ([("experiment", 0.8), ("plan", 0.3)], ["experiment"]),
        ([("experiment", 0.8), ("plan", 0.8)], ["plan"]),
    ],
)
def test_a_status_is_new_if_none_before_went_that_far(
    tmp_path: Path, told_so: list[tuple[str, float]], before: list[str]
) -> None:
    articles = steps_told(*((InitiativeStatus(status), confidence) for status, confidence in told_so))
    new = [(item.kind, item.before, item.after) for item in found(tmp_path, articles).items]
    assert new == [("new-status", status, "deployed") for status in before]


LANNION = {"actor_code": "22113", "actor_name": "Lannion"}
DRONE = {"technology_id": "drone", "technology": "drone"}


def test_of_two_towns_in_a_week_one_was_the_first(tmp_path: Path) -> None:
    articles = [
        *watched(14),
        told(1, MONDAY + timedelta(days=1), initiatives=(initiative("a"),)),
        told(2, MONDAY, initiatives=(initiative("b", **LANNION),)),
        told(3, OLD, initiatives=(initiative("c", **LANNION, **DRONE),)),
    ]
    assert kinds(found(tmp_path, articles)) == [
        ("first-anywhere", "Lannion"),
        ("first-initiative", "Bréville-sur-Aulne"),
    ]


def test_who_is_second_to_a_doubtful_or_unseen_first_is_not_called_first_of_all(tmp_path: Path) -> None:
    day = MONDAY + timedelta(days=1)
    ours = told(1, day, initiatives=(initiative("a"),))
    for n, other in enumerate(
        (
            told(2, MONDAY, initiatives=(initiative("b", confidence=0.3, **LANNION),)),
            told(2, MONDAY, relevant=False, initiatives=(initiative("b", **LANNION),)),
        )
    ):
        articles = [*watched(14), ours, other]
        assert kinds(found(tmp_path / str(n), articles)) == [("first-initiative", "Bréville-sur-Aulne")]


def test_a_town_has_one_first_initiative_the_next_is_a_new_technology(tmp_path: Path) -> None:
    articles = [
        *watched(14),
        told(1, OLD, initiatives=(initiative("a", **LANNION), initiative("b", **LANNION, **DRONE))),
        told(2, MONDAY, initiatives=(initiative("c"),)),
        told(3, MONDAY + timedelta(days=1), initiatives=(initiative("d", **DRONE),)),
    ]
    new = [(item.kind, item.technology_id) for item in found(tmp_path, articles).items]
    assert new == [("first-initiative", "assistant-vocal"), ("first-technology", "drone")]


@pytest.mark.parametrize("status", ["plan", "abandoned"])
def test_what_is_wished_for_or_dropped_is_no_first(tmp_path: Path, status: str) -> None:
    only = initiative(status=InitiativeStatus(status))
    assert kinds(found(tmp_path, [*watched(14), told(1, MONDAY, initiatives=(only,))])) == []


def test_an_article_without_date_is_known_by_the_day_it_was_seen_and_claims_nothing(tmp_path: Path) -> None:
    undated = {"published_at": None, "published_precision": None}
    before = told(1, OLD, undated, initiatives=(initiative("a"),), quotes=(quote(),))
    now = told(2, MONDAY, initiatives=(initiative("b"),), quotes=(quote(),))
    assert kinds(found(tmp_path, [*watched(14), before, now])) == []
    late = told(1, MONDAY, undated, initiatives=(initiative("a"),), quotes=(quote(),))
    assert kinds(found(tmp_path / "late", [*watched(14), late])) == []


@pytest.mark.parametrize("hidden", ["copy", "round-up", "irrelevant"])
def test_a_claim_hangs_on_an_article_that_the_digest_shows(tmp_path: Path, hidden: str) -> None:
    facts: dict[str, Any] = {"initiatives": (initiative("b"),), "quotes": (quote(),)}
    page = {"form": Form.ROUND_UP} if hidden == "round-up" else {}
    first = told(1, MONDAY, page, relevant=hidden != "irrelevant", **facts)
    links = (link(1, 2, kind=LinkKind.EXACT),) if hidden == "copy" else ()
    shown = told(2, MONDAY + timedelta(days=1), **facts)
    new = found(tmp_path, [*watched(14), first, shown], links=links)
    assert [(item.kind, item.article_id) for item in new.items] == [
        ("first-anywhere", shown.article.id),
        ("first-quote", shown.article.id),
    ]
    earlier = replace(first, article=replace(first.article, published_at=shown.seen_at - timedelta(days=30)))
    assert kinds(found(tmp_path / "known", [*watched(14), earlier, shown], links=links)) == []


def test_a_syndicate_is_one_however_its_name_is_spelt(tmp_path: Path) -> None:
    def joint(number: int, day: date, name: str) -> Processed:
        who = {"actor_kind": ActorKind.SYNDICATE, "actor_code": None, "actor_name": name}
        return told(number, day, initiatives=(initiative(f"i{number}", **who),))

    articles = [
        *watched(14),
        joint(1, OLD, "Syndicat d’énergie de l’Aulne"),
        joint(2, MONDAY, "syndicat d'Energie de l'Aulne"),
    ]
    assert kinds(found(tmp_path, articles)) == []


@pytest.mark.parametrize(
    "earlier",
    [
        {"speaker": "O. FERRANDOU", "person_key": "79901:o ferrandou"},
        {"role": RoleKind.MAYOR_CANDIDATE, "person_key": "odile ferrandou"},
        {"role": None, "person_key": None, "confidence": 0.2},
    ],
)
def test_a_mayor_heard_before_under_another_name_or_role_is_no_first_voice(
    tmp_path: Path, earlier: dict[str, Any]
) -> None:
    now = told(2, MONDAY, quotes=(quote(),))
    before = told(1, OLD, quotes=(quote(**earlier),))
    assert kinds(found(tmp_path, [*watched(14), before, now])) == []
    elsewhere = told(1, OLD, quotes=(quote(**(earlier | {"insee": "22113"})),))
    assert kinds(found(tmp_path / "homonym", [*watched(14), elsewhere, now])) == [
        ("first-quote", "Odile Ferrandou")
    ]


def test_a_mayor_under_two_names_in_a_week_has_one_first_voice(tmp_path: Path) -> None:
    short = quote(speaker="O. Ferrandou", person_key="79901:o ferrandou")
    articles = [*watched(14), told(1, MONDAY, quotes=(quote(),)), told(2, MONDAY, quotes=(short,))]
    assert len(kinds(found(tmp_path, articles))) == 1


def test_a_mayors_first_quote_is_told_once(tmp_path: Path) -> None:
    other = quote(speaker="Luc Amestoy", person_key="79901:luc")
    articles = [
        *watched(14),
        told(1, OLD, quotes=(quote(),)),
        told(2, MONDAY, quotes=(quote(), other)),
        told(3, MONDAY + timedelta(days=1), quotes=(other,)),
    ]
    assert kinds(found(tmp_path, articles)) == [("first-quote", "Luc Amestoy")]


def test_what_is_doubtful_is_not_announced_but_known(tmp_path: Path) -> None:
    doubtful = initiative("a", confidence=0.3)
    articles = [
        *watched(14),
        told(1, OLD, initiatives=(doubtful,)),
        told(2, MONDAY, initiatives=(initiative("b"),)),
    ]
    assert kinds(found(tmp_path, articles)) == []
    week = week_of(OLD)
    assert kinds(found(tmp_path / "before", [*watched(14, week.first), articles[-2]], week)) == []


def test_nothing_is_new_to_a_young_watch_and_it_says_so(tmp_path: Path) -> None:
    answer = found(tmp_path, [*watched(5), told(1, MONDAY, initiatives=(initiative(),))])
    assert (answer.enough, answer.items) == (False, ())
    assert answer.note == (
        "Rien n’est dit nouveau : notre veille ne remonte qu’au 12 octobre 2026, il y faut 12 semaines."
    )


def test_articles_analysed_before_facts_were_looked_for_are_no_watch(tmp_path: Path) -> None:
    upgraded = [*watched(2), told(1, MONDAY, initiatives=(initiative(),))]
    answer = found(tmp_path, upgraded, before_facts=watched(20, MONDAY - timedelta(weeks=2)))
    assert (answer.enough, answer.items) == (False, ())


def test_what_was_read_again_for_facts_is_watch(tmp_path: Path) -> None:
    assert found(tmp_path, watched(14), before_facts=watched(14)).enough


def test_an_old_enough_watch_says_since_when(tmp_path: Path) -> None:
    answer = found(tmp_path, watched(30))
    assert (
        answer.note == "« Premier » et « nouveau » s’entendent depuis le début de notre veille, avril 2026."
    )


def test_articles_that_come_late_count_by_the_day_they_were_published(tmp_path: Path) -> None:
    articles = [*watched(14), told(1, MONDAY, initiatives=(initiative("a"),))]
    assert kinds(found(tmp_path, articles)) == [("first-anywhere", "Bréville-sur-Aulne")]
    assert kinds(found(tmp_path, [told(2, OLD, initiatives=(initiative("b"),))])) == []


def test_what_comes_after_the_week_is_not_known_in_it(tmp_path: Path) -> None:
    later = told(2, MONDAY + timedelta(days=10), initiatives=(initiative("b", technology_id="drone"),))
    assert kinds(found(tmp_path, [*watched(14), later])) == []


def weeks(*counts: int) -> list[tuple[date, int]]:
    """The weeks before MONDAY, the last count for the last week; none at 0."""
    return [
        (MONDAY - timedelta(weeks=len(counts) - n), articles) for n, articles in enumerate(counts) if articles
    ]


@pytest.mark.parametrize(
    ("counts", "start"),
    [
        ((), None),
        ((8, 9, 8), 3),
        ((1, 1, 0, 1, 8, 9, 8), 3),  # what a feed still lists is no watch
        ((8, 0, 0, 8, 9, 8), 6),  # a summer's break
        ((8, 0, 0, 0, 8, 9, 8), 3),  # it had stopped
        ((8, 9, 8, 0, 0, 0), None),
    ],
)
def test_where_the_watch_begins(counts: tuple[int, ...], start: int | None) -> None:
    expected = None if start is None else MONDAY - timedelta(weeks=start)
    assert watch_start(weeks(*counts), MONDAY) == expected


def novel(kind: str, name: str, **changes: Any) -> Novel:
    usual = Novel(kind, MONDAY, "a", "commune", "22113", name, "t", "drone", "plan", "deployed", "…")
    return usual._replace(**changes)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (novel("first-quote", "Odile Ferrandou"), "Première parole d’Odile Ferrandou"),
        (novel("first-quote", "Luc Le Guen"), "Première parole de Luc Le Guen"),
        (novel("first-initiative", "Le Havre"), "Première initiative du Havre"),
        (novel("first-technology", "Autun"), "Nouvelle technologie d’Autun : drone"),
        (
            novel("first-technology", "CC du Val", actor_kind=ActorKind.EPCI),
            "Nouvelle technologie de la communauté de communes du Val : drone",
        ),
        (novel("first-initiative", "Aulne Agglo", actor_kind="epci"), "Première initiative d’Aulne Agglo"),
        (
            novel("first-initiative", "Ardèche", actor_kind="departement"),
            "Première initiative du Département de l’Ardèche",
        ),
        (
            novel("first-initiative", "Bretagne", actor_kind="region"),
            "Première initiative de la Région Bretagne",
        ),
        (novel("new-status", "Le Havre"), "Drone : du projet à la mise en service (Le Havre)"),
        (novel("new-status", "Le Havre", after="abandoned"), "Drone : du projet à l’abandon (Le Havre)"),
        (novel("first-anywhere", "Le Havre"), "Première collectivité à s’y mettre, Le Havre : drone"),
    ],
)
def test_a_novelty_in_words(item: Novel, words: str) -> None:
    assert said(item) == words


def test_a_first_says_since_when_we_watch() -> None:
    first, moved = novel("first-initiative", "Autun"), novel("new-status", "Autun")
    assert said(first, date(2025, 9, 1)) == "Première initiative d’Autun (veille depuis septembre 2025)"
    assert said(moved, date(2025, 9, 1)) == said(moved)
