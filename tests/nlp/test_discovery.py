"""Names of products that no lexicon knows, by what introduces them."""

from collections.abc import Callable
from typing import Any

import pytest

from core.types import Mention, MentionKind
from nlp.technologies.product_names import introduced

Analyse = Callable[..., dict[str, Any]]


def candidates(answer: dict[str, Any]) -> dict[str, int]:
    found = [t for t in answer["technologies"] if t["status"] == "candidate"]
    return {t["canonical"]: len(t["mentions"]) for t in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La ville de Dole lance l’application Ruelia. Avec Ruelia, on signale un trou.", "Ruelia"),
        ("À Dole, une appli baptisée « Ma Rue Bleue » est testée par la mairie.", "Ma Rue Bleue"),
        ("Vigidole, un outil de télégestion, arrive à Dole.", "Vigidole"),
        ("À Dole, le nouveau portail citoyen, MonDole, remplace les guichets.", "MonDole"),
        (
            "Avec Hop mon quartier, l’application que la mairie de Dole finance, tout change.",
            "Hop mon quartier",
        ),
        ("Dole ouvre un quartier connecté, OpenRivage, pour cinq ans.", "OpenRivage"),
        ("Le projet Dole Smart River pèse dix millions d’euros.", "Dole Smart River"),
        ("Des capteurs comptent les piétons. Le dispositif, nommé Compta, a coûté 3 000 €.", "Compta"),
        ("Une tournée calculée chaque nuit par TriOpti à partir des capteurs de Dole.", "TriOpti"),
        ("Le callbot Ondine répond à Dole. « Bonjour, je suis Ondine », dit la voix.", "Ondine"),
        ("Le jumeau numérique de la ville, nommé Dolia 3D, aidera à simuler les crues.", "Dolia 3D"),
        ("La plateforme jeparle.dole.fr ouvre avec la mairie de Dole.", "jeparle.dole.fr"),
        ("L’application Tous Riverains plaît à la mairie de Dole.", "Tous Riverains"),
        ("Les panneaux suivent un protocole ouvert, le ZQTR, et des capteurs.", "ZQTR"),
    ],
)
def test_a_name_is_found(demo_analyse: Analyse, text: str, name: str) -> None:
    assert candidates(demo_analyse(text)) == {name: text.count(name)}


@pytest.mark.parametrize(
    "text",
    [
        "Désormais, une application signale les nids-de-poule à Dole.",
        "À Dole, la vidéoprotection divise.",
        "Claire Montand, conseillère numérique, reçoit à Dole.",
        "Des caméras surveillent la rue baptisée Ocarina.",
        "L’application est développée par Nexalto, une start-up de Dole.",
        "La mairie de Dole a confié les capteurs à la société Trinovia.",
        "L’application de Dole plaît, l’application dont Paul rêvait.",
        "Des capteurs conçus par CapAlto équipent Dole.",
        "Dans les vallées de la Bresle et de l’Yères, le LoRaWAN passe mal.",
        "ET L’IA DANS TOUT ÇA ?\nÀ Dole, la mairie attend.",
        "Bilan : un chatbot. Résultat, une application. Objectif, la fibre.",
    ],
)
def test_what_is_no_product_is_left_alone(demo_analyse: Analyse, text: str) -> None:
    assert candidates(demo_analyse(text)) == {}


def test_a_town_inside_a_product_is_no_town(demo_analyse: Analyse) -> None:
    answer = demo_analyse("Le projet Dole Smart River avance. La ville de Dole paie.")
    dole = next(c for c in answer["communes"] if c["insee"] == "39198")
    assert len(dole["mentions"]) == 1


def test_a_known_product_is_no_candidate(demo_analyse: Analyse) -> None:
    answer = demo_analyse("La mairie de Dole adopte l’application PanneauPocket.")
    assert candidates(answer) == {}
    assert {t["canonical"] for t in answer["technologies"]} == {"application", "PanneauPocket"}


def test_baptised_needs_a_technology_near() -> None:
    text = "Le nouveau sentier, baptisé Lumina, ouvre. " + "Rien de plus. " * 40 + "Un drone passe."
    at = text.index("drone")
    drone = Mention(MentionKind.TECHNOLOGY, "drone", "drones", "drone", at, at + 5, "lexicon")
    assert list(introduced(text, [])) == []
    assert list(introduced(text, [drone])) == []
    near = Mention(MentionKind.TECHNOLOGY, "drone", "drones", "sentier", 11, 18, "lexicon")
    assert [text[n.start : n.end] for n in introduced(text, [near])] == ["Lumina"]
