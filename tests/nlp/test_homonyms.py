"""Which of the towns of one name?"""

import random
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

import registers
from core.names import name_key
from nlp.pipeline import Text

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

Analyse = Callable[..., dict[str, Any]]


def first(answer: dict[str, Any]) -> str:
    return str(answer["communes"][0]["insee"])


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("À Saint-Denis, en Seine-Saint-Denis, on attend.", "93066"),
        ("Le chef-lieu de La Réunion s’équipe : Saint-Denis pose des caméras.", "97411"),
        ("Valence, dans la Drôme, investit.", "26362"),
        ("À Valence, près de Moissac, on attend.", "82186"),
        ("Le maire de Craon veut des capteurs.\n\nMayenne. Le syndicat paiera.", "53084"),
        ("À Saussey, on attend.\n\nLa communauté de communes Coutances Mer et Bocage paie.", "50568"),
        ("Instituteur à Saint-Flour, il est mort à l’hôpital d’Aurillac.", "15187"),
    ],
)
def test_what_the_text_names_decides(demo_analyse: Analyse, text: str, insee: str) -> None:
    assert first(demo_analyse(text)) == insee


@pytest.mark.parametrize(("area", "insee"), [("60", "60598"), ("81", "81271")])
def test_the_area_of_the_outlet_decides_between_equals(
    demo_pipeline: "Analyser", area: str, insee: str
) -> None:
    text = Text("La mairie de Saint-Sulpice a voté.", departements=(area,))
    assert [m.key for m in demo_pipeline.analyse(text).mentions] == [insee]


def of(name: str) -> str:
    """ "de" and a town's name, as it is written."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d’{name}" if name_key(name)[0] in "aeiou" else f"de {name}"


@pytest.mark.parametrize(
    ("template", "at_least"),
    [
        ("Le conseil municipal {town} ({departement}) a voté l’achat de capteurs.", 0.99),
        ("Les communes {near} et {town} mutualisent leur service informatique.", 0.88),
    ],
)
def test_two_hundred_homonyms_drawn_from_the_register(
    demo_analyse: Analyse, template: str, at_least: float
) -> None:
    """Each beside its département, or beside the nearest town of a name that no other town bears."""
    towns = [c for c in registers.load().communes.to_pylist() if c["kind"] == "commune" and c["lat"]]
    names = defaultdict(list)
    for town in towns:
        names[name_key(town["name"])].append(town)
    shared = [t for t in towns if len(names[name_key(t["name"])]) > 1]
    unique = [t for t in towns if len(names[name_key(t["name"])]) == 1 and (t["population"] or 0) > 800]
    right = 0
    drawn = random.Random(5).sample(shared, 200)
    for town in drawn:
        near = min(unique, key=lambda o: _apart(o, town))
        text = template.format(town=of(town["name"]), departement=town["departement"], near=of(near["name"]))
        right += town["insee"] in {c["insee"] for c in demo_analyse(text)["communes"]}
    assert right / len(drawn) >= at_least


def _apart(one: dict[str, Any], other: dict[str, Any]) -> float:
    north, east = one["lat"] - other["lat"], 0.7 * (one["lon"] - other["lon"])
    return float(north**2 + east**2)


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("Le maire de Saint-Denis a un plan. Saint-Denis (La Réunion) installe des caméras.", "97411"),
        ("À Saint-Pierre, sur l’île de La Réunion, la fibre arrive.", "97416"),
        ("À Saint-Pierre, en Martinique, la mairie ouvre ses données.", "97225"),
        ("À Saint-Paul de la Réunion, les caméras sont posées.", "97415"),
        ("La ville de Sainte-Anne (Martinique) recrute.", "97226"),
        ("À Valence (Occitanie), la mairie pose des capteurs.", "82186"),
    ],
)
def test_an_island_or_a_region_beside_the_name_decides(demo_analyse: Analyse, text: str, insee: str) -> None:
    assert first(demo_analyse(text)) == insee


TWO = [
    (
        "Torcy (Seine-et-Marne) et Torcy, en Saône-et-Loire, signent. Torcy, elle, attend.",
        ["77468", "71540", "71540"],
    ),
    ("À Sainte-Marie (La Réunion) et à Sainte-Marie, en Martinique, on signe.", ["97418", "97228"]),
    ("Saint-Denis (93) et Saint-Denis (974) signent.", ["93066", "97411"]),
]


@pytest.mark.parametrize(("text", "expected"), TWO)
def test_two_towns_of_one_name_in_a_text_that_tells_them_apart(
    demo_analyse: Analyse, text: str, expected: list[str]
) -> None:
    found = sorted((s, c["insee"]) for c in demo_analyse(text)["communes"] for s, _ in c["mentions"])
    assert [insee for _, insee in found] == expected


LANDS = [
    ("Le sud de la Marne, à Épernay, attend.", {"51230"}),
    ("La mairie de Bretagne, près de Belfort, attend. Bretagne est petite.", {"90019", "90010"}),
    ("Göteborg et Vienne ont renoncé.", set()),
    ("Plusieurs villes italiennes, dont Aoste, ont renoncé.", set()),
    ("Le maire de Marcoussis, aux portes de Nozay et de Linas, attend.", {"91363", "91458", "91339"}),
    ("Rue débranche son robot.\n\nLa commune de Rue (Somme) arrête.", {"80688"}),
    ("L’association cite Bourges et Tarbes.", {"18033", "65440"}),
    ("À La Réunion, on attend. La maire de Saint-Denis attend aussi.", {"97411"}),
]


@pytest.mark.parametrize(("text", "expected"), LANDS)
def test_land_countries_and_locutions_beside_towns(
    demo_analyse: Analyse, text: str, expected: set[str]
) -> None:
    assert {c["insee"] for c in demo_analyse(text)["communes"]} == expected


def test_a_headlines_subject_is_the_town(demo_analyse: Analyse) -> None:
    text = "Rue débranche son robot.\n\nLa commune de Rue (Somme) arrête."
    assert [0, 3] in demo_analyse(text)["communes"][0]["mentions"]
