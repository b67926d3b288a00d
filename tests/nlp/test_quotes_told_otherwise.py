"""Who says what, less plainly: speakers without a role, attributions in mid-sentence, words told on; nobody guessed."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.types import Quote

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

DAY = date(2026, 11, 17)
Quoted = Callable[[str], list[Quote]]
MORVAN = "« Nous écoutons », a dit la directrice, Lucie Morvan"


@pytest.fixture
def quoted(demo_pipeline: "Analyser") -> Quoted:
    from nlp.pipeline import Text

    return lambda text: list(demo_pipeline.analyse(Text(text, DAY)).quotes)


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        # persons and bodies without a role
        ("La gendarmerie, elle, rappelle que le survol est interdit.", "la gendarmerie", "le survol est interdit"),
        ("Un commerçant note que les clients viennent moins.", "un commerçant", "les clients viennent moins"),
        ("Selon les organisateurs, la journée a réuni du monde.", "les organisateurs", "la journée a réuni du monde"),
        ("« Je voulais bien faire », bafouille le prévenu.", "le prévenu", "Je voulais bien faire"),
        ("Sur le quai, les habitués restent prudents : « On verra. »", "les habitués", "On verra."),
        ("D'autres doutent : « On verra bien. »", "d'autres", "On verra bien."),
        # first names alone
        ("Josiane, 72 ans, préfère le papier. « Ça ne tombe pas en panne », sourit-elle.", "Josiane",
         "Ça ne tombe pas en panne"),
        ("Une promesse que Josiane, 72 ans, a vérifiée : « Vingt secondes, montre en main ! »", "Josiane",
         "Vingt secondes, montre en main !"),
        # where the attribution stands
        ("Elle a, dit la directrice, Lucie Morvan, « la patience d'une sainte ».", "Lucie Morvan",
         "la patience d'une sainte"),
        ("L'application, jugée « trop chère » par la majorité, s'arrête.", "la majorité", "trop chère"),
        ("La directrice, Lucie Morvan, a perdu. « Bienvenue au club », a réagi cette dernière.", "Lucie Morvan",
         "Bienvenue au club"),
        ("La directrice, Lucie Morvan, dénonce « un gadget » et s'en va.", "Lucie Morvan", "un gadget"),
        ("La directrice, Lucie Morvan, s'est dite « soulagée » de l'essai.", "Lucie Morvan", "soulagée"),
        ("Du côté du syndicat, on s'inquiète : « Qui paiera la suite ? »", "le syndicat", "Qui paiera la suite ?"),
        # reported clauses
        ("Un faux, assure la mairie : elle n'envoie aucune amende.", "la mairie", "elle n'envoie aucune amende"),
        ("La directrice, Lucie Morvan, l'assure : aucun guichet ne fermera.", "Lucie Morvan",
         "aucun guichet ne fermera"),
        (f"{MORVAN}. Avant d'ajouter que rien n'était décidé.", "Lucie Morvan", "rien n'était décidé"),
        (f"{MORVAN}. À l'en croire, la ville perdait un quart de son eau.", "Lucie Morvan",
         "la ville perdait un quart de son eau"),
        ("La directrice, Lucie Morvan, ne dit pas non : selon elle, l'essai sera prolongé.", "Lucie Morvan",
         "l'essai sera prolongé"),
    ],
)  # fmt: skip
def test_who_says_the_words(quoted: Quoted, text: str, speaker: str, words: str) -> None:
    found = {q.text: q.speaker for q in quoted(text)}
    assert found.get(words) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Le préfet, Ludovic Marsan, a présenté une association.",
        "Sur le bruit, il n'a pas insisté, les juges refusant ce terrain.",
        "Si les experts concluent que le pont est sûr, il rouvrira.",
        "La Cnil rappelle que la finalité doit être précise.",
        "Le capteur indique que la rue est inondée.",
        "Le marché, confié à la société Vialto, s'élève à un million.",
        "Le mot « intelligence » agace Lucie Morvan.",
    ],
)
def test_nobody_says_it(quoted: Quoted, text: str) -> None:
    assert quoted(text) == []


def test_who_has_another_office_is_not_the_mayor(quoted: Quoted) -> None:
    told = quoted(
        "À Gap, Ludovic Marsan, élu d'opposition, a dit ses doutes. « Tout est dit », a répondu le maire. "
        "Le premier magistrat juge qu'il est temps."
    )
    assert [q.speaker for q in told] == ["le maire", "le premier magistrat"]


def test_words_in_a_headline_are_whose_they_are_further_down(quoted: Quoted) -> None:
    text = (
        "Des radars pour gagner « une heure rare »\n\nLa directrice, Lucie Morvan, y voit « une heure rare »."
    )
    assert [q.speaker for q in quoted(text)] == ["Lucie Morvan", "Lucie Morvan"]
