"""The same initiative over several articles: pairs of tellings, and what holds whatever they are."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.types import ActorKind, Initiative, InitiativeStatus, InitiativeTrace, UseCategory
from nlp.initiatives.identity import Told, identified, trace

DAY = date(2026, 3, 2)
BASE = Initiative(
    actor_kind=ActorKind.COMMUNE, actor_code="29232", actor_name="Quimper", technology_id="poubelle-connectee",
    technology="poubelles connectées", use_case="éviter les débordements", category=UseCategory.CLEANLINESS,
    status=InitiativeStatus.EXPERIMENT, supplier="", amounts=(), dates=(), evidence=(0, 1), evidence_text="x",
    rule="subject",
)  # fmt: skip


def told(**changes: object) -> Initiative:
    return replace(BASE, **changes)  # type: ignore[arg-type]


SAME = {
    "test, then everywhere": (told(), told(status=InitiativeStatus.DEPLOYED, use_case="collecte des déchets")),
    "a product by its name": (
        told(technology_id="application", technology="application Binova", category=UseCategory.RECEPTION),
        told(technology_id="candidate:binova", technology="Binova", category=UseCategory.MOBILITY),
    ),
    "a narrower word": (
        told(technology_id="camera-thermique", technology="caméras thermiques", category=UseCategory.MOBILITY),
        told(technology_id="camera", technology="caméras", category=UseCategory.MOBILITY),
    ),
    "the same supplier": (
        told(supplier="Binovia"),
        told(supplier="Binovia", technology_id="capteur-de-remplissage", technology="capteurs de remplissage"),
    ),
    "the same use of AI": (
        told(technology_id="intelligence-artificielle", technology="intelligence artificielle",
             use_case="rédiger les courriers", category=UseCategory.ADMINISTRATION),
        told(technology_id="intelligence-artificielle", technology="intelligence artificielle",
             use_case="rédiger courriers et comptes rendus", category=UseCategory.ADMINISTRATION),
    ),
    "a syndicate written otherwise": (
        told(actor_kind=ActorKind.SYNDICATE, actor_code=None, actor_name="Territoire d’énergie Loire"),
        told(actor_kind=ActorKind.SYNDICATE, actor_code=None, actor_name="Territoire d'Énergie Loire"),
    ),
    "cameras for waste are watched by the police": (
        told(technology_id="piege-photographique", technology="pièges photographiques"),
        told(technology_id="piege-photographique", technology="pièges photographiques", category=UseCategory.SAFETY),
    ),
}  # fmt: skip
DIFFERENT = {
    "AI for waste, AI for canteens": (
        told(technology_id="intelligence-artificielle", technology="intelligence artificielle"),
        told(technology_id="intelligence-artificielle", technology="intelligence artificielle",
             use_case="prévoir le nombre de repas", category=UseCategory.EDUCATION),
    ),
    "one technology, two towns": (told(), told(actor_code="29019", actor_name="Brest")),
    "a town and its métropole": (told(), told(actor_kind=ActorKind.EPCI, actor_code="200068120")),
    "sensors for air, sensors for parking": (
        told(technology_id="capteur", technology="capteurs", category=UseCategory.ENVIRONMENT),
        told(technology_id="capteur", technology="capteurs", category=UseCategory.MOBILITY),
    ),
    "two applications": (
        told(technology_id="application", technology="application Binova", use_case="signaler un dépôt"),
        told(technology_id="application", technology="application Gascoguide", use_case="visiter le château",
             category=UseCategory.CULTURE),
    ),
    "tablets for pupils, tablets for policemen": (
        told(technology_id="tablette-numerique", technology="tablettes", category=UseCategory.EDUCATION),
        told(technology_id="tablette-numerique", technology="tablette", category=UseCategory.SAFETY),
    ),
    "nothing in common": (
        told(), told(technology_id="wifi-public", technology="wifi public", category=UseCategory.NETWORKS, use_case=""),
    ),
}  # fmt: skip


def stored(found: list[Told]) -> list[InitiativeTrace]:
    """What the store would keep of articles read for the first time."""
    return [trace(one, identity) for one, identity in zip(found, identified(found, []), strict=True)]


def joined(first: Initiative, second: Initiative) -> bool:
    known = stored([("a", DAY, first)])
    return identified([("b", DAY + timedelta(90), second)], known) == [known[0].id]


@pytest.mark.parametrize("name", SAME)
def test_the_same_project_is_one_row(name: str) -> None:
    assert joined(*SAME[name])
    assert joined(*reversed(SAME[name]))


@pytest.mark.parametrize("name", DIFFERENT)
def test_two_projects_stay_apart(name: str) -> None:
    assert not joined(*DIFFERENT[name])


def test_an_article_tells_a_known_initiative_once() -> None:
    """Two bins of one article are two projects, though each is like the one that is known."""
    known = stored([("a", DAY, BASE)])
    pair = [("b", DAY, told(use_case="trier")), ("b", DAY, told(supplier="Binovia"))]
    ids = identified(pair, known)
    assert len(set(ids)) == 2
    assert known[0].id in ids


def test_ids_are_sixteen_hex_digits_and_stable() -> None:
    (identity,) = identified([("a", DAY, BASE)], [])
    assert len(identity) == 16
    assert int(identity, 16) >= 0
    assert identified([("a", None, BASE)], []) == [identity]


PROJECTS = st.builds(
    told,
    actor_code=st.sampled_from(["29232", "29019"]),
    technology_id=st.sampled_from(["poubelle-connectee", "intelligence-artificielle", "camera", "chatbot"]),
    technology=st.sampled_from(
        ["poubelles connectées", "intelligence artificielle", "caméras", "chatbot Nioba"]
    ),
    use_case=st.sampled_from(["", "éviter les débordements", "prévoir le nombre de repas"]),
    category=st.sampled_from([UseCategory.RECEPTION, UseCategory.CLEANLINESS, UseCategory.OTHER]),
    supplier=st.sampled_from(["", "Binovia"]),
)
ARTICLES = st.lists(st.tuples(st.sampled_from("abcd"), st.just(DAY) | st.none(), PROJECTS), max_size=8)


def dated(found: list[Told]) -> list[Told]:
    """An article has one day."""
    days = {article: day for article, day, _ in reversed(found)}
    return [(article, days[article], i) for article, _, i in found]


@given(ARTICLES)
def test_reading_again_changes_nothing(found: list[Told]) -> None:
    found = dated(found)
    assert identified(found, stored(found)) == identified(found, [])


@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(found: list[Told], random: object) -> None:
    found = dated(found)
    articles = sorted({article for article, _, _ in found})
    random.shuffle(articles)  # type: ignore[attr-defined]
    shuffled = [told_ for article in articles for told_ in found if told_[0] == article]
    by_line = dict(zip(map(id, shuffled), identified(shuffled, []), strict=True))
    assert [by_line[id(line)] for line in found] == identified(found, [])


@given(ARTICLES)
def test_one_id_has_one_actor(found: list[Told]) -> None:
    found = dated(found)
    owners: dict[str, set[str | None]] = {}
    for identity, (_, _, i) in zip(identified(found, []), found, strict=True):
        owners.setdefault(identity, set()).add(i.actor_code)
    assert all(len(actors) == 1 for actors in owners.values())
