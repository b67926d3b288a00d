from collections.abc import Callable
from typing import Any

import pytest

Analyse = Callable[..., dict[str, Any]]


def communes(answer: dict[str, Any]) -> set[str]:
    return {c["insee"] for c in answer["communes"]}


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("À Plaisir (78), les capteurs sont posés.", "78490"),
        ("La ville du Mans équipe ses rues.", "72181"),
        ("Le conseil municipal des Sables-d’Olonne a voté.", "85194"),
        ("À Vernon (Eure), la mairie a ouvert un guichet.", "27681"),
        ("À Vernon (Ardèche), la mairie a ouvert un guichet.", "07336"),
        ("A ST-ETIENNE, LA MAIRIE OUVRE SES DONNEES", "42218"),
        ("La mairie d’Aytré a installé des pièges photographiques.", "17028"),
    ],
)
def test_towns_are_found_as_the_press_writes_them(demo_analyse: Analyse, text: str, insee: str) -> None:
    assert communes(demo_analyse(text)) == {insee}


@pytest.mark.parametrize(
    "text",
    [
        "L’Eurométropole de Strasbourg a voté.",
        "Le tribunal administratif de Grenoble a tranché.",
        "La rue de Noyon est fermée.",
        "Ville connectée, Avion en retard, Aucun Son.",
        "Rennes Métropole ouvre ses données.",
    ],
)
def test_names_of_other_things_are_no_towns(demo_analyse: Analyse, text: str) -> None:
    assert communes(demo_analyse(text)) == set()


def test_spans_index_the_text_given(demo_analyse: Analyse) -> None:
    text = "Le «\u00a0projet\u00a0» du Mans\u202f: l’édile d’Albi s’en inspire."
    found = {text[s:e] for c in demo_analyse(text)["communes"] for s, e in c["mentions"]}
    assert found == {"Mans", "Albi"}


def test_an_intercommunal_body_has_its_siren(demo_analyse: Analyse) -> None:
    places = demo_analyse("L’Eurométropole de Strasbourg a voté.")["places"]
    assert [(p["kind"], p["code"]) for p in places] == [("epci", "246700488")]
