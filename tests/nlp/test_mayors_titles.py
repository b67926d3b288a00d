"""Mayors introduced by name in one sentence and by title in another. People are invented; towns are real."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Analyse = Callable[..., dict[str, Any]]


def mayors(answer: dict[str, Any]) -> set[tuple[str, str | None, str]]:
    return {
        (m["person"], m["insee"], m["status"])
        for m in answer["mayors"]
        if not m["inferred"] and m["status"] != "candidate"
    }


def role(answer: dict[str, Any], name: str) -> str | None:
    return next((p["role"] for p in answer["persons"] if p["name"] == name), None)


BEFORE = date(1985, 6, 1)  # the register knows no mayor of that time: grammar alone decides
KERVADEC = "Solenn Kervadec"
LOCATED = [
    "À Quimper, Solenn Kervadec a longtemps hésité. La maire redoutait la facture.",
    "À Quimper, Solenn Kervadec a longtemps hésité. L’édile de Quimper redoutait la facture.",
    "À Quimper, Solenn Kervadec (PS) a longtemps hésité. La première magistrate redoutait la facture.",
    "À Quimper, Solenn Kervadec avait dit non. « Un gadget de plus », se souvient la maire.",
    "À Quimper, la facture a baissé d’un tiers. Solenn Kervadec y voit un signe. « On continue », assure la maire.",
    "Plus au sud, Solenn Kervadec voudrait suivre. La maire de Quimper a fait ses comptes.",
    "Pour Solenn Kervadec, il était temps. « On ne recule plus », déclare la maire de Quimper.",
    "Tout est né à Quimper quand Solenn Kervadec a lu un rapport. Devenue maire, elle l’a appliqué.",
    "À Quimper, Solenn Kervadec connaît chaque rue. Avant d’être maire, elle conduisait un car.",
]


@pytest.mark.parametrize("text", LOCATED)
def test_the_title_of_the_next_sentence_is_theirs_who_were_placed_in_the_town(
    demo_analyse: Analyse, text: str
) -> None:
    others = (
        "À Brest, la maire, Nolwenn Abgrall, attend.\n\n"  # another town's mayor does not stand in the way
    )

    assert (KERVADEC, "29232", "current") in mayors(demo_analyse(others + text, BEFORE))


NEAR = [
    "À Landerneau. « Nous avançons », note Solenn Kervadec. La maire promet un bilan.",
    "« Nous avançons », note Solenn Kervadec. La maire de Landerneau promet un bilan.",
    "Le maire de Landerneau ne cache pas sa joie. « Nous avançons », sourit Solenn Kervadec.",
    'À Landerneau. "Nous avançons", note Solenn Kervadec. La maire promet un bilan.',
    "À Landerneau, la maire attend la fibre.\n\n« On nous l’a promise », soupire Solenn Kervadec. Rien n’est signé.",
    "Landerneau. « Nous avançons », sourit Solenn Kervadec. L’essai durera un an, assure la maire.",
]


@pytest.mark.parametrize("text", NEAR)
def test_a_name_near_a_title_is_the_mayors_where_the_register_knows_nobody(
    demo_analyse: Analyse, text: str
) -> None:
    assert mayors(demo_analyse(text, BEFORE)) == {(KERVADEC, "29103", "current")}


@pytest.mark.parametrize(
    "text",
    [
        *NEAR,
        "« On attend encore », s’emporte Solenn Kervadec. Le maire de Landerneau reconnaît un retard.",
        "À Landerneau, Solenn Kervadec a tout avoué aux gendarmes. Le maire se dit abasourdi.",
        "Landerneau. Solenn Kervadec a demandé un vote secret. Le maire n’a pas accédé à cette demande.",
        "Landerneau. Solenn Kervadec, 78 ans, n’a pas retrouvé sa maison. La maire a fait venir une pompe.",
        "À Landerneau, Solenn Kervadec a reçu la médaille du travail. Le maire a salué son dévouement.",
        "À Landerneau, Solenn Kervadec y a longtemps cru. Le maire aussi. La restauratrice voulait une terrasse.",
    ],
)
def test_a_name_near_a_title_is_nobodys_where_the_register_knows_the_mayor(
    demo_analyse: Analyse, text: str
) -> None:
    assert KERVADEC not in {name for name, _, _ in mayors(demo_analyse(text))}


@pytest.mark.parametrize(
    "said",
    [
        "vend ses pommes au marché. La maire craint le froid.",
        "conteste le projet. La maire persiste.",
        "ramasse les ordures. La maire salue son travail.",
    ],
)
def test_a_passer_by_in_a_tour_of_towns_is_no_mayor(demo_analyse: Analyse, said: str) -> None:
    text = f"La maire de Brest, Nolwenn Abgrall, attend.\n\nÀ Landerneau, Solenn Kervadec {said}"

    assert {name for name, _, _ in mayors(demo_analyse(text))} == {"Nolwenn Abgrall"}


def test_a_mayors_neighbour_is_no_mayor(demo_analyse: Analyse) -> None:
    text = "La maire de Brest, Nolwenn Abgrall, discute avec sa voisine de Landerneau, Solenn Kervadec."

    assert {name for name, _, _ in mayors(demo_analyse(text))} == {"Nolwenn Abgrall"}


THEN = [
    "C’est Solenn Kervadec, maire de Landerneau en 1973, qui avait tout lancé.",
    "C’était en 1911. Cette année-là, Solenn Kervadec, maire de Landerneau, pose la première pierre.",
]


@pytest.mark.parametrize("text", THEN)
def test_who_was_mayor_in_a_year_gone_by_is_a_former_one(demo_analyse: Analyse, text: str) -> None:
    assert mayors(demo_analyse(text)) == {(KERVADEC, "29103", "former")}


def test_a_mayor_of_then_is_not_who_tells_of_it(demo_analyse: Analyse) -> None:
    text = "À Landerneau, Solenn Kervadec fouille les archives. La maire de l’époque avait quitté la ville."

    assert KERVADEC not in {name for name, _, _ in mayors(demo_analyse(text, BEFORE))}


NOBODY = [
    "À Quimper, Solenn Kervadec habite un quartier calme. La maire redoute la facture.",
    "À Quimper, Solenn Kervadec, boulangère, a longtemps hésité. La maire redoute la facture.",
    "À Quimper, Solenn Kervadec a écrit une lettre. La maire lui a donné raison.",
    "À Quimper, Solenn Kervadec a écrit une lettre. La maire l’a reçue lundi.",
    "À Quimper, Solenn Kervadec a écrit. « Non », lui a répondu la maire.",
    "À Quimper, Solenn Kervadec et Yann Abgrall ont débattu. La maire redoute la facture.",
    "À Quimper, Solenn Kervadec a hésité. Yann Abgrall a souri. La maire redoute la facture.",
    "À Quimper, Solenn Kervadec, adjointe aux sports, a hésité. La maire redoute la facture.",
    "À Quimper, Solenn Kervadec a hésité.\n\nPlus loin, la facture inquiète. La maire en parle.",
    "À Quimper, Solenn Kervadec a hésité. La maire, Nolwenn Abgrall, redoute la facture.",
    "La maire de Quimper, Nolwenn Abgrall, attend. À Quimper, Solenn Kervadec a hésité. La maire en parle.",
    (
        "« C’est non », a plaidé la maire de Quimper, qui avait fait venir le chef de la police municipale. "
        "Solenn Kervadec a détaillé les chiffres."
    ),
]


@pytest.mark.parametrize("text", NOBODY)
def test_a_passer_by_is_no_mayor(demo_analyse: Analyse, text: str) -> None:
    assert KERVADEC not in {name for name, _, _ in mayors(demo_analyse(text, BEFORE))}


def test_a_role_at_a_sentences_end_is_of_the_one_who_begins_the_next(demo_analyse: Analyse) -> None:
    text = "La maire de Quimper avait fait venir le chef de la police municipale. Yann Abgrall a détaillé les chiffres."

    assert role(demo_analyse(text), "Yann Abgrall") == "official"


TOWNS = [
    ("La voisine Pontivy a pris un autre chemin. Son maire, Yann Abgrall, préfère attendre.", "56178"),
    ("Pontivy arrive en tête, Auray ensuite. Son maire, Yann Abgrall, s’en félicite.", "56178"),
    ("Au sud, Pontivy regarde. « On verra », tranche son maire, Yann Abgrall.", "56178"),
    ("À Auray, une adjointe a commandé un drone. Pontivy attend : le maire, Yann Abgrall, hésite.", "56178"),
]


@pytest.mark.parametrize(("text", "insee"), TOWNS)
def test_whose_mayor_is_the_town_that_is_the_subject(demo_analyse: Analyse, text: str, insee: str) -> None:
    before = "À Vannes, tout a changé. La ville de Vannes a voté un budget.\n\n"

    assert mayors(demo_analyse(before + text)) == {("Yann Abgrall", insee, "current")}


def test_a_dateline_weighs_more_than_where_help_came_from(demo_analyse: Analyse) -> None:
    text = (
        "PONTIVY. Un moulin brûle\n\nLes pompiers, venus aussi de Vannes et d’Auray, ont lutté. "
        "« Je suis triste », a dit le maire, Yann Abgrall."
    )

    assert mayors(demo_analyse(text)) == {("Yann Abgrall", "56178", "current")}


def test_an_obituary_says_the_office_after_the_title(demo_analyse: Analyse) -> None:
    text = "Yann Abgrall, bâtisseur et joueur de boules\n\nL’ancien maire de Pontivy s’est éteint dimanche. "
    text += "Notaire, Yann Abgrall aimait les livres."

    assert mayors(demo_analyse(text)) == {("Yann Abgrall", "56178", "former")}


ROLES = [
    ("Yann Abgrall, de la minorité, a demandé le prix.", "councillor"),
    ("Yann Abgrall, qui mène le groupe de gauche, a demandé le prix.", "councillor"),
    ("Élu sans étiquette, Yann Abgrall a demandé le prix.", "councillor"),
    ("Selon Yann Abgrall, directeur général adjoint à Pontivy, tout va bien.", "official"),
    ("Municipales : le maire sortant hésite. Son rival, Yann Abgrall, avocat, l’attaque.", "mayor_candidate"),
]


@pytest.mark.parametrize(("text", "kind"), ROLES)
def test_roles_in_the_council_chamber(demo_analyse: Analyse, text: str, kind: str) -> None:
    assert role(demo_analyse("À Pontivy, le conseil a voté. " + text), "Yann Abgrall") == kind


def test_a_breton_name_keeps_its_last_letter(demo_analyse: Analyse) -> None:
    text = "Ernest Le Pec’h, adjoint au maire de Pontivy, a patienté. Mme N’Guyen-Abgrall, elle, attend."
    full = text + " Solenn N’Guyen-Abgrall sourit."

    assert [p["name"] for p in demo_analyse(full)["persons"] if p["mentions"]] == [
        "Ernest Le Pec’h",
        "Solenn N’Guyen-Abgrall",
    ]


@pytest.mark.parametrize(
    "text", ["Le réseau Brumat Mobility a dit non.", "Tout est sur PONTIVY.FR désormais."]
)
def test_companies_and_sites_are_nobody(demo_analyse: Analyse, text: str) -> None:
    assert demo_analyse(text)["persons"] == []


def test_the_register_has_the_last_word_on_a_title_from_afar(demo_analyse: Analyse) -> None:
    assert KERVADEC in {name for name, _, _ in mayors(demo_analyse(LOCATED[0], BEFORE))}
    assert KERVADEC not in {name for name, _, _ in mayors(demo_analyse(LOCATED[0]))}
