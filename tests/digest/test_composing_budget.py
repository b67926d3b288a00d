"""What may be shown of an article, over the whole letter: 200 characters of extract and quote, and one quote."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from digest.composing.budget import within
from digest.letter import EXTRACT, Item, Section, Telling

WORDS = st.tuples(st.integers(0, 12), st.integers(0, 400)).map(
    lambda cut: ("un été à la mairie " * 24)[cut[0] :][: cut[1]]
)
"""By their length: character by character they are drawn too slowly for a busy machine."""


def item(number: int, article: str, extract: str, quote: str) -> Item:
    telling = Telling(article, "Un titre", "https://veilleur.example/", "Le Veilleur", (), None)
    return Item(f"i{number}", Section.STORIES, "Un titre", extract=extract, quote=quote, tellings=(telling,))


ITEMS = st.lists(st.tuples(st.sampled_from("abc"), WORDS, WORDS | st.just("")), max_size=12).map(
    lambda rows: [item(n, *row) for n, row in enumerate(rows)]
)


@given(ITEMS)
def test_no_article_is_shown_beyond_its_budget(items: list[Item]) -> None:
    spent: Counter[str] = Counter()
    quotes: Counter[str] = Counter()
    for kept in within(items):
        article = kept.tellings[0].article_id
        spent[article] += len(kept.extract) + len(kept.quote)
        quotes[article] += bool(kept.quote)
    assert all(n <= EXTRACT for n in spent.values())
    assert all(n <= 1 for n in quotes.values())


@given(ITEMS)
def test_what_is_within_stays_and_words_are_the_articles_own(items: list[Item]) -> None:
    once = within(items)
    assert within(once) == once
    by_key = {one.key: one for one in items}
    for kept in once:
        assert kept.quote == by_key[kept.key].quote
        assert by_key[kept.key].extract.strip().startswith(kept.extract.removesuffix("…").strip())


def test_a_quote_leaves_the_extract_what_it_does_not_take() -> None:
    quoted, told = within([item(1, "a", "", "q" * 150), item(2, "a", "mot " * 100, "")])
    assert quoted.quote == "q" * 150
    assert 40 <= len(told.extract) <= 50
    quoted, told = within([item(1, "a", "", "q" * 190), item(2, "a", "mot " * 100, "")])
    assert (told.extract, told.headline) == ("", "Un titre")


def test_a_second_quote_of_an_article_takes_its_item_with_it() -> None:
    assert [kept.key for kept in within([item(1, "a", "", "un"), item(2, "a", "", "deux")])] == ["i1"]
