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
        # what a thing is, what it is called
        ("À Dole, l’IA aide. L’outil s’appelle Brimbelle.", "Brimbelle"),
        ("Elle s’appelle Gratounette et répond à Dole : cette application est vocale.", "Gratounette"),
        ("Le chatbot, dénommé Dole comme la ville, répond.", "Dole"),
        ("À Dole, une IA arrive. L’outil, baptisé Mélusine IA, triera.", "Mélusine IA"),
        ("Dole a choisi l’IA. Baptisé Gazette citoyenne, l’outil résume.", "Gazette citoyenne"),
        ("L’application Brin de causette est gratuite à Dole.", "Brin de causette"),
        ("À Dole, un assistant conversationnel maison, Zaza, répond.", "Zaza"),
        ("À Dole, son produit phare, Oréline, mesure la chaleur avec des capteurs.", "Oréline"),
        ("Le service Broulix, lancé à Dole, s’appuie sur des capteurs.", "Broulix"),
        ("À Dole, le jeu Vigilance, lancé en mai, est une application.", "Vigilance"),
        ("Un chatbot du nom de Ruelia arrive à Dole.", "Ruelia"),
        ("À Dole, une application sort sous le nom de Ruelia.", "Ruelia"),
        ("Le service Flac Info, lancé à Dole, s’appuie sur des capteurs.", "Flac Info"),
        ("La mairie de Dole fait rouler Roul-ici, un fourgon équipé de tablettes.", "Roul-ici"),
        ("Un réseau LoRaWAN envoie les index vers Dolinga, un tableau de bord.", "Dolinga"),
        ("C’est la signature de Kravélo, un logiciel vu à Dole.", "Kravélo"),
        ("À Dole, un robot arrive. Ondelise, c’est son nom, sait lire.", "Ondelise"),
        ("Zoé, c’est le standard intelligent de Dole. On appelle Zoé.", "Zoé"),
        ("À Dole, la fibre sert. Sur Dole&moi, on dépose son idée.", "Dole&moi"),
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
        # times, places and clauses before a comma; what is said, not named
        "Dans la nuit de jeudi à vendredi, un drone a survolé Dole.",
        "Depuis l’Ascension, cette application compte les pas à Dole.",
        "En 2031, un chatbot avait tourné court à Dole.",
        "Au-delà du seuil, l’application prévient Dole.",
        "Glissé dans la poche, ce capteur enregistre tout à Dole.",
        "Sous le tablier, un capteur attend. Derrière la vitre, un robot.",
        "À Dole, une caméra « pousse le problème un peu plus loin ».",
        "À Dole, une IA « n’ouvrira aucun bureau », dit-on, une IA « discrète ».",
        "Cloud, une application : Dole choisit. Territoire, une application.",
        "Elle s’appelle Manon, elle teste une application à Dole.",
        # persons, by the names that mayors bear too
        "L’IA de Dole, il s’appelle Gérard, l’amuse.",
        "À Dole, elle se prénomme Marie-Thérèse. Une application l’aide.",
        # offices, places and posts have names of common words
        "Le service Jeunesse, lancé en mai à Dole, offre une application.",
        "Le service Petite Enfance, lancé en mai à Dole, offre une application.",
        "Le site Natura, mis en ligne hier à Dole, renvoie à une application.",
        "Le dispositif Vigilance, testé à Dole, repose sur des capteurs.",
        "Le standard Accueil, mis en service à Dole, répond par un chatbot.",
        # who acts in whose name
        "L’application, au nom de Dole, est gratuite.",
        "L’application, sous le nom de Dole, est gratuite.",
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


@pytest.mark.parametrize("words", ["au nom de Dole", "sous le nom de Dole", "du nom de Dole"])
def test_a_preposition_takes_no_town(demo_analyse: Analyse, words: str) -> None:
    answer = demo_analyse(f"Le chatbot, {words}, est gratuit, dit la mairie.")
    assert [c["insee"] for c in answer["communes"]] == ["39198"]


def test_the_noun_of_a_named_application_counts(demo_analyse: Analyse) -> None:
    answer = demo_analyse("À Dole, l’application Champ de foire est gratuite.")
    assert [t["canonical"] for t in answer["technologies"]] == ["application", "Champ de foire"]


def test_baptised_needs_a_technology_near() -> None:
    text = "Le nouveau sentier, baptisé Lumina, ouvre. " + "Rien de plus. " * 40 + "Un drone passe."
    at = text.index("drone")
    drone = Mention(MentionKind.TECHNOLOGY, "drone", "drones", "drone", at, at + 5, "lexicon")
    assert list(introduced(text, [], lambda _: False)) == []
    assert list(introduced(text, [drone], lambda _: False)) == []
    near = Mention(MentionKind.TECHNOLOGY, "drone", "drones", "sentier", 11, 18, "lexicon")
    assert [text[n.start : n.end] for n in introduced(text, [near], lambda _: False)] == ["Lumina"]
