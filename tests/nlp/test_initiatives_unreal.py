"""What only seems to be done, and whose a relative clause is; invented facts, real towns."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

Told = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def told(demo_pipeline: "Analyser") -> Told:
    from nlp.pipeline import Text

    def read(text: str) -> list[tuple[str, str]]:
        found = demo_pipeline.analyse(Text(text, date(2026, 3, 2))).initiatives
        return [(i.actor_name, i.status.value) for i in found]

    return read


@pytest.mark.parametrize(
    "text",
    [
        "Contrairement à Vitré, qui a déployé un chatbot l’an dernier, la ville de Rennes n’en veut pas.",
        "À la différence de Vitré, qui a déployé un chatbot, Rennes préfère garder un accueil humain.",
        "La maire de Rennes s’est rendue à Vitré, qui a déployé un chatbot.",
        "La maire de Rennes a visité Vitré, où la ville a installé des capteurs de stationnement.",
        "La maire de Rennes a salué l’exemple de Vitré, où des capteurs de stationnement ont été installés.",
        "La maire de Rennes envie Vitré, dont le chatbot a été mis en service en janvier.",
    ],
)
def test_a_relative_clause_is_of_the_town_before_it(told: Told, text: str) -> None:
    assert told(text) == [("Vitré", "deployed")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La maire de Rennes se souvient : Vitré avait refusé le chatbot.", [("Vitré", "abandoned")]),
        ("Comme Vitré, qui a déployé un chatbot, Rennes a lancé le sien.",
         [("Vitré", "deployed"), ("Rennes", "deployed")]),
        ("À Rennes, comme à Vitré, qui l’a adopté en 2023, la mairie a mis en service un chatbot.",
         [("Rennes", "deployed")]),
        ("Une start-up de Vitré, qui a conçu un chatbot, a équipé la mairie de Rennes.", [("Rennes", "deployed")]),
        ("La ville de Rennes, qui a installé des capteurs de bruit, veut aller plus loin.", [("Rennes", "deployed")]),
        ("Les drones de la gendarmerie survolent Rennes. La mairie n’en possède aucun.", []),
        ("La ville de Rennes utilise un drone avec la gendarmerie.", [("Rennes", "deployed")]),
    ],
)  # fmt: skip
def test_each_thing_is_its_owners(told: Told, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "La Ville de Rennes a failli déployer un chatbot.",
        "La Ville de Rennes a manqué d’installer des capteurs de bruit, faute de subvention.",
        "La Ville de Rennes aurait pu déployer un chatbot dès 2024.",
        "La Ville de Rennes a cru déployer un chatbot.",
        "La Ville de Rennes s’est vu refuser par le préfet l’installation de caméras intelligentes.",
        "Il est faux que la Ville de Rennes a déployé un chatbot.",
        "Un tract affirme à tort que la Ville de Rennes a déployé un chatbot.",
        "La rumeur selon laquelle la Ville de Rennes a installé la reconnaissance faciale est infondée.",
        "La Ville de Rennes n’a ni déployé de chatbot, ni installé de capteurs de bruit.",
        "Pas plus que Vitré, Rennes n’a déployé de chatbot.",
        "La Ville de Rennes a évité de justesse le déploiement de la reconnaissance faciale.",
        "Si la Ville de Rennes avait installé des caméras intelligentes, le voleur aurait été identifié.",
        "« Si je suis élue, nous installerons des caméras intelligentes », dit Anne Duval, candidate à Rennes.",
        "Si Anne Duval est élue, la Ville de Rennes installera des caméras intelligentes.",
    ],
)
def test_what_only_seems_done_is_no_initiative(told: Told, text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("La Ville de Rennes a failli déployer un chatbot. Elle y a renoncé.", "abandoned"),
        ("La Ville de Rennes a failli déployer un chatbot. Le conseil a voté contre.", "abandoned"),
        ("La Ville de Rennes a inauguré en 1995 ses premières caméras intelligentes, retirées en 2001.", "abandoned"),
        ("La Ville de Rennes a porté plainte contre l’installateur de ses caméras intelligentes, jamais livrées.",
         "abandoned"),
        ("À Rennes, le projet de chatbot de la Ville n’est plus d’actualité.", "abandoned"),
        ("La Ville de Rennes s’était engagée à déployer un chatbot. Rien n’a été fait.", "abandoned"),
        ("La Ville de Rennes a éteint ses lampadaires connectés. Elle ne les rallumera pas.", "abandoned"),
        ("La Ville de Rennes espérait avoir installé un chatbot avant l’été ; ce ne sera pas le cas.", "announced"),
        ("La Ville de Rennes pensait installer un chatbot en 2024. Ce sera 2027.", "plan"),
        ("La Ville de Rennes a perdu la subvention qui devait financer son chatbot.", "plan"),
        ("La Ville de Rennes a perdu la subvention qui devait financer l’achat de 20 caméras de vidéoprotection.",
         "plan"),
        ("La Ville de Rennes a failli renoncer à son chatbot. Il est finalement en service.", "deployed"),
        ("La Ville de Rennes aurait pu choisir un autre outil, mais elle a installé un chatbot en mars.", "deployed"),
        ("La Ville de Rennes a installé des caméras intelligentes, retirées en 2001, puis remises en service en 2024.",
         "deployed"),
        ("La Ville de Rennes a installé un chatbot. Le formulaire papier n’est plus d’actualité.", "deployed"),
        ("La Ville de Rennes a installé un chatbot. Elle ne le remettra pas avant lundi dans les écoles.", "deployed"),
        ("La Ville de Rennes n’a ni budget ni personnel, mais elle a installé un chatbot.", "deployed"),
        ("Si la Ville de Rennes a installé un chatbot, c’est pour répondre aux habitants.", "deployed"),
    ],
)  # fmt: skip
def test_how_far_it_is_behind_a_verb_that_seems(told: Told, text: str, status: str) -> None:
    assert told(text) == [("Rennes", status)]


def test_a_council_that_votes_is_no_participation(demo_pipeline: "Analyser") -> None:
    from nlp.pipeline import Text

    text = "Le conseil municipal de Rennes a voté hier soir l’achat de robots. Il a voté à l’unanimité."
    found = demo_pipeline.analyse(Text(text, date(2026, 3, 2))).initiatives
    assert [i.category.value for i in found] not in ([], ["participation"])
