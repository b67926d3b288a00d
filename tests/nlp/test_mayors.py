"""The ways the press names a mayor. People are invented; towns are real."""

from collections.abc import Callable
from typing import Any

import pytest

Analyse = Callable[..., dict[str, Any]]


def mayors(answer: dict[str, Any]) -> set[tuple[str, str | None, str]]:
    return {(m["person"], m["insee"], m["status"]) for m in answer["mayors"] if not m["inferred"]}


@pytest.mark.parametrize(
    "sentence",
    [
        "Solenn Kervadec, maire de Quimper, a présenté le projet.",
        "La maire de Quimper, Solenn Kervadec, a présenté le projet.",
        "Le projet est porté par Solenn Kervadec (maire de Quimper).",
        "Solenn Kervadec (sans étiquette), maire de Quimper depuis 2020, a présenté le projet.",
        "Solenn Kervadec, présidente de l’agglomération et maire de Quimper, a présenté le projet.",
        "Mme le maire de Quimper (Finistère), Solenn Kervadec, a présenté le projet.",
    ],
)
def test_a_mayor_in_apposition_either_way(demo_analyse: Analyse, sentence: str) -> None:
    assert mayors(demo_analyse(sentence)) == {("Solenn Kervadec", "29232", "current")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Solenn Kervadec, adjointe au maire de Quimper, a présenté le projet.",
        "Solenn Kervadec, première adjointe au maire de Quimper, a présenté le projet.",
        "Solenn Kervadec, directrice de cabinet du maire de Quimper, a présenté le projet.",
        "Solenn Kervadec a écrit au maire de Quimper.",
        "Solenn Kervadec, conseillère municipale de Quimper, a présenté le projet.",
        "Solenn Kervadec, bourgmestre de Gand, a présenté le projet.",
    ],
)
def test_who_stands_beside_a_mayor_is_none(demo_analyse: Analyse, sentence: str) -> None:
    assert mayors(demo_analyse(sentence)) == set()


def test_a_former_mayor_is_former(demo_analyse: Analyse) -> None:
    answer = demo_analyse("Solenn Kervadec, ancienne maire de Quimper, a présenté le projet.")
    assert mayors(answer) == {("Solenn Kervadec", "29232", "former")}


def test_nobody_named_is_inferred_and_never_counted_as_named(demo_analyse: Analyse) -> None:
    answer = demo_analyse("Le maire de Quimper a présenté le projet.")
    assert mayors(answer) == set()
    assert [m["insee"] for m in answer["mayors"]] == ["29232"]


def test_the_evidence_is_the_sentence(demo_analyse: Analyse) -> None:
    text = "Il pleut. Solenn Kervadec, maire de Quimper, a présenté le projet. Il vente."
    start, end = demo_analyse(text)["persons"][0]["evidence"]
    assert text[start:end] == "Solenn Kervadec, maire de Quimper, a présenté le projet."


@pytest.mark.parametrize(
    "sentence",
    [
        "Le maire de Londres, Solenn Kervadec, a visité Nantes.",
        "Solenn Kervadec, maire de Barcelone, est venue à Rennes.",
        "L’opposante au maire de Quimper, Solenn Kervadec, a protesté.",
        "L’attachée parlementaire du maire de Quimper, Solenn Kervadec, a répondu.",
    ],
)
def test_mayors_of_elsewhere_and_people_around_a_mayor(demo_analyse: Analyse, sentence: str) -> None:
    assert mayors(demo_analyse(sentence)) == set()


def test_an_initial_tells_two_people_apart(demo_analyse: Analyse) -> None:
    text = "Solenn Kervadec dirige le service. P. Kervadec, maire de Quimper, a présenté le projet."
    assert mayors(demo_analyse(text)) == {("P. Kervadec", "29232", "current")}


def test_the_evidence_takes_in_the_whole_quote(demo_analyse: Analyse) -> None:
    text = "« Il le fallait. On a trouvé », explique Solenn Kervadec, maire de Quimper. Il vente."
    start, end = demo_analyse(text)["persons"][0]["evidence"]
    assert text[start:end] == "« Il le fallait. On a trouvé », explique Solenn Kervadec, maire de Quimper."
