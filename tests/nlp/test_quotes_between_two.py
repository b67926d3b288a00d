"""Two persons and one quote: whom it is said to, of whom it is said, who relays it, who is only in its headline."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.types import Quote

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

DAY = date(2026, 11, 17)
Quoted = Callable[[str], list[Quote]]
MAYOR = "le maire de Cluny, Aurélien Castan,"
FALSE = "« Tout cela est faux », répond"


@pytest.fixture
def quoted(demo_pipeline: "Analyser") -> Quoted:
    from nlp.pipeline import Text

    return lambda text: list(demo_pipeline.analyse(Text(text, DAY)).quotes)


@pytest.mark.parametrize(
    ("behind", "speaker"),
    [
        ("a déclaré à Jean-Paul Castan, maire de Cluny, la présidente de région, Lise Bonal", "Lise Bonal"),
        ("a promis à la maire de Cluny, Lise Bonal, le préfet Marc Toulon", "Marc Toulon"),
        ("a glissé au maire de Cluny, Aurélien Castan, la ministre Lise Bonal", "Lise Bonal"),
        ("a répliqué à l'élue, Lise Bonal, le préfet", "le préfet"),
        ("a rappelé le préfet à Jean-Marc Toulon, maire de Cluny", "le préfet"),
        ("a rappelé le préfet au maire de Cluny, Jean-Marc Toulon", "le préfet"),
        ("a répondu le ministre à la députée Lise Bonal", "le ministre"),
        ("a confié à l'AFP Aurélien Castan, maire de Cluny", "Aurélien Castan"),
        ("assure l'adjoint à l'urbanisme", "l'adjoint à l'urbanisme"),
        ("a répondu la candidate à la mairie", "la candidate à la mairie"),
    ],
)
def test_whom_somebody_speaks_to_is_not_who_speaks(quoted: Quoted, behind: str, speaker: str) -> None:
    assert [q.speaker for q in quoted(f"« Votre commune sera servie », {behind}.")] == [speaker]


def test_an_addressee_alone_says_nothing(quoted: Quoted) -> None:
    assert not any(q.speaker for q in quoted("« C'est la loi », a écrit à Jean-Paul Castan, maire de Cluny."))


@pytest.mark.parametrize(
    ("before", "resumes", "speaker"),
    [
        (f"Paul Roy, élu d'opposition, accuse {MAYOR} de favoritisme.", "l'intéressé", "Aurélien Castan"),
        (f"{MAYOR} est accusé de favoritisme par l'opposant Paul Roy.", "l'intéressé", "Aurélien Castan"),
        (f"Selon son rival Paul Roy, {MAYOR} ment.", "l'intéressé", "Aurélien Castan"),
        (
            f"L'opposante Lise Bonal a porté plainte contre {MAYOR}.",
            "le principal intéressé",
            "Aurélien Castan",
        ),
        ("La maire de Cluny, Anne Roy, est attaquée par Lise Bonal.", "l'intéressée", "Anne Roy"),
        (f"{MAYOR} aurait insulté Lise Bonal.", "l'intéressé", "Aurélien Castan"),
        (f"{MAYOR} a reçu le préfet, Marc Toulon.", "l'intéressé", "l'intéressé"),
        ("Paul Roy, conseiller d'opposition, accuse la mairie.", "l'intéressé", "l'intéressé"),
    ],
)
def test_the_one_concerned_is_spoken_of_and_never_accuses(
    quoted: Quoted, before: str, resumes: str, speaker: str
) -> None:
    assert quoted(f"{before[0].upper()}{before[1:]} {FALSE} {resumes}.")[-1].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        f"{MAYOR} aurait déclaré, selon son rival Paul Roy, que « les quartiers peuvent attendre ».",
        f"{MAYOR} aurait dit que les quartiers peuvent attendre, selon son rival Paul Roy.",
        f"Selon son rival Paul Roy, {MAYOR} aurait déclaré que « les quartiers peuvent attendre ».",
    ],
)
def test_a_rival_does_not_say_what_he_says_was_said(quoted: Quoted, text: str) -> None:
    assert "Paul Roy" not in {q.speaker for q in quoted(f"{text[0].upper()}{text[1:]}")}


@pytest.mark.parametrize(
    ("goes_on", "speaker"),
    [
        ("recadre son adjoint", ""),
        ("désavoue son adjoint", ""),
        ("dément", ""),
        ("attaqué par l'opposition", ""),
        ("lâché par ses adjoints", ""),
        ("a été hué lundi", ""),
        ("quitte la salle", ""),
        ("sous le feu des critiques", ""),
        ("reçoit les riverains", ""),
        ("s'explique", "Aurélien Castan"),
        ("répond à ses détracteurs", "Aurélien Castan"),
        ("a vivement réagi", "Aurélien Castan"),
        ("en colère contre l'État", "Aurélien Castan"),
        ("défend son projet", "Aurélien Castan"),
    ],
)
def test_a_headline_speaks_by_its_verb(quoted: Quoted, goes_on: str, speaker: str) -> None:
    text = f"« Nous armerons la police » : {MAYOR} {goes_on}\n\nLe conseil municipal se réunissait lundi."
    assert [q.speaker for q in quoted(text)] == [speaker]


def test_a_headline_is_said_by_who_says_it_further_down(quoted: Quoted) -> None:
    text = (
        f"« La police sera armée » : {MAYOR} recadre son adjoint\n\n"
        "« La police sera armée », avait lâché lundi l'adjoint à la sécurité, Loïc Vergnac."
    )
    assert {q.speaker for q in quoted(text)} == {"Loïc Vergnac"}


@pytest.mark.parametrize(
    ("cites", "speaker"),
    [
        ("cite son adjoint Marc Toulon", "Marc Toulon"),
        ("a cité son adjoint, Marc Toulon", "Marc Toulon"),
        ("cite Victor Hugo", "Victor Hugo"),
        ("cite un proverbe", ""),
        ("cité par l'agence", "Aurélien Castan"),
    ],
)
def test_who_is_cited_speaks(quoted: Quoted, cites: str, speaker: str) -> None:
    text = f"{MAYOR} {cites} : « Qui va doucement va loin. »"
    assert [q.speaker for q in quoted(f"{text[0].upper()}{text[1:]}")] == [speaker]
