"""Initiatives: clauses, answers, companies and studies; invented facts, real towns."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

DAY = date(2026, 3, 2)
Told = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def told(demo_pipeline: "Analyser") -> Told:
    from nlp.pipeline import Text

    return lambda text: [
        (i.actor_name, i.status.value) for i in demo_pipeline.analyse(Text(text, DAY)).initiatives
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Mâcon a déployé un chatbot, Chalon-sur-Saône l'expérimente et Le Creusot y a renoncé.",
            [("Mâcon", "deployed"), ("Chalon-sur-Saône", "experiment"), ("Le Creusot", "abandoned")],
        ),
        (
            "Vitré utilise un assistant vocal, tandis que Redon a abandonné le sien.",
            [("Vitré", "deployed"), ("Redon", "abandoned")],
        ),
    ],
)
def test_each_clause_has_its_own_town_and_status(
    told: Told, sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert told(f"L'intelligence artificielle dans les mairies\n\n{sentence}") == expected


def test_towns_that_share_a_verb_are_not_parted(told: Told) -> None:
    found = told(
        "Vitré et Redon partagent un chatbot\n\nVitré et Redon partagent un chatbot municipal depuis mai."
    )
    assert found[0] == ("Vitré", "deployed")


def test_in_an_interview_we_is_the_authority(told: Told) -> None:
    found = told(
        "Trois questions à Luc Morin, maire de Pornic\n\nQu'avez-vous fait sur le port ?\n\nNous avons posé en mars "
        "vingt capteurs de niveau. Ils préviennent les plaisanciers par SMS.\n\nEt ensuite ?\n\nRien n'est décidé."
    )
    assert found == [("Pornic", "deployed")]


def test_what_a_company_does_in_a_town_is_not_the_towns(told: Told) -> None:
    text = "Un centre de données à Chartres\n\n{} a lancé mardi, à Chartres, la construction d'un centre de données."
    assert told(text.format("Le spécialiste de l'hébergement Opalith")) == []
    assert told(text.format("La Ville")) != []


def test_a_syndicate_has_its_whole_name(told: Told) -> None:
    found = told(
        "Des capteurs sous les ponts\n\nSix capteurs de niveau ont été installés sous les ponts de la rivière par le "
        "Syndicat mixte Ombrelle-Asse."
    )
    assert found == [("Syndicat mixte Ombrelle-Asse", "deployed")]


def test_who_only_pays_builds_no_meters(told: Told) -> None:
    found = told(
        "Guidel suit ses compteurs d'eau\n\nÀ Guidel, les compteurs d'eau connectés sont reliés à la mairie. "
        "Lorient Agglomération y consacrera 760 000 euros."
    )
    assert found == [("Guidel", "deployed")]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (
            "Une étude de faisabilité a été commandée par Pontivy pour des caméras intelligentes.",
            "plan",
        ),
        (
            "« Nous aimerions installer des capteurs de bruit », confie Jeanne Morin, maire de Pontivy.",
            "plan",
        ),
        ("Si les finances le permettent, Pontivy installera des caméras intelligentes en 2028.", "plan"),
        ("Les parents de Pontivy réservent la cantine sur un portail en ligne.", "deployed"),
        ("À Pontivy, les habitants pourront recevoir des alertes par SMS en mai.", "announced"),
        (
            "Depuis quinze jours, les habitants de Pontivy peuvent recevoir des alertes par SMS de la mairie.",
            "deployed",
        ),
        ("La Ville de Pontivy attend la livraison de ses deux robots de tonte.", "announced"),
        ("La navette autonome de Pontivy ne roulera plus.", "abandoned"),
        ("À Pontivy, l'expérience du robot d'accueil a tourné court.", "abandoned"),
    ],
)
def test_status_by_tense_wish_condition_and_end(told: Told, sentence: str, status: str) -> None:
    found = told(f"La Ville de Pontivy et l'intelligence artificielle dans ses services\n\n{sentence}")
    assert [s for name, s in found if name == "Pontivy"][:1] == [status]
