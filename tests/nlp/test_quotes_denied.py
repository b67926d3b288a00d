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
