"""After a request, what was forgotten is in none of the workspace's files, and the rest is still there."""

from pathlib import Path

import pytest

from jobs.forget import forget
from jobs.forget_wish import Wish, WishKind
from tests.jobs import forget_workspace as made
from tests.jobs.byte_search import found

PERSON = Wish(WishKind.PERSON, made.WHO)
ARTICLE = Wish(WishKind.URL, made.URL)
SOURCE = Wish(WishKind.SOURCE, made.OTHER.slug)


def test_the_search_finds_what_is_everywhere(tmp_path: Path) -> None:
    """A search that finds nothing proves nothing unless it finds everything first."""
    space = made.filled(tmp_path)
    hits = found(space.root, made.SURNAME)
    for place in (
        "live.duckdb: table main.roles",
        "texts.duckdb: table main.article_texts",
        "beffroi.duckdb: table",
    ):
        assert any(hit.startswith(place) for hit in hits), place


@pytest.mark.parametrize("wish", [PERSON, ARTICLE, SOURCE], ids=lambda wish: wish.kind)
def test_what_is_forgotten_is_in_no_file(tmp_path: Path, wish: Wish) -> None:
    space = made.filled(tmp_path)
    words = made.SURNAME if wish is PERSON else wish.words  # rarer, and the stronger proof
    assert found(space.root, words)
    forget(space, wish)
    assert found(space.root, words) == []
