from typing import Any

import pytest
from fields import URL, ld, meta, tree_of

from extract import head, jsonld, microdata
from extract.labels import Labels, labels


def read(head_html: str = "", body: str = "") -> Labels:
    tree = tree_of(head_html, body)
    node = jsonld.read(tree).article
    return labels(head.read(tree), node, URL, items=microdata.beside(tree, node))


def test_nothing_said() -> None:
    assert read() == Labels(None, (), None, None)


@pytest.mark.parametrize(
    "head_html",
    [
        ld(articleSection="Vie municipale"),
        ld(articleSection=["Vie municipale", "Ville"]),
        meta(article_section="Vie municipale"),
        ld(articleSection="Non classé") + meta(article_section="Vie municipale"),
    ],
)
def test_section(head_html: str) -> None:
    assert read(head_html).section == "Vie municipale"


@pytest.mark.parametrize(
    "head_html",
    [
        ld(keywords="mairie, robot,Mairie"),
        ld(keywords=["mairie", "robot"]),
        ld(keywords=[{"@type": "DefinedTerm", "name": "mairie"}, "robot", "type:article", "12", ["robot"]]),
        meta(article_tag="mairie") + meta(article_tag="robot"),
        '<meta name="keywords" content="mairie; robot; https://x.example">',
    ],
)
def test_tags(head_html: str) -> None:
    assert read(head_html).tags == ("mairie", "robot")


IMAGE = "https://www.lephare.example/robot.jpg"


@pytest.mark.parametrize(
    "head_html",
    [
        meta(og_image="/robot.jpg"),
        ld(image=IMAGE),
        ld(image={"@type": "ImageObject", "name": "Un robot", "url": IMAGE}),
        ld(image=[{"contentUrl": IMAGE}, "x"]),
        meta(og_image="data:image/png;base64,xx") + ld(image=IMAGE),
        meta(og_image="javascript:alert(1)") + ld(image=IMAGE),
    ],
)
def test_image(head_html: str) -> None:
    assert read(head_html).image == IMAGE


def test_site_name() -> None:
    assert (
        read(meta(og_site_name="Le Phare") + ld(publisher={"name": "Presse de la côte SA"})).site_name
        == "Le Phare"
    )
    assert read(ld(publisher={"name": "Le Phare"})).site_name == "Le Phare"
    assert read(meta(og_site_name="https://www.lephare.example/")).site_name == "lephare.example"


def test_microdata_of_the_article_alone() -> None:
    article = (
        "<article itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>Un robot</h1>"
        "<span itemprop='articleSection'>Ville</span><meta itemprop='keywords' content='mairie, robot'>"
        "<div itemprop='image' itemscope itemtype='https://schema.org/ImageObject'>"
        "<meta itemprop='url' content='/robot.jpg'></div>"
        "<div itemscope itemtype='https://schema.org/NewsArticle'><b itemprop='headline'>Autre</b></div></article>"
    )
    teaser = "<div itemscope itemtype='https://schema.org/NewsArticle'><b itemprop='articleSection'>Sport</b></div>"
    assert read("", teaser + article) == Labels("Ville", ("mairie", "robot"), IMAGE, None)


@pytest.mark.parametrize(
    "value", [None, 3, True, [], {}, [[[[[["x"]]]]]], {"name": {"name": {}}}, "x" * 9000]
)
def test_any_json_is_survived(value: Any) -> None:
    fields = (
        "articleSection",
        "keywords",
        "image",
        "publisher",
        "description",
        "headline",
        "mainEntityOfPage",
    )
    found = read(ld(**dict.fromkeys(fields, value)))
    assert found.section is None or len(found.section) <= 80


@pytest.mark.parametrize(
    ("attribute", "head_html", "lang"),
    [
        ("fr-FR", "", "fr"),
        ("", meta(og_locale="fr_CA"), "fr"),
        ("x-default", "", ""),
        ("<>", "", ""),
        ("gsw", "", "gsw"),
    ],
)
def test_language(attribute: str, head_html: str, lang: str) -> None:
    assert head.read(tree_of(head_html, lang=attribute)).lang == lang
