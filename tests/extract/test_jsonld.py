from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import jsonld, loosejson, tree
from extract.loosejson import State

ARTICLE = '{"@type":"NewsArticle","headline":"Un robot","datePublished":"2026-11-17"}'


def graph(*blocks: str, head: str = "") -> jsonld.Graph:
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return jsonld.read(
        tree.parse(f"<html><head>{head}{scripts}</head><body><p>Texte.</p></body></html>").tree
    )


@pytest.mark.parametrize(
    "block",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@graph":[{{"@type":"WebSite"}},{ARTICLE}]}}',
        f'{{"@type":"WebPage","mainEntity":{ARTICLE}}}',
        ARTICLE.replace('"NewsArticle"', '["Thing","http://schema.org/ReportageNewsArticle"]'),
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        f"/*<![CDATA[*/{ARTICLE}/*]]>*/;",
        f"\ufeff {ARTICLE} ; ",
        ARTICLE.replace('"Un robot"', '"Un robot","note":"sur\ndeux\tlignes"'),
        ARTICLE.replace('"Un robot"', '"Un robot","n":NaN,"i":' + "9" * 6000),
        ARTICLE.replace('"', "&quot;"),
    ],
)
def test_sound_however_it_is_nested_or_wrapped(block: str) -> None:
    found = graph(block)
    assert found.article["headline"] == "Un robot"
    assert (found.repaired, found.broken) == (0, 0)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a":1,}', [{"a": 1}]),
        ('{"a":"b",,"c":[1,2,],}', [{"a": "b", "c": [1, 2]}]),
        ('{"a":"il dit "oui", et "non" là","b":"c"}', [{"a": 'il dit "oui", et "non" là', "b": "c"}]),
        ('["on "dit" ici","b"]', [['on "dit" ici', "b"]]),
        ('{"u":"<img width="30" alt="">","k":"v"}', [{"u": '<img width="30" alt="">', "k": "v"}]),
        ('{"a":1}{"b":2}', [{"a": 1}, {"b": 2}]),
        ('{"a":1},\n{"b":2},', [{"a": 1}, {"b": 2}]),
        ('{"a":"b" "c":"d"}', [{"a": "b", "c": "d"}]),
        ('{"a":[{"b":1} {"c":2}]}', [{"a": [{"b": 1}, {"c": 2}]}]),
        ('{"a":{"b":1}"c":2}', [{"a": {"b": 1}, "c": 2}]),
        (r'{"a":"l\'eau","b":"C:\dossier\u00zz"}', [{"a": "l'eau", "b": r"C:\dossier\u00zz"}]),
        ('{"a":,"b":undefined}', [{"a": None, "b": None}]),
        ('{"a":1 /* un */,\n// deux\n"b":2}', [{"a": 1, "b": 2}]),
        ('{"a":["x","y', [{"a": ["x", "y"]}]),
        ('{"a":', [{"a": None}]),
    ],
)
def test_mended(text: str, values: list[Any]) -> None:
    assert loosejson.loads(text) == loosejson.Loose(values, State.REPAIRED)


@pytest.mark.parametrize("text", ["bonjour", "[" * 50_000, '{"a":' * 50_000, "}", "nul", ""])
def test_broken(text: str) -> None:
    assert loosejson.loads(text) == loosejson.GIVEN_UP


def test_a_broken_block_does_not_hide_the_next_and_both_are_counted() -> None:
    found = graph("{nothing}", ARTICLE[:-1], ARTICLE.replace("robot", "drone"))
    assert found.article["headline"] == "Un robot"
    assert (found.repaired, found.broken) == (1, 1)


TEASER = (
    '{"@type":"NewsArticle","headline":"Autre","datePublished":"2026-11-01","url":"https://exemple.fr/autre"}'
)


@pytest.mark.parametrize(
    "naming",
    [
        '"url":"http://www.exemple.fr/robot/?x=1"',
        '"@id":"https://exemple.fr/robot#article"',
        '"mainEntityOfPage":"https://exemple.fr/robot"',
        '"mainEntityOfPage":{"@type":"WebPage","@id":"https://exemple.fr/robot"}',
    ],
)
def test_of_several_articles_the_one_that_names_the_page(naming: str) -> None:
    head = '<link rel="canonical" href="https://www.exemple.fr/robot">'
    own = ARTICLE[:-1] + f",{naming}}}"
    assert graph(f"[{TEASER},{own}]", head=head).article["headline"] == "Un robot"


def test_else_the_first_that_is_told_whole() -> None:
    stub = '{"@type":"Article","name":"souche"}'
    assert graph(f"[{stub},{ARTICLE},{TEASER}]").article["headline"] == "Un robot"
    assert graph('{"@type":"JobPosting","title":"x"}').article == {}


def test_references_are_resolved_within_the_page() -> None:
    found = graph(
        '{"@graph":[{"@type":"Article","headline":"h","author":[{"@id":"#ana"},{"@id":"#absent"}],'
        '"publisher":{"@id":"#org"}},'
        '{"@type":"WebPage","author":{"@id":"#ana","@type":"Person","name":"Ana Brizeux"}},'
        '{"@id":"#org","name":"Le Phare"}]}'
    )
    assert [jsonld.text_of(a) for a in found.article["author"]] == ["Ana Brizeux", ""]
    assert jsonld.text_of(found.article["publisher"]) == "Le Phare"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" un ", "un"),
        (["", {"name": "un"}], "un"),
        ({"@value": "un"}, "un"),
        ({"name": {"name": ["un"]}}, "un"),
        ("a\ud800b", "ab"),
        (3, ""),
        (None, ""),
        ({"name": 3.5, "url": "x"}, ""),
    ],
)
def test_text_of_what_is_no_text(value: Any, text: str) -> None:
    assert jsonld.text_of(value) == text


BOMBS = {
    "deep": '{"@graph":[' * 30_000,
    "deep and closed": '{"mainEntity":' * 900 + "1" + "}" * 900,
    "wide": "[" + '{"@type":"Article"},' * 80_000 + "1]",
    "references": '[{"@type":"Article","author":{"@id":"#a"}},' + '{"@id":"#a"},' * 80_000 + "1]",
    "quotes": '"' * 250_000,
    "quotes apart": ('"' + " " * 9) * 25_000,
    "backslashes": '{"a":"' + "\\" * 250_000,
    "commas": "{" + "," * 250_000,
    "spaces": '{"a"' + " " * 250_000 + "x",
    "comments": "/*" * 120_000,
    "brackets": "}{" * 120_000,
    "digits": '{"a":' + "9" * 1_000_000 + "}",
    "too long": '{"a":"' + "x" * 2_050_000 + '"}',
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_bounded(name: str) -> None:
    found = graph(BOMBS[name])
    jsonld.text_of(found.article)
    assert len(found.nodes) <= 20_000


KEYS = st.sampled_from(["@graph", "@id", "@type", "author", "name", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=25,
)


@given(JSON)
@settings(max_examples=60, deadline=None)
def test_any_value_is_read_as_it_stands(value: Any) -> None:
    import json

    read = loosejson.loads(json.dumps(value, allow_nan=False) if not _has_nan(value) else "null")
    if isinstance(value, (dict, list)) and not _has_nan(value):
        assert read == loosejson.Loose([value], State.SOUND)


def _has_nan(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_nan, value.values()))
    if isinstance(value, list):
        return any(map(_has_nan, value))
    return isinstance(value, float) or (isinstance(value, int) and abs(value) > 10**17)


@given(st.text(alphabet=st.sampled_from('{}[]",:\\/ \n<!-abé0nt&;'), max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_given_up(text: str) -> None:
    found = loosejson.loads(text)
    assert found.values or found.state is State.BROKEN


@given(JSON)
@settings(max_examples=60, deadline=None)
def test_any_graph_has_an_answer(value: Any) -> None:
    import json

    found = graph(json.dumps(value), json.dumps({"@type": "Article", "author": value, "url": value}))
    assert isinstance(found.article, dict)
