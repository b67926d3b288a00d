"""Stories: whom articles are about decides, their words support it; what an editor said goes before everything."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.ids import story_id
from core.types import EditKind, Form, Mention, MentionKind, Nature, Rule, StoryArticle, StoryEdit, StoryTrace
from nlp.stories.admission import Admission, admission
from nlp.stories.edits import Edits, split_id
from nlp.stories.features import MOST_TERMS, trace
from nlp.stories.grouping import Arrival, group
from nlp.stories.memory import Known, Memory
from nlp.stories.words import stem, terms

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 9, tzinfo=UTC)
NAMES = {"Vannes": "56260", "Blois": "41018", "Dijon": "21231"}

ROBOT = "La mairie de {} confie son standard à Armelle, un assistant vocal de Parlavox : 29 000 euros par an."
AGAIN = (
    "À {}, Armelle répond au téléphone. L'assistant vocal de Parlavox coûte 29 000 euros par an à la ville."
)
AIR = "Des capteurs de Respirelle mesurent l'air de vingt-huit salles de classe à {} : un voyant passe au rouge."


def told(name: str, words: str, days: int = 0, *towns: str) -> StoryTrace:
    """An article whose first line is its title; `towns` of NAMES are found in it."""
    title = words.partition(".")[0]
    found = [
        Mention(MentionKind.COMMUNE, NAMES[town], town, town, at, at + len(town), "gazetteer")
        for town in towns
        if (at := words.find(town)) >= 0
    ]
    return trace(name, 1, DAY + timedelta(days), title, words, found)


def about(name: str, words: str, town: str = "Vannes", days: int = 0) -> StoryTrace:
    return told(name, words.format(town), days, town)


def stories(*batches: Iterable[StoryTrace], edits: Sequence[StoryEdit] = ()) -> dict[str, StoryArticle]:
    memory = Memory()
    return {
        joined.article_id: joined
        for batch in batches
        for joined in group(memory, map(Arrival, batch), Edits(edits))
    }


def together(found: dict[str, StoryArticle]) -> set[frozenset[str]]:
    by_story: dict[str, set[str]] = defaultdict(set)
    for member in found.values():
        by_story[member.story_id].add(member.article_id)
    return set(map(frozenset, by_story.values()))


def test_two_outlets_on_one_town_are_one_story_and_two_towns_are_two() -> None:
    found = stories([about("a", ROBOT), about("b", AGAIN), about("c", AGAIN, "Blois")])
    assert together(found) == {frozenset("ab"), frozenset("c")}
    assert found["a"] == StoryArticle(story_id("a"), "a", Rule.FOUNDED, 1.0)
    assert found["b"].rule is Rule.ALIKE
    assert 0 < found["b"].score < 1


def test_another_project_of_the_town_is_another_story() -> None:
    assert together(stories([about("a", ROBOT), about("b", AIR)])) == {frozenset("a"), frozenset("b")}


def test_a_story_closes_after_two_weeks() -> None:
    assert len(together(stories([about("a", ROBOT)], [about("b", AGAIN, days=9)]))) == 1
    assert len(together(stories([about("a", ROBOT)], [about("b", AGAIN, days=15)]))) == 2
    chained = [[about(str(n), AGAIN, days=9 * n)] for n in range(4)]
    assert len(together(stories(*chained))) == 1


def test_a_late_article_joins_by_its_day_not_by_its_coming() -> None:
    found = stories([about("new", ROBOT, days=200)], [about("old", ROBOT)], [about("late", AGAIN, days=1)])
    assert together(found) == {frozenset({"new"}), frozenset({"old", "late"})}


def test_a_town_named_in_passing_does_not_make_the_story() -> None:
    words = "Blois essaie un assistant vocal. Le standard de Blois suit Vannes, où Armelle, de Parlavox, répond déjà."
    found = stories([about("a", ROBOT), told("b", words, 0, "Blois", "Vannes")])
    assert len(together(found)) == 2


def test_a_survey_of_several_towns_is_no_towns_story() -> None:
    words = "Des villes essaient l'assistant vocal. À Vannes, Armelle de Parlavox répond. À Blois aussi. Dijon hésite."
    found = stories([about("a", ROBOT), about("c", AGAIN, "Dijon")], [told("b", words, 0, *NAMES)])
    assert len(together(found)) == 3


def test_a_copied_text_joins_at_once_whatever_it_is_like() -> None:
    memory, none = Memory(), Edits()
    first, copy = (
        told("b", "Un communiqué de la société Parlavox."),
        told("a", "Tout autre chose, cent mots coupés."),
    )
    found = group(memory, [Arrival(copy, repeats=("b",), admission=Admission.COPIES), Arrival(first)], none)
    assert {(m.article_id, m.rule) for m in found} == {("b", Rule.FOUNDED), ("a", Rule.LINKED)}
    assert {m.story_id for m in found} == {story_id("b")}
    (older,) = group(memory, [Arrival(told("c", "Encore autre chose."), repeated_by=("a",))], none)
    assert (older.story_id, older.rule) == (story_id("b"), Rule.LINKED)
    (stored,) = group(memory, [Arrival(told("d", "Rien de tel."), repeats=("x",))], none, {"x": "5" * 16})
    assert (stored.story_id, stored.rule) == ("5" * 16, Rule.LINKED)


def test_what_is_not_for_us_founds_nothing_but_joins() -> None:
    memory, none = Memory(), Edits()
    assert group(memory, [Arrival(about("a", ROBOT), admission=Admission.JOINS)], none) == []
    assert group(memory, [Arrival(about("b", ROBOT), admission=Admission.COPIES)], none) == []
    found = group(memory, [Arrival(about("c", AGAIN))], none)
    assert {(m.article_id, m.story_id) for m in found} == {("c", story_id("c")), ("a", story_id("c"))}
    (late,) = group(memory, [Arrival(about("d", ROBOT, days=1), admission=Admission.JOINS)], none)
    assert late.story_id == story_id("c")


def test_what_may_only_join_is_held_against_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of a busy town's articles may only join and none is like another: each pair is looked at a few times."""
    compared = 0
    similarity = Memory.similarity

    def counted(memory: Memory, one: Known, other: Known) -> float:
        nonlocal compared
        compared += 1
        return similarity(memory, one, other)

    monkeypatch.setattr(Memory, "similarity", counted)
    arrivals = [
        Arrival(
            about(f"{n:03}", " ".join(f"mot{n}x{word}" for word in range(30)) + ". {}"),
            admission=Admission.FOUNDS if n % 2 else Admission.JOINS,
        )
        for n in range(80)
    ]
    assert len(group(Memory(), arrivals, Edits())) == 40
    assert compared <= 80 * 80


def test_copies_that_repeat_each_other_come_to_an_end() -> None:
    arrivals = [
        Arrival(about("a", ROBOT), repeats=("b",)),
        Arrival(about("b", ROBOT), repeats=("a",)),
    ]
    assert len({member.story_id for member in group(Memory(), arrivals, Edits())}) == 1


def test_the_order_within_a_batch_changes_nothing() -> None:
    batch = [
        about("a", ROBOT),
        about("b", AGAIN),
        about("c", AIR),
        about("d", AGAIN, "Blois"),
        about("e", AIR),
    ]
    assert stories(batch) == stories(batch[::-1])


def test_an_article_read_again_is_remembered_once() -> None:
    memory, none = Memory(), Edits()
    group(memory, [Arrival(about("a", ROBOT))], none)
    memory.add([about("a", AIR)])
    memory.join("a", story_id("a"))
    (found,) = group(memory, [Arrival(about("b", AIR))], none)
    assert (len(memory), found.story_id) == (2, story_id("a"))


# --- what editors said ------------------------------------------------------------------------


def merge(story: str, into: str, *articles: str) -> StoryEdit:
    return StoryEdit(EditKind.MERGE, story_id(story), story_id(into), articles, "rédaction", NOW)


def split(story: str, *articles: str, at: datetime = NOW) -> StoryEdit:
    into = split_id(articles, at.isoformat())
    return StoryEdit(EditKind.SPLIT, story_id(story), into, articles, "rédaction", at)


def test_what_was_merged_stays_merged_and_later_articles_follow() -> None:
    batches = [[about("a", ROBOT), about("c", AIR)], [about("d", AIR, days=2)]]
    found = stories(*batches, edits=[merge("c", "a", "a", "c")])
    assert {member.story_id for member in found.values()} == {story_id("a")}
    assert found["c"].rule is Rule.EDITED


def test_what_was_split_is_never_put_back() -> None:
    batch = [about("a", ROBOT), about("b", AGAIN), about("c", AGAIN, days=1)]
    edit = split("a", "b")
    found = stories(batch, edits=[edit])
    assert found["b"] == StoryArticle(edit.into_id, "b", Rule.EDITED, 1.0)
    assert found["a"].story_id == story_id("a")
    assert found["c"].story_id in {story_id("a"), edit.into_id}


def test_the_founder_can_be_split_out() -> None:
    edit = split("a", "a")
    assert edit.into_id != story_id("a")
    found = stories([about("a", ROBOT)], edits=[edit])
    assert found["a"].story_id == edit.into_id


def test_the_last_word_counts() -> None:
    edit = split("a", "b")
    back = StoryEdit(EditKind.MERGE, edit.into_id, story_id("a"), ("a", "b"), "rédaction", NOW)
    said = Edits([edit, back])
    assert said.pinned("b") == said.current(edit.into_id) == story_id("a")
    again = Edits([edit, back, split("a", "b", at=NOW + timedelta(hours=1))])
    assert again.pinned("b") != again.pinned("a")


def test_merges_both_ways_leave_one_story() -> None:
    said = Edits([merge("a", "b"), merge("b", "a"), merge("b", "c")])
    assert {said.current(story_id(name)) for name in "abc"} == {story_id("c")}


# --- what is compared -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"), [("municipales", "municipal"), ("régionaux", "régional"), ("caméras", "caméra")]
)
def test_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    from nlp.stories.words import folded

    assert stem(folded(one)) == stem(folded(other))


def test_titles_names_and_figures() -> None:
    found = terms(
        "Armelle répond", "Armelle répond\n\nLa ville paie 29\u202f000 euros à Parlavox. Demain, on verra."
    )
    assert found["^armelle"] == 2 * found["^parlavox"]
    assert "29000" in found
    assert "^demain" not in found  # a capital that opens a sentence names nothing
    assert "^la" not in found


def test_agencies_datelines_are_no_places() -> None:
    body = "Un plan pour l'IA\n\nPARIS, 18 nov. 2026 (AFP) - Le gouvernement a présenté son plan."
    at = body.find("PARIS")
    paris = Mention(MentionKind.COMMUNE, "75056", "Paris", "PARIS", at, at + 5, "gazetteer")
    assert trace("a", 1, DAY, "Un plan pour l'IA", body, [paris]).places == ()
    named = Mention(MentionKind.COMMUNE, "75056", "Paris", "Paris", at, at + 5, "gazetteer")
    assert trace("a", 1, DAY, "Un plan pour l'IA", body, [named]).places != ()


def test_a_trace_is_bounded_whatever_the_text_is() -> None:
    for text in ("«" * 100_000, "1 " * 50_000, "a" * 100_000, " ".join(f"Mot{n}" for n in range(20_000)), ""):
        made = trace("a", 1, DAY, text[:200], text, [])
        assert len(made.terms) == len(made.weights) <= 4 * MOST_TERMS
    crowd = [
        Mention(MentionKind.COMMUNE, f"{n % 5000:05}", "Rennes", "Rennes", n, n + 6, "gazetteer")
        for n in range(20_000)
    ]
    assert len(trace("a", 1, DAY, "Rennes", "Rennes " * 3000, crowd).places) <= 40


def test_who_makes_stories(demo_pipeline: "Analyser") -> None:
    from dataclasses import replace

    from nlp.pipeline import Text

    found = demo_pipeline.analyse(Text("Vannes installe des capteurs connectés dans ses écoles.", DAY))
    passed = replace(found, gate="passed", relevant=False, nature=Nature.OTHER)
    stopped = replace(passed, nature=Nature.DEBATE, gate="stopped")
    assert admission(replace(passed, relevant=True), Form.ARTICLE) is Admission.FOUNDS
    assert admission(replace(passed, nature=Nature.INCIDENT), Form.ARTICLE) is Admission.FOUNDS
    assert admission(passed, Form.ARTICLE) is Admission.JOINS
    assert admission(stopped, Form.ARTICLE) is Admission.COPIES
    assert admission(replace(passed, relevant=True), Form.ROUND_UP) is Admission.NOTHING
    assert admission(None, Form.ARTICLE) is Admission.NOTHING


# --- stories of our own writing, analysed -----------------------------------------------------


@pytest.fixture(scope="module")
def analysed(demo_pipeline: "Analyser") -> "Analysed":
    """The articles of a file: (story, trace)."""
    from nlp.pipeline import Text

    def read(name: str) -> list[tuple[str, StoryTrace]]:
        articles: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))[
            "article"
        ]
        made = []
        for number, one in enumerate(articles):
            body = f"{one['title']}\n\n{one['text'].strip()}"
            day = DAY + timedelta(one["day"])
            mentions = demo_pipeline.analyse(Text(body, day)).mentions
            made.append((one["story"], trace(f"{number:02}", 1, day, one["title"], body, mentions)))
        return made

    return read


Analysed = Callable[[str], list[tuple[str, StoryTrace]]]


def day_by_day(articles: list[tuple[str, StoryTrace]]) -> dict[str, StoryArticle]:
    by_day: dict[date, list[StoryTrace]] = defaultdict(list)
    for _, one in articles:
        by_day[one.day].append(one)
    return stories(*(by_day[day] for day in sorted(by_day)))


@pytest.mark.parametrize("name", ["stories.toml", "stories_unseen.toml"])
def test_our_own_stories_are_found(analysed: Analysed, name: str) -> None:
    """Day by day, as they would come: no two stories in one, none in two."""
    articles = analysed(name)
    truth: dict[str, set[str]] = defaultdict(set)
    for story, one in articles:
        truth[story].add(one.article_id)
    assert together(day_by_day(articles)) == set(map(frozenset, truth.values()))


def test_weeks_gone_by_are_forgotten_and_the_rest_is_not() -> None:
    memory, none = Memory(), Edits()
    group(memory, [Arrival(about("a", ROBOT)), Arrival(about("b", AIR, days=60))], none)
    memory.forget_before(about("x", AIR, days=50).day)
    assert (len(memory), memory.get("a"), memory.members(story_id("a"))) == (1, None, [])
    found = group(memory, [Arrival(about("c", AGAIN)), Arrival(about("d", AIR, days=61))], none)
    assert {m.article_id: m.story_id for m in found} == {"c": story_id("c"), "d": story_id("b")}
