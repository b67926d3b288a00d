"""The lexicon holds together: what a hand can get wrong is checked."""

import re
from collections import Counter

import pytest

from core.types import Technology
from nlp.technologies.inflection import feminine, inflected, plural, singular
from nlp.technologies.lexicon import (
    ancestors,
    category_topics,
    concepts,
    grammar,
    lexicon,
    lexicon_version,
    table,
)
from nlp.text import fold

TOPICS = {
    "ia",
    "donnees",
    "cybersecurite",
    "inclusion-numerique",
    "ville-intelligente",
    "services-en-ligne",
    "infrastructures",
    "education-numerique",
    "sante-numerique",
    "mobilite",
    "securite-video",
    "environnement-energie",
    "participation-citoyenne",
}


def test_it_holds_what_towns_use() -> None:
    assert sum(not c.hint for c in lexicon().values()) >= 250
    assert set(category_topics()) == {c.category for c in lexicon().values()}
    assert {t for c in lexicon().values() for t in c.topics} == TOPICS


def test_ids_are_unique() -> None:
    ids = Counter(c.id for c in concepts())
    assert [i for i, n in ids.items() if n > 1] == []


def test_ids_are_plain_and_parents_exist() -> None:
    for concept in lexicon().values():
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", concept.id), concept.id
        assert concept.parent is None or concept.parent in lexicon(), concept.id
        assert concept.id not in ancestors(concept.id)


def test_a_form_means_one_concept() -> None:
    owners: dict[str, set[str]] = {}
    for concept in lexicon().values():
        for form in concept.forms:
            key = fold(form.removeprefix("="))
            owners.setdefault(key.lower() if form.islower() else key, set()).add(concept.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_every_concept_is_written_somehow() -> None:
    assert [c.id for c in lexicon().values() if not c.forms] == []
    wikidata = Counter(c.wikidata for c in lexicon().values() if c.wikidata)
    assert all(re.fullmatch(r"Q[1-9]\d*", item) and n == 1 for item, n in wikidata.items())


def test_families_of_the_grammar_name_what_exists() -> None:
    for family in grammar()["family"]:
        assert (family["what"] == "kind") == ("concept" in family)
        assert family.get("concept", "capteur") in lexicon()
        assert family.get("category", "ia") in category_topics()


def test_rows_for_the_store_leave_hints_out() -> None:
    rows = {row.technology_id: row for row in table()}
    callbot = rows["callbot"]
    assert callbot == Technology("callbot", "callbot", "ia", "chatbot", None, "known", callbot.names)
    assert "callbots" in callbot.names
    assert "callbot" not in callbot.names
    assert rows["chatbot"].wikidata == "Q870780"
    assert "cyberattaque" not in rows
    assert re.fullmatch(r"[0-9a-f]{12}", lexicon_version())


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("caméra augmentée", "cameras augmentees"),
        ("tableau de bord", "tableaux de bord"),
        ("data center", "data centers"),
        ("réseau local", "reseaux locaux"),
    ],
)
def test_plurals_are_known(form: str, written: str) -> None:
    assert (written, True) in set(inflected(form))


def test_names_stay_as_they_are() -> None:
    assert list(inflected("SIG")) == [("SIG", False)]
    assert list(inflected("feux intelligents")) == [("feux intelligents", True)]


def test_words_agree() -> None:
    assert plural("borne de recharge intelligente") == "bornes de recharge intelligente"
    assert plural("caméra thermique") == "caméras thermiques"
    assert [feminine(w) for w in ("prédictif", "virtuel", "connecté", "autonome")] == [
        "prédictive",
        "virtuelle",
        "connectée",
        "autonome",
    ]
    assert singular("bancs connectes") == singular("banc connecte")
