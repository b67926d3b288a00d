"""Initiatives: whose they are, which ones are none, what became of them; invented facts and products."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.types import Initiative

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

DAY = date(2026, 3, 2)
Told = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def told(demo_pipeline: "Analyser") -> Told:
    from nlp.pipeline import Text

    def brief(found: tuple[Initiative, ...]) -> list[tuple[str, str]]:
        return [(i.actor_name, i.status.value) for i in found]

    return lambda text: brief(tuple(demo_pipeline.analyse(Text(text, DAY)).initiatives))


PORTAL = "Pontivy ouvre son portail\n\nLa commune de Pontivy a ouvert en janvier un portail citoyen. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Loudéac a demandé à le voir.",
        "Loudéac n'y songe pas.",
        "À Loudéac, une habitante approuve l'idée.",
        "Les habitants de Loudéac pourront s'y inscrire.",
        "Le département du Morbihan complète avec 20 000 euros.",
        "Le portail sera présenté à Loudéac lors du salon des maires.",
        "Il n'y aura aucune reconnaissance faciale, promet Jeanne Morin, qui habite Loudéac.",
    ],
)
def test_who_looks_on_asks_or_pays_starts_nothing(told: Told, sentence: str) -> None:
    assert told(PORTAL + sentence) == [("Pontivy", "deployed")]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Loudéac ouvrira le même en juin.", "announced"),
        ("Loudéac étudie la question.", "plan"),
        ("À Loudéac, un système comparable avait été débranché au bout d'un an.", "abandoned"),
    ],
)
def test_a_neighbour_that_acts_has_its_own(told: Told, sentence: str, status: str) -> None:
    assert told(PORTAL + sentence) == [("Pontivy", "deployed"), ("Loudéac", status)]


def test_the_texts_own_town_is_meant_behind_another(told: Told) -> None:
    found = told(
        "À Clamecy, le médecin est à l'écran\n\nPlus de trajet jusqu'à Auxerre. Ouverte en mai dans l'ancienne "
        "perception de Clamecy, la cabine de téléconsultation achetée par la commune reçoit neuf patients par jour."
    )
    assert [name for name, _ in found] == ["Clamecy"]


def test_towns_within_a_bodys_name_do_nothing(told: Told) -> None:
    found = told(
        "La communauté de communes Arbois, Poligny, Salins, Cœur du Jura lancera en septembre une carte en ligne des "
        "nappes d'eau."
    )
    assert len(found) == 1
    assert found[0][0].startswith("CC Arbois")


def test_an_arrondissement_of_lyon_that_acts_is_the_one(demo_pipeline: "Analyser") -> None:
    from nlp.pipeline import Text

    text = (
        "Lyon : le 7e arrondissement vote en ligne\n\nLe 7e arrondissement a ouvert lundi un vote en ligne."
    )
    found = demo_pipeline.analyse(Text(text, DAY)).initiatives
    assert [i.actor_code for i in found] == ["69387"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Jusqu'au printemps, une navette autonome relie la gare de Laval à l'hôpital.", "experiment"),
        (
            "Depuis lundi, des agents de la mairie de Fougères utilisent une IA. L'expérience durera six mois.",
            "experiment",
        ),
        ("La Ville de Niort étend à toutes ses écoles les capteurs de CO2 testés l'an passé.", "deployed"),
        (
            "À Mâcon, où la télérelève de l'eau est en service depuis 2018, peu d'abonnés ont refusé un compteur.",
            "deployed",
        ),
        (
            "Dole a installé cet été trois capteurs de bruit. Si l'essai est concluant, d'autres suivront.",
            "experiment",
        ),
        (
            "La commune de Mende a demandé une subvention pour équiper ses rues de caméras de vidéoprotection.",
            "plan",
        ),
        ("La Ville de Dole renonce aux conteneurs à badge qu'elle devait installer cet hiver.", "abandoned"),
        (
            "Dole avait mis en place un robot téléphonique en 2022, avant d'y renoncer l'an dernier.",
            "abandoned",
        ),
    ],
)
def test_how_far_it_is(told: Told, text: str, status: str) -> None:
    assert [s for _, s in told(text)] == [status]
