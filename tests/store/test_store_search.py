"""What French words find."""

from pathlib import Path

import pytest
from newsroom import MONDAY, article, processed
from searches import find, indexed, numbers, texts

from store.batch import Batch
from store.search import ranked

TEXTS = {
    1: "Le déploiement de la fibre s’achève dans l’école de l’Aulne.",
    2: "Une borne déployée à la médiathèque, au cœur du bourg ; sécurité renforcée.",
    3: "Les écoles numériques de l’agglomération attendent l’intelligence artificielle.",
    4: "Aujourd’hui, rien : la vidéosurveillance est reportée à Saint-Éloi.",
    5: "Du Wi-Fi\u00a0et de la 5G sur la presqu’île, d’après l’e-administration d’Autun.",
    6: "La vidéo-protection coûte 12\u202f500 euros, dit la sœur Lætitia sur data.gouv.fr\u00a0!",
    7: "L’ÉCOLE DE SAINT-PRIEST OUVRE UN RÉSEAU WIFI. Qu’il pleuve ou qu’il vente : la numérisation.",
    8: "Une af\ufb01che de la Côte-d’Or, l’intelli\u00adgence des habitant·es, et un site e\u0301coute\u0301.",
    9: "La ligne D du tramway dessert Saint-Jean-de-Brolles.",
}  # fmt: skip


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return indexed(tmp_path_factory.mktemp("search"), Batch(articles=texts(TEXTS)))


FOUND: dict[str, set[int]] = {
    # stems and accents, both ways
    "déploiement": {1, 2}, "deploiement": {1, 2}, "déployée": {1, 2}, "deployee": {1, 2}, "DEPLOYEES": {1, 2},
    "déployé": {1, 2}, "deploye": {1, 2}, "securite": {2}, "sécurité": {2}, "SÉCURITÉ": {2},
    "école": {1, 3, 7}, "ecole": {1, 3, 7}, "ECOLES": {1, 3, 7}, "écoute": {8},
    # letters that are one or two
    "coeur": {2}, "cœur": {2}, "CŒUR": {2}, "soeur laetitia": {6}, "sœur Lætitia": {6}, "affiche": {8},
    "intelligence": {3, 8}, "intelli\u00adgence": {3, 8}, "e\u0301cole": {1, 3, 7},
    # elisions
    "l'école": {1, 3, 7}, "l’ecole": {1, 3, 7}, "d'école": {1, 3, 7}, "L'ÉCOLE": {1, 3, 7}, "l ecole": {1, 3, 7},
    "d'Autun": {5}, "d’autun": {5}, "Autun": {5}, "qu'il": {7}, "lʼécole": {1, 3, 7}, "l`école": {1, 3, 7},
    "aujourd'hui": {4}, "aujourd’hui": {4}, "aujourdhui": {4}, "presqu'île": {5}, "presqu’ile": {5},
    "presquile": {5}, "Côte-d'Or": {8}, "cote d or": {8}, "côte or": {8}, "ligne D": {9}, "ligne d": {9},
    # hyphens, digits, points
    "saint-eloi": {4}, "saint éloi": {4}, "Saint-Priest": {7}, "saint priest": {7}, "SAINT PRIEST": {7},
    "Saint-Jean-de-Brolles": {9}, "saint jean de brolles": {9}, "priest-saint": set(),
    "e-administration": {5}, "eadministration": {5}, "administration": {5}, "Wi-Fi": {5, 7}, "wifi": {5, 7},
    "WI-FI": {5, 7}, "5G": {5}, "5g": {5}, "vidéo-surveillance": {4}, "vidéosurveillance": {4},
    "vidéoprotection": {6}, "vidéo-protection": {6}, "12 500": {6}, "data.gouv.fr": {6}, "habitants": {8},
    "saint\u2011priest": {7}, "Saint\u00a0Priest": {7},
    # phrases
    "écoles numériques": {3}, '"ecole numerique"': {3}, "« école numérique »": {3}, "“école numérique”": {3},
    "«\u00a0école numérique\u00a0»": {3}, '"école de l’Aulne"': {1}, '"école Aulne"': set(),
    '"dans l\'école"': {1}, '"l\'intelligence artificielle"': {3}, '"attendent intelligence"': {3},
    '"école agglomération"': set(), '"qu\'il vente"': {7}, '"Saint-Priest ouvre"': {7}, '"la fibre': {1},
    '"fibre"': {1}, '"wifi"': {5, 7}, '"réseau wifi"': {7},
    # booleans
    "fibre OR médiathèque": {1, 2}, "fibre OU médiathèque": {1, 2}, "fibre || médiathèque": {1, 2},
    "école -fibre": {3, 7}, "école NOT fibre": {3, 7}, "école SAUF fibre": {3, 7},
    "école ET fibre": {1}, "école AND fibre": {1}, "école && fibre": {1}, "école +fibre": {1},
    "(école OR médiathèque) bourg": {2}, "bourg (école OU médiathèque)": {2},
    "école OU médiathèque bourg": {1, 2, 3, 7},
    "école SAUF (fibre OU wifi)": {3}, 'école -"la fibre"': {3, 7}, "-l'école médiathèque": {2},
    "école SAUF SAUF fibre": {1}, "-école -médiathèque": {4, 5, 6, 8, 9}, "fibre OU -école": {1, 2, 4, 5, 6, 8, 9},
    "-Saint-Priest wifi": {5},
    # small words
    "la fibre à l'école": {1}, "la": {1, 2, 3, 4, 5, 6, 7, 8, 9} - {3}, "le maire de la fibre": set(),
    "fibre +ouvre": set(), "école ou fibre": {1},
    # beginnings
    "numéri*": {3, 7}, "numeri*": {3, 7}, "numérisat*": {7}, "NUMÉRI* artificielle": {3}, "vidéo*": {4, 6},
    # what means nothing is left out
    "école AND": {1, 3, 7}, "AND école": {1, 3, 7}, "OU école": {1, 3, 7}, "école SAUF": {1, 3, 7},
    "Saint-Éloi : vidéosurveillance": {4}, "fibre - école": {1}, "fibre – école": {1}, "url:veilleur": set(),
    "": set(), "'": set(), '"': set(), "*": set(), "(": set(), ")": set(), "()": set(), "école\ud83d": {1, 3, 7},
    "(école": {1, 3, 7}, "école)": {1, 3, 7}, ") fibre (": {1}, "école [fibre]": {1}, "fibre~2^5": set(),
    "école, fibre": {1}, "école/fibre": {1}, "fi\x00bre": set(), "\u202eécole": {1, 3, 7}, "école?": {1, 3, 7},
}  # fmt: skip


@pytest.mark.parametrize(("query", "found"), FOUND.items())
def test_french_queries(index_dir: Path, query: str, found: set[int]) -> None:
    assert numbers(find(index_dir, query)) == found
    assert {hit.article_id for hit in ranked(index_dir, query, 50)} == {article(n).id for n in found}


def test_titles_weigh_more_and_hits_say_what_they_are(tmp_path: Path) -> None:
    in_text = processed(1, title="Autre chose", text="La fibre arrive. " + "Un mot. " * 20)
    in_title = processed(2, title="La fibre arrive", text="Un mot. " * 20)
    index_dir = indexed(tmp_path / "data", Batch(articles=(in_text, in_title)))
    found = find(index_dir, "fibre")
    hits = found.hits
    assert [hit.article_id for hit in hits] == [in_title.article.id, in_text.article.id]
    assert hits[0].score > hits[1].score > 0
    assert (hits[0].title, hits[0].url) == ("La fibre arrive", in_title.article.url)
    assert (hits[0].source, hits[0].day, hits[0].counted_as) == ("le-veilleur", MONDAY.date(), "article")
    assert [(hit.article_id, hit.score) for hit in hits] == ranked(index_dir, "fibre", 2)
    assert ranked(index_dir, "fibre", 0) == []


def test_the_form_that_was_typed_comes_first(tmp_path: Path) -> None:
    said = {1: "Le don du sang.", 2: "Les données ouvertes.", 3: "Les dons du jour."}
    index_dir = indexed(tmp_path / "data", Batch(articles=texts(said)))
    for typed, first in (("données", 2), ("don", 1), ("dons", 3)):
        assert find(index_dir, typed).hits[0].article_id == article(first).id


def test_pages_follow_each_other(tmp_path: Path) -> None:
    index_dir = indexed(tmp_path / "data", Batch(articles=texts({n: f"La fibre {n}." for n in range(1, 8)})))
    whole = [hit.article_id for hit in find(index_dir, "fibre").hits]
    pages = [find(index_dir, "fibre", limit="3", offset=str(offset)) for offset in (0, 3, 6, 9)]
    assert [hit.article_id for page in pages for hit in page.hits] == whole
    assert {page.total for page in pages} == {7}
    nothing = find(index_dir, "fibre", limit="0")
    assert (nothing.total, nothing.hits) == (7, ())
