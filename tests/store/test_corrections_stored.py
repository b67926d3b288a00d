"""Corrections through the store: applied to what is there and to what comes, and undone without a trace."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
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
    mention,
    processed,
    quote,
    registers,
    role,
)

import store.write
from core.settings import StoreSettings
from core.types import (
    ActorKind,
    Correction,
    CorrectionAction,
    CorrectionKind,
    Detail,
    Initiative,
    LinkKind,
    MentionKind,
    Processed,
    RoleKind,
)
from jobs.identities import identified
from store.batch import Batch
from store.live import LiveStore, open_live
from store.registers import load_registers, load_technologies
from store.sql import query
from store.tables import FACTS

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SETTINGS = StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
TABLES = ("articles", *(facts.name for facts in FACTS), "organisations", "technologies", "initiatives")
ONE, TWO, THREE = (article(n).id for n in (1, 2, 3))
MAYOR = "79901:odile ferrandou"


def said(
    action: str,
    kind: str,
    key: str,
    value: str = "",
    number: int = 1,
    *,
    article_id: str | None = None,
    **changes: Any,
) -> Correction:
    usual = Correction(
        CorrectionAction(action),
        CorrectionKind(kind),
        key,
        "Odile F.",
        NOW,
        "lu dans l’article",
        article_id,
        value,
    )
    return replace(usual, number=number, **changes)


def undo(number: int, undoes: int) -> Correction:
    return said("undo", "article", "", number=number, undoes=undoes)


def found(number: int) -> Processed:
    return processed(
        number,
        seen_at=MONDAY + timedelta(hours=number),
        found=analysis(
            mentions=(
                mention(MentionKind.COMMUNE, "79901", "Bréville-sur-Aulne"),
                mention(MentionKind.TECHNOLOGY, "assistant-vocal", "assistant vocal", 30),
                mention(MentionKind.ORGANISATION, "ostrea donnees", "Ostréa Données", 60),
                mention(MentionKind.ORGANISATION, f"sem {number}", f"SEM n° {number}", 90),
                mention(MentionKind.PERSON, MAYOR, "Odile Ferrandou", 120),
                replace(
                    mention(MentionKind.TECHNOLOGY, "candidate:parlavox", "Parlavox", 150),
                    candidate=True, category="application",
                ),
            ),
            roles=(role(), role("Basile Quentric", RoleKind.DEPUTY_MAYOR, register=None, register_basis=None,
                                person_key="basile quentric")),
            quotes=(quote(), quote(200, text="Rien n’est décidé pour la cantine du bourg")),
            events=(event(id=f"e{number}"),),
            initiatives=(initiative(f"i{number}", use_case=f"usage {number}"),),
        ),
    )  # fmt: skip


def opened(folder: Path) -> Any:
    return open_live(folder, SETTINGS)


def filled(live: LiveStore) -> None:
    load_registers(live, *registers(), "1")
    load_technologies(live, TECHNOLOGIES, "1")
    live.write(Batch(sources=(SOURCE,), articles=tuple(found(n) for n in (1, 2, 3))))


def rows(live: LiveStore, sql: str) -> list[tuple[Any, ...]]:
    return live.connection.execute(sql).fetchall()


def everything(live: LiveStore) -> dict[str, list[tuple[Any, ...]]]:
    return {
        t: sorted(
            rows(live, f"SELECT {'* EXCLUDE (revision)' if t == 'articles' else '*'} FROM {t}"), key=repr
        )
        for t in TABLES
    }


@pytest.fixture
def live(tmp_path: Path) -> Any:
    with opened(tmp_path) as made:
        filled(made)
        yield made


def say(live: LiveStore, *words: Correction) -> int:
    return live.write(Batch(corrections=words))


def test_a_merge_holds_for_what_comes_and_is_undone_exactly(live: LiveStore) -> None:
    before = everything(live)
    merge = said("merge", "organisation", "sem 1", "sem 2", detail=Detail("SEM n° 2"))
    assert say(live, merge) > 0
    assert rows(live, "SELECT organisation_key, name FROM organisations ORDER BY 1") == [
        ("ostrea donnees", "Ostréa Données"), ("sem 2", "SEM n° 2"), ("sem 3", "SEM n° 3"),
    ]  # fmt: skip
    assert rows(live, "SELECT kind, old_id, new_id FROM redirects") == [("organisation", "sem 1", "sem 2")]
    corrected = everything(live)
    assert live.write(Batch(articles=(found(1),))) == 0
    assert everything(live) == corrected
    assert say(live, merge) == 0
    assert rows(live, "SELECT correction_id, changes, undone_at FROM corrections") == [("c1", 1, None)]
    say(live, merge, undo(2, 1))
    assert everything(live) == before
    assert rows(live, "SELECT correction_id, changes, undone_by FROM corrections") == [("c1", 0, "Odile F.")]
    assert rows(live, "SELECT count(*) FROM texts.originals") == [(0,)]


def test_the_revision_of_the_articles_concerned_rises_and_no_others(live: LiveStore) -> None:
    before = dict(rows(live, "SELECT article_id, revision FROM articles"))
    say(live, said("delete", "organisation", "sem 1"))
    after = dict(rows(live, "SELECT article_id, revision FROM articles"))
    assert {key for key in after if after[key] != before[key]} == {ONE}
    assert after[ONE] == live.revision


def test_chains_of_merges_lead_to_the_end_whatever_is_undone(live: LiveStore) -> None:
    first = said("merge", "organisation", "sem 2", "sem 3", 1, detail=Detail("SEM n° 3"))
    second = said("merge", "organisation", "sem 1", "sem 2", 2, detail=Detail("SEM n° 2"))
    say(live, first, second)
    assert rows(live, "SELECT organisation_key FROM organisations ORDER BY 1") == [
        ("ostrea donnees",), ("sem 3",),
    ]  # fmt: skip
    assert rows(live, "SELECT old_id, new_id FROM redirects ORDER BY 1") == [
        ("sem 1", "sem 3"), ("sem 2", "sem 3"),
    ]  # fmt: skip
    say(live, first, second, undo(3, 1))
    assert rows(live, "SELECT organisation_key, name FROM organisations ORDER BY 1")[1:] == [
        ("sem 2", "SEM n° 2"), ("sem 3", "SEM n° 3"),
    ]  # fmt: skip


def test_a_merged_story_leads_to_the_one_that_it_is_part_of(live: LiveStore) -> None:
    merge = replace(said("merge", "story", "5" * 16, "6" * 16, 1), articles=(ONE,))
    say(live, merge)
    assert rows(live, "SELECT kind, old_id, new_id FROM redirects") == [("story", "5" * 16, "6" * 16)]


def test_the_middle_of_a_chain_said_before_its_end_is_undone(live: LiveStore) -> None:
    words = [
        said("merge", "organisation", "sem 2", "sem 3", 1, detail=Detail("SEM n° 3")),
        said("merge", "organisation", "sem 3", "ostrea donnees", 2, detail=Detail("Ostréa")),
        said("merge", "organisation", "sem 1", "sem 2", 3, detail=Detail("SEM n° 2")),
    ]
    for n in (1, 2, 3):
        say(live, *words[:n])
    assert rows(live, "SELECT organisation_key FROM organisations") == [("ostrea donnees",)]
    say(live, *words, undo(4, 1))
    counted = "SELECT entity_key, count(*) FROM mentions WHERE kind = 'organisation' GROUP BY 1 ORDER BY 1"
    assert rows(live, counted) == [("ostrea donnees", 4), ("sem 2", 2)]


def test_a_candidate_technology_goes_into_the_lexicon(live: LiveStore) -> None:
    merge = said(
        "merge", "technology", "candidate:parlavox", "assistant-vocal", detail=Detail("assistant vocal", "ia")
    )
    say(live, merge)
    assert rows(live, "SELECT technology_id, status FROM technologies") == [("assistant-vocal", "known")]
    assert rows(live, "SELECT DISTINCT entity_key, candidate FROM mentions WHERE surface = 'Parlavox'") == [
        ("assistant-vocal", False)
    ]


def test_a_former_mayor_is_no_mayor_and_the_register_is_asked_again(live: LiveStore) -> None:
    say(live, said("role", "person", MAYOR, "former_mayor", article_id=ONE))
    told = (
        "SELECT role, status, register, register_basis FROM roles WHERE name LIKE 'Odile%' AND article_id = "
    )
    assert rows(live, f"{told}'{ONE}'") == [("former_mayor", "former", "contradicted", "attested")]
    assert rows(live, f"{told}'{TWO}'") == [("mayor", "current", "confirmed", "attested")]
    assert rows(live, f"SELECT DISTINCT role FROM quotes WHERE article_id = '{ONE}'") == [("former_mayor",)]


def test_another_commune_gives_another_person_wherever_she_is_named(live: LiveStore) -> None:
    say(live, said("link", "commune", "79901", "79902", article_id=ONE, detail=Detail("Bréville")))
    key = "79902:odile ferrandou"
    for table, column in (("roles", "person_key"), ("persons", "person_key"), ("quotes", "person_key")):
        assert (key,) in rows(live, f"SELECT {column} FROM {table} WHERE article_id = '{ONE}'")
        assert (key,) not in rows(live, f"SELECT {column} FROM {table} WHERE article_id = '{TWO}'")
    assert rows(live, f"SELECT entity_key FROM mentions WHERE kind = 'person' AND article_id = '{ONE}'") == [
        (key,)
    ]
    assert rows(live, "SELECT actor_code, actor_name FROM initiatives WHERE initiative_id = 'i1'") == [
        ("79902", "Bréville")
    ]
    assert rows(live, f"SELECT insee FROM events WHERE article_id = '{ONE}'") == [("79902",)]


def test_an_article_that_is_not_for_us_tells_of_no_initiative(live: LiveStore) -> None:
    say(live, said("irrelevant", "article", ONE))
    assert rows(live, "SELECT article_id FROM articles WHERE NOT relevant AND nature = 'other'") == [(ONE,)]
    assert rows(live, "SELECT initiative_id FROM initiatives ORDER BY 1") == [("i2",), ("i3",)]
    live.write(Batch(articles=(found(1),)))
    assert rows(live, "SELECT article_id FROM articles WHERE NOT relevant") == [(ONE,)]


def test_a_quote_is_deleted_by_its_words_wherever_they_stand(live: LiveStore) -> None:
    say(live, said("delete", "quote", "rien n est decide pour la cantine", article_id=ONE))
    again = found(1)
    moved = quote(260, text="« Rien n’est décidé, pour la cantine du bourg »")
    assert again.analysis is not None
    live.write(Batch(articles=(replace(again, analysis=replace(again.analysis, quotes=(quote(), moved))),)))
    assert rows(live, f"SELECT start_at FROM quotes WHERE article_id = '{ONE}'") == [(0,)] or rows(
        live, "SELECT changes FROM corrections"
    ) == [(0,)]


def costing(number: int) -> Processed:
    """An article that gives two figures and a quote, in the same words as any other of these."""
    words = analysis(figures=(figure(), figure(80, 3, what="postes", unit="")), quotes=(quote(),))
    return processed(number, seen_at=MONDAY + timedelta(hours=number), found=words)


def numbers(live: LiveStore, table: str) -> list[int]:
    """The articles with such rows, by their number."""
    ids = {article(n).id: n for n in range(20)}
    return sorted(ids[one] for (one,) in rows(live, f"SELECT article_id FROM {table}"))


WRONG = said("delete", "figure", "12000 cout", article_id=article(11).id)
UNSAID = said("delete", "quote", "nous avons commence par l ecole", number=2, article_id=article(11).id)
AGAIN = Batch(
    articles=(costing(12), costing(13), costing(14), costing(15)),
    links=(link(12, 11), link(13, 12, kind=LinkKind.SYNDICATED), link(14, 11, kind=LinkKind.ROUND_UP)),
)
"""Reprints of 11, the second of the first; a round-up, and an article that happens to say the same."""


@pytest.mark.parametrize("order", ["said first", "said between", "said last"])
def test_a_deleted_figure_or_quote_stays_away_with_the_reprints_that_come_later(
    tmp_path: Path, order: str
) -> None:
    steps = [
        Batch(corrections=(WRONG, UNSAID)),
        Batch(sources=(SOURCE,), articles=(costing(11),)),
        AGAIN,
    ]
    first = {"said first": 0, "said between": 1, "said last": 2}[order]
    steps.insert(first, steps.pop(0))
    with opened(tmp_path) as live:
        for step in steps:
            live.write(step)
        costs = "figures WHERE value = 12000"
        assert (numbers(live, costs), numbers(live, "quotes")) == ([14, 15], [14, 15])
        assert numbers(live, "figures WHERE value = 3") == [11, 12, 13, 14, 15]
        assert rows(live, "SELECT correction_id, changes FROM corrections ORDER BY 1") == [
            ("c1", 3),
            ("c2", 3),
        ]
        live.write(Batch(articles=(costing(13),)))  # read again, without its link
        assert numbers(live, costs) == [14, 15]
        live.write(Batch(corrections=(WRONG, UNSAID, undo(3, 1))))
        assert (numbers(live, costs), numbers(live, "quotes")) == ([11, 12, 13, 14, 15], [14, 15])


HERS = said(
    "link", "quote", "nous avons commence par l ecole", "79902:ana brizeux", article_id=article(11).id,
    detail=Detail("Ana Brizeux", "mayor", "79902"),
)  # fmt: skip


@pytest.mark.parametrize("order", ["said first", "said between", "said last"])
def test_a_quote_of_another_is_theirs_in_the_reprints_that_come_later(tmp_path: Path, order: str) -> None:
    steps = [Batch(corrections=(HERS,)), Batch(sources=(SOURCE,), articles=(costing(11),)), AGAIN]
    steps.insert({"said first": 0, "said between": 1, "said last": 2}[order], steps.pop(0))
    with opened(tmp_path) as live:
        for step in steps:
            live.write(step)
        theirs = "quotes WHERE person_key = '79902:ana brizeux'"
        assert numbers(live, theirs) == [11, 12, 13]
        live.write(Batch(articles=(costing(13),)))  # read again, without its link
        assert numbers(live, theirs) == [11, 12, 13]
        renamed = said("rename", "person", "79902:ana brizeux", "Anna Brizeux", 2)
        live.write(Batch(corrections=(HERS, renamed)))
        assert rows(live, "SELECT DISTINCT speaker FROM quotes ORDER BY 1") == [
            ("Anna Brizeux",),
            ("Odile Ferrandou",),
        ]
        live.write(Batch(corrections=(HERS, renamed, undo(3, 1), undo(4, 2))))
        assert numbers(live, theirs) == []
        assert numbers(live, f"quotes WHERE person_key = '{MAYOR}'") == [11, 12, 13, 14, 15]


def test_the_days_of_an_event_are_those_of_its_articles_and_their_reprints_and_later_ones_have_their_say(
    tmp_path: Path,
) -> None:
    def announcing(number: int, day: str = "2026-12-03") -> Processed:
        found = analysis(events=(event(start_date=day, end_date=day),))
        return processed(number, seen_at=MONDAY + timedelta(hours=number), found=found)

    one = article(11).id
    word = said("day", "event", "e1", "2026-12-10", articles=(one,))
    with opened(tmp_path) as live:
        live.write(Batch(sources=(SOURCE,), articles=(announcing(11),)))
        before = everything(live)
        live.write(Batch(corrections=(word,)))
        live.write(Batch(articles=(announcing(11),)))  # read again
        live.write(Batch(articles=(announcing(12),), links=(link(12, 11),)))
        agenda = "SELECT start_day::VARCHAR, end_day::VARCHAR, precision FROM v_agenda"
        assert rows(live, agenda) == [("2026-12-10", "2026-12-10", "day")]
        assert numbers(live, "events WHERE start_day = DATE '2026-12-10'") == [11, 12]
        live.write(Batch(articles=(announcing(13, "2026-12-17"),)))
        assert rows(live, agenda) == [("2026-12-17", "2026-12-17", "day")]
        live.write(Batch(corrections=(word, undo(2, 1))))
        assert numbers(live, "events WHERE start_day = DATE '2026-12-03'") == [11, 12]
        ours = [row for row in everything(live)["events"] if one in row]
        assert ours == [row for row in before["events"] if one in row]


def test_what_matches_nothing_any_more_is_counted_so(live: LiveStore) -> None:
    say(live, said("delete", "organisation", "sem 1"))
    again = found(1)
    assert again.analysis is not None
    live.write(Batch(articles=(replace(again, analysis=replace(again.analysis, mentions=())),)))
    assert rows(live, "SELECT correction_id, changes FROM corrections") == [("c1", 0)]
    assert rows(live, "SELECT count(*) FROM texts.originals") == [(0,)]


def test_a_merged_initiative_has_no_vote_on_who_carries_the_other_and_with_what(live: LiveStore) -> None:
    columns = "actor_kind, actor_code, technology_id, use_case, first_seen, last_seen"
    shown = f"SELECT {columns} FROM initiatives WHERE initiative_id = 'i1'"
    ((*identity, _, last),) = rows(live, shown)
    others = [
        processed(
            n,
            seen_at=MONDAY - timedelta(days=n),
            published_at=MONDAY - timedelta(days=n),
            found=analysis(
                initiatives=(
                    initiative(
                        "other", actor_kind=ActorKind.EPCI, actor_code="200000001",
                        technology_id="capteurs", confidence=1.0, use_case=f"voirie {n}",
                    ),
                )
            ),
        )
        for n in (4, 5, 6)
    ]  # fmt: skip
    live.write(Batch(articles=tuple(others)))
    say(live, merge := said("merge", "initiative", "other", "i1"))
    assert rows(live, shown) == [(*identity, (MONDAY - timedelta(days=6)).date(), last)]
    told = "SELECT DISTINCT merged_from, technology_id FROM initiative_history WHERE initiative_id = 'i1' ORDER BY ALL"
    assert rows(live, told) == [("other", "capteurs"), (None, identity[2])]
    say(live, merge, undo(2, 1))
    assert rows(live, "SELECT count(*) FROM initiative_history WHERE merged_from IS NOT NULL") == [(0,)]


def test_a_deleted_initiative_does_not_come_back_with_another_article(live: LiveStore) -> None:
    same = found(4)
    assert same.analysis is not None
    told = replace(
        same,
        analysis=replace(
            same.analysis, initiatives=(initiative("", use_case="usage 1", technology="Parlavox"),)
        ),
    )
    say(live, said("delete", "initiative", "i1"))
    live.write(identified(live, Batch(articles=(told,))))
    assert rows(live, f"SELECT * FROM initiative_history WHERE article_id = '{article(4).id}'") == []


def test_a_merged_initiative_stays_merged_when_it_is_read_again_and_parts_as_it_was(live: LiveStore) -> None:
    before = everything(live)
    merge = said("merge", "initiative", "i1", "i2")
    say(live, merge)
    assert rows(live, "SELECT initiative_id FROM initiatives ORDER BY 1") == [("i2",), ("i3",)]
    live.write(identified(live, Batch(articles=(found(2), found(1)))))
    assert rows(live, "SELECT initiative_id FROM initiatives ORDER BY 1") == [("i2",), ("i3",)]
    say(live, merge, undo(2, 1))
    assert everything(live) == before


def test_what_was_split_and_joined_again_is_one_with_what_came_meanwhile(live: LiveStore) -> None:
    merge = said("merge", "initiative", "i2", "i1", 1)
    split = said("split", "initiative", "i1", "apart", 2, articles=(TWO,))
    say(live, merge, split)
    assert rows(live, "SELECT initiative_id FROM initiatives ORDER BY 1") == [("apart",), ("i1",), ("i3",)]
    new = found(4)
    assert new.analysis is not None
    told = replace(
        new, analysis=replace(new.analysis, initiatives=(initiative("apart", use_case="usage 2"),))
    )
    live.write(Batch(articles=(told,)))
    say(live, merge, split, undo(3, 2))
    assert rows(live, "SELECT initiative_id FROM initiatives ORDER BY 1") == [("i1",), ("i3",)]


def test_killed_between_the_two_commits_it_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge = said("merge", "organisation", "sem 1", "sem 2", detail=Detail("SEM n° 2"))

    def killed(*_: Any, **__: Any) -> int:
        raise KeyboardInterrupt

    with opened(tmp_path / "calm") as live:
        filled(live)
        before = everything(live)
        say(live, merge)
        wanted = everything(live)
    with opened(tmp_path / "shaken") as live:
        filled(live)
        with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
            patch.setattr(store.write, "write_results", killed)
            say(live, merge)
        assert everything(live) == before
        live.write(Batch(articles=(found(1),)))
        assert everything(live) == before
        say(live, merge)
        assert everything(live) == wanted
        say(live, merge, undo(2, 1))
        assert everything(live) == before


KEYS = {
    "organisation": ["sem 1", "sem 2", "sem 3", "ostrea donnees"],
    "technology": ["assistant-vocal", "candidate:parlavox"],
    "person": [MAYOR, "basile quentric", "79902:odile ferrandou"],
    "initiative": ["i1", "i2", "i3", "apart"],
    "event": ["e1", "e2", "e3"],
    "commune": ["79901", "79902"],
    "quote": ["nous avons commence par l ecole", "rien n est decide pour la cantine"],
    "figure": ["12000 cout", "45 cameras", "1 2 m cout"],
}
RECKONED = ["45|caméras|45|caméras|", "1.2|M€|1200000|€|coût", "12000|€|12000|€|coût"]
DAYS = ["2026-12-10", "2026-12", "2027", "2026-12-10/2026-12-12"]
SPEAKERS = ["", "basile quentric", "79902:ana brizeux", "79902:odile ferrandou"]
ARTICLES = st.sampled_from([ONE, TWO, THREE])


@st.composite
def words(draw: st.DrawFn) -> Correction:
    kind = draw(st.sampled_from([*KEYS, "article"]))
    if kind == "article":
        action = draw(st.sampled_from(["relevant", "irrelevant", "nature", "topics", "rename"]))
        value = {"nature": "debate", "topics": "mobilite,donnees", "rename": "Autre titre"}.get(action, "")
        return said(action, kind, draw(ARTICLES), value)
    if kind == "quote":
        action, who = draw(st.sampled_from(["link", "delete"])), draw(st.sampled_from(SPEAKERS))
        return said(
            action, kind, draw(st.sampled_from(KEYS[kind])), who, article_id=draw(ARTICLES),
            detail=Detail(who.rpartition(":")[2].title(), "mayor" if ":" in who else "", who.partition(":")[0] or None),
        )  # fmt: skip
    if kind == "figure":
        action, value = draw(st.sampled_from(["figure", "delete"])), draw(st.sampled_from(RECKONED))
        return said(action, kind, draw(st.sampled_from(KEYS[kind])), value, article_id=draw(ARTICLES))
    key, other = draw(st.sampled_from(KEYS[kind])), draw(st.sampled_from(KEYS[kind]))
    actions = {
        "person": ["rename", "merge", "delete", "role", "link"], "commune": ["link", "delete"],
        "initiative": ["rename", "merge", "delete", "split", "status", "supplier", "link"],
        "event": ["rename", "merge", "delete", "split", "day", "link"],
    }.get(kind, ["rename", "merge", "delete", "link"])  # fmt: skip
    action = draw(st.sampled_from(actions))
    where = draw(ARTICLES) if action in {"link", "status", "role"} else draw(st.none() | ARTICLES)
    value = {
        "role": "former_mayor", "status": "deployed", "rename": "Autre nom", "split": "apart", "supplier": "Ostréa",
    }.get(action, "79902" if kind == "person" and action == "link" else other)  # fmt: skip
    if action == "link" and kind in {"initiative", "event"}:
        value = draw(st.sampled_from(KEYS["commune"]))
    value = draw(st.sampled_from(DAYS)) if action == "day" else value
    where = None if action in {"merge", "split"} else where
    articles = (draw(ARTICLES),) if action == "split" else ()
    was = "Bréville-sur-Aulne|Nom" if (action, kind) == ("link", "event") else ""
    detail = Detail("Nom", "x", was=was)
    return said(action, kind, key, value, article_id=where, articles=articles, detail=detail)


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each takes a second: shrinking would take an hour
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    given_words=st.lists(words(), min_size=1, max_size=6),
    again=st.sets(st.integers(1, 3)),
    taken_back=st.lists(st.integers(1, 9), max_size=4),
)
def test_whatever_is_said_one_by_one_is_what_is_said_at_once_and_undoing_it_gives_back_what_there_was(
    tmp_path_factory: pytest.TempPathFactory,
    given_words: Sequence[Correction],
    again: set[int],
    taken_back: Sequence[int],
) -> None:
    numbered = [replace(one, number=n) for n, one in enumerate(given_words, 1)]
    numbered += [undo(n, which) for n, which in enumerate(taken_back, len(numbered) + 1) if which < n]
    with opened(tmp_path_factory.mktemp("store")) as live:
        filled(live)
        before = everything(live)
        for n in range(1, len(numbered) + 1):
            say(live, *numbered[:n])
        step_by_step = everything(live)
        # read again, what was parted is told under its own id: the split has nothing to change there any more
        parted = {part for one in given_words for part in one.articles}
        same = [n for n in sorted(again) if article(n).id not in parted]
        live.write(identified(live, Batch(articles=tuple(found(n) for n in same))))
        assert everything(live) == step_by_step
        say(live)
        assert everything(live) == before
        assert rows(live, "SELECT count(*) FROM texts.originals") == [(0,)]
        say(live, *numbered)
        assert everything(live) == step_by_step


def test_chains_of_renames_reach_suppliers_that_are_stored(live: LiveStore) -> None:
    """One round at a time, as an editor says them: what is stored names the organisation no more."""
    before = everything(live)
    words = [
        said("rename", "organisation", "ostrea donnees", name, number)
        for number, name in enumerate(("Ostréa SAS", "Ostréa Conseil", "Ostréa"), 1)
    ]
    shown = "SELECT DISTINCT supplier FROM initiatives UNION SELECT supplier FROM initiative_history"
    for number, word in enumerate(words, 1):
        say(live, *words[:number])
        assert rows(live, shown) == [(word.value,)]
    say(live, *words, undo(4, 3))
    assert rows(live, shown) == [("Ostréa Conseil",)]
    say(live, *words, undo(4, 3), undo(5, 1), undo(6, 2))
    assert everything(live) == before


SHOWN = "SELECT actor_kind, actor_code, technology_id, use_case FROM initiatives WHERE initiative_id = 'i1'"
OTHER = initiative("other", actor_kind=ActorKind.EPCI, actor_code="200000001", technology_id="capteurs")


def telling(number: int, *told: Initiative) -> Processed:
    return processed(number, seen_at=MONDAY + timedelta(hours=number), found=analysis(initiatives=told))


@pytest.mark.parametrize("told", [(initiative("i1"), OTHER), (OTHER, initiative("i1"))])
def test_of_one_sentence_that_tells_both_the_own_row_stays(
    tmp_path: Path, told: tuple[Initiative, ...]
) -> None:
    with opened(tmp_path) as live:
        live.write(Batch(sources=(SOURCE,), articles=(telling(1, *told),)))
        before = rows(live, SHOWN)
        say(live, said("merge", "initiative", "other", "i1"))
        assert rows(live, SHOWN) == before


def test_what_comes_back_from_an_undone_split_has_its_vote(tmp_path: Path) -> None:
    split = said("split", "initiative", "i1", "s1", articles=(ONE,))
    robots = [replace(initiative(), technology_id="robot", technology="robot") for _ in range(3)]
    with opened(tmp_path / "undone") as live:
        live.write(
            Batch(sources=(SOURCE,), articles=(telling(1, initiative("i1")), telling(2, initiative("i1"))))
        )
        say(live, split)
        later = tuple(telling(n, replace(one, id="s1")) for n, one in enumerate(robots, 3))
        live.write(Batch(articles=later))
        say(live, split, undo(2, 1))
        undone = rows(live, SHOWN)
        assert rows(live, "SELECT DISTINCT merged_from FROM initiative_history") == [(None,)]
    with opened(tmp_path / "never") as live:
        never = (telling(n, replace(one, id="i1")) for n, one in enumerate(robots, 3))
        live.write(
            Batch(
                sources=(SOURCE,),
                articles=(telling(1, initiative("i1")), telling(2, initiative("i1")), *never),
            )
        )
        assert rows(live, SHOWN) == undone


def test_what_was_parted_and_joined_again_has_its_vote(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        live.write(Batch(sources=(SOURCE,), articles=tuple(telling(n, initiative("i1")) for n in (1, 2, 3))))
        split = said("split", "initiative", "i1", "s1", 1, articles=(TWO, THREE))
        say(live, split, said("merge", "initiative", "s1", "i1", number=2))
        assert rows(live, "SELECT DISTINCT initiative_id, merged_from FROM initiative_history") == [
            ("i1", None)
        ]


def test_an_article_that_an_editor_brings_to_an_initiative_is_its_own(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        live.write(Batch(sources=(SOURCE,), articles=(telling(1, OTHER), telling(2, initiative("i1")))))
        say(live, said("merge", "initiative", "other", "i1", article_id=ONE))
        assert rows(live, "SELECT initiative_id, merged_from FROM initiative_history") == [
            ("i1", None),
            ("i1", None),
        ]


def test_the_use_that_is_shown_is_from_the_text_or_not(tmp_path: Path) -> None:
    own, other = initiative("i1", use_from_text=False), replace(OTHER, use_case="voirie", use_from_text=True)
    with opened(tmp_path) as live:
        live.write(Batch(sources=(SOURCE,), articles=(telling(1, own), telling(2, other))))
        say(live, said("merge", "initiative", "other", "i1"))
        assert rows(live, "SELECT use_case, use_from_text FROM v_initiatives") == [(own.use_case, False)]


def test_an_article_says_which_corrections_changed_what_was_found_in_it(live: LiveStore) -> None:
    shown = "SELECT article_id, corrected_by FROM v_articles WHERE len(corrected_by) > 0 ORDER BY ALL"
    assert rows(live, shown) == []
    words = [
        said("status", "initiative", "i1", "abandoned", 1, articles=(ONE,)),
        said("rename", "organisation", "sem 1", "S1", 2),
    ]
    say(live, *words, said("irrelevant", "article", TWO, number=3))
    assert rows(live, shown) == sorted([(ONE, ["c1", "c2"]), (TWO, ["c3"])])
    again = replace(found(1), seen_at=MONDAY + timedelta(days=1))
    live.write(Batch(articles=(again,)))
    assert rows(live, shown) == sorted([(ONE, ["c1", "c2"]), (TWO, ["c3"])])
    say(live, *words, said("irrelevant", "article", TWO, number=3), undo(4, 3), undo(5, 1))
    assert rows(live, shown) == [(ONE, ["c2"])]


def test_merges_of_before_their_rows_said_so_are_said_again(tmp_path: Path) -> None:
    """What migration 0015 leaves: no row knows that it was merged, and the correction differs from the state's."""
    with opened(tmp_path) as live:
        live.write(Batch(sources=(SOURCE,), articles=(telling(1, OTHER), telling(2, initiative("i1")))))
        say(live, merge := said("merge", "initiative", "other", "i1"))
        after = rows(live, "SELECT article_id, merged_from FROM initiative_history ORDER BY ALL")
        live.connection.execute("UPDATE initiative_history SET merged_from = NULL")
        say(live, merge)
        assert rows(live, "SELECT DISTINCT merged_from FROM initiative_history") == [(None,)]
        live.connection.execute(query("carried_merges"))
        say(live, merge)
        assert rows(live, "SELECT article_id, merged_from FROM initiative_history ORDER BY ALL") == after
        assert rows(live, "SELECT why FROM corrections") == [(merge.why,)]
