"""What an initiative is for, in the text's own words: each way in which French says it, and what it must not end on."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.findings import Findings
from nlp.initiatives.phrases import MOST, phrase
from nlp.initiatives.scene import Scene
from nlp.initiatives.sentences import Sentences
from nlp.initiatives.wording import listed
from nlp.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.types import Initiative
    from nlp.pipeline import Analyser

    Told = Callable[[str], list[Initiative]]


@pytest.fixture
def told(demo_pipeline: "Analyser") -> "Told":
    from nlp.pipeline import Text

    return lambda text: list(demo_pipeline.analyse(Text(text, date(2026, 3, 2))).initiatives)


DOLE = "La ville de Dole "
IN_TEXT = {
    "a installé des caméras intelligentes afin de détecter les dépôts sauvages.": "détecter les dépôts sauvages",
    "a acheté un drone destiné à inspecter ses toitures.": "inspecter les toitures",
    "teste un chatbot qui permet de répondre aux questions sur l’état civil.":
        "répondre aux questions sur l’état civil",
    "teste une intelligence artificielle chargée de trier les courriers.": "trier les courriers",
    "teste un chatbot capable de traduire les courriers dès lundi.": "traduire les courriers",
    "a posé des capteurs sonores dans le but de localiser les pétards.": "localiser les pétards",
    "a posé des capteurs sonores. Le dispositif servira à localiser les pétards.": "localiser les pétards",
    "utilise une intelligence artificielle. L’outil aide les agents à rédiger les comptes rendus.":
        "aider les agents à rédiger les comptes rendus",
    "a posé dix capteurs. Ils comptent chaque matin les passages sur le pont.": "compter les passages sur le pont",
    "a lancé un chatbot. Il répond aux questions des habitants, jour et nuit.": "répondre aux questions des habitants",
    "a lancé une application de signalement des lampadaires en panne.": "signalement des lampadaires en panne",
    "a acheté des caméras de lecture de plaques.": "lecture de plaques",
    "utilise l’intelligence artificielle pour l’accueil téléphonique.": "accueil téléphonique",
    "met l’intelligence artificielle au service de la gestion des déchets.": "gestion des déchets",
    "utilise un drone aussi bien pour la surveillance des plages que pour le suivi des travaux.":
        "surveillance des plages et suivi des travaux",
    "a installé des capteurs de qualité de l’air dans ses crèches.":
        "mesure de la qualité de l’air dans les crèches",
    "a posé des compteurs d’eau communicants. Objectif : repérer les fuites en moins de 24 heures.":
        "repérer les fuites",
    "a installé des caméras thermiques pour mieux connaître leurs habitudes de circulation.":
        "mieux connaître les habitudes de circulation",
    "teste un chatbot pour orienter, informer et rassurer les usagers.":
        "orienter, informer et rassurer les usagers",
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "use"), IN_TEXT.items())
def test_uses_are_read_where_they_are_told(told: "Told", sentence: str, use: str) -> None:
    (found,) = told(f"Dole se met à jour\n\n{DOLE}{sentence}")
    assert (found.use_case, found.use_from_text) == (use, True)


def test_what_is_done_by_means_of_it(told: "Told") -> None:
    text = (
        "Dole se met à jour\n\nLes habitants de Dole peuvent signaler un nid-de-poule grâce à une application "
        "de la mairie."
    )
    assert [i.use_case for i in told(text)] == ["signaler un nid-de-poule"]
    text = "Dole se met à jour\n\nLes tombes du cimetière ont été photographiées par un drone de la mairie de Dole."
    assert [i.use_case for i in told(text)] == ["photographier les tombes du cimetière"]


def test_the_title_tells_it(told: "Told") -> None:
    (found,) = told(
        "Des capteurs pour surveiller la qualité de l’air des écoles\n\nLa ville de Dole a installé lundi des "
        "capteurs dans trois établissements."
    )
    assert found.use_case == "surveiller la qualité de l’air des écoles"


@pytest.mark.parametrize(
    "sentence",
    [
        "a choisi un chatbot pour les aider à y voir clair.",
        "a acheté un chatbot pour 12 000 euros.",
        "a voté un chatbot pour faire face.",
        "a retenu un chatbot, indique la maire.",
    ],
)
def test_where_nothing_is_told_it_is_the_usual_use(told: "Told", sentence: str) -> None:
    (found,) = told(f"Dole se met à jour\n\n{DOLE}{sentence}")
    assert (found.use_case, found.use_from_text) == ("réponse aux questions des habitants", False)


WORDS = [
    "repérer", "les", "des", "dépôts", "sauvages", "et", "de", "dans", "leur", "rue", "qui", "à", "l’eau", ",", "en",
    "leurs", "réseau", "pour", "sans", "la", "trier", "est", "1", "%", "«", "»", "son", "école", "aux", "ces",
]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_a_phrase_never_ends_on_a_word_that_leans_on_the_next(words: list[str]) -> None:
    text = " ".join(["repérer", *words])
    found = Findings(text)
    low = text.lower().replace("’", "'")
    read = phrase(Scene(found, None, low, Sentences(text), None), 0, len(text))  # type: ignore[arg-type]
    if read:
        keys = fold(read).lower().split()
        assert keys[-1] not in listed("dangling")
        assert not set(keys) & listed("pronouns")
        assert 2 <= len(read.split()) <= MOST
        assert not set(read) & set("«»()")


# --- by whom -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "supplier"),
    [
        ("Il a été conçu par Boticel, une entreprise de Dijon.", "Boticel"),
        ("L’outil est loué à l’entreprise Boticel.", "Boticel"),
        ("Le marché a été confié à la société Boticel.", "Boticel"),
        ("Le prestataire, la société Boticel, a son siège à Dijon.", "Boticel"),
        ("Le contrat a été signé avec la start-up Boticel.", "Boticel"),
        ("Il est financé par la société Boticel.", ""),
        ("La ville s’est inspirée d’autres communes.", ""),
    ],
)
def test_who_provides_it(told: "Told", sentence: str, supplier: str) -> None:
    (found,) = told(f"Dole se met à jour\n\n{DOLE}a lancé un chatbot. {sentence}")
    assert found.supplier == supplier
