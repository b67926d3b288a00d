"""Words that nobody named said: denied, refused, told by others, or of whom the text does not name."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.types import Quote

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

DAY = date(2026, 11, 17)
Quoted = Callable[[str], list[Quote]]
MAYOR = "Aurélien Castan, maire de Cahors,"


@pytest.fixture
def quoted(demo_pipeline: "Analyser") -> Quoted:
    from nlp.pipeline import Text

    return lambda text: list(demo_pipeline.analyse(Text(text, DAY)).quotes)


@pytest.mark.parametrize(
    "told",
    [
        "n'a pas dit que les agents seraient remplacés.",
        "n'a jamais affirmé que les agents seraient remplacés.",
        "n'annonce pas que les agents seront remplacés.",
        "nie que la caméra enregistre les visages.",
        "conteste que la caméra enregistre les visages.",
        "dément avoir affirmé que « les agents seront remplacés ».",
        "se défend d'avoir dit : « La machine remplacera les agents. »",
        "refuse de dire si « la caméra enregistre les visages ».",
        "a refusé de commenter « la rumeur d'un échec ».",
        "aurait affirmé que les agents seraient remplacés.",
        "craint que son rival dise : « Tout est à refaire ».",
    ],
)
def test_denied_words_are_no_quote(quoted: Quoted, told: str) -> None:
    assert not quoted(f"{MAYOR} {told}")


@pytest.mark.parametrize(
    "told",
    [
        "dément : « La machine ne remplacera personne. »",
        "n'apprécie pas : « La machine ne remplacera personne. »",
        "refuse de « céder à la panique générale ».",
    ],
)
def test_who_denies_something_else_speaks(quoted: Quoted, told: str) -> None:
    assert [q.speaker for q in quoted(f"{MAYOR} {told}")] == ["Aurélien Castan"]


@pytest.mark.parametrize(
    "told",
    [
        f"{MAYOR} aurait déclaré, selon un journal : « Nous filmerons tout le monde. »",
        "Selon Lucie Morvan, adjointe, le maire de Cahors, Aurélien Castan, lui aurait glissé : « Je m'en vais. »",
    ],
)
def test_rumour_is_nobodys_word(quoted: Quoted, told: str) -> None:
    assert [q.speaker for q in quoted(told)] == [""]


@pytest.mark.parametrize(
    "told",
    [
        f"{MAYOR} a reçu un courriel anonyme : « Arrêtez cette machine. »",
        f"{MAYOR} a lu la lettre d'une administrée : « Votre machine m'a raccroché au nez. »",
        f"{MAYOR} cite volontiers Balzac : « Les lois sont des toiles d'araignée. »",
        f"{MAYOR} est pris à partie : « Menteur ! »",
        f"{MAYOR} a été sévèrement critiqué par la Cour des comptes : « Une dépense injustifiée. »",
        f"La question posée à {MAYOR} était simple : « Qui paie la facture ? »",
        f"{MAYOR} a embauché une cheffe de projet, Lucie Morvan. « J'ai tout de suite accepté. »",
        f"{MAYOR} a confié le projet à Marc Tessandier. « On a travaillé six mois jour et nuit. »",
    ],
)
def test_the_words_of_others_are_not_the_mayors(quoted: Quoted, told: str) -> None:
    assert "Aurélien Castan" not in {q.speaker for q in quoted(told)}


def test_who_speaks_of_a_critic_speaks(quoted: Quoted) -> None:
    found = quoted(f"{MAYOR} répond à la lettre d'une administrée : « Nous corrigerons la machine. »")
    assert [q.speaker for q in found] == ["Aurélien Castan"]


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        (
            "a ouvert la séance. Un père de famille s'est levé. « On nous espionne », a-t-il lancé.",
            "un père de famille",
        ),
        (
            "a ouvert la séance. Au fond, un habitant lève la main. « Qui paie ? », demande-t-il.",
            "un habitant",
        ),
        (
            "a reçu Marc Tessandier, patron. « Elle parle six langues », se félicite ce dernier.",
            "Marc Tessandier",
        ),
    ],
)
def test_a_pronoun_resumes_who_rose_last(quoted: Quoted, told: str, speaker: str) -> None:
    found = quoted(f"{MAYOR} {told}")
    assert len(found) == 1
    assert found[0].speaker.startswith(speaker)
