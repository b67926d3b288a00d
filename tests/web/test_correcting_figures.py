"""What a figure says, put right where it stands, and shown there while it waits."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import Browser
from newsroom import analysis, figure, initiative, processed
from small_desk import ONE, applied, small_space

from jobs.correcting import corrections
from jobs.workspace import Workspace

SENT = {
    "kind": "figure", "key": "12000 cout", "anchor": "figure-0", "retour": f"/articles/{ONE}", "action": "figure",
    "article": ONE, "why": "devis",
}  # fmt: skip


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    found = analysis(figures=(figure(20),), initiatives=(initiative("1a" * 8, amounts=((20, 32),)),))
    return small_space(tmp_path, processed(1, found=found))


@pytest.fixture
def browser(space: Workspace) -> Iterator[Browser]:
    with Browser(space) as opened:
        yield opened


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def read(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.text)
    return plain(answer.text.partition("<main")[2])


def card(page: str, anchor: str) -> str:
    return page.partition(f'id="{anchor}"')[2].partition('<div class="card fact')[0]


def test_a_figure_is_put_right_where_it_stands_shown_while_it_waits_and_taken_back(
    space: Workspace, browser: Browser
) -> None:
    form = card(read(browser, f"/articles/{ONE}"), "figure-0")
    for field, value in (("value", "12 000"), ("unit", "€"), ("what", "coût")):
        assert re.search(
            rf'name="{field}" maxlength="\d+"( required)? autocomplete="off" value="{value}"', form
        )
    answer = browser.post("/corriger", **SENT, value="45 000", unit="€", what="budget")
    assert answer.headers["location"] == f"/articles/{ONE}?dit=c1#figure-0"
    page = read(browser, f"/articles/{ONE}?dit=c1")
    here = card(page, "figure-0")
    assert "<ins>45 000 € budget</ins>" in here
    assert "vaut « 45 000 € budget », dit rédaction : devis" in here
    assert "L’assistant a coûté 12 000 euros." in re.sub("<[^>]+>", "", here), (
        "the sentence stays as it was printed"
    )
    deed = card(page, "initiative-0")
    assert "montant : 45 000 €" in deed
    assert "montant corrigé avec son chiffre, en attente, au lieu de :" in deed
    assert "chiffre 12 000 € coût" in read(browser, "/corrections")
    assert "vaut 45 000 € budget" in read(browser, "/corrections")
    applied(space)
    page = read(browser, f"/articles/{ONE}")
    assert 'name="value" maxlength="100" required autocomplete="off" value="45 000"' in card(page, "figure-0")
    assert "<ins>" not in card(page, "figure-0")
    assert "vaut « 45 000 € budget »" in page.partition("Corrigé par la rédaction")[2]
    assert "45 000 €" in read(browser, "/initiatives/" + "1a" * 8)
    browser.post("/corrections/c1/annuler", retour=f"/articles/{ONE}")
    applied(space)
    assert 'value="12 000"' in card(read(browser, f"/articles/{ONE}"), "figure-0")


def test_a_figure_that_is_refused_keeps_what_was_typed(space: Workspace, browser: Browser) -> None:
    answer = browser.post("/corriger", **SENT, value="12 à 15", unit="caméras", what="de rue")
    assert answer.status_code == 400
    form = card(plain(answer.text), "figure-0")
    assert "n’est pas un seul nombre" in form
    for value in ("12 à 15", "caméras", "de rue", "devis"):
        assert f'value="{value}"' in form
    assert corrections.listed(space) == []
