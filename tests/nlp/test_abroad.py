"""Towns that the text itself puts abroad, though France has one of the name."""

from collections.abc import Callable
from typing import Any

import pytest

Analyse = Callable[..., dict[str, Any]]


def insee(answer: dict[str, Any]) -> set[str]:
    return {c["insee"] for c in answer["communes"]}


def abroad(answer: dict[str, Any]) -> set[str]:
    return {p["name"] for p in answer["places"] if p["kind"] == "foreign"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le maire de Lens, en Suisse, présente ses capteurs. La mairie de Lens veut aller vite.", "Lens"),
        ("À Valence, en Espagne, la municipalité teste des caméras.", "Valence"),
        ("Le congrès se tient à Vienne, en Autriche. Les élus de Vienne ont reçu les nôtres.", "Vienne"),
        ("Les élus de Mons (Belgique) ont voté le budget.", "Mons"),
        ("La ville belge de Beaumont équipe ses rues. À Beaumont, on attend.", "Beaumont"),
        ("À Lens, dans le canton du Valais, en Suisse, on trie les déchets.", "Lens"),
        ("Voyage à Sanremo pour les agents.", "Sanremo"),
    ],
)
def test_a_country_beside_the_name_puts_all_its_mentions_abroad(
    demo_analyse: Analyse, text: str, name: str
) -> None:
    answer = demo_analyse(text)
    assert insee(answer) == set()
    assert name in abroad(answer)
    assert not any(p["kind"] == "departement" for p in answer["places"])


def test_a_departement_in_brackets_keeps_a_mention_in_france(demo_analyse: Analyse) -> None:
    answer = demo_analyse("À Valence (Drôme), le maire reçoit une délégation de Valence, en Espagne.")
    assert insee(answer) == {"26362"}
    assert "Valence" in abroad(answer)


def test_countries_in_an_enumeration_say_nothing_of_the_town_before(demo_analyse: Analyse) -> None:
    answer = demo_analyse("L’entreprise a des bureaux à Lyon, en Belgique et en Suisse.")
    assert insee(answer) == {"69123"}
    assert "Lyon" not in abroad(answer)


@pytest.mark.parametrize("text", ["La Loire déborde à Roanne.", "Le Tarn coule à Albi."])
def test_a_river_is_no_departement(demo_analyse: Analyse, text: str) -> None:
    assert demo_analyse(text)["places"] == []


def test_a_departement_far_from_the_town_of_its_name_is_no_town(demo_analyse: Analyse) -> None:
    text = "La Vienne accélère. À Loudun, les travaux commencent. Vienne : le maire veut la fibre."
    assert insee(demo_analyse(text)) == {"86137"}
