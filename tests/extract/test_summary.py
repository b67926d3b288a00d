from datetime import UTC, datetime

import pytest
from fields import ld, meta, tree_of

from core.types import Candidate
from extract import head, jsonld
from extract.summary import shortened, summary

CHAPO = (
    "La mairie de Quimper confie son standard à un robot, qui répond jour et nuit aux habitants de la ville."
)
TITLE = "Un robot répond au standard de la mairie"
FEED = Candidate("https://lephare.example/x", "phare", "https://lephare.example/rss", TITLE, "Du flux.", None,
                 datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip


def read(head_html: str = "", body: str = "", candidate: Candidate | None = None) -> str:
    tree = tree_of(head_html, body)
    return summary(tree, head.read(tree), jsonld.read(tree).article, candidate, title=TITLE)


@pytest.mark.parametrize(
    ("head_html", "body"),
    [
        (ld(description=CHAPO), ""),
        (ld(description=f"<p>{CHAPO}</p>"), ""),
        (meta(og_description=CHAPO), ""),
        (f'<meta name="description" content="{CHAPO}">', ""),
        ("", f'<p class="article__chapo">{CHAPO}</p>'),
        ("", f'<div itemprop="description">{CHAPO}</div>'),
        (meta(og_description="La mairie de Quimper confie son standard…"), f'<p class="chapo">{CHAPO}</p>'),
        (meta(og_description="La mairie de Quimper confie son (...)") + ld(description=CHAPO), ""),
        (
            meta(og_description="Retrouvez toute l’actualité de Quimper et de sa région"),
            f'<p class="chapo">{CHAPO}</p>',
        ),
        (meta(og_description=TITLE), f'<h2 class="standfirst">{CHAPO}</h2>'),
        (
            ld(description="Une photographie du standard de la mairie (archives).")
            + meta(og_description=CHAPO),
            "",
        ),
    ],
)
def test_the_standfirst(head_html: str, body: str) -> None:
    assert read(head_html, body) == CHAPO


@pytest.mark.parametrize(
    "body",
    [
        f'<aside><p class="chapo">{CHAPO}</p></aside>',
        f'<ul><li class="excerpt">{CHAPO}</li></ul>',
        f'<p class="leaderboard">{CHAPO}</p>',
    ],
)
def test_what_stands_beside_is_no_standfirst(body: str) -> None:
    assert read("", body) == ""


def test_what_the_page_says_of_another_thing_stays_cut() -> None:
    cut = "Le budget de la commune passe devant le conseil ce soir, et…"
    assert read(meta(og_description=cut), f'<p class="chapo">{CHAPO}</p>') == cut


def test_the_feed_comes_last() -> None:
    assert read(candidate=FEED) == "Du flux."
    assert read(ld(description=CHAPO), candidate=FEED) == CHAPO


def test_a_long_text_keeps_its_first_sentences() -> None:
    assert shortened(f"{CHAPO} " * 10) == " ".join([CHAPO] * 5)
    assert shortened("mot " * 300).endswith("mot…")
    assert len(shortened("x" * 5000)) <= 600
    assert shortened(CHAPO) == CHAPO
