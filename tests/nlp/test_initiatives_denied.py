"""What is denied, asked, undecided, over, or another's than a town's; invented facts and products."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

Told = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def told(demo_pipeline: "Analyser") -> Told:
    from nlp.pipeline import Text

    def read(text: str) -> list[tuple[str, str]]:
        found = demo_pipeline.analyse(Text(text, date(2026, 3, 2))).initiatives
        return [(i.actor_name, i.status.value) for i in found]

    return read


@pytest.mark.parametrize(
    "text",
    [
        "La Ville de Rennes dément avoir acheté des drones.",
        "Le maire de Rennes a démenti l’installation de caméras à reconnaissance faciale.",
        "La mairie de Rennes n’utilise pas ChatGPT pour répondre aux habitants.",
        "À Rennes, la mairie exclut toute reconnaissance faciale.",
        "Un collectif accuse la Ville de Rennes d’utiliser la reconnaissance faciale, ce que la mairie conteste.",
        "L’entreprise Bolduc propose à Rennes un robot d’accueil. La mairie n’a pas donné suite.",
        "La Ville de Rennes remplace ses jardiniers par des robots : c’était un poisson d’avril.",
        "Rennes va-t-elle s’équiper de drones ?",
        "Rennes installera-t-elle des drones ?\nLa question sera posée au conseil.",
    ],
)
def test_what_is_denied_or_asked_is_no_initiative(told: Told, text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "L’hôpital de Rennes utilise une intelligence artificielle pour lire les radios.",
        "Le lycée Duchemin de Rennes a adopté le vote électronique.",
        "La préfecture de Rennes a déployé un drone de surveillance.",
        "À Rennes, les taxis testent un véhicule autonome.",
        "L’association Clic Clac a lancé une application d’entraide à Rennes.",
        "SNCF Gares & Connexions a installé deux robots dans la gare de Rennes. La Ville de Rennes salue l’idée.",
    ],
)
def test_what_others_do_in_a_town_is_not_the_towns(told: Told, text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("La Ville de Rennes a installé des capteurs de bruit avec l’association Clic Clac.", "deployed"),
        ("L’association Clic Clac et la Ville de Rennes ont lancé une application mobile.", "deployed"),
        ("La Ville de Rennes n’a pas encore décidé d’installer des caméras intelligentes.", "plan"),
        ("À Rennes, le chatbot municipal aurait dû être lancé en mars 2024. Rien n’a ouvert : la Ville a renoncé.",
         "abandoned"),
        ("La Ville de Rennes avait lancé un appel d’offres pour un éclairage connecté. Il a été déclaré sans suite.",
         "abandoned"),
        ("Rennes, qui testait des caméras intelligentes depuis 2024, ne les généralisera pas.", "abandoned"),
        ("Le chatbot de Rennes tire sa révérence : la Ville l’éteindra le 31 décembre.", "abandoned"),
        ("Après six mois d’expérimentation, Rennes généralise son chatbot.", "deployed"),
    ],
)  # fmt: skip
def test_the_last_word_tells_how_far_a_project_is(told: Told, text: str, status: str) -> None:
    assert told(text) == [("Rennes", status)]
