"""A page that tells several stories in short is known as one; an article with a list below it is not."""

from datetime import UTC, datetime
from typing import Any

import pytest

from core.ids import article_id
from core.types import Form, LinkKind, Precision, Trace
from extract import roundup
from extract.memory import remember
from extract.shingles import sign

AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
STORIES = [
    (
        "Vif-sur-Orne ouvre un guichet numérique dans l’ancienne gare",
        "Deux agents y accueillent le public quatre jours par semaine, sans rendez-vous.",
        "Le rideau de fer s’est levé à neuf heures précises, et la file faisait déjà le tour du bâtiment.",
    ),
    (
        "Les écoles de Saint-Elme passent aux ardoises électroniques",
        "La commune a prêté un appareil à chacun des 112 élèves du cours moyen.",
        "Il a fallu deux semaines pour que les piles de cahiers disparaissent des casiers de la classe.",
    ),
    (
        "Un capteur dans chaque ruche du parc municipal de Brenac",
        "Le rucher communal mesure désormais le poids et la température de ses colonies.",
        "Les abeilles n’ont rien remarqué, jure le jardinier en chef qui les soigne depuis vingt ans.",
    ),
    (
        "À Castelmont, la fibre arrive enfin dans les hameaux du haut",
        "Soixante foyers étaient encore privés de réseau au-dessus de la route forestière.",
        "La pelleteuse est repartie mardi, et le facteur a pu vérifier que la cabine était branchée.",
    ),
]


def trace(title: str, summary: str, text: str, source: str = "guet", **changes: Any) -> Trace:
    key = article_id(f"https://{source}.example/{title}")
    usual = Trace(
        sign(key, 1, title, summary, text), source, source, (), title, summary, Form.ARTICLE, AT,
        Precision.INSTANT, AT,
    )  # fmt: skip
    return usual._replace(**changes)


KNOWN = [trace(*story) for story in STORIES]


def found(title: str, text: str, known: list[Trace] | None = None, source: str = "guet") -> list[str] | None:
    """The titles of the items, None for an article."""
    page = trace(title, "", text, source)
    others = {t.signature.article_id: t for t in (known or KNOWN)}
    memory = remember(None, (t.signature for t in (*others.values(), page)))
    key, said = page.signature.article_id, roundup.runs_of(text)
    named = roundup.named(memory, {key: said})[key]
    items = roundup.items(page, text, said, [others[other] for other in named if other in others])
    return None if items is None else sorted(item.title for item in items)


def titles(*numbers: int) -> list[str]:
    return sorted(STORIES[number][0] for number in numbers)


OWN = "\n\n".join(
    f"{n} Le conseil a longuement débattu de la place du marché, des bancs, des arbres et du stationnement des"
    " cars de ramassage, sans parvenir à une majorité nette avant la fin de la soirée."
    for n in range(8)
)


def test_standfirsts_of_three_articles_are_a_round_up_whatever_its_title() -> None:
    text = "\n\n".join(f"{title}\n\n{summary}" for title, summary, _ in STORIES[:3])
    assert found("Pendant que vous étiez sur la plage", text) == titles(0, 1, 2)


def test_first_sentences_of_three_articles_are_one_too() -> None:
    text = "\n\n".join(first for _, _, first in STORIES[1:])
    assert found("Trois images de novembre", text) == titles(1, 2, 3)


def test_titles_alone_are_one_below_a_title_that_says_so() -> None:
    text = "\n\n".join(title for title, _, _ in STORIES)
    assert found("L’essentiel de l’actu de ce vendredi dans la vallée", text) == titles(0, 1, 2, 3)
    assert found("Vendredi dans la vallée", text) is None


def test_an_article_that_lists_what_to_read_next_is_an_article() -> None:
    listed = "\n\n".join(f"Lire aussi : {title}" for title, _, _ in STORIES)
    assert found("Place du marché : le conseil se divise", f"{OWN}\n\n{listed}") is None


def test_an_article_among_cards_of_other_articles_is_an_article() -> None:
    cards = [f"{title}\n\n{summary}" for title, summary, _ in STORIES[:3]]
    text = "\n\n".join(f"{OWN}\n\n{card}" for card in cards)
    assert found("Place du marché : le conseil se divise", text) is None


def test_an_article_that_recalls_two_others_is_an_article() -> None:
    assert found("Le point sur deux chantiers", "\n\n".join(summary for _, summary, _ in STORIES[:2])) is None


def test_a_standfirst_that_all_articles_share_is_one_place() -> None:
    motto = "Toute l’actualité de la vallée et de ses communes, chaque jour sur notre site."
    known = [trace(title, motto, first) for title, _, first in STORIES]
    assert found("Place du marché : le conseil se divise", motto, known) is None


def test_another_outlets_articles_and_other_round_ups_are_no_items() -> None:
    text = "\n\n".join(summary for _, summary, _ in STORIES)
    assert found("Pendant que vous étiez sur la plage", text, source="veille") is None
    known = [t._replace(form=Form.ROUND_UP) for t in KNOWN]
    assert found("Pendant que vous étiez sur la plage", text, known) is None


@pytest.mark.parametrize(
    "title",
    [
        "L’essentiel de la semaine, des quais aux hauts de Brenac",
        "Brenac. L'essentiel de l'actualité de ce vendredi 20 novembre",
        "Les cinq infos de la semaine",
        "Élections : les échos de la semaine du 16 novembre",
        "La semaine en bref",
        "Revue de presse : ce que disent les quotidiens",
        "Ce qu’il faut retenir de l’actualité de la semaine",
        "Ces photos qui ont marqué la semaine",
    ],
)
def test_titles_that_say_so(title: str) -> None:
    assert roundup.looks_like(title, "Un.\n\nDeux.\n\nTrois.")
    assert not roundup.looks_like(title, "Un seul paragraphe, comme en ont les extraits.")


@pytest.mark.parametrize(
    "title",
    [
        "Ce qu’il faut retenir des vœux du maire",
        "Vœux du maire : cinq informations à retenir",
        "La semaine du numérique commence lundi à Brenac",
        "Les prévisions de trafic du week-end",
        "Une semaine pour apprendre à coder",
        "La presse locale passe en revue ses imprimeries",
        "Nos idées de sorties pour ce week-end",
        "Handball : le résumé de la journée",
    ],
)
def test_titles_that_do_not(title: str) -> None:
    assert not roundup.looks_like(title, "Un.\n\nDeux.\n\nTrois.")


def test_in_brief_stands_above_one_item_or_several() -> None:
    item = "Les horaires changent lundi, et le public est prié de se présenter le matin avant onze heures trente."
    several = "\n\n".join(f"{heading}\n\n{item}" for heading in ("La Poste", "Le marché", "La piscine"))
    assert roundup.looks_like("En bref. Les horaires de la semaine", several)
    assert not roundup.looks_like("En bref. La Poste change ses horaires", f"{item}\n\n{item}\n\n{item}")


def test_links_say_how_much_of_an_item_is_repeated() -> None:
    text = f"{STORIES[0][0]}\n\n{STORIES[0][1]}\n\n{STORIES[1][0]}"
    page = trace("L’essentiel de la semaine", "", text)
    whole, half = roundup.links(page, text, KNOWN[:2])
    assert (whole.kind, whole.score, whole.article_id) == (LinkKind.ROUND_UP, 1.0, page.signature.article_id)
    assert 0.2 < half.score < 0.6
