"""Hashes that know a name when they meet it, and tell it to nobody."""

import unicodedata
from datetime import UTC, datetime

import pytest

from core.redaction import is_forgotten, name_spans, names_of, redacted
from state import tombstones
from state.open import State

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WHO = "Éloïse N’Diaye-Lœuil"


def person(name: str = WHO) -> list[tombstones.Stone]:
    return tombstones.of_person(names_of(name))


def test_a_workspace_that_forgot_nothing_looks_for_nothing(state: State) -> None:
    stones = tombstones.load(state)
    assert stones.empty
    assert not stones.forgets("https://ex.example/a")
    assert not stones.forgets_source("ex")


@pytest.mark.parametrize(
    "text",
    [
        WHO, WHO.upper(), unicodedata.normalize("NFD", WHO), "N'DIAYE LOEUIL Éloïse", "É. N’Diaye-Lœuil",
        "eloise-n-diaye-loeuil", "79901:eloise n diaye loeuil", "Éloïse\u00a0N’Diaye\nLœuil",
    ],
)  # fmt: skip
def test_a_name_is_known_by_its_hash_in_every_spelling(state: State, text: str) -> None:
    tombstones.add(state, person(), NOW)
    found = tombstones.load(state)
    assert name_spans(f"Avant {text} après", found) == name_spans(f"Avant {text} après", names_of(WHO))
    assert name_spans(text, found)


def test_hash_and_name_cover_the_same(state: State) -> None:
    text = "Éloïse N’Diaye-Lœuil parle. Mme N’Diaye-Lœuil, dit É. N’Diaye-Lœuil. Éloïse, elle, et Diaye."
    tombstones.add(state, person(), NOW)
    assert redacted(text, tombstones.load(state)) == redacted(text, names_of(WHO))


def test_no_word_of_it_is_in_the_file(state: State) -> None:
    tombstones.add(state, [*person(), *tombstones.of_addresses(["https://veilleur.example/article-2"])], NOW)
    tombstones.add(state, tombstones.of_source("la-lanterne", "https://lanterne.example/"), NOW)
    with state.read() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint")
    held = b"".join(path.read_bytes() for path in state.path.parent.iterdir() if path.is_file()).lower()
    for word in ("diaye", "loeuil", "eloise", "veilleur", "lanterne"):
        assert word.encode() not in held


def test_two_workspaces_hash_the_same_name_otherwise(
    state: State, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from state.open import open_state

    other = open_state(tmp_path_factory.mktemp("other") / "state.sqlite")
    for one in (state, other):
        tombstones.add(one, person(), NOW)
    assert not set(tombstones.load(state).digests) & set(tombstones.load(other).digests)
    other.close()


def test_the_same_request_twice_is_one(state: State) -> None:
    tombstones.add(state, person(), NOW)
    first = tombstones.count(state)
    tombstones.add(state, person("N’DIAYE-LŒUIL Éloïse"), NOW)
    assert tombstones.count(state) == first


def test_two_people_of_one_surname_are_lifted_apart(state: State) -> None:
    tombstones.add(state, person("Zoé Quentric"), NOW)
    tombstones.add(state, person("Basile Quentric"), NOW)
    assert tombstones.lift(state, person("Paul Quentric")) == 0
    assert tombstones.lift(state, person("Basile Quentric")) > 0
    left = tombstones.load(state)
    assert redacted("Zoé Quentric, dite Quentric, et Basile Morin", left) == (
        "███ ████████, dite ████████, et Basile Morin"
    )
    assert not name_spans("Basile Quentric", left)


def test_an_address_is_known_with_and_without_what_does_not_matter(state: State) -> None:
    tombstones.add(state, tombstones.of_addresses(["https://www.veilleur.example/a/b"]), NOW)
    stones = tombstones.load(state)
    for url in (
        "http://veilleur.example/a/b/",
        "https://veilleur.example/a/b?utm_source=x",
        "//veilleur.example/a/b#c",
    ):
        assert stones.forgets(url), url
    for url in ("https://veilleur.example/a/b2", "https://veilleur.example/a", "https://autre.example/a/b"):
        assert not stones.forgets(url), url


def test_an_address_that_names_a_forgotten_person_is_forgotten(state: State) -> None:
    tombstones.add(state, person(), NOW)
    stones = tombstones.load(state)
    assert is_forgotten("https://veilleur.example/2026/eloise-n-diaye-loeuil-parle", stones)
    assert is_forgotten("https://veilleur.example/%C3%89lo%C3%AFse%20N%E2%80%99Diaye%20L%C5%93uil", stones)
    assert not is_forgotten("https://veilleur.example/n-diaye-loeuil", stones)
