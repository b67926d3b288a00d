"""tdmrep.json: what it reserves."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.net.tdmrep import read_rules, reserves

PAGE = "https://www.ex.fr/actus/2026/article-1.html"


def rules(*pairs: tuple[str, Any]) -> bytes:
    return json.dumps([{"location": where, "tdm-reservation": value} for where, value in pairs]).encode()


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("/", 1)], True),
        ([("/", 0)], False),
        ([("/", "1")], True),
        ([("/", True)], False),  # not in the protocol's vocabulary
        ([("/actus/", 1)], True),
        ([("/blog/", 1)], False),
        ([("/*/2026/", 1)], True),
        ([("*.html$", 1)], True),
        ([("*.pdf$", 1)], False),
        ([("/actus/*$", 1)], True),
        ([("/actus/2026/article-1.html$", 1)], True),
        ([("/actus$", 1)], False),
        ([("/actus/", 0), ("/", 1)], False),
        ([("/", 1), ("/actus/", 0)], True),  # the first matching says so
        ([("/", 0), ("/actus/", 1)], True),  # the longest matching says so
        ([], False),
    ],
)
def test_locations(pairs: list[tuple[str, Any]], expected: bool) -> None:
    assert reserves(read_rules(rules(*pairs)), PAGE) is expected


def test_a_query_is_part_of_the_address() -> None:
    assert reserves(read_rules(rules(("/*?id=", 1))), "https://www.ex.fr/lire?id=3")
    assert reserves(read_rules(rules(("/$", 1))), "https://www.ex.fr")


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_tdmrep_file_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="not"):
        read_rules(body)


def test_items_that_are_no_rules_are_left_out() -> None:
    assert read_rules(b'[1, {"location": 3}, {"tdm-reservation": 1}, {"location": "/a"}]') == (("/a", False),)


@given(st.text(alphabet="a*/$", max_size=30), st.text(alphabet="a/", max_size=60))
def test_any_pattern_is_matched_as_a_regular_expression_would(location: str, path: str) -> None:
    import re

    pattern = re.escape(location.removesuffix("$")).replace(r"\*", ".*")
    expected = re.match(pattern + (r"\Z" if location.endswith("$") else ""), "/" + path) is not None
    assert reserves(((location, True),), "https://www.ex.fr/" + path) is expected
