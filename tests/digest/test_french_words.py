"""Words that change with the name that follows them."""

from importlib.resources import files

import pyarrow.parquet as pq
import pytest

from digest.composing.departements import articles, of_departement
from digest.french import about, body, of_body, of_name, of_town, placed


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Le Havre", "du Havre"),
        ("Les Sables-d’Olonne", "des Sables-d’Olonne"),
        ("La Rochelle", "de La Rochelle"),
        ("L’Haÿ-les-Roses", "de L’Haÿ-les-Roses"),
        ("Étampes", "d’Étampes"),
        ("Yvetot", "d’Yvetot"),
        ("Yerres", "d’Yerres"),
        ("Yutz", "de Yutz"),
        ("Y", "de Y"),
        ("Hyères", "d’Hyères"),
        ("Houilles", "de Houilles"),
        ("Uhart-Cize", "de Uhart-Cize"),
        ("", "de "),
    ],
)
def test_a_town_contracts_or_elides(name: str, said: str) -> None:
    assert of_town(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Hélène", "d’Hélène"),
        ("Yves", "d’Yves"),
        ("Yann", "de Yann"),
        ("Le Goff", "de Le Goff"),
        ("Ysé", "d’Ysé"),
        ("intelligence artificielle", "d’intelligence artificielle"),
        ("IA", "d’IA"),
        ("hyperviseur", "d’hyperviseur"),
        ("haut débit", "de haut débit"),
        ("logiciel", "de logiciel"),
    ],
)
def test_a_person_elides_and_contracts_nothing(name: str, said: str) -> None:
    assert of_name(name) == said


@pytest.mark.parametrize(
    ("name", "said", "of"),
    [
        ("CC du Val", "la communauté de communes du Val", "de la communauté de communes du Val"),
        (
            "CA Étampois",
            "la communauté d’agglomération Étampois",
            "de la communauté d’agglomération Étampois",
        ),
        ("Métropole de Lyon", "la Métropole de Lyon", "de la Métropole de Lyon"),
        ("Eurométropole de Strasbourg", "l’Eurométropole de Strasbourg", "de l’Eurométropole de Strasbourg"),
        ("Aulne Agglo", "Aulne Agglo", "d’Aulne Agglo"),
        ("syndicat des eaux", "le syndicat des eaux", "du syndicat des eaux"),
        ("CCI", "CCI", "de CCI"),
    ],
)
def test_an_intercommunal_body_is_written_out(name: str, said: str, of: str) -> None:
    assert (body(name), of_body(name)) == (said, of)


def test_what_stands_in_parentheses_stands_there_once() -> None:
    assert placed("Autun", "Saône-et-Loire") == "Autun (Saône-et-Loire)"
    assert placed("Paris", "Paris") == placed("Paris", "") == "Paris"
    assert placed("Bors (Charente-Sud)", "Charente") == "Bors (Charente-Sud, Charente)"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Il répond en jusqu’à ", "jusqu’à "),
        ("La crue a passé plus de ", "plus de "),
        ("Plus d’", "plus d’"),
        ("Elle coûte près d'", "près d'"),
        ("au moins ", "au moins "),
        ("environ ", "environ "),
        ("une facture qui frôle les ", "environ "),
        ("", "environ "),
    ],
)
def test_a_number_that_is_not_exact_is_said_as_its_sentence_says_it(before: str, said: str) -> None:
    assert about(before) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ardèche", "de l’Ardèche"),
        ("Finistère", "du Finistère"),
        ("Haute-Loire", "de la Haute-Loire"),
        ("Côtes-d'Armor", "des Côtes-d’Armor"),
        ("Val-d’Oise", "du Val-d’Oise"),
        ("Seine-et-Marne", "de Seine-et-Marne"),
        ("Eure-et-Loir", "d’Eure-et-Loir"),
        ("Ille-et-Vilaine", "d’Ille-et-Vilaine"),
        ("La Réunion", "de La Réunion"),
        ("Paris", "de Paris"),
    ],
)
def test_a_departement_has_the_article_of_its_own(name: str, said: str) -> None:
    assert of_departement(name) == said


def test_departements_with_an_article_are_those_of_the_register() -> None:
    territories = pq.read_table(files("registers") / "data" / "territories.parquet").to_pylist()
    known = {row["name"].replace("'", "’") for row in territories if row["kind"] == "departement"}
    without = {
        "Eure-et-Loir",
        "Ille-et-Vilaine",
        "Indre-et-Loire",
        "Loir-et-Cher",
        "Lot-et-Garonne",
        "Maine-et-Loire",
        "Meurthe-et-Moselle",
        "Paris",
        "Saône-et-Loire",
        "Seine-et-Marne",
        "Tarn-et-Garonne",
        "Vaucluse",
        "La Réunion",
        "Saint-Pierre-et-Miquelon",
        "Mayotte",
        "Saint-Barthélemy",
        "Saint-Martin",
        "Wallis et Futuna",
        "Île de Clipperton",
    }
    assert set(articles()) == known - without
