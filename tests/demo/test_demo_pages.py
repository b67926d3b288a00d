"""What pages and texts look like: French dates and typography, JSON-LD shapes, escaping, broken files."""

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from newsroom_browser import Browser

from demo.days import day_month, resolve
from demo.load import DataError, outlets
from demo.load import _article as load_article
from demo.pages import front_html
from demo.typography import set_type


def test_dates_are_said_in_french() -> None:
    today = date(2026, 11, 23)
    said = resolve("{{ weekday(-6) }} {{ day(-6) }}, {{ month(40) }}, {{ year(-400) - 1 }}", today)
    assert said == "mardi 17 novembre 2026, janvier 2027, 2024"
    assert day_month(date(2026, 12, 1)) == "1er décembre"


def test_typography_is_french() -> None:
    assert set_type("« L'eau : 12 000 € ! »", curly=True) == (
        "«\u00a0L’eau\u00a0: 12\u00a0000\u00a0€\u00a0!\u00a0»"
    )
    assert set_type("l'an 2026, 15 août", curly=False) == "l'an 2026, 15 août"


def test_json_ld_has_the_outlets_shape(ask: Browser) -> None:
    shapes = {
        ("le-phare-du-ponant", "/quimper/quimper-robot-conversationnel-412071.html"): "@graph",
        ("l-echo-des-deux-rives", "/actualite/sarthe/le-mans-feux-connectes_90825.html"): "list",
        ("l-echarpe", "/article/20411/le-moule-bus-numerique"): "object",
        ("le-pli-des-ediles", "/pli/2303/gueret-cybersecurite-partagee"): "object",
        ("le-semainier-des-causses", "/semaine/871-mende-navette-autonome"): "@graph",
        ("territoires-branches", "/projets/saint-denis-alerte-cyclone"): "none",
        ("le-colporteur-du-vivarais", "/actus/1179-annonay-nuit-du-code.html"): "none",
    }
    assert {key: shape_of(ask(*key).body) for key in shapes} == shapes


def shape_of(body: bytes) -> str:
    scripts = html.fromstring(body).xpath("//script[@type='application/ld+json']/text()")
    if not scripts:
        return "none"
    data = json.loads(scripts[0])
    if isinstance(data, list):
        return "list"
    return "@graph" if "@graph" in data else "object"


def test_a_listing_only_site_says_its_date_in_french_words_only(ask: Browser) -> None:
    page = html.fromstring(
        ask("le-colporteur-du-vivarais", "/actus/1187-saint-priest-eclairage-connecte.html").body
    )
    assert page.xpath("//time/text()") == ["22 novembre 2026 à 15h30"]
    assert page.xpath("//time/@datetime | //meta[@property]") == []


def test_markup_in_a_text_is_escaped() -> None:
    for outlet in outlets():
        page = front_html(outlet, "http://x.localhost:1", "<script>l'été & l'hiver</script>")
        assert "&lt;script&gt;l&#39;été &amp; l&#39;hiver&lt;/script&gt;" in page
        assert "<script>l" not in page


@pytest.mark.parametrize("content", ["title = 1\n", "+++\ntitle = 'x'\n+++\ntext", "+++\ntitle =\n+++\n"])
def test_a_broken_article_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "casse.md"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"casse\.md"):
        load_article(path)
