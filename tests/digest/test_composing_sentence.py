"""The sentence of an initiative: what it says, what has to be ticked, what stands there when nobody does."""

from dataclasses import replace
from typing import Any

import pytest
from week_material import cost, deed, page

from digest import french
from digest.composing.deeds import changed, where
from digest.composing.sentence import Sentence, factual
from digest.composing.verbs import VERBS
from digest.letter import ClaimKind, Piece, shown
from store.readers.letter import Cost, Deed

NBSP = "\u00a0"


def sentence(*deeds: Deed) -> Sentence:
    pages = {one.article_id: one for one in (page(n) for n in range(1, 4))}
    return factual("story:s", deeds or (deed(),), pages)


def unticked(pieces: list[Piece]) -> str:
    return "".join(piece.without if piece.claim else piece.text for piece in pieces)


def test_it_says_who_how_far_what_what_for_with_whom_and_how_much() -> None:
    made = sentence()
    assert shown(tuple(made.pieces)) == (
        f"Bréville-sur-Aulne (Deux-Sèvres) met à l’essai un assistant vocal pour répondre aux habitants,"
        f" avec Ostréa Données. Montant cité{NBSP}: 12{NBSP}000{NBSP}€."
    )
    assert [(claim.kind, claim.words, claim.sentence) for claim in made.claims] == [
        (
            ClaimKind.INITIATIVE,
            "Bréville-sur-Aulne (Deux-Sèvres) : assistant vocal (répondre aux habitants) – à l’essai",
            "Bréville-sur-Aulne teste l’assistant vocal.",
        ),
        (ClaimKind.SUPPLIER, "Ostréa Données", "L’outil vient d’Ostréa Données."),
        (ClaimKind.FIGURE, "12 000 euros", "L’assistant a coûté 12 000 euros."),
    ]
    assert {(fact.kind, fact.key, fact.value) for fact in made.facts} == {
        ("initiative-status", "i1", "experiment"),
        ("initiative-actor", "i1", "79901"),
        ("initiative-supplier", "i1", "Ostréa Données"),
        ("figure", f"{deed().article_id}:20", "12000 €"),
    }


@pytest.mark.parametrize(
    ("status", "verb"),
    [
        ("plan", "envisage"),
        ("announced", "annonce"),
        ("experiment", "met à l’essai"),
        ("deployed", "a mis en service"),
    ],
)
def test_each_status_has_its_verb(status: str, verb: str) -> None:
    said = shown(tuple(sentence(deed(status=status)).pieces))
    assert said.startswith(f"Bréville-sur-Aulne (Deux-Sèvres) {verb} un assistant vocal pour répondre")


@pytest.mark.parametrize(
    ("status", "technology", "as_told", "said"),
    [
        ("deployed", "capteur de niveau", "capteurs de niveau", "a mis en service des capteurs de niveau"),
        ("deployed", "chatbot", "chatbot Gwenola", "a mis en service un chatbot"),
        ("deployed", "télérelève", "télérelève", "a mis en place la télérelève"),
        ("deployed", "conseiller numérique", "conseillers numériques", "a mis en place des conseillers numériques"),
        ("deployed", "intelligence artificielle", "IA", "utilise l’intelligence artificielle"),
        ("announced", "intelligence artificielle", "", "annonce l’usage de l’intelligence artificielle"),
        ("plan", "traitement automatique du langage", "", "envisage l’usage du traitement automatique du langage"),
        ("experiment", "réalité virtuelle", "", "met à l’essai la réalité virtuelle"),
        ("deployed", "ChatGPT", "ChatGPT", "utilise ChatGPT"),
        ("announced", "Albert", "Albert", "annonce l’usage d’Albert"),
        ("announced", "services en ligne", "services en ligne", "annonce les services en ligne"),
        ("deployed", "feux intelligents", "feux intelligents", "a mis en service des feux intelligents"),
        ("announced", "QR code", "QR code", "annonce un QR code"),
        ("abandoned", "caméra", "caméras", "abandonne les caméras"),
        ("abandoned", "application d'alerte", "application d'alerte", "abandonne l’application d’alerte"),
        ("abandoned", "vidéosurveillance algorithmique", "", "abandonne la vidéosurveillance algorithmique"),
        ("announced", "moulinexe", "moulinexes", f"annonce{NBSP}: moulinexe"),
        ("deployed", "EDR", "EDR", f"a mis en service{NBSP}: EDR"),
        ("deployed", "capteur", "caméras cachées", "a mis en service un capteur"),
        ("deployed", "bus numérique", "bus numériques", "a mis en service des bus numériques"),
        ("abandoned", "pass numérique", "pass numérique", "abandonne le pass numérique"),
        ("deployed", "antenne-relais", "Antennes-relais", "a mis en service des antennes-relais"),
        ("announced", "data center", "data centers", "annonce des data centers"),
    ],
)  # fmt: skip
def test_a_technology_has_its_article_or_stands_after_a_colon(
    status: str, technology: str, as_told: str, said: str
) -> None:
    told = deed(
        status=status, technology=technology, as_told=as_told, use_case="", supplier="", costs=(), actor="Dole",
        departement_name="Jura",
    )  # fmt: skip
    assert shown(tuple(sentence(told).pieces)) == f"Dole (Jura) {said}."


def test_a_purpose_is_no_reason_to_give_up_and_a_supplier_no_companion_in_it() -> None:
    said = shown(tuple(sentence(deed(status="abandoned", costs=())).pieces))
    assert said == (
        f"Bréville-sur-Aulne (Deux-Sèvres) abandonne l’assistant vocal (usage{NBSP}: répondre aux habitants)."
        f" Fournisseur cité{NBSP}: Ostréa Données."
    )


def test_a_use_that_is_the_technology_again_is_not_said() -> None:
    twice = deed(technology="réservation en ligne", use_case="réservation en ligne", supplier="", costs=())
    said = shown(tuple(sentence(twice).pieces))
    assert said == "Bréville-sur-Aulne (Deux-Sèvres) met à l’essai la réservation en ligne."


def test_what_is_not_ticked_leaves_a_sentence_that_reads() -> None:
    made = sentence(deed(status="abandoned"))
    assert unticked(made.pieces) == (
        f"Bréville-sur-Aulne (Deux-Sèvres){NBSP}: assistant vocal (usage{NBSP}: répondre aux habitants)."
    )
    assert {claim.kind for claim in made.claims} == {
        ClaimKind.ABANDONED,
        ClaimKind.SUPPLIER,
        ClaimKind.FIGURE,
    }
    assert {piece.claim for piece in made.pieces if piece.claim} == {claim.key for claim in made.claims}


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ("répondre aux habitants", " pour répondre aux habitants"),
        ("régler l’éclairage", " pour régler l’éclairage"),
        ("modélisation de la vallée", " (modélisation de la vallée)"),
        ("atelier d’écriture", " (atelier d’écriture)"),
        ("", ""),
    ],
)
def test_no_grammar_is_made_up_for_what_it_is_for(use: str, said: str) -> None:
    told = shown(tuple(sentence(deed(use_case=use, supplier="", costs=())).pieces))
    assert told == f"Bréville-sur-Aulne (Deux-Sèvres) met à l’essai un assistant vocal{said}."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"actor": "Paris", "departement_name": "Paris"}, "Paris"),
        ({"actor_kind": "departement", "actor": "Ardèche", "departement_name": ""}, "Le Département de l’Ardèche"),
        ({"actor_kind": "departement", "actor": "Côtes-d'Armor", "departement_name": ""},
         "Le Département des Côtes-d’Armor"),
        ({"actor_kind": "region", "actor": "Bretagne", "departement_name": ""}, "La Région Bretagne"),
        ({"actor": "Beaune", "departement_name": "Côte-d'Or"}, "Beaune (Côte-d’Or)"),
        ({"actor": "Château-Chinon (Ville)", "departement_name": "Nièvre"}, "Château-Chinon (Ville, Nièvre)"),
        ({"actor_kind": "epci", "actor": "CC du Val de Bouzanne", "departement_name": ""},
         "La communauté de communes du Val de Bouzanne"),
        ({"actor_kind": "epci", "actor": "Métropole d'Aix", "departement_name": ""}, "La Métropole d’Aix"),
        ({"actor_kind": "epci", "actor": "Eurométropole de Strasbourg", "departement_name": ""},
         "L’Eurométropole de Strasbourg"),
        ({"actor_kind": "syndicate", "actor": "syndicat des eaux", "departement_name": ""}, "Le syndicat des eaux"),
        ({"actor_kind": "epci", "actor": "Morlaix Communauté", "departement_name": ""}, "Morlaix Communauté"),
    ],
)  # fmt: skip
def test_who_is_named_with_where(changes: dict[str, Any], said: str) -> None:
    assert where(deed(**changes)) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (cost(), "12 000 €"),
        (cost("12 000 €", unit="€/an"), "12 000 € par an"),
        (cost("12 000 euros par an", unit="€/an"), "12 000 € par an"),
        (cost("1,5 million d’euros"), "1,5 million d’euros"),
        (cost(approximate=True), "environ 12 000 €"),
        (cost("une douzaine de milliers d’euros", approximate=True), "une douzaine de milliers d’euros"),
    ],
)
def test_an_amount_is_said_with_all_that_its_sentence_says_of_it(amount: Cost, said: str) -> None:
    made = sentence(deed(costs=(amount,)))
    assert shown(tuple(made.pieces)).replace(NBSP, " ").endswith(f". Montant cité : {said}.")
    (claim,) = [one for one in made.claims if one.kind is ClaimKind.FIGURE]
    assert said.endswith(claim.words.replace(" euros", " €"))


def test_a_town_whose_name_is_plural_acts_in_the_plural() -> None:
    said = shown(tuple(sentence(deed(actor="Les Essarts", departement_name="Eure")).pieces))
    assert said.startswith("Les Essarts (Eure) mettent à l’essai un assistant vocal")


@pytest.mark.parametrize(
    ("reached", "before", "status", "said"),
    [
        ("announced", "announced", "experiment", "announced"),
        ("deployed", "announced", "experiment", None),  # somebody said it had come further: no news
        ("announced", None, "experiment", None),
        (None, None, "experiment", None),
        ("deployed", "deployed", "abandoned", "deployed"),
    ],
)
def test_a_status_changes_only_when_it_goes_on(
    reached: str | None, before: str | None, status: str, said: str | None
) -> None:
    assert changed(deed(reached=reached, before=before, status=status)) == said


def test_the_supplier_may_come_from_another_article_and_is_cited_there() -> None:
    made = sentence(deed(1, supplier=""), deed(2, initiative_id="i1", supplier="Roulevive"))
    (claim,) = [claim for claim in made.claims if claim.kind is ClaimKind.SUPPLIER]
    assert (claim.words, claim.article_id) == ("Roulevive", page(2).article_id)


def test_the_supplier_stands_beside_a_sentence_that_names_it_where_there_is_one() -> None:
    silent = deed(1, supplier_evidence="La mairie essaie un assistant.")
    telling = deed(2, initiative_id="i1")
    for deeds, sentence_of in (((silent, telling), 2), ((silent,), 1)):
        (_, claim, *_) = sentence(*deeds).claims
        assert claim.article_id == page(sentence_of).article_id
    assert claim.sentence == "La mairie essaie un assistant. [nom lu ailleurs dans l’article]"


def test_the_key_of_a_claim_is_that_of_its_item_words_article_and_sentence() -> None:
    """A tick for « L’outil vient d’Ostréa Données » never stands for another sentence, nor another article's."""
    (_, first, *_) = sentence().claims
    (_, other, *_) = sentence(deed(supplier_evidence="Ostréa Données a démenti.")).claims
    (_, elsewhere, *_) = sentence(deed(2)).claims
    assert first.words == other.words == elsewhere.words
    assert len({first.key, other.key, elsewhere.key}) == 3
    (_, respaced, *_) = sentence(deed(supplier_evidence="L'outil  vient d'Ostréa Données.")).claims
    assert respaced.key == first.key
    assert [c.key for c in sentence().claims] == [c.key for c in sentence().claims]
    assert {c.key for c in sentence().claims}.isdisjoint(
        c.key for c in factual("story:t", (deed(),), {page().article_id: page()}).claims
    )


@pytest.mark.parametrize("status", ["plan", "announced", "experiment", "deployed", "abandoned"])
def test_of_an_initiative_all_that_is_said_is_one_claim(status: str) -> None:
    """Who, which technology, what for, how far: another of them is another claim, that nobody ticked."""
    made = sentence(deed(status=status))
    (claim, *_) = made.claims
    assert made.pieces[1].claim == claim.key
    changes: list[dict[str, Any]] = [
        {"actor": "Rodez"}, {"technology": "chatbot"}, {"use_case": "trier"}, {"reached": "plan", "before": "plan"},
        {"evidence_text": "La mairie hésite."},
    ]  # fmt: skip
    others = [sentence(deed(**{"status": status, **change})).claims[0] for change in changes]
    if status != "plan":
        assert others[3].words.endswith(f"en projet → {french.STATUS[status]}")
        assert claim.key not in {other.key for other in others}
    assert len({claim.key, *(sentence(deed(status=other)).claims[0].key for other in VERBS)}) == len(VERBS)


def test_what_it_is_for_is_proved_too_where_another_article_says_it() -> None:
    (claim, *_) = sentence(
        deed(1, use_case=""), deed(2, initiative_id="i1", evidence_text="Il répond aux habitants.")
    ).claims
    assert claim.words.endswith("(répondre aux habitants) – à l’essai")
    assert claim.sentence == (
        "Bréville-sur-Aulne teste l’assistant vocal. […] Il répond aux habitants. [Le Veilleur du Marais]"
    )


def test_the_same_sentence_in_two_outlets_is_read_once() -> None:
    curly, straight = (
        deed(1, use_case="", evidence_text="L’essai dure."),
        deed(2, evidence_text="L'essai dure."),
    )
    assert sentence(curly, replace(straight, initiative_id="i1")).claims[0].sentence == "L’essai dure."


def test_a_long_claim_keeps_how_far_it_is() -> None:
    """Cut before its end, a tick for "annoncé" would stand for "en service"."""
    long = {"technology": "assistant " * 19}
    (one, *_) = sentence(deed(status="announced", **long)).claims
    (other, *_) = sentence(deed(status="deployed", **long)).claims
    assert one.key != other.key
