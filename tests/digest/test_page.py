from dataclasses import replace
from datetime import date

import lxml.html
import pytest

from digest import french
from digest.model import Digest, Week, build, extract, week_of
from digest.old_render import page
from store.query import CommuneSeen, MayorSeen, Refusal, WeekArticle

ARTICLE = WeekArticle(
    article_id="a" * 16,
    title="Quimper : un robot « répond » !",
    url="https://exemple.fr/quimper",
    source="Le Phare",
    outlet_group=None,
    authors=("Anne Ler",),
    published_day=date(2026, 11, 17),
    access="free",
    relevant=True,
    summary="Un robot répond.",
    communes=(CommuneSeen("29232", "Quimper"),),
    mayors=(
        MayorSeen(
            "Maëlle Kervran", "29232", "Quimper", "current", "contradicted", "La maire de Quimper l’a dit."
        ),
    ),
    technologies=("agent conversationnel",),
    reserved=False,
)
WEEK = week_of(date(2026, 11, 19))


def built(*articles: WeekArticle, refusals: tuple[Refusal, ...] = ()) -> Digest:
    return build("La lettre", WEEK, articles, refusals)


def test_a_week_is_monday_to_sunday() -> None:
    assert Week(date(2026, 11, 16), date(2026, 11, 22)) == WEEK
    assert WEEK.label == "2026-W47"
    assert week_of(date(2027, 1, 2)).label == "2026-W53"


def test_the_page_says_who_where_what_and_what_is_doubtful() -> None:
    text = lxml.html.fromstring(page(built(ARTICLE))).text_content()
    for expected in (
        "Maëlle Kervran",
        "maire de Quimper",
        "29232",
        "agent conversationnel",
        "à vérifier",
        "Anne Ler",
    ):
        assert expected in text


def test_what_is_not_for_us_is_counted_and_not_shown() -> None:
    digest = built(ARTICLE, replace(ARTICLE, article_id="b" * 16, title="Le match", relevant=False))
    assert (digest.read, len(digest.articles)) == (2, 1)
    assert "Le match" not in page(digest)


def test_what_was_missed_is_said() -> None:
    reserved = replace(ARTICLE, title="Réservé", relevant=False, reserved=True)
    html = page(built(reserved, refusals=(Refusal("alize", "entry", "http_410", 2),)))
    assert "Réservé" in html
    assert "flux ou page supprimé (2)" in html


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "\u202egro.live"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_inert(text: str) -> None:
    article = replace(
        ARTICLE, title=text, summary=text, source=text, authors=(text,), url="javascript:alert(1)",
        technologies=(text,), mayors=(MayorSeen(text, "29232", text, "current", text, text),),
    )  # fmt: skip
    tree = lxml.html.fromstring(page(built(article)))
    assert not tree.xpath("//script | //img | //*[@onerror]")
    assert tree.xpath("//article//a/@href") == ["#"]
    assert "49" not in tree.xpath("string(//article)")


def test_an_empty_week_is_said() -> None:
    assert "Aucun article retenu" in page(built())


def test_extracts_are_short_and_end_at_a_word() -> None:
    cut = extract("mot " * 100)
    assert len(cut) <= 200
    assert cut.endswith("mot…")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Le Havre", "du Havre"),
        ("Les Sables-d'Olonne", "des Sables-d'Olonne"),
        ("La Rochelle", "de La Rochelle"),
        ("Autun", "d’Autun"),
        ("Évry", "d’Évry"),
        ("Quimper", "de Quimper"),
    ],
)
def test_towns_take_their_article(name: str, said: str) -> None:
    assert french.of_town(name) == said


def test_french_typography() -> None:
    assert french.typeset("Oui : « non » !") == "Oui\u00a0: «\u00a0non\u00a0»\u202f!"
    assert french.day(date(2026, 12, 1)) == "mardi\u00a01er\u00a0décembre 2026"
    assert french.span(date(2026, 11, 30), date(2026, 12, 6)) == "du 30 novembre au 6 décembre 2026"
