import json
import re
from pathlib import Path

import golden
import pytest

from extract.overrides import BadOverride, compiled, of, shipped
from extract.tree import parse

PAGES = sorted(golden.HERE.glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_golden_pages_read_as_reviewed(page: Path) -> None:
    assert golden.read(page) == json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))


def test_every_override_has_its_golden_page() -> None:
    assert {page.stem for page in PAGES} == set(shipped())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_override_is_needed(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = golden.read(page)
    monkeypatch.setattr("extract.overrides.shipped", dict)
    assert golden.read(page) != with_it


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"titel": "//h1"}, "ex.fr: key 'titel'"),
        ({"title": "//h1["}, "ex.fr: title: "),
        ({"remove": ["//a", "//("]}, "'//('"),
    ],
)
def test_a_bad_table_names_its_host(table: dict[str, str | list[str]], said: str) -> None:
    with pytest.raises(BadOverride, match=re.escape(said)):
        compiled({"ex.fr": table})


def test_elements_are_removed_and_the_text_is_scoped() -> None:
    own = compiled({"ex.fr": {"remove": "//p[@class='pub']", "text": "//div[@id='corps']"}})["ex.fr"]
    tree = parse(
        "<body><div><p>Menu</p></div><div id='corps'><p>Un.</p><p class='pub'>Pub</p></div></body>"
    ).tree
    assert tree is not None
    own.prune(tree)
    assert own.scoped(tree).text_content() == "Un."


def test_other_hosts_have_none() -> None:
    assert of("https://ailleurs.example/a").paths == {}
    assert of("http://[bad").paths == {}
