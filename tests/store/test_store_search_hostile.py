"""Nothing that can be typed breaks a search, or makes it long."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from searches import SETTINGS, find, indexed, texts

from core.errors import QueryError
from store.batch import Batch
from store.live import open_live
from store.search import SearchQuery, ranked, search
from store.searching.syntax import MOST_CHARACTERS, MOST_WORDS

SAID = {
    n: f"L’école numérique n° {n} d’Autun, « la fibre » et le Wi-Fi : 5G, {n * 3} %, œuvre."
    for n in range(20)
}


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return indexed(tmp_path_factory.mktemp("hostile"), Batch(articles=texts(SAID)))


SYNTAX = st.lists(
    st.sampled_from(
        [
            "école", "l'", "d’Autun", "numéri", "5G", "Wi-Fi", "œ", "la", "e\u0301", "\ud83d", "\x00", "\u202e",
            "\u00ad", " ", "  ", "\n", "\u00a0", '"', "«", "»", "“", "”", "'", "’", "(", ")", "*", "+", "-", "–",
            "&&", "||", "|", "AND", "ET", "OR", "OU", "NOT", "SAUF", ":", "::", "^2", "~",
            "[", "]", "{", "}", "TO", "\\", "/", "=", "<",
            "语", "½", "commune:", "depuis:", "depuis:2026", "source:x",
            'maire:"a', "topic:«", "nature:*", "-commune:79901",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@profile(deadline=None, database=None, max_examples=400)
@given(st.one_of(SYNTAX, st.text(max_size=60)))
@example("nature:* \ud83d")
def test_no_query_is_an_error_that_is_not_ours(index_dir: Path, query: str) -> None:
    try:
        found = find(index_dir, query)
    except QueryError:
        return
    assert len(ranked(index_dir, query, 100)) == found.total
    for hit in found.hits:
        text, marks = hit.passage
        assert len(text) <= 200
        assert all(0 <= start < end <= len(text) for start, end in marks)


@pytest.mark.parametrize(
    "query",
    [
        "a" * 100_000,
        "é " * 50_000,
        "(" * 10_000,
        "(" * 1_000 + "fibre",
        "(fibre " * 100,
        "fibre " + "OU fibre " * 5_000,
        "fibre OU " * (MOST_WORDS + 1),
        "\x00" * 100_000,
        '"' * 10_000,
        "-" * 10_000,
        "a*" * 500,
        "commune:" * 200,
        "numéri* " * (MOST_WORDS + 1),
    ],
)
def test_what_is_too_long_too_vast_or_too_deep_is_refused(index_dir: Path, query: str) -> None:
    with pytest.raises(QueryError, match="Recherche trop"):
        find(index_dir, query)


@pytest.mark.parametrize(
    "query",
    [
        "a" * MOST_CHARACTERS,
        "fibre OU " * MOST_WORDS,
        "nu* " * MOST_WORDS,
        "SAUF " * 300 + "fibre",
        "-(" * 20 + "fibre",
        "( ) " * 400,
        '"' * MOST_CHARACTERS,
        "école-" * 300,
        "l'" * 900,
        "\u0301" * MOST_CHARACTERS,
        "«" * MOST_CHARACTERS,
        ":" * MOST_CHARACTERS,
        "commune:" * 50,
        " " * MOST_CHARACTERS,
    ],
)
def test_what_is_as_long_as_it_may_be_is_answered(index_dir: Path, query: str) -> None:
    assert 0 <= find(index_dir, query).total <= len(SAID)


def test_a_filter_takes_anything(index_dir: Path) -> None:
    for value in (
        "x" * 100_000,
        "\ud83d",
        "\x00",
        "(" * 5_000,
        "*",
        "'; DROP TABLE articles; --",
        "\x1f",
        " ",
    ):
        asked = SearchQuery(commune=value, mayor=value)
        found = search(index_dir, asked)
        assert found.total == 0
        assert {unknown.field for unknown in found.unknown} == {"commune", "mayor"}


def test_a_long_text_is_quoted_from_its_middle(tmp_path: Path) -> None:
    endless = "x" * 300_000 + " la fibre " + "y" * 300_000
    repeated = "la fibre et le cuivre, " * 20_000
    index_dir = indexed(
        tmp_path / "data", Batch(articles=texts({1: endless, 2: repeated, 3: "\n" * 500 + "fibre"}))
    )
    found = find(index_dir, "fibre")
    assert found.total == 3
    assert all("fibre" in hit.passage.text and len(hit.passage.text) <= 200 for hit in found.hits)


def test_pages_far_away_are_refused(index_dir: Path) -> None:
    for changes in ({"offset": 100_001}, {"limit": 100_001}, {"offset": -1}, {"limit": -1}):
        with pytest.raises(QueryError):
            SearchQuery(words="fibre", **changes)  # type: ignore[arg-type]
    assert search(index_dir, SearchQuery(words="fibre", offset=100_000, limit=100_000)).hits == ()


def test_searching_goes_on_while_the_index_changes(tmp_path: Path) -> None:
    with open_live(tmp_path / "data", SETTINGS) as live:
        for number in range(1, 6):
            live.write(Batch(articles=texts({number: "La fibre."})))
            assert find(tmp_path / "data" / "search", "fibre").total == number
