"""What is asked of an editor: a sentence at a time."""

from datetime import UTC, datetime, timedelta

from core.letters import Tick
from digest.letter import Claim, ClaimKind
from jobs.letters.questions import Question, ToCheck, left, places_of, questions

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def claim(key: str, sentence: str, article: str = "a") -> Claim:
    return Claim(key, ClaimKind.FIGURE, key, sentence, article, "https://guet.example/", "Le Guet")


def row(number: int, key: str, sentence: str = "Une phrase.", minutes: int | None = None) -> ToCheck:
    tick = None if minutes is None else Tick("2026-W47", key, True, "Odile", NOW + timedelta(minutes=minutes))
    return ToCheck(number, "", claim(key, sentence), "story:s1", "Un titre", tick)


def test_what_one_sentence_says_is_one_question() -> None:
    claims = [
        claim("one", "Autun essaie un robot de Parlavox."),
        claim("two", "Le robot coûte 12 000 €."),
        claim("three", "AUTUN essaie un robot, de Parlavox"),
        claim("inside", "un robot de Parlavox"),
        claim("elsewhere", "Autun essaie un robot de Parlavox.", "b"),
        claim("half", "un rob"),
    ]
    assert places_of(claims) == {
        "one": (1, "a"), "two": (2, ""), "three": (1, "b"), "inside": (1, "c"), "elsewhere": (3, ""), "half": (4, ""),
    }  # fmt: skip


def test_a_question_shows_every_sentence_that_says_more() -> None:
    there = Question(1, (row(1, "a", "Deux."), row(1, "b", "Un. Deux. Trois."), row(1, "c", "Deux. Quatre.")))
    assert there.sentences == ("Un. Deux. Trois.", "Deux. Quatre.")


def test_many_things_in_one_sentence_have_each_their_letter() -> None:
    names = [part for _, part in places_of(claim(str(n), "Tous.") for n in range(30)).values()]
    assert (names[0], names[25], names[26], len(set(names))) == ("a", "z", "aa", 30)


def test_one_resumes_where_one_stopped_and_what_was_passed_comes_last() -> None:
    asked = questions([row(1, "a"), row(2, "b", minutes=5), row(3, "c"), row(4, "d", minutes=1), row(5, "e")])
    assert [one.number for one in left(asked)] == [3, 5, 1]
    assert [one.number for one in left(questions([row(1, "a"), row(2, "b")]))] == [1, 2]
