"""Two persons could have said it: the subject of the sentence before did, or nobody."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.types import Quote

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

Quoted = Callable[[str], list[Quote]]
CAHORS = "Le maire de Cahors, Aurélien Castan,"
ALBI = "Bruno Delage, maire d'Albi"
LISE = "Lise Bonal, maire de Figeac,"


@pytest.fixture
def quoted(demo_pipeline: "Analyser") -> Quoted:
    from nlp.pipeline import Text

    return lambda text: list(demo_pipeline.analyse(Text(text, date(2026, 11, 17))).quotes)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{CAHORS} a critiqué {ALBI}. « C'est un gadget », a-t-il lancé.", "Aurélien Castan"),
        (f"{CAHORS} accuse {ALBI}. « C'est un gadget », tranche-t-il.", "Aurélien Castan"),
        (f"{CAHORS} a cité en exemple {ALBI}. Il estime que la fibre change tout.", "Aurélien Castan"),
        (
            f"{LISE} a défendu son projet devant Zoé Marchais, maire d'Albi. « Tout est prêt », a-t-elle dit.",
            "Lise Bonal",
        ),
        (f"{LISE} a remis les clés à {ALBI}. « Nous sommes prêts », s'est-il réjoui.", "Bruno Delage"),
        (f"{CAHORS} hésite, mais {ALBI}, n'attend pas. « Je signe », annonce-t-il.", "Bruno Delage"),
        (f"Après avoir reçu {ALBI}, Aurélien Castan a parlé. « Je signe », a-t-il dit.", "Aurélien Castan"),
        (f"Le procès oppose {ALBI}, à Aurélien Castan. « Il m'a diffamé », répète-t-il.", ""),
        (f"Bruno Delage accuse {CAHORS} de mentir. « J'ai dit vrai », rétorque-t-il.", ""),
        (f"Aurélien Castan, maire de Cahors, recevait {ALBI}. « Je signe », a dit le maire.", ""),
    ],
)
def test_the_subject_speaks_or_nobody(quoted: Quoted, text: str, speaker: str) -> None:
    assert [q.speaker for q in quoted(text)] == [speaker]


def test_others_who_could_be_meant_make_it_less_sure(quoted: Quoted) -> None:
    (alone,) = quoted(f"{CAHORS} s'agace. « C'est un gadget », a-t-il lancé.")
    (of_two,) = quoted(f"{CAHORS} a critiqué {ALBI}. « C'est un gadget », a-t-il lancé.")
    (named,) = quoted(f"Face à {ALBI}, rien n'y fait. « C'est un gadget », a lancé Aurélien Castan.")
    assert of_two.confidence < alone.confidence == named.confidence


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Le maire : « C'est payé. » « Par qui ? » « Par la Région. »", ["le maire", "", ""]),
        (f"« Combien ? », a demandé {ALBI}. « Douze mille euros par an. »", ["Bruno Delage", ""]),
        (f"« C'est prêt », annonce {ALBI}. « Il tourne depuis lundi. »", ["Bruno Delage"] * 2),
        (
            f"« Combien ? », demande {ALBI}.\n\n« Assez », coupe Lise Bonal.\n\n« Ce n'est pas une réponse. »",
            ["Bruno Delage", "Lise Bonal", ""],
        ),
    ],
)
def test_an_exchange(quoted: Quoted, text: str, speakers: list[str]) -> None:
    assert [q.speaker for q in quoted(text)] == speakers


def test_a_headline_is_not_of_whoever_speaks_next(quoted: Quoted) -> None:
    text = f"« Le serveur ne dort jamais »\n\n{LISE} veille. « Elle est redoutable », dit {ALBI}."
    assert [q.speaker for q in quoted(text)] == ["", "Bruno Delage"]


def test_a_headline_of_an_interview_without_marks(quoted: Quoted) -> None:
    text = (
        f"« Le serveur ne dort jamais »\n\n{LISE} raconte.\n\nQue faites-vous la nuit ?\n\n"
        f"Je veille. Le serveur ne dort jamais.\n\nEt le jour ?\n\nJe réponds à {ALBI}."
    )
    (headline,) = quoted(text)
    assert (headline.speaker, "Le serveur ne dort jamais" in headline.evidence_text) == ("Lise Bonal", True)


@pytest.mark.parametrize(
    "text",
    [
        f"{LISE} a promis une réunion. Elle était annoncée pour le 10 décembre : elle a été reportée.",
        f"La convention a été signée par {LISE} hier. Elle précise que les agents seront formés.",
        f"{LISE} a signé l'étude. Elle est formelle : trois ponts sont fragiles.",
        f"{CAHORS} a annoncé la nouvelle à {ALBI}.",
        f"{CAHORS} a critiqué {ALBI}.",
    ],
)
def test_nothing_is_reported(quoted: Quoted, text: str) -> None:
    assert not quoted(text)
