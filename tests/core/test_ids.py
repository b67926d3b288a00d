import pytest

from core.ids import article_id, mayor_key, run_id, text_sha256


@pytest.mark.parametrize(
    "other",
    [
        "http://www.exemple.fr/ville/article-12",
        "https://exemple.fr/ville/article-12",
        "https://www.exemple.fr/ville/article-12?utm_source=rss&utm_medium=flux",
        "https://www.exemple.fr/ville/article-12/",
    ],
)
def test_one_article_has_one_id_whatever_the_address_it_was_found_at(other: str) -> None:
    assert article_id(other) == article_id("https://www.exemple.fr/ville/article-12")


def test_another_article_has_another_id() -> None:
    assert article_id("https://exemple.fr/a?id=1") != article_id("https://exemple.fr/a?id=2")


def test_ids_are_stable_over_releases() -> None:
    # frozen: researchers cite these
    assert article_id("https://www.exemple.fr/ville/article-12") == "60c4e5a9dc29d652"
    assert mayor_key("29232", "Maëlle Kerdoncuff-Le Goff") == "29232:maelle kerdoncuff le goff"


def test_lone_surrogates_can_be_hashed() -> None:
    assert len(text_sha256("a\ud800")) == 64


def test_run_ids_sort_by_time() -> None:
    assert run_id()[:9].isascii()
    assert len({run_id() for _ in range(50)}) == 50
