"""Départements, régions and intercommunal bodies."""

from collections.abc import Callable
from typing import Any

import pytest

import registers
from nlp.places.lexicons import aliases, usual_names

Analyse = Callable[..., dict[str, Any]]


def places(answer: dict[str, Any], kind: str, text: str) -> list[tuple[str, str]]:
    return [(p["code"], text[s:e]) for p in answer["places"] if p["kind"] == kind for s, e in p["mentions"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dans l’Eure, on attend.", ["27"]),
        ("Les bords de l’Eure sont inondés. L’Eure déborde.", []),
        ("Vernon (Eure) s’équipe.", ["27"]),
        ("En Mayenne, à Mayenne, on attend.", ["53"]),
        ("Manche. Un guichet sur roues", ["50"]),
        ("Le tunnel sous la Manche ferme.", []),
        ("NORD. La fibre arrive.", ["59"]),
        ("La gare du Nord, au nord de Paris, et l’Afrique du Nord.", []),
        ("Dans le Nord de la Martinique, on attend.", []),
        ("Un obus repêché dans la Vienne.", []),
        ("La Loire déborde.", []),
        ("À Saint-Étienne, le président de la Loire s’en émeut : la Loire paiera.", ["42", "42"]),
        ("Les Côtes-d’Armor et la Seine-Maritime.", ["22", "76"]),
        ("Crédit Agricole Ille-et-Vilaine Habitat finance.", []),
        ("Jean Morbihan et Aude Vendée ont signé.", []),
    ],
)
def test_departements_and_their_rivers(demo_analyse: Analyse, text: str, expected: list[str]) -> None:
    assert [code for code, _ in places(demo_analyse(text), "departement", text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En Bretagne et en Paca", [("53", "Bretagne"), ("93", "Paca")]),
        ("La région Normandie complète.", [("28", "Normandie")]),
        ("Le chef-lieu de La Réunion", [("04", "La Réunion")]),
        ("Réunion publique jeudi.", []),
        ("Île-de-France Mobilités et la Grande-Bretagne", []),
    ],
)
def test_regions(demo_analyse: Analyse, text: str, expected: list[tuple[str, str]]) -> None:
    assert places(demo_analyse(text), "region", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Eurométropole de Strasbourg a voté.", [("246700488", "Eurométropole de Strasbourg")]),
        ("Laval Agglo a voté.", [("200083392", "Laval Agglo")]),
        ("la communauté d’agglomération de Laval", [("200083392", "communauté d’agglomération de Laval")]),
        ("Le vice-président de la métropole du Grand Paris", [("200054781", "métropole du Grand Paris")]),
        ("Les chantiers du Grand Paris Express", []),
        ("La CoVe a voté à Carpentras.", [("248400053", "CoVe")]),
        ("La Codah, au Havre", [("200084952", "Codah")]),
        (
            "À Lavoncourt, la communauté de communes des Quatre Rivières paie.",
            [("247000623", "communauté de communes des Quatre Rivières")],
        ),
        ("La communauté de communes des Quatre Rivières paie.", []),
        (
            "Le Pays Houdanais (CCPH) vote. La CCPH paie. La communauté de communes du Pays Houdanais a l’argent.",
            [
                ("247800550", "Pays Houdanais"),
                ("247800550", "CCPH"),
                ("247800550", "CCPH"),
                ("247800550", "communauté de communes du Pays Houdanais"),
            ],
        ),
        ("Guingamp-Paimpol Agglomération envisage l’outil.", [("200067981", "Guingamp-Paimpol Agglomération")]),
        ("La présidence du Pays de l’Or reste vacante.", [("243400470", "Pays de l’Or")]),
        ("L’ASM Clermont Auvergne a perdu.", []),
    ],
)  # fmt: skip
def test_intercommunal_bodies(demo_analyse: Analyse, text: str, expected: list[tuple[str, str]]) -> None:
    assert places(demo_analyse(text), "epci", text) == expected


def test_other_names_bear_codes_of_the_register() -> None:
    known = {(t["kind"], t["code"]) for t in registers.load().territories.to_pylist()}
    assert {(kind.value, code) for kind, code, _ in aliases() if code} <= known
    communes = {c["insee"] for c in registers.load().communes.to_pylist() if c["kind"] == "commune"}
    assert {insee for insee, _ in usual_names()} <= communes


BODIES = [
    ("À Torcy, l’agglomération Paris - Vallée de la Marne attend.", "200057958"),
    ("La communauté de communes des Crêtes préardennaises attend.", "240800862"),
    ("Le Grand Périgueux, dont le réseau tient, attend.", "200040392"),
    ("Les lignes de Vitré communauté attendent.", "200039022"),
    ("L’établissement public Est Ensemble attend.", "200057875"),
    ("La Métropole européenne de Lille attend.", "200093201"),
]


@pytest.mark.parametrize(("text", "siren"), BODIES)
def test_bodies_as_the_press_writes_them(demo_analyse: Analyse, text: str, siren: str) -> None:
    assert [p["code"] for p in demo_analyse(text)["places"] if p["kind"] == "epci"] == [siren]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Meuse\n\nÀ Étain, on attend.", {"55"}),
        ("Un camion passe entre Lot et Aveyron.", {"46", "12"}),
        ("Le Lot et la Corrèze ont pris rendez-vous.", {"46", "19"}),
        ("La sénatrice écologiste de l’Isère attend.", {"38"}),
        ("Vienne : les impôts ne bougent pas\n\nÀ Vienne, en Isère, on attend.", {"38"}),
    ],
)
def test_departements_as_kickers_and_in_pairs(demo_analyse: Analyse, text: str, codes: set[str]) -> None:
    assert {p["code"] for p in demo_analyse(text)["places"] if p["kind"] == "departement"} == codes
