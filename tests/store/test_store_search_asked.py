"""A search as data: what an address or a saved search holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import QueryError
from store.search import SearchQuery, Sort

ASKED = st.builds(
    SearchQuery,
    words=st.text(max_size=20),
    source=st.text(max_size=8),
    commune=st.text(max_size=8),
    departement=st.text(max_size=3),
    mayor=st.text(max_size=8),
    technology=st.text(max_size=8),
    topic=st.text(max_size=8),
    nature=st.text(max_size=8),
    since=st.none() | st.dates(min_value=date(1000, 1, 1)),
    until=st.none() | st.dates(min_value=date(1000, 1, 1)),
    relevant=st.booleans(),
    originals=st.booleans(),
    every=st.booleans(),
    sort=st.sampled_from(Sort),
    offset=st.integers(0, 100_000),
    limit=st.integers(0, 100_000),
)


@given(ASKED)
def test_a_query_comes_back_from_its_text(asked: SearchQuery) -> None:
    written = asked.to_dict()
    assert all(isinstance(key, str) and isinstance(value, str) and value for key, value in written.items())
    assert SearchQuery.from_dict(written) == asked


def test_only_what_was_asked_is_written() -> None:
    assert SearchQuery().to_dict() == {}
    asked = SearchQuery(words="fibre", since=date(2026, 3, 1), relevant=True, sort=Sort.DATE)
    assert asked.to_dict() == {"words": "fibre", "since": "2026-03-01", "relevant": "1", "sort": "date"}


def test_a_month_is_its_days_and_other_keys_are_not_ours() -> None:
    asked = SearchQuery.from_dict(
        {"since": "2026-02", "until": "2026-02", "utm_source": "x", "words": "", "relevant": "0"}
    )
    assert asked == SearchQuery(since=date(2026, 2, 1), until=date(2026, 2, 28))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"since": "hier"}, "hier"),
        ({"until": "2026-13-01"}, "2026-13-01"),
        ({"sort": "prix"}, "prix"),
        ({"limit": "beaucoup"}, "beaucoup"),
        ({"offset": "-1"}, "-1"),
        ({"limit": "9" * 5_000}, "999"),
    ],
)
def test_what_cannot_be_read_is_refused(given: dict[str, str], says: str) -> None:
    with pytest.raises(QueryError, match=says) as refused:
        SearchQuery.from_dict(given)
    assert refused.value.next_step
    assert len(str(refused.value)) < 200
