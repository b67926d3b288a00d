"""The ways the French press says what role somebody has. People are invented; towns are real."""

from collections.abc import Callable
from typing import Any

import pytest

Analyse = Callable[..., dict[str, Any]]


def roles(answer: dict[str, Any]) -> dict[str, str]:
    return {p["name"]: p["role"] for p in answer["persons"] if not p["inferred"]}


def mayors(answer: dict[str, Any]) -> set[tuple[str, str | None, str]]:
    return {
        (m["person"], m["insee"], m["status"])
        for m in answer["mayors"]
        if not m["inferred"] and m["status"] != "candidate"
    }


MAYOR_OF_QUIMPER = [
    "Solenn Kervadec (DVG), maire de Quimper, a présenté le projet.",
    "« C’est fait », se réjouit Solenn Kervadec, maire divers gauche de Quimper depuis 2020.",
    "La maire (DVG) de Quimper, Solenn Kervadec, a présenté le projet.",
    "La maire de Quimper Solenn Kervadec a présenté le projet.",
    "Madame la maire de Quimper, Solenn Kervadec, a présenté le projet.",
    "La mairesse de Quimper, Solenn Kervadec, a présenté le projet.",
    "À Quimper, l’édile, Solenn Kervadec, a présenté le projet.",
    "À Quimper, la première magistrate, Solenn Kervadec, a présenté le projet.",
    "Quimper et sa maire, Solenn Kervadec, ont présenté le projet.",
    "C’est le choix de Quimper, dont la maire, Solenn Kervadec, a présenté le projet.",
    "La députée-maire de Quimper, Solenn Kervadec, a présenté le projet.",
    "La maire sortante de Quimper, Solenn Kervadec, se représente.",
    "Solenn Kervadec, maire sortante de Quimper, se représente.",
    "Solenn Kervadec, 52 ans, maire de Quimper, a présenté le projet.",
    "Solenn Kervadec, élue en 2020, maire de Quimper, a présenté le projet.",
    "Solenn Kervadec, également maire de Quimper, a présenté le projet.",
    "Solenn Kervadec, par ailleurs maire de Quimper, a présenté le projet.",
    "Solenn Kervadec, présidente de Quimper Bretagne occidentale et maire de Quimper, a présenté le projet.",
    "Solenn Kervadec, maire de Quimper et vice-présidente du Département, a présenté le projet.",
    "Solenn Kervadec est maire de Quimper depuis 2014.",
    "Solenn Kervadec est la nouvelle maire de Quimper.",
    "Solenn Kervadec a été réélue maire de Quimper samedi par le conseil.",
    "Élue maire de Quimper samedi, Solenn Kervadec a prononcé un discours.",
    "Maire de Quimper depuis 2014, Solenn Kervadec défend le projet.",
    "En tant que maire de Quimper, Solenn Kervadec défend le projet.",
    "Solenn Kervadec dirige la ville de Quimper depuis 2014.",
    "Solenn Kervadec, qui dirige la ville de Quimper depuis 2014, défend le projet.",
    "À la tête de la ville de Quimper depuis 2014, Solenn Kervadec défend le projet.",
    "Selon la maire de Quimper, Solenn Kervadec, le projet est utile.",
    "Selon Solenn Kervadec, la maire de Quimper, le projet est utile.",
    "Autour de la maire de Quimper, Solenn Kervadec, les élus ont applaudi.",
    "La Ville de Quimper et sa maire Solenn Kervadec défendent le projet.",
    "Étaient présents : Solenn Kervadec (maire de Quimper), des agents et des habitants.",
    "Le maire de Quimper (Solenn Kervadec) défend le projet.",
    "Quimper.\nSolenn Kervadec\nMaire de Quimper",
    "La maire de la ville de Quimper, Solenn Kervadec, défend le projet.",
    "La maire de Quimper, agacée, n’en dit pas plus. Solenn Kervadec, la maire de Quimper, est attendue mardi.",
    "Aux côtés de la préfète, la maire de Quimper, Solenn Kervadec, a coupé le ruban.",
    "Solenn Kervadec, maire de Quimper, est venue. S. Kervadec a tout vu.",
    "Solenn KERVADEC, maire de Quimper, est venue. Mme Kervadec a tout vu.",
    "La première édile de Quimper, Solenn Kervadec, défend le projet.",
    "Solenn Kervadec, la jeune maire de Quimper, défend le projet.",
    "La maire écologiste de Quimper, Solenn Kervadec, défend le projet.",
    "Solenn Kervadec, maire PS de Quimper, défend le projet.",
    "La maire de Quimper et présidente de l’agglomération, Solenn Kervadec, défend le projet.",
    "La présidente de l’agglomération et maire de Quimper, Solenn Kervadec, défend le projet.",
    "Le texte est signé de la maire de Quimper, Solenn Kervadec.",
    "L’avis de la maire de Quimper, Solenn Kervadec, est attendu.",
    "Solenn Kervadec – maire de Quimper – défend le projet.",
    "La nouvelle maire de Quimper s’appelle Solenn Kervadec.",
    "Quimper a une nouvelle maire : Solenn Kervadec.",
    "Quimper : Solenn Kervadec réélue maire",
    "Fraîchement réélue à la mairie de Quimper, Solenn Kervadec est venue.",
    "L’équipe de la maire Solenn Kervadec a tranché à Quimper.",
    "Solenn Kervadec, ingénieure de formation, maire de Quimper, est venue.",
    "Maire de Quimper Solenn Kervadec défend le projet.",
    "À 34 ans, Solenn Kervadec est la plus jeune maire du Finistère, à Quimper.",
]


@pytest.mark.parametrize("text", MAYOR_OF_QUIMPER)
def test_who_is_mayor(demo_analyse: Analyse, text: str) -> None:
    found = {(name.casefold(), insee, status) for name, insee, status in mayors(demo_analyse(text))}
    assert found == {("solenn kervadec", "29232", "current")}


IMPLIED = [
    "La mairie de Landerneau, que dirige Solenn Kervadec, défend le projet.",
    "Pour la municipalité de Solenn Kervadec, à Landerneau, le projet est utile.",
    "À Landerneau, la mairie dirigée par Solenn Kervadec défend le projet.",
]


@pytest.mark.parametrize("text", IMPLIED)
def test_who_is_mayor_by_what_stands_around(demo_analyse: Analyse, text: str) -> None:
    assert mayors(demo_analyse(text)) == {("Solenn Kervadec", "29103", "current")}


@pytest.mark.parametrize("text", IMPLIED)
def test_what_only_stands_around_yields_to_an_attested_mayor(demo_analyse: Analyse, text: str) -> None:
    # the invented register of the demo attests another mayor of Quimper on that day
    assert (
        mayors(demo_analyse(text.replace("Landerneau", "Quimper").replace("LANDERNEAU", "QUIMPER"))) == set()
    )


NO_MAYOR = [
    "Solenn Kervadec, candidate à la mairie de Quimper, défend son projet.",
    "L’adjoint au maire de Quimper, Tanguy Morvannec, défend le projet.",
    "Tanguy Morvannec, premier adjoint à la maire de Quimper, défend le projet.",
    "Le directeur de cabinet du maire de Quimper, Tanguy Morvannec, défend le projet.",
    "Tanguy Morvannec, chef de cabinet de la maire de Quimper, défend le projet.",
    "L’opposant au maire de Quimper Tanguy Morvannec défend son projet.",
    "Tanguy Morvannec, opposant au maire de Quimper, défend son projet.",
    "L’épouse du maire de Quimper, Solenn Kervadec, est médecin.",
    "Le fils de la maire de Quimper, Tanguy Morvannec, est médecin.",
    "L’avocat du maire de Quimper, Tanguy Morvannec, a plaidé.",
    "Pour Tanguy Morvannec, le maire de Quimper a menti.",
    "Selon Tanguy Morvannec, la maire ignore le dossier à Quimper.",
    "Tanguy Morvannec a interpellé le maire de Quimper.",
    "Le maire de Quimper remercie Tanguy Morvannec.",
    "Le maire de Quimper a reçu Tanguy Morvannec, champion de voile.",
    "La maire de Quimper et Tanguy Morvannec se sont serré la main.",
    "Face au maire de Quimper, Tanguy Morvannec n’a pas cédé.",
    "Comme le maire de Quimper, Tanguy Morvannec aime la voile.",
    "Contrairement à la maire de Quimper, Tanguy Morvannec doute.",
    "Tanguy Morvannec n’est pas maire de Quimper.",
    "S’il devient maire de Quimper, Tanguy Morvannec fermera la rue.",
    "Tanguy Morvannec rêve de devenir maire de Quimper.",
    "Tanguy Morvannec lorgne le fauteuil de maire de Quimper.",
    "Tanguy Morvannec a brigué un mandat de maire à Quimper.",
    "Le bourgmestre de Gand, Tanguy Morvannec, est venu à Quimper.",
    "Le maire de Londres, Tanguy Morvannec, est venu à Quimper.",
    "Tanguy Morvannec, maire de Bruxelles, est venu à Quimper.",
    "Rendez-vous rue Tanguy-Morvannec, près de la mairie de Quimper.",
    "Le conseil se tient salle Tanguy Morvannec, à Quimper, dit le maire.",
    "Le président de l’association des maires du Finistère, Tanguy Morvannec, est venu à Quimper.",
    "La secrétaire de mairie de Quimper, Solenn Kervadec, est venue.",
    "La mairie de Quimper a embauché Tanguy Morvannec.",
    "Tanguy Morvannec, habitant de Quimper, a écrit au maire.",
    "« Le maire ne répond pas », regrette Tanguy Morvannec, boulanger à Quimper.",
    "Le maire de Quimper n’a pas répondu. Tanguy Morvannec, boulanger, attend.",
    "Une lettre au maire de Quimper est restée sans réponse, dit Tanguy Morvannec.",
    "Tanguy Morvannec, conseiller municipal de Quimper, a voté contre le maire.",
    "Tanguy Morvannec, collaborateur du maire de Quimper, l’a annoncé.",
    "Tanguy Morvannec, tête de liste à Quimper, défie la maire.",
    "Tanguy Morvannec faisait fonction de maire à Quimper.",
    "Le préfet et le maire de Quimper ont écouté Tanguy Morvannec, pompier.",
    "Devant le maire, Tanguy Morvannec, président de l’association, a pleuré à Quimper.",
    "Le maire de Quimper, Tanguy Morvannec et Anne Riou ont planté un arbre.",
    "Le maire de Quimper a nommé Tanguy Morvannec directeur de cabinet.",
    "À Quimper, le maire promet un bilan. À Brest, Tanguy Morvannec attend.",
]


@pytest.mark.parametrize("text", NO_MAYOR)
def test_who_is_no_mayor(demo_analyse: Analyse, text: str) -> None:
    assert mayors(demo_analyse(text)) == set()


FORMER = [
    "L’ancien maire de Quimper, Tanguy Morvannec, est venu.",
    "L’ex-maire de Quimper Tanguy Morvannec est venu.",
    "Tanguy Morvannec, ex-maire (LR) de Quimper, est venu.",
    "Tanguy Morvannec, maire honoraire de Quimper, est venu.",
    "Tanguy Morvannec, maire de Quimper de 1995 à 2014, est venu.",
    "Tanguy Morvannec, maire de Quimper jusqu’en 2014, est venu.",
    "Tanguy Morvannec a été maire de Quimper pendant vingt ans.",
    "Tanguy Morvannec, qui fut maire de Quimper, est venu.",
    "Tanguy Morvannec n’est plus maire de Quimper.",
    "Tanguy Morvannec, alors maire de Quimper, avait promis un bilan.",
    "Tanguy Morvannec, ancien député-maire de Quimper, est venu.",
    "Tanguy Morvannec, qui dirigea la ville de Quimper de 1983 à 2001, est venu.",
    "La maire de Quimper, Solenn Kervadec, a succédé à Tanguy Morvannec, ancien maire.",
]


@pytest.mark.parametrize("text", FORMER)
def test_who_was_mayor(demo_analyse: Analyse, text: str) -> None:
    assert ("Tanguy Morvannec", "29232", "former") in mayors(demo_analyse(text))


ROLES = [
    ("Gilbert Tanvez, premier adjoint, défend le projet à Quimper.", "deputy_mayor"),
    ("Premier adjoint, Gilbert Tanvez défend le projet à Quimper.", "deputy_mayor"),
    ("L’adjoint au numérique Gilbert Tanvez défend le projet à Quimper.", "deputy_mayor"),
    ("Gilbert Tanvez, adjoint en charge de la culture et des sports à Quimper, est venu.", "deputy_mayor"),
    ("Gilbert Tanvez, maire adjoint de Quimper, est venu.", "deputy_mayor"),
    ("Gilbert Tanvez, 3e adjoint, est venu à Quimper.", "deputy_mayor"),
    ("Gilbert Tanvez est adjoint au maire de Quimper.", "deputy_mayor"),
    ("« Voilà », explique Gilbert Tanvez, adjoint à l’urbanisme de Quimper.", "deputy_mayor"),
    ("Quimper. Adjoint à la transition, Gilbert Tanvez est venu.", "deputy_mayor"),
    ("Conseiller municipal d’opposition, Gilbert Tanvez a voté contre à Quimper.", "councillor"),
    ("Gilbert Tanvez, conseiller municipal délégué au numérique à Quimper, est venu.", "councillor"),
    ("Gilbert Tanvez, élu d’opposition, a voté contre à Quimper.", "councillor"),
    ("Pour l’opposition, Gilbert Tanvez a voté contre à Quimper.", "councillor"),
    ("Gilbert Tanvez, chef de file de l’opposition à Quimper, a voté contre.", "councillor"),
    ("Gilbert Tanvez, président de la communauté d’agglomération, est venu à Quimper.", "epci_president"),
    ("Le président de l’agglo, Gilbert Tanvez, est venu à Quimper.", "epci_president"),
    ("Gilbert Tanvez, à la tête de l’agglomération, est venu à Quimper.", "epci_president"),
    ("Gilbert Tanvez, vice-président de l’agglo chargé du numérique, est venu à Quimper.", "other"),
    ("Gilbert Tanvez, directeur général des services de Quimper, est venu.", "official"),
    ("Gilbert Tanvez, directeur des systèmes d’information à la Ville de Quimper, est venu.", "official"),
    ("Le DSI de Quimper, Gilbert Tanvez, est venu.", "official"),
    ("Gilbert Tanvez, chef de projet à la mairie de Quimper, est venu.", "official"),
    ("Gilbert Tanvez, chargé de mission à la métropole, est venu à Quimper.", "official"),
    ("Gilbert Tanvez, chef de la police municipale de Quimper, est venu.", "official"),
    ("Le préfet du Finistère, Gilbert Tanvez, est venu à Quimper.", "official"),
    ("Le sous-préfet, Gilbert Tanvez, est venu à Quimper.", "official"),
    ("Gilbert Tanvez, procureur de la République de Quimper, a ouvert une enquête.", "official"),
    ("Gilbert Tanvez, directrice du CCAS de Quimper, est venue.", "official"),
    ("Gilbert Tanvez, responsable de la médiathèque de Quimper, est venu.", "official"),
    ("Gilbert Tanvez, PDG de Brumatic, est venu à Quimper.", "company"),
    ("Le fondateur de la start-up Brumatic, Gilbert Tanvez, est venu à Quimper.", "company"),
    ("Gilbert Tanvez, directeur commercial de Brumatic, est venu à Quimper.", "company"),
    ("Gilbert Tanvez, ingénieur chez Brumatic, est venu à Quimper.", "company"),
    ("Gilbert Tanvez, directeur régional de la société Brumatic, est venu à Quimper.", "company"),
    ("Gilbert Tanvez, gérant de l’entreprise Brumatic, est venu à Quimper.", "company"),
    ("Le ministre de l’Intérieur, Gilbert Tanvez, est venu à Quimper.", "minister"),
    ("Gilbert Tanvez, ministre délégué chargé du numérique, est venu à Quimper.", "minister"),
    ("La secrétaire d’État Gilbert Tanvez est venue à Quimper.", "minister"),
    ("Gilbert Tanvez, ancien ministre, est venu à Quimper.", "other"),
    ("Gilbert Tanvez, président de l’association Vivre ici, est venu à Quimper.", "other"),
    ("Gilbert Tanvez, chercheur au CNRS, est venu à Quimper.", "other"),
    ("Gilbert Tanvez, député du Finistère, est venu à Quimper.", "other"),
    ("Gilbert Tanvez, président du conseil départemental, est venu à Quimper.", "other"),
    ("Gilbert Tanvez, riverain, est venu à la mairie de Quimper.", "other"),
    ("Gilbert Tanvez est venu à Quimper.", "other"),
    ("Gilbert Tanvez, tête de liste à Quimper, mène campagne pour les municipales.", "mayor_candidate"),
    ("Le candidat à la mairie de Quimper, Gilbert Tanvez, mène campagne.", "mayor_candidate"),
    (
        "Municipales. Gilbert Tanvez s’est imposé dimanche au premier tour à Quimper avec 54 % des suffrages.",
        "mayor_candidate",
    ),
    ("Gilbert Tanvez, DGS de la ville de Quimper, est venu.", "official"),
    ("Gilbert Tanvez, directeur général, est venu voir ses clients à Quimper.", "company"),
    ("Gilbert Tanvez (Sogetrel) est venu à Quimper.", "company"),
    ("La Cirest, que préside Gilbert Tanvez, paie l’appareil.", "epci_president"),
    ("Gilbert Tanvez, qui brigue un troisième mandat de maire à Quimper, est venu.", "mayor_candidate"),
    ("Gilbert Tanvez, maire délégué de Roullours, est venu à Vire Normandie.", "deputy_mayor"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_the_other_roles(demo_analyse: Analyse, text: str, role: str) -> None:
    assert roles(demo_analyse(text)) == {"Gilbert Tanvez": role}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Les maires de Quimper et de Brest, Solenn Kervadec et Tanguy Morvannec, ont signé.",
            {("Solenn Kervadec", "29232"), ("Tanguy Morvannec", "29019")},
        ),
        (
            "Solenn Kervadec et Tanguy Morvannec, respectivement maires de Quimper et de Brest, ont signé.",
            {("Solenn Kervadec", "29232"), ("Tanguy Morvannec", "29019")},
        ),
        (
            "Solenn Kervadec et Tanguy Morvannec, maires de Quimper et de Brest, ont signé.",
            {("Solenn Kervadec", "29232"), ("Tanguy Morvannec", "29019")},
        ),
        (
            "Les maires Solenn Kervadec (Quimper) et Tanguy Morvannec (Brest) ont signé.",
            {("Solenn Kervadec", "29232"), ("Tanguy Morvannec", "29019")},
        ),
        (
            "Les maires de Quimper (Solenn Kervadec) et de Brest (Tanguy Morvannec) ont signé.",
            {("Solenn Kervadec", "29232"), ("Tanguy Morvannec", "29019")},
        ),
        (
            "La maire de Quimper, Solenn Kervadec, et celui de Brest, Tanguy Morvannec, ont signé.",
            {("Solenn Kervadec", "29232"), ("Tanguy Morvannec", "29019")},
        ),
        (
            "Solenn Kervadec, maire de Quimper, et son homologue de Brest, Tanguy Morvannec, ont signé.",
            {("Solenn Kervadec", "29232"), ("Tanguy Morvannec", "29019")},
        ),
        (
            "Solenn Kervadec, maire de Quimper, Tanguy Morvannec, maire de Brest, et Anne Riou ont signé.",
            {("Solenn Kervadec", "29232"), ("Tanguy Morvannec", "29019")},
        ),
        (
            "Le maire du 13e arrondissement de Paris, Tanguy Morvannec, a signé.",
            {("Tanguy Morvannec", "75113")},
        ),
        (
            "À Lyon, Solenn Kervadec, maire du 7e arrondissement, a signé.",
            {("Solenn Kervadec", "69387")},
        ),
    ],
)
def test_several_mayors_and_districts(
    demo_analyse: Analyse, text: str, expected: set[tuple[str, str]]
) -> None:
    assert {(name, insee) for name, insee, _ in mayors(demo_analyse(text))} == expected


def test_lists_of_deputies(demo_analyse: Analyse) -> None:
    text = "La maire de Quimper, Solenn Kervadec, et ses adjoints Gilbert Tanvez et Anne Riou ont signé."
    assert roles(demo_analyse(text)) == {
        "Solenn Kervadec": "mayor",
        "Gilbert Tanvez": "deputy_mayor",
        "Anne Riou": "deputy_mayor",
    }


def test_a_delegated_commune_is_its_commune_s(demo_analyse: Analyse) -> None:
    text = "Gilbert Tanvez, maire délégué de Roullours, est venu à Vire Normandie (Calvados)."
    assert demo_analyse(text)["persons"][0]["commune_insee"] == "14762"


def test_a_belgian_council_has_no_councillors_of_ours(demo_analyse: Analyse) -> None:
    text = "Le conseil communal de Gand a voté. Gilbert Tanvez, élu d’opposition, redoute la suite."
    assert roles(demo_analyse(text)) == {"Gilbert Tanvez": "other"}


def test_two_people_with_one_surname_stay_two(demo_analyse: Analyse) -> None:
    text = "Solenn Kervadec, maire de Quimper, et Paul Kervadec, riverain, ont signé. M. Kervadec est parti."
    persons = {p["name"]: p for p in demo_analyse(text)["persons"]}
    assert {n: p["role"] for n, p in persons.items()} == {
        "Solenn Kervadec": "mayor",
        "Paul Kervadec": "other",
    }
    assert len(persons["Paul Kervadec"]["mentions"]) == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Par Gilbert Tanvez\n\nLa mairie de Quimper ouvre un guichet.", set()),
        ("La mairie de Quimper ouvre un guichet.\n\nGilbert TANVEZ", set()),
        ("La mairie de Quimper. © Gilbert Tanvez", set()),
        ("Le lycée Gilbert-Tanvez de Quimper ouvre.", set()),
        ("Quimper. Le prix Gilbert Tanvez est remis mardi.", set()),
        ("Un entretien d’Amaury de Saint-Priest, à Quimper.", {"Amaury de Saint-Priest"}),
        ("Quimper. « Bien », dit Jean-Pierre d’Ornano-Leca, riverain.", {"Jean-Pierre d’Ornano-Leca"}),
        ("Quimper. « Bien », dit Fatoumata Ba, riveraine.", {"Fatoumata Ba"}),
        ("Quimper. « Bien », dit J.-P. Tanvez, riverain.", {"J.-P. Tanvez"}),
        ("Quimper. « Bien », dit Grégoire S., riverain.", {"Grégoire S."}),
        ("À Quimper, Mme Le Bihan a signé.", {"Le Bihan"}),
        ("France Services et Quimper Communauté ouvrent un guichet.", set()),
    ],
)
def test_names(demo_analyse: Analyse, text: str, names: set[str]) -> None:
    assert set(roles(demo_analyse(text))) == names


def test_lists_of_mayors_follow_their_towns(demo_analyse: Analyse) -> None:
    text = (
        "Les maires de Brest, Landerneau et Quimper – dans l’ordre, Nolwenn Abgrall, Solenn Kervadec et "
        "Yann Le Bihan – ont signé. Leur homologue de Morlaix, Hervé Quéméneur, attend."
    )

    assert mayors(demo_analyse(text)) == {
        ("Nolwenn Abgrall", "29019", "current"),
        ("Solenn Kervadec", "29103", "current"),
        ("Yann Le Bihan", "29232", "current"),
        ("Hervé Quéméneur", "29151", "current"),
    }


def test_a_couple_of_one_surname_are_two_and_a_colleague_is_no_mayor(demo_analyse: Analyse) -> None:
    text = "Le maire de Landerneau, M. Kervadec, et sa collègue Mme Kervadec lancent une application."

    assert mayors(demo_analyse(text)) == {("Kervadec", "29103", "current")}


BENCHES = [
    ("À Landerneau, le conseil a voté. Solenn Kervadec (opposition) s’est abstenue.", "councillor"),
    ("Landerneau. Solenn Kervadec, le conseiller numérique qui tient le volant, sourit.", "official"),
    ("La présidente d’Est Ensemble, Solenn Kervadec, a signé à Montreuil.", "epci_president"),
    ("À Bologne, « tout va bien », dit Solenn Kervadec, l’adjointe à l’innovation.", "other"),
]


@pytest.mark.parametrize(("text", "kind"), BENCHES)
def test_roles_by_bench_relative_clause_body_and_country(demo_analyse: Analyse, text: str, kind: str) -> None:
    assert {p["name"]: p["role"] for p in demo_analyse(text)["persons"]}["Solenn Kervadec"] == kind


def test_an_interviews_labels_and_initials_are_nobody(demo_analyse: Analyse) -> None:
    text = "Q. Que faites-vous ?\n\nR. Nous avançons.\n\nQ. Quatre ans ?\n\nR. Rodez attend.\n\nF. L."

    assert demo_analyse(text)["persons"] == []
