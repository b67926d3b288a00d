"""Is this span a town here?"""

from collections.abc import Callable
from typing import Any

import pytest

Analyse = Callable[..., dict[str, Any]]


def communes(answer: dict[str, Any]) -> set[str]:
    return {c["insee"] for c in answer["communes"]}


def surfaces(answer: dict[str, Any], text: str) -> list[str]:
    return [text[s:e] for c in answer["communes"] for s, e in c["mentions"]]


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("À Plaisir (78), les capteurs sont posés.", "78490"),
        ("La ville du Mans équipe ses rues.", "72181"),
        ("Le conseil municipal des Sables-d’Olonne a voté.", "85194"),
        ("À Vernon (Eure), la mairie a ouvert un guichet.", "27681"),
        ("À Vernon (Ardèche), la mairie a ouvert un guichet.", "07336"),
        ("A ST-ETIENNE, LA MAIRIE OUVRE SES DONNEES", "42218"),
        ("La mairie d’Aytré a installé des pièges photographiques.", "17028"),
        ("Les élus de la Turballe ont voté.", "44211"),
        ("Au Creusot, la fibre arrive.", "71153"),
        ("Villages : Die teste des capteurs. Le maire de Die s’en félicite.", "26113"),
        ("LA FIBRE ARRIVE À TOURS", "37261"),
        ("Un chantier au sud de Rouen.", "76540"),
        ("Le train part de la gare de Vierzon.", "18279"),
        ("L’accueil se fait à l’aéroport de Nice.", "06088"),
        ("Le maire de Tourettes-sur-Loup a signé.", "06148"),
        ("Nous sommes allés à Saint-Brieuc et à Dinan", "22278 22050"),
        ("La mairie d’Évry a voté.", "91228"),
        ("« Plus que jamais », dit-on à Brive.", "19031"),
        (
            "Le maire délégué s’efface : Château-Gontier investit, et la ville de Château-Gontier recrute.",
            "53062",
        ),
    ],
)
def test_towns_are_found_as_the_press_writes_them(demo_analyse: Analyse, text: str, insee: str) -> None:
    assert communes(demo_analyse(text)) == set(insee.split())


@pytest.mark.parametrize(
    "text",
    [
        "L’Eurométropole de Strasbourg a voté.",
        "Le tribunal administratif de Grenoble a tranché.",
        "La rue de Noyon est fermée.",
        "Ville connectée, Avion en retard, Aucun Son.",
        "Rennes Métropole ouvre ses données.",
        "La Ville rappelle que le tri est obligatoire. Y viendrez-vous ?",
        "Lancé en mars, le projet suit son cours.",
        "Nice-Matin l’avait annoncé.",
        "Le projet Cannes On Air et la Montpellier Business School.",
        "Orange Cyberdéfense équipe les abonnés.",
        "Le savon de Marseille et le jambon de Bayonne.",
        "L’église Saint-Martin et la rue Saint-Denis.",
        "Les boues : Boue chaude et données froides.",
        "Il traverse la Sarre.",
        "M. Torcy et Mme Lens ont répondu.",
        "Le Bourg de Saint-Gérand-le-Vieux-Chemin et le Bourg d’Entraygues-les-Pins sont fermés.",
        "Une étude de l’université Lyon 2, signée d’un sociologue de Paris 8.",
        "Brest métropole et Dijon métropole investissent.",
        "Nice job ! Nice, ce logiciel ?",
        "Rendez-vous sur VANNES.FR ou écrire à contact@VANNES.FR ou www.Nantes.fr.",
        "Les accords de Paris et le festival de Cannes.",
    ],
)
def test_names_of_other_things_are_no_towns(demo_analyse: Analyse, text: str) -> None:
    assert communes(demo_analyse(text)) == set()


def test_spans_index_the_text_given(demo_analyse: Analyse) -> None:
    text = "Le «\u00a0projet\u00a0» du Mans\u202f: l’édile d’Albi s’en inspire."
    assert set(surfaces(demo_analyse(text), text)) == {"Mans", "Albi"}


def test_a_span_holds_the_article_when_it_is_not_contracted(demo_analyse: Analyse) -> None:
    text = "Le Mans, au Mans, la Turballe, aux Sables-d’Olonne"
    assert surfaces(demo_analyse(text), text) == ["Le Mans", "Mans", "la Turballe", "Sables-d’Olonne"]


def test_a_town_and_a_surname_of_one_text(demo_analyse: Analyse) -> None:
    text = "Solenn Orly, élue, a reçu ses homologues de Vannes, de Moulins (Allier) et d’Orly. Orly sourit."
    assert ("d’Orly", "94054") in {
        (text[s - 2 : e], c["insee"]) for c in demo_analyse(text)["communes"] for s, e in c["mentions"]
    }


def test_a_short_form_beside_its_full_name(demo_analyse: Analyse) -> None:
    text = (
        "Bonchamp-lès-Laval s’équipe. À Bonchamp, le maire y tient. Bourg-en-Bresse suit : la ville de Bourg."
    )
    answer = demo_analyse(text)
    assert {"Bonchamp", "Bourg"} <= set(surfaces(answer, text))
    assert communes(answer) == {"53034", "01053"}


def test_a_generic_first_word_alone_is_nothing(demo_analyse: Analyse) -> None:
    assert communes(demo_analyse("La Roche s’équipe de capteurs.")) == set()


def test_a_sure_mention_vouches_for_a_weak_one(demo_analyse: Analyse) -> None:
    text = "Finances : Orange épargne\n\nLa ville d’Orange (Vaucluse) a publié ses comptes."
    assert surfaces(demo_analyse(text), text) == ["Orange", "Orange"]
    text = "« Y croire fut dur », dit-on à Y (Somme)."
    assert surfaces(demo_analyse(text), text) == ["Y"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La mairie du 13e arrondissement de Paris", {("75113", "13e arrondissement"), ("75056", "Paris")}),
        ("À Lyon 3e, le parc ferme.", {("69383", "3e"), ("69123", "Lyon")}),
        ("Paris XIIIe : une antenne", {("75113", "XIIIe"), ("75056", "Paris")}),
        ("À Lyon, le maire du 7e, est venu.", {("69387", "7e"), ("69123", "Lyon")}),
        (
            "Les 13e et 14e arrondissements de Paris",
            {("75113", "13e"), ("75114", "14e arrondissements"), ("75056", "Paris")},
        ),
        ("Marseille : le huitième arrondissement", {("13208", "huitième arrondissement"), ("13055", "Marseille")}),
        (
            "Au 13e arrondissement de Paris, oui. Le 12e et le 20e sont candidats. Le 4e, un Lyonnais, suit.",
            {("75113", "13e arrondissement"), ("75056", "Paris"), ("75112", "12e"), ("75120", "20e")},
        ),
        ("Au 19e siècle, Paris avait 12 arrondissements.", {("75056", "Paris")}),
    ],
)  # fmt: skip
def test_arrondissements_have_their_own_code(
    demo_analyse: Analyse, text: str, expected: set[tuple[str, str]]
) -> None:
    found = {(c["insee"], text[s:e]) for c in demo_analyse(text)["communes"] for s, e in c["mentions"]}
    assert found == expected


def test_a_delegated_commune_is_another_place(demo_analyse: Analyse) -> None:
    answer = demo_analyse("Le maire délégué de Roullours s’adresse au maire de Vire Normandie.")
    assert [(p["kind"], p["code"]) for p in answer["places"]] == [("other", "14545")]
    assert communes(answer) == {"14762"}


def test_a_town_abroad_is_no_commune(demo_analyse: Analyse) -> None:
    answer = demo_analyse("Le bourgmestre de Saint-Gilles, en Belgique, attend. Un échevin proteste.")
    assert communes(answer) == set()
    assert {p["name"] for p in answer["places"] if p["kind"] == "foreign"} == {"Saint-Gilles", "Belgique"}


def test_confidence_falls_where_nothing_says_which_town(demo_analyse: Analyse) -> None:
    sure = demo_analyse("Le maire de Saint-Denis (Seine-Saint-Denis) a parlé.")["communes"][0]["confidence"]
    less = demo_analyse("Le maire de Saint-Denis a parlé.")["communes"][0]["confidence"]
    assert less < sure
