"""The annotated articles of the package: well-formed, invented, and read as annotated."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from core.names import name_key
from core.types import InitiativeStatus
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


TOLD = """<article id="z" published="2026-03-02" relevant="true" nature="initiative" topics="ia" facts="true">
<person key="a" name="Luc Amestoy" role="mayor" insee="22113"/>
<initiative actor="22113" technology="drone" use="suivi des toits" status="plan" supplier=""
 evidence="Lannion étudie un drone"/>
<initiative actor="200065928" technology="drone" use="suivi" status="plan" supplier="" evidence="un drone"/>
<body>
<c k="22113">Lannion</c> étudie un <t k="drone">drone</t> de <f v="3.5" u="kg" w="masse">3,5 kg</f>.
« <q k="a">Pour voir</q> », dit <p k="a">Luc Amestoy</p> ; <q k="la mairie" indirect="1">il volera</q>, selon
la mairie, à la <e n="Fête du toit" from="2026-05-02" place="22113">Fête du toit</e>.
</body>
</article>"""


def test_what_an_article_tells_is_read() -> None:
    article = articles.read(TOLD.encode())
    gold, text = article.gold, article.text
    assert [(q["speaker"], q["direct"], text[q["start"] : q["end"]]) for q in gold["quotes"]] == [
        ("Luc Amestoy", True, "Pour voir"),
        ("la mairie", False, "il volera"),
    ]
    assert [(f["value"], f["unit"], text[f["start"] : f["end"]]) for f in gold["figures"]] == [
        (3.5, "kg", "3,5 kg")
    ]
    assert [(e["start_date"], e["end_date"], e["place"]) for e in gold["events"]] == [
        ("2026-05-02", "2026-05-02", "22113")
    ]
    commune, epci = gold["initiatives"]
    assert (commune["actor_insee"], epci["actor_siren"]) == ("22113", "200065928")
    assert text[slice(*commune["evidence"])] == "Lannion étudie un drone"


def test_evidence_that_is_not_in_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not found"):
        articles.read(TOLD.replace("étudie un drone", "étudie deux drones").encode())


def test_what_is_told_is_well_formed(packaged: list[Annotated]) -> None:
    told = [a for a in packaged if "figures" in a.gold]
    assert len(told) >= 100
    for article in told:
        statuses = {i["status"] for i in article.gold["initiatives"]}
        assert statuses <= set(InitiativeStatus), article.gold["id"]
        assert all(date.fromisoformat((e["start_date"] + "-01-01")[:10]) for e in article.gold["events"])
