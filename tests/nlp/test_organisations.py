"""Bodies in sentences of our own; companies and products are invented unless they are known to everybody."""

from collections.abc import Callable
from typing import Any

import pytest

from core.names import name_key
from nlp.organisations.acronyms import definitions
from nlp.organisations.grammar import typed
from nlp.organisations.lexicon import lexicon, table

Analyse = Callable[..., dict[str, Any]]


def surfaces(answer: dict[str, Any], text: str) -> set[str]:
    """The longest surface of every organisation found."""
    return {max((text[s:e] for s, e in o["mentions"]), key=len) for o in answer["organisations"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Cnil et l’Anssi ont été prévenues.", {"Cnil", "Anssi"}),
        (
            "Deux tiers sont payés par l’État, le reste par la Banque des Territoires.",
            {"État", "Banque des Territoires"},
        ),
        ("La CAF de la Somme tient une permanence.", {"CAF de la Somme"}),
        ("Le Sdis 35 reçoit les images en direct.", {"Sdis 35"}),
        ("La préfecture de la Drôme a autorisé les drones.", {"préfecture de la Drôme"}),
        ("Le tribunal administratif de Montreuil a tranché.", {"tribunal administratif de Montreuil"}),
        (
            "Le rectorat de Bordeaux et le CHU d’Angers sont d’accord.",
            {"rectorat de Bordeaux", "CHU d’Angers"},
        ),
        (
            "Le ministère de la Transition écologique et de la Cohésion des territoires publie un guide.",
            {"ministère de la Transition écologique et de la Cohésion des territoires"},
        ),
        ("La chercheuse de l’université Rennes 2 parle d’un tournant.", {"université Rennes 2"}),
        ("Selon l’AFP, rien n’a été payé.", {"AFP"}),
        ("Les travaux, relève La Provence, ont pris du retard.", {"La Provence"}),
        ("Le syndicat mixte Gers Numérique a fini le réseau.", {"Gers Numérique"}),
        ("L’étude du Centre spatial guyanais est publique.", {"Centre spatial guyanais"}),
        ("Le parquet de Brest a ouvert une enquête.", {"parquet de Brest"}),
        ("Le procureur du parquet du Mans se tait.", {"parquet du Mans"}),
        ("Plainte à la brigade de gendarmerie de Nozeroy.", {"brigade de gendarmerie de Nozeroy"}),
        ("La MRAe l’a relevé, Vigicrues aussi.", {"MRAe", "Vigicrues"}),
        (
            "Le syndicat départemental des énergies de l’Allier paie.",
            {"syndicat départemental des énergies de l’Allier"},
        ),
        (
            "Un doctorant de l’Institut national polytechnique Ampère.",
            {"Institut national polytechnique Ampère"},
        ),
    ],
)
def test_public_bodies_and_the_press(demo_analyse: Analyse, text: str, expected: set[str]) -> None:
    assert surfaces(demo_analyse(text), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le logiciel est conçu par la société toulousaine Nimbus Data.", {"Nimbus Data"}),
        ("Le choix s’est porté sur Kovalia, une PME spécialisée dans la donnée.", {"Kovalia"}),
        ("« C’est souverain », dit Paul Renaudin, directeur commercial chez Orbitalis.", {"Orbitalis"}),
        ("Le marché a été attribué à Sertelec pour 240 000 euros.", {"Sertelec"}),
        ("Le prestataire retenu, Digitalia, posera douze bornes.", {"Digitalia"}),
        ("La Fabrique du Lien, une association locale, anime l’atelier.", {"Fabrique du Lien"}),
        ("Des chercheurs du laboratoire Citi de l’Insa Lyon y travaillent.", {"Citi", "Insa Lyon"}),
        ("Elle travaille avec Enedis, GRDF et Suez.", {"Enedis", "GRDF", "Suez"}),
        ("Les techniciens d’Orange tirent la fibre.", {"Orange"}),
        ("Le tour de table est mené par le fonds jurassien Doubs Capital.", {"Doubs Capital"}),
        ("La PME Luxalta s’installe. Luxalta lève des fonds.", {"Luxalta"}),
        ("Les 7 900 euros sont versés à Kravalo, une jeune pousse de Dole.", {"Kravalo"}),
        ("Le belge Kravolux exploitait deux bâtiments.", {"Kravolux"}),
        ("L’ukrainien Brivoza fournit les sondes.", {"Brivoza"}),
        ("Le marché est confié au sud-coréen Brivoza.", {"Brivoza"}),
        ("La ville a un fournisseur discret, le letton Brivoza, dont la sonde plaît.", {"Brivoza"}),
        ("Le fonds de dotation Gap Avenir paie les sondes.", {"Gap Avenir"}),
        ("Le collectif Silence et Gap proteste.", {"Silence"}),
        # after a noun an article belongs to the name
        ("L’association Les amis de la gare proteste.", {"Les amis de la gare"}),
        ("L’association « Les amis du vieux Gap » écrit.", {"Les amis du vieux Gap"}),
        ("Une association, La clé des champs, a signé.", {"La clé des champs"}),
        ("Le collectif Les jardins partagés demande des comptes.", {"Les jardins partagés"}),
        ("Le président de l’association locale L’heure du thé attend.", {"L’heure du thé"}),
        ("L’association Les Restos du cœur distribue des repas.", {"Restos du cœur"}),
        ("Conçu par l’agence Brique & Loue, l’outil marche.", {"Brique & Loue"}),
        ("Le président du collectif Forêt et Silence proteste.", {"Forêt et Silence"}),
        (
            "L’association Pas de loup ni chien, qui proteste, et l’association Rue calme, aussi.",
            {"Rue calme"},
        ),
        ("Une sonde fournie par Causse Sécurité, société d’Apt.", {"Causse Sécurité"}),
        ("La société Aquavigie équipe la digue. Deux agents d’Aquavigie sont venus.", {"Aquavigie"}),
    ],
)
def test_companies_by_what_is_said_of_them(demo_analyse: Analyse, text: str, expected: set[str]) -> None:
    assert surfaces(demo_analyse(text), text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "À Lannion, une jeune pousse a mis au point un capteur.",
        "À Orange (Vaucluse), le maire a inauguré la fibre.",
        "Le chef d’État et l’État civil n’ont rien à y voir.",
        "Le député (LR) et la sénatrice du MoDem ont salué l’initiative.",
        "Le groupe Horizons et le Parti socialiste ont voté contre.",
        "L’application Lyvia est gratuite, l’assistant, Orkia, aussi.",
        "Au bureau de la poste, un ordinateur est en libre accès.",
        "UN MARCHÉ DE SEPT ANS",
        "La ministre de la Cohésion des territoires est venue.",
        "Les élèves du collège Jean-Moulin ont programmé le robot.",
        "Le chef de groupe Bertrand Aulnoy commandait les pompiers.",
        "Bourges, préfecture du Cher, teste un agent conversationnel.",
        "Notre fournisseur a promis une réponse. Il est venu mardi.",
        "La CAPSO a ouvert deux guichets.",
        "Les élèves de CM2 d’Apt ont reçu des tablettes.",
        "L’idée vient de deux ingénieurs d’Oloron.",
        "Quatrième édition, nouvelle plateforme : la mairie recommence.",
        "Le marché s’élève à 31 millions de francs CFP.",
        "Propos recueillis par Élodie Vernoux",
        "Elle est liée par un contrat Sigfox.",
        "Dans la préfecture du Jura, la campagne est calme.",
        # floors
        "Il a posé un parquet de Hongrie à Gap.",
        "Le parquet de Hongrie brille dans la salle du conseil.",
        "Ce vieux parquet de Versailles craque, un sol en parquet de Versailles aussi.",
        # languages, and persons of a country
        "Il traduit du français Molière.",
        "Le français Molière se joue à Gap.",
        "Le belge Simenon se lit à Gap.",
        "Le collectif Brest et Quimper proteste.",
        "Le collectif Gap et Lens proteste.",
        # a territory
        "L’établissement public Est Ensemble a voté.",
    ],
)
def test_what_is_no_body(demo_analyse: Analyse, text: str) -> None:
    assert demo_analyse(text)["organisations"] == []


def test_acronym_and_full_name_are_one_body(demo_analyse: Analyse) -> None:
    text = (
        "Le syndicat d’aménagement numérique de l’Aube (Sana) a voté. Le Sana emploie dix agents.\n\n"
        "La Commission nationale de l’informatique et des libertés (Cnil) a répondu, puis la Cnil s’est tue."
    )
    found = demo_analyse(text)["organisations"]
    assert [len(o["mentions"]) for o in found] == [3, 3]
    assert [o["kind"] for o in found] == ["other", "state"]


def test_short_names_join_the_long_one(demo_analyse: Analyse) -> None:
    text = "L’entreprise Borel Lumière pose les lampes. Deux agents de la société Borel sont venus."
    assert [o["name"] for o in demo_analyse(text)["organisations"]] == ["Borel Lumière"]


def test_a_town_inside_a_body_is_none(demo_analyse: Analyse) -> None:
    answer = demo_analyse(
        "La société Rennes Robotique et le CHU de Nantes sont d’accord avec la mairie de Dijon."
    )
    assert {c["insee"] for c in answer["communes"]} == {"21231"}


def test_a_company_is_no_person(demo_analyse: Analyse) -> None:
    answer = demo_analyse(
        "L’entreprise Marcel Duval, basée à Dijon, fournit les mâts. Marcel Duval existe depuis 1920."
    )
    assert answer["persons"] == []


def test_offsets_index_the_text(demo_analyse: Analyse) -> None:
    text = "L\u2019\u00c9tat\u00a0: la Cnil\u00a0; l\u2019entreprise Œuvria\u202f! İstanbul, chez Orbitalis."
    for organisation in demo_analyse(text)["organisations"]:
        for start, end in organisation["mentions"]:
            assert text[start:end].strip() == text[start:end] != ""


@pytest.mark.parametrize(
    "unit",
    [
        "association Les amis de la ",
        "collectif Les ",
        "société A ",
        "(AB) ",
        "L’A",
        "l’État et ",
        "Centre de la ",
        "A",
        "ministère de ",
    ],
)
def test_endless_repetition_is_read_in_linear_time(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    assert sum(1 for _ in typed(text)) + sum(1 for _ in definitions(text)) < len(text)


def test_the_lexicon_is_of_one_mind() -> None:
    known = lexicon()
    kinds: dict[str, set[str]] = {}
    for body in known.forms.values():
        kinds.setdefault(body.key, set()).add(body.kind)
    assert {key: kind for key, kind in kinds.items() if len(kind) > 1} == {}
    assert not {form for form in known.forms if name_key(form) in known.refused}
    assert {kind for _, _, kind in table()} == {"state", "association", "company", "research", "other"}
    assert len(list(table())) > 900


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Le fonds de dotation Gap Avenir paie les sondes.", "association"),
        ("Le fonds d’investissement Gap Avenir paie les sondes.", "company"),
    ],
)
def test_what_kind_of_fund_it_is(demo_analyse: Analyse, text: str, kind: str) -> None:
    assert [o["kind"] for o in demo_analyse(text)["organisations"]] == [kind]


def test_every_mention_of_a_known_body_has_its_usual_name(demo_analyse: Analyse) -> None:
    names = {o["name"] for o in demo_analyse("L’ADEME a payé ; l’Ademe paiera.")["organisations"]}
    assert names == {"Agence de l'environnement et de la maîtrise de l'énergie (Ademe)"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le capteur, breveté par Hydroscan, tient dans la main.", {"Hydroscan"}),
        ("Des cartes fournies par l’IGN et par Kayrosia.", {"IGN", "Kayrosia"}),
        ("Le centre de gestion de la Loire (CDG 42) mutualise un poste.", {"centre de gestion de la Loire"}),
        ("Sollicitée, la société n’a pas répondu.", set()),
    ],
)
def test_names_that_no_dictionary_holds(demo_analyse: Analyse, text: str, expected: set[str]) -> None:
    assert surfaces(demo_analyse(text), text) == expected
