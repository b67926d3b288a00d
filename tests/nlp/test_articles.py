"""The annotated articles of the package: well-formed, invented, and read as annotated."""

from collections import Counter, defaultdict

import pytest

from core.names import name_key
from nlp.relevance.subjects import TOPICS
from nlp.training import articles
from nlp.training.articles import Annotated

MAYORS = {"mayor", "former_mayor"}


@pytest.fixture(scope="module")
def packaged() -> list[Annotated]:
    return articles.packaged()


def test_every_span_is_a_piece_of_its_text(packaged: list[Annotated]) -> None:
    for article in packaged:
        kinds = ("communes", "places", "persons", "technologies", "organisations")
        for start, end in [m for k in kinds for x in article.gold[k] for m in x["mentions"]]:
            surface = article.text[start:end]
            assert surface, article.gold["id"]
            assert surface == surface.strip(), article.gold["id"]


def test_their_mayors_are_nobody_in_the_register(packaged: list[Annotated]) -> None:
    import registers

    table = registers.load().mandates
    real = defaultdict(set)
    for insee, key in zip(table["insee"].to_pylist(), table["name_key"].to_pylist(), strict=True):
        real[insee].add(key)
    people = [p for a in packaged for p in a.gold["persons"] if p["role"] in MAYORS]
    assert len(people) > 100
    assert [p["name"] for p in people if name_key(p["name"]) in real[p["commune_insee"]]] == []


def test_ids_are_unique_and_topics_known(packaged: list[Annotated]) -> None:
    assert max(Counter(a.gold["id"] for a in packaged).values()) == 1
    assert all(a.passage.topics <= set(TOPICS) for a in packaged)


def test_a_span_counts_what_the_markup_hides() -> None:
    xml = """<article id="a" published="2025-01-02" relevant="true" nature="initiative" topics="ia">
<person key="x" name="Ana Bruant" role="mayor" insee="29232"/>
<body>
À <c k="29232">Quimper</c>, <p k="x">Ana Bruant</p> essaie l’<t k="intelligence artificielle">IA</t>.
</body></article>"""
    found = articles.read(xml.encode())
    assert found.text == "À Quimper, Ana Bruant essaie l’IA."
    assert found.gold["communes"] == [{"insee": "29232", "name": "Quimper", "mentions": [[2, 9]]}]
    assert found.gold["persons"][0]["mentions"] == [[11, 21]]
    assert found.gold["technologies"] == [{"canonical": "intelligence artificielle", "mentions": [[31, 33]]}]
