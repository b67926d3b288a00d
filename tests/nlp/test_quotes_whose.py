"""Whose words are, where two could have said them or no verb of speech stands beside them."""

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
    ("text", "speaker"),
    [
        (f"À l'adresse d'{MAYOR} le préfet écrit : « Rendez vos comptes. »", "le préfet"),
        (
            "Dans une lettre au maire de Cahors, Aurélien Castan, le collectif demande : « Que filmez-vous ? »",
            "le collectif",
        ),
        (
            "« On épie », a lancé, face au maire de Cahors, Aurélien Castan, la cheffe du collectif, Lise Bonal.",
            "Lise Bonal",
        ),
        (
            "Le procureur a requis un an contre Aurélien Castan. « Tout est établi », a-t-il lancé.",
            "le procureur",
        ),
        (
            f"{MAYOR} ouvre l'armoire. « Le signal passe bien », remarque le technicien.",
            "le technicien",
        ),
        (
            f"« C'est gagné », jugent {MAYOR} et son adjointe, Lise Bonal.",
            "Aurélien Castan et Lise Bonal",
        ),
        (f"« Tout va bien. » C'est la promesse d'{MAYOR} à ses agents.", "Aurélien Castan"),
        (f"Comme l'explique {MAYOR} en conseil :\n\n« Le réseau couvre la ville. »", "Aurélien Castan"),
        (f"Estimant que « la loi est mal faite », {MAYOR} a saisi le tribunal.", "Aurélien Castan"),
        (
            "L'association combat un projet que les riverains qualifient de « mauvaise blague ».",
            "les riverains",
        ),
        (f"{MAYOR} répond à ceux qui parlent de « flicage » : « Il n'y en a pas. »", "Aurélien Castan"),
    ],
)
def test_the_one_who_speaks(quoted: Quoted, text: str, speaker: str) -> None:
    assert [q.speaker for q in quoted(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        f"« Tout va bien », pourrait répondre {MAYOR} à ses agents.",
        "Aurélien Castan a été condamné pour « prise illégale d'intérêts » et « favoritisme ».",
        f"{MAYOR} ne dit pas que la facture a grimpé.",
        f"{MAYOR} doute que la facture baisse.",
        "Selon les semaines, la fréquentation change.",
    ],
)
def test_nobody_says_it(quoted: Quoted, text: str) -> None:
    assert not quoted(text)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (f"{MAYOR} ne cache pas que la facture l'inquiète.", "la facture l'inquiète"),
        (f"{MAYOR} ne nie pas que la facture a grimpé.", "la facture a grimpé"),
        (f"Estimant que la loi est mal faite, {MAYOR} a saisi le tribunal.", "la loi est mal faite"),
        ("Et Aurélien Castan de rappeler que la fibre devait venir.", "la fibre devait venir"),
        (f"{MAYOR} est formel : le guichet restera ouvert.", "le guichet restera ouvert"),
        ("La fréquentation a doublé selon Aurélien Castan, maire de Cahors.", "La fréquentation a doublé"),
    ],
)
def test_reported_clauses(quoted: Quoted, text: str, clause: str) -> None:
    assert [(q.text, q.speaker, q.direct) for q in quoted(text)] == [(clause, "Aurélien Castan", False)]


def test_a_town_in_a_headline_says_nothing(quoted: Quoted) -> None:
    told = quoted(f"Cahors : « Le robot ne sert à rien »\n\n{MAYOR} se tait.")
    assert all(q.speaker != "Cahors" for q in told)


def test_marks_that_a_page_engine_turned_round(quoted: Quoted) -> None:
    told = quoted(f"{MAYOR} s'agace.  » Nous avons tout dit « , lance-t-il.")
    assert [(q.text, q.speaker) for q in told] == [("Nous avons tout dit", "Aurélien Castan")]
