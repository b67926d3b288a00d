"""What a whole clause makes of a technology, whatever its verb: denied, dropped, waited for; invented facts."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from core.types import Initiative
    from nlp.pipeline import Analyser

Told = Callable[[str], "list[Initiative]"]


@pytest.fixture
def told(demo_pipeline: "Analyser") -> Told:
    from nlp.pipeline import Text

    return lambda text: list(
        demo_pipeline.analyse(Text(f"Numérique\n\n{text}", date(2026, 3, 2))).initiatives
    )


@pytest.mark.parametrize(
    "text",
    [
        "La mairie de Rennes ne prévoit pas d’installer de caméras augmentées.",
        "La Ville de Rennes n’a jamais utilisé de logiciel de reconnaissance faciale, jure le maire.",
        "La Ville de Rennes n’a pas les moyens d’acheter un jumeau numérique.",
        "La municipalité de Rennes n’a aucune intention de recourir à la vidéosurveillance algorithmique.",
        "Il n’a jamais été question d’installer des caméras augmentées à Rennes, dit la mairie.",
        "La maire de Rennes n’est pas favorable à la reconnaissance faciale.",
        "La médiathèque de Rennes accueille mardi un atelier « Premiers pas avec l’IA ».",
    ],
)
def test_what_never_was_is_no_initiative(told: Told, text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Le conseil municipal de Rennes a voté jeudi contre l’achat d’une navette autonome.", "abandoned"),
        ("Le maire de Rennes a annoncé qu’il ne signerait pas le contrat des poubelles connectées.", "abandoned"),
        ("La Ville de Rennes n’équipera finalement pas le marché de caméras augmentées.", "abandoned"),
        ("La Ville de Rennes a décidé de ne pas installer de caméras augmentées.", "abandoned"),
        ("La Ville de Rennes ne veut plus de drones.", "abandoned"),
        ("La navette autonome de Rennes ne roulera pas.", "abandoned"),
        ("La Ville de Rennes avait acheté six lecteurs de plaques. Ils n’ont jamais été branchés.", "abandoned"),
        ("La Ville de Rennes ne poursuivra pas l’expérimentation du chatbot.", "abandoned"),
        ("La Ville de Rennes reporte sine die l’installation de caméras intelligentes.", "abandoned"),
        ("La commune de Rennes aurait dû ouvrir son portail citoyen : il n’est toujours pas en service.", "announced"),
        ("La Ville de Rennes n’ouvrira pas son portail citoyen avant septembre 2026.", "announced"),
        ("Par 19 voix contre 12, le conseil municipal de Rennes a adopté l’achat d’un robot.", "announced"),
        ("La commune de Rennes attend une subvention pour lancer son application mobile.", "plan"),
        ("La Ville de Rennes ne s’interdit pas d’installer un chatbot.", "plan"),
        ("La Ville de Rennes a installé un chatbot. Il ne remplacera pas les agents.", "deployed"),
        ("À Rennes, les capteurs installés dans les écoles ne filment pas.", "deployed"),
        ("La Ville de Rennes n’a pas hésité à installer des capteurs de bruit.", "deployed"),
        ("La Ville de Rennes ne regrette pas d’avoir installé des capteurs de stationnement en 2024.", "deployed"),
        ("Après six mois d’essai, la Ville de Rennes généralise la dictée vocale.\n« L’essai nous a convaincus. »",
         "deployed"),
    ],
)  # fmt: skip
def test_a_clause_tells_how_far_it_is(told: Told, text: str, status: str) -> None:
    assert [i.status.value for i in told(text)] == [status]


def test_a_sum_is_not_carried_to_another_town(told: Told) -> None:
    text = (
        "La Ville de Rennes renonce à ses poubelles connectées. Vitré posera 300 bacs à puce au printemps.\n"
        "Le syndicat regrette cette décision.\nCoût du projet : 1,15 million d’euros."
    )
    assert [i.amounts for i in told(text)] == [(), ()]


@pytest.mark.parametrize(
    ("sentence", "sums"),
    [
        ("L’outil a coûté 12 000 euros.", 1),
        ("L’outil a coûté 12 000 euros, et non 31 000 euros.", 1),
        ("L’outil coûte 140 euros au plaisancier.", 0),
        ("À Vitré, le même outil coûte 31 000 euros.", 0),
        ("Le robot tondeuse, rendu en octobre, coûtait 6 500 euros par mois.", 0),
    ],
)
def test_a_sum_is_what_the_authority_pays_for_it(told: Told, sentence: str, sums: int) -> None:
    found = told(f"La Ville de Rennes a mis en service un chatbot. {sentence}")
    assert next(len(i.amounts) for i in found if i.actor_name == "Rennes") == sums


def test_a_neighbour_takes_up_the_thing_and_not_its_name(told: Told) -> None:
    text = (
        "La Ville de Rennes teste un assistant vocal. L’assistant, baptisé Valdoré, a été conçu par Phonix.\n"
        "Vitré étudie un outil semblable."
    )
    names = {i.actor_name: i.technology for i in told(text)}
    assert "Valdoré" not in names.get("Vitré", "")
