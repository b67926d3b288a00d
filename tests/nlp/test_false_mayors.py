"""Who stands near the word "maire" and is no mayor. People are invented; towns are real."""

from collections.abc import Callable
from typing import Any

import pytest

Analyse = Callable[..., dict[str, Any]]


def current(answer: dict[str, Any]) -> set[tuple[str, str | None]]:
    return {
        (m["person"], m["insee"]) for m in answer["mayors"] if m["status"] == "current" and not m["inferred"]
    }


def roles(answer: dict[str, Any]) -> dict[str, str]:
    return {p["name"]: p["role"] for p in answer["persons"]}


ANOTHERS = [
    "Le harceleur de la maire de Bordeaux, Ivo Lacassade, a été jugé.",
    "L’agresseur du maire, Ivo Lacassade, 30 ans, sera jugé à Bordeaux.",
    "La mère du maire de Provins, Jeanne Lormiau, est décédée.",
    "Le meurtrier présumé du maire de Provins, Ivo Lacassade, a été arrêté.",
    "L’homme qui avait menacé le maire de Provins, Ivo Lacassade, 30 ans, a été jugé.",
    "Le groupe du maire, Ivo Lacassade, vote contre à Provins.",
    "Le chatbot du maire de Foix, Ivo Lacassade, répond.",
    "Le maire de Foix – Ivo Lacassade le dit – ment.",
    "Le maire de Foix, Ivo Lacassade dans les oreilles, court.",
    "Dans la série, le maire de Foix, Ivo Lacassade, joué par Paul Meyrand, ment.",
    "Le maire de Foix, Marius, 8 ans, joue.",
    "« Monsieur le maire, vous exagérez », lance Alain Dussolier lors du conseil municipal de Tulle.",
    "Le conseil de Tulle a débattu. « Le maire ment », ajoute Paul Ruellan.",
    "Un habitant interpelle le maire de Tours : Marc Donzé veut la fibre.",
    "Le maire de Foix remercie Odile Charvin. Le maire a félicité Gérard Pochon.",
    "Le maire de Mende dénonce l’État. Régis Chabrolle, lui, préside le syndicat.",
]


@pytest.mark.parametrize("text", ANOTHERS)
def test_a_name_beside_the_mayor_is_not_the_mayors(demo_analyse: Analyse, text: str) -> None:
    assert current(demo_analyse(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Le projet du maire de Provins, Ivo Lacassade, avance.",
        "Cette annonce du maire de Provins, Ivo Lacassade, surprend.",
        "L’équipe municipale du maire de Provins, Ivo Lacassade, se réunit.",
        "Elle a rencontré le maire de Provins, Ivo Lacassade, jeudi.",
        "La caméra plaît au maire de Provins, Ivo Lacassade.",
    ],
)
def test_what_can_be_nobody_elses_is_the_mayors(demo_analyse: Analyse, text: str) -> None:
    assert current(demo_analyse(text)) == {("Ivo Lacassade", "77379")}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Le maire de Foix et son adjointe, Nina Touron, ont voté.", "deputy_mayor"),
        ("Le maire de Foix et le préfet, Nina Touron, ont voté.", "official"),
    ],
)
def test_a_role_joined_by_and_is_another_persons(demo_analyse: Analyse, text: str, role: str) -> None:
    answer = demo_analyse(text)
    assert current(answer) == set()
    assert roles(answer)["Nina Touron"] == role


def test_nobody_is_inferred_to_be_mayor_of_an_unsure_town(demo_analyse: Analyse) -> None:
    answer = demo_analyse("Le maire de Saint-Aubin a présenté le projet.")
    assert answer["mayors"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Le maire de Lens, en Suisse, Beat Laggerich, est venu.",
        "À Valence, en Espagne, le maire Pablo Cifuentero veut la fibre.",
        "Le maire allemand, Klaus Weberich, a visité Douzy.",
        "Le maire de la ville jumelle de Reinheim, Manuel Feickert, était à Cestas.",
        "Le maire de quartier de Foix, Ivo Lacassade, est là.",
        "À Foix, le maire de la nuit, Ivo Lacassade, est là.",
        "À Foix, le maire du conseil municipal des enfants, Ivo Lacassade, est là.",
        "À Foix, Ivo Lacassade, maire d’un jour, est là.",
        "Ivo Lacassade, maire par intérim de Dreux, est venu.",
        "Ivo Lacassade, maire de Sète ? La rumeur court.",
        "Élu maire de Foix à 25 ans, Théo Martial devient député.",
    ],
)
def test_mayors_of_other_countries_of_play_and_of_rumour_are_none(demo_analyse: Analyse, text: str) -> None:
    answer = demo_analyse(text)
    assert {m["person"] for m in answer["mayors"] if not m["inferred"]} == set()


@pytest.mark.parametrize(
    "text",
    [
        "En 1995, Ivo Lacassade, maire de Dreux, refusait la fibre.",
        "Le 14 mai 2010, le maire de Dreux, Ivo Lacassade, inaugurait la gare.",
        "Ivo Lacassade, sénateur-maire honoraire de Dreux, est venu.",
        "Feu le maire de Dreux, Ivo Lacassade, aimait la fibre.",
        "Maire de Dreux de 1989 à 2008, Ivo Lacassade est décédé. Ivo Lacassade, maire, aimait la fibre.",
        "Ivo Lacassade, réélu maire de Dreux en 2020 avant de démissionner en 2022, est venu.",
    ],
)
def test_a_mandate_that_is_over_is_a_former_mayors(demo_analyse: Analyse, text: str) -> None:
    answer = demo_analyse(text)
    assert {(m["person"], m["insee"], m["status"]) for m in answer["mayors"] if not m["inferred"]} == {
        ("Ivo Lacassade", "28134", "former")
    }


@pytest.mark.parametrize(
    "text",
    ["Depuis 2026, Ivo Lacassade, maire de Dreux, innove.", "Que veut Ivo Lacassade, maire de Dreux ?"],
)
def test_a_year_of_this_mandate_and_a_question_about_a_mayor(demo_analyse: Analyse, text: str) -> None:
    assert current(demo_analyse(text)) == {("Ivo Lacassade", "28134")}


def test_words_in_capitals_are_no_names(demo_analyse: Analyse) -> None:
    answer = demo_analyse(
        "GÉRARD PONCELET, SON ADJOINT, ÉTAIT LÀ À FOIX. LUC VIDAL VOTE CONTRE LE PROJET DE LA VILLE."
    )
    assert set(roles(answer)) <= {"GÉRARD PONCELET", "LUC VIDAL"}


def test_a_text_that_opens_abroad_has_its_mayor_there(demo_analyse: Analyse) -> None:
    text = (
        "À Gatineau, la mairesse, Fernande Ouellon, a lancé une application de voirie. "
        "Les élus de Briançon et de Grenoble apprécieront."
    )
    assert demo_analyse(text)["mayors"] == []


SUBJECTS = [
    "À la demande du maire de Saumur, Ivo Lacassade, ingénieur, a conçu un outil.",
    "Reçu par le maire de Saumur, Ivo Lacassade, patron de Robotix, a présenté son robot.",
    "Face au maire de Saumur, Ivo Lacassade, président du collectif, n’a pas cédé.",
    "Aux côtés de la maire de Saumur, Ivo Lacassade, le directeur de Robotix, a signé.",
    "Avec le maire de Saumur, Ivo Lacassade, architecte, 34 ans, dessine la place.",
    "Selon le maire de Saumur, Ivo Lacassade, médecin généraliste, quittera la ville.",
    "Jeudi 3 mars, invité par le maire de Saumur, Ivo Lacassade, qui dirige le club, s’est tu.",
    "Lors d’une visite avec le maire de Saumur, Ivo Lacassade, chercheur, l’a expliqué.",
    "Pour convaincre le maire de Saumur, Ivo Lacassade, apiculteur, a lancé une pétition.",
    "Reçu par le maire de Saumur, Ivo Lacassade, a présenté son robot.",
]


@pytest.mark.parametrize("text", SUBJECTS)
def test_the_subject_behind_an_adverbial_that_a_title_closes_is_no_mayor(
    demo_analyse: Analyse, text: str
) -> None:
    assert current(demo_analyse(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "À la demande du maire de Saumur, Ivo Lacassade, ancien instituteur, la ville a conçu un outil.",
        "Reçu par le maire de Saumur, Ivo Lacassade, le patron de Robotix a présenté son robot.",
        "Aux côtés du maire de Saumur, Ivo Lacassade, le préfet de Maine-et-Loire, Paul Ruellan, a signé.",
        "En présence du maire de Saumur, Ivo Lacassade, la fibre, attendue ici, a été inaugurée.",
        "Selon le maire de Saumur, Ivo Lacassade, membre du club, il faut attendre.",
        "Selon le maire de Saumur, Ivo Lacassade, médecin, « il faut attendre ».",
        "En présence du maire de Saumur, Ivo Lacassade.",
        "Dans sa lettre, le maire de Saumur, Ivo Lacassade, médecin, a présenté le projet.",
        "Le projet, lancé à la demande du maire de Saumur, Ivo Lacassade, médecin, a été voté.",
        "En mars, le projet du maire de Saumur, Ivo Lacassade, a été voté.",
        "Comme le maire de Saumur, Ivo Lacassade, l’a rappelé, il faut attendre.",
    ],
)
def test_another_subject_behind_the_name_leaves_it_to_the_title(demo_analyse: Analyse, text: str) -> None:
    assert current(demo_analyse(text)) == {("Ivo Lacassade", "49328")}


@pytest.mark.parametrize("head", ["Le directeur", "La directrice", "La cheffe"])
def test_whose_staff_speaks_is_the_mayor_and_the_staff_is_none(demo_analyse: Analyse, head: str) -> None:
    text = f"{head} de cabinet de Luc Vidal, maire de Saumur, Odile Charvin, a répondu."
    assert current(demo_analyse(text)) == {("Luc Vidal", "49328")}


@pytest.mark.parametrize(
    "text",
    [
        "Reçu par la maire de Quimper, Maëlle Kervran, a présenté son robot.",
        "À la demande de la maire de Quimper, Maëlle Kervran, ingénieure, a conçu un outil.",
    ],
)
def test_the_register_clears_the_doubt_of_an_adverbial(demo_analyse: Analyse, text: str) -> None:
    assert current(demo_analyse(text)) == {("Maëlle Kervran", "29232")}
