"""What each section chooses, in which order, and what it says of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from week_material import (
    WEEK,
    cost,
    deed,
    event,
    event_page,
    material,
    named,
    novel,
    page,
    saying,
)

from digest.composing.compose import letter
from digest.composing.gaps import Frame
from digest.composing.material import Material
from digest.composing.ranking import rank
from digest.composing.tales import tales
from digest.letter import ClaimKind, Item, Letter, Section, shown
from digest.novelty import Novelties
from digest.unticked import confirmed_only
from store.readers.letter import Town

NBSP = "\u00a0"


def composed(of: Material) -> Letter:
    return letter(of, Frame("La lettre"))


def items(of: Material, section: Section) -> tuple[Item, ...]:
    return composed(of).of(section)


def novelties(*items: Any) -> Novelties:
    return Novelties(WEEK.first - timedelta(weeks=60), enough=True, items=items)


@pytest.mark.parametrize(
    "better",
    [
        {"novelties": novelties(novel(1))},
        {"pages": (page(1), page(2, story_id="story1", voice="Autre groupe"))},
        {"deeds": (deed(1, population=120_000),)},
        {"deeds": (deed(1, confidence=0.95),)},
    ],
    ids=["new", "several owners", "a city", "surer"],
)
def test_news_owners_size_and_evidence_weigh(better: dict[str, Any]) -> None:
    (usual,) = tales(material(1))
    (heavier,) = tales(material(1, **better))
    assert rank(heavier) > rank(usual)


def test_titles_of_one_owner_are_one_voice() -> None:
    nine = tuple(page(n, story_id="s", outlet=f"Titre {n}") for n in range(1, 10))
    two = (page(1, story_id="s"), page(2, story_id="s", voice="Autre groupe"))
    (of_nine,), (of_two,) = tales(material(pages=nine)), tales(material(pages=two))
    assert rank(of_nine) < rank(of_two)
    assert len(composed(material(pages=nine)).items[0].tellings) == 9


def test_three_stories_and_two_more_if_something_marks_them() -> None:
    plain = material(*range(1, 8))
    assert len(items(plain, Section.STORIES)) == 3
    marked = replace(plain, novelties=novelties(*(novel(n, "first-technology") for n in range(1, 8))))
    assert len(items(marked, Section.STORIES)) == 5


def test_a_story_without_a_sure_initiative_has_its_best_title_and_its_opening() -> None:
    pages = (
        page(1, story_id="s", access="excerpt", title="Payant"),
        page(2, story_id="s", title="Ouvert", day=WEEK.last),
        page(3, story_id="s", title="Repris", counted_as="reprint"),
    )
    (story,) = items(material(pages=pages, deeds=(deed(1, confidence=0.3),)), Section.STORIES)
    assert (story.headline, story.text, story.extract) == ("Ouvert", (), page().summary)
    told = [(one.title, one.paywall, one.reprint) for one in story.tellings]
    assert told == [("Ouvert", False, False), ("Payant", True, False), ("Repris", False, True)]


@pytest.mark.parametrize("form", ["Odile Ferrandou", "Ferrandou"])
def test_whom_an_opening_names_is_to_be_ticked(form: str) -> None:
    told = material(1, deeds=(), sayings=(), named=(named(1), named(1, "Luc Absent")))
    told = replace(told, pages=(page(1, summary=f"La maire, {form}, accueille les appels la nuit."),))
    (story,) = items(told, Section.STORIES)
    assert [(claim.kind, claim.words) for claim in story.claims] == [(ClaimKind.PERSON, form)]
    assert form in story.extract


def test_of_a_reserved_article_nothing_is_shown_but_what_its_feed_gave() -> None:
    fed = material(pages=(page(1, reserved=True, basis="excerpt"),), deeds=())
    read = material(pages=(page(1, reserved=True, basis="full"),), deeds=())
    assert items(fed, Section.STORIES)[0].extract == page().summary
    assert items(read, Section.STORIES)[0].extract == ""
    assert [one.title for one in composed(read).gaps.reserved] == [page().title]


def test_the_sentence_is_of_the_town_that_the_article_is_about() -> None:
    """A neighbour that is named in passing may be surer, and is not the story."""
    beside = deed(1, initiative_id="i9", actor="Ussel", actor_code="19275", confidence=0.95)
    (story,) = items(material(1, deeds=(beside, deed(1, confidence=0.6))), Section.STORIES)
    assert shown(story.text).startswith("Bréville-sur-Aulne")


@pytest.mark.parametrize("unsayable", [{"technology": "\u202e"}, {"actor": ""}, {"confidence": 0.4}])
def test_an_initiative_without_words_for_it_is_not_told(unsayable: dict[str, Any]) -> None:
    made = composed(material(1, deeds=(deed(1, **unsayable),)))
    assert made.of(Section.INITIATIVES) == ()
    assert made.of(Section.STORIES)[0].headline == page().title


def test_what_is_new_is_said_and_nobody_named_by_it() -> None:
    heard = novel(1, "first-quote", name="Odile Ferrandou", technology_id=None, technology=None)
    (story,) = items(material(1, novelties=novelties(novel(1), heard)), Section.STORIES)
    assert story.news == ("Assistant vocal : annoncé → à l’essai (Bréville-sur-Aulne)",)


def test_what_is_new_elsewhere_than_in_the_sentence_is_not_said() -> None:
    """Nobody would be asked whether it is so."""
    elsewhere = novel(1, technology_id="chatbot", technology="chatbot")
    (story,) = items(material(1, novelties=novelties(elsewhere)), Section.STORIES)
    assert story.news == ()
    (untold,) = items(material(1, deeds=(), novelties=novelties(novel(1))), Section.STORIES)
    assert untold.news == ()


def test_that_something_is_dropped_is_told_only_where_it_is_ticked() -> None:
    dropped = deed(1, status="abandoned", before="experiment", reached="experiment")
    told = material(1, deeds=(dropped,), novelties=novelties(novel(1, after="abandoned")))
    (story,) = items(told, Section.STORIES)
    assert story.news == ()
    assert f" Auparavant{NBSP}: à l’essai." in [piece.text for piece in story.text]
    unticked = "".join(piece.without if piece.claim else piece.text for piece in story.text)
    assert "abandon" not in unticked
    assert "abandon" not in composed(told).subject


def beside(n: int, **changes: Any) -> Any:
    """An initiative of another town than that of the story."""
    return deed(n, actor=f"Ville {n}", actor_code=f"7920{n}", costs=(), use_case="", supplier="", **changes)


def test_initiatives_are_said_in_a_line_with_their_change() -> None:
    told = material(
        1, deeds=(deed(1), beside(1, initiative_id="i2", reached="announced", before="announced"))
    )
    (line,) = items(told, Section.INITIATIVES)
    assert shown(line.text) == (f"Ville 1 (Deux-Sèvres){NBSP}: assistant vocal – annoncé{NBSP}→ à l’essai")
    assert line.key == "initiative:i2"


def test_at_most_eight_initiatives_none_of_them_told_above() -> None:
    told = material(*range(1, 13))
    told = replace(told, deeds=(*told.deeds, *(beside(n, initiative_id=f"b{n}") for n in range(1, 13))))
    letter = composed(told)
    lines = letter.of(Section.INITIATIVES)
    assert len(lines) == 8
    above = {
        fact.key
        for item in letter.of(Section.STORIES)
        for fact in item.facts
        if fact.kind == "initiative-status"
    }
    assert above.isdisjoint(line.key.removeprefix("initiative:") for line in lines)


def test_a_dropped_initiative_reads_without_its_status() -> None:
    dropped = beside(1, initiative_id="i2", status="abandoned", reached="deployed", before="deployed")
    (line,) = items(material(1, deeds=(deed(1), dropped)), Section.INITIATIVES)
    assert shown(line.text) == f"Ville 1 (Deux-Sèvres){NBSP}: assistant vocal – en service{NBSP}→ abandonné"
    assert "en service" not in "".join(piece.without if piece.claim else piece.text for piece in line.text)
    assert (
        confirmed_only(composed(material(1, deeds=(deed(1), dropped))), {})[0].of(Section.INITIATIVES) == ()
    )


def other(number: int, **changes: Any) -> Any:
    """Somebody else, elsewhere."""
    usual = {"speaker": f"Luce Marais {number}", "insee": f"7930{number}", "commune": f"Ville {number}"}
    return saying(number, **(usual | changes))


def test_two_quotes_a_mayor_first_then_whom_the_register_confirms() -> None:
    sayings = (
        other(1, role="deputy_mayor", register="unknown"),
        other(2, register="unknown"),
        other(3),
        other(4, role="councillor", confidence=1.0),
    )
    quotes = items(material(1, 2, 3, 4, sayings=sayings), Section.QUOTES)
    assert [shown(quote.text) for quote in quotes] == [
        "Luce Marais 3, maire de Ville 3 (Deux-Sèvres)",
        "Luce Marais 2, maire de Ville 2 (Deux-Sèvres)",
    ]


@pytest.mark.parametrize(
    "unfit",
    [
        {"text": "Non"},
        {"text": "mot " * 60},
        {"confidence": 0.5},
        {"commune": ""},
    ],
    ids=["a scrap", "too long to show whole", "unsure", "mayor of nowhere"],
)
def test_some_quotes_are_not_for_a_letter(unfit: dict[str, Any]) -> None:
    assert items(material(1, sayings=(saying(1, **unfit),)), Section.QUOTES) == ()


def test_one_quote_a_person_a_town_and_an_article() -> None:
    same = (saying(1), saying(2), other(1, start_at=90), other(3, insee="79901"))
    assert len(items(material(1, 2, 3, sayings=same), Section.QUOTES)) == 1


def test_an_unticked_quote_leaves_whole() -> None:
    (quote,) = items(material(1), Section.QUOTES)
    assert [piece.without for piece in quote.text] == [""]
    assert confirmed_only(composed(material(1)), {})[0].of(Section.QUOTES) == ()
    assert quote.claims[0].sentence == (
        "« Nous avons commencé par l’école, et la nuit par le téléphone », dit-elle."
        " […] Odile Ferrandou est maire de Bréville-sur-Aulne."
    )
    assert {(fact.kind, fact.key, fact.value) for fact in quote.facts} == {
        ("speaker", f"{page().article_id}:10", "79901:odile ferrandou|mayor|79901"),
        ("quote", f"{page().article_id}:10", saying().text),
        ("mayor", f"{page().article_id}:79901:odile ferrandou", "mayor|79901"),
        ("article", page().article_id, "relevant"),
    }


def test_a_first_quote_is_said_to_be_one_and_names_nobody() -> None:
    heard = novel(1, "first-quote", name="Odile Ferrandou", technology_id=None, technology=None)
    (quote,) = items(material(1, novelties=novelties(heard)), Section.QUOTES)
    assert quote.news == ("Première prise de parole que notre veille relève",)
    assert items(material(1), Section.QUOTES)[0].news == ()


def test_at_most_twelve_briefs_incidents_last_and_nothing_twice() -> None:
    attacked = page(30, relevant=False, nature="incident", title="Une mairie paralysée")
    other_news = page(31, relevant=False, nature="other", title="Football")
    few = material(*range(1, 6), deeds=())
    briefs = items(replace(few, pages=(*few.pages, attacked, other_news)), Section.BRIEFS)
    assert len(briefs) == 3
    assert briefs[-1].headline == "Une mairie paralysée"
    many = composed(material(*range(1, 30), deeds=()))
    assert len(many.of(Section.BRIEFS)) == 12
    seen = [
        one.article_id for s in (Section.STORIES, Section.BRIEFS) for i in many.of(s) for one in i.tellings
    ]
    assert len(seen) == len(set(seen))


def test_in_brief_two_towns_of_one_name_have_their_departement() -> None:
    few = material(1, 2, 3, 4, deeds=())
    away = page(
        4, title="Bréville compte", towns=(Town("97499", "Bréville-sur-Aulne", "974", 9, "La Réunion"),)
    )
    (brief,) = items(replace(few, pages=(*few.pages[:3], away)), Section.BRIEFS)
    assert (brief.headline, brief.is_title) == ("Bréville compte (La Réunion)", True)
    alone = page(4, title="Ussel compte", towns=(Town("19275", "Ussel", "19", 9, "Corrèze"),))
    (brief,) = items(replace(few, pages=(*few.pages[:3], alone)), Section.BRIEFS)
    assert brief.headline == "Ussel compte"


def test_an_article_in_no_story_is_a_brief_of_its_own() -> None:
    few = material(1, 2, 3)
    alone = page(9, story_id=None, towns=())
    briefs = items(replace(few, pages=(*few.pages, alone)), Section.BRIEFS)
    assert [brief.key for brief in briefs] == [f"brief:{alone.article_id}"]


def test_pages_that_sum_up_and_second_copies_tell_nothing() -> None:
    pages = (page(1, story_id=None, counted_as="round-up"), page(2, counted_as="copy"))
    assert composed(material(pages=pages)).items == ()


def test_the_agenda_is_in_order_and_says_what_is_off() -> None:
    late, early = event(5), event(2, state="cancelled")
    year = event(3, precision="year")
    closed = event(4)
    told = material(
        events=(late, early, year, closed),
        event_pages=(event_page(5), event_page(2), event_page(3), event_page(4, closed=True)),
    )
    agenda = items(told, Section.AGENDA)
    assert [item.headline for item in agenda] == [f"Annulé{NBSP}: forum des voix", "Forum des voix"]
    assert agenda[0].event == (early.start_day, early.end_day, "day")
    assert agenda[0].place == "salle des Forges, Bréville-sur-Aulne"
    assert agenda[0].facts[0].value == f"{early.start_day}|{early.end_day}|cancelled|forum des voix"


def test_an_amount_that_is_no_whole_number_is_kept_as_it_is() -> None:
    (story,) = items(
        material(1, deeds=(deed(1, costs=(cost("1,5 M€", value=1.5, unit="M€"),)),)), Section.STORIES
    )
    assert "1.5 M€" in {fact.value for fact in story.facts if fact.kind == "figure"}


def test_a_tick_for_a_quote_does_not_stand_for_other_words() -> None:
    (quote,) = items(material(1), Section.QUOTES)
    other = material(1, sayings=(saying(1, text="Nous arrêtons tout, l’école et le téléphone la nuit"),))
    assert items(other, Section.QUOTES)[0].claims[0].key != quote.claims[0].key


def printed(words: str, **changes: Any) -> list[tuple[str, str]]:
    """What there is to tick in an opening."""
    told = material(1, deeds=(), sayings=(), pages=(page(1, summary=words),), **changes)
    (story,) = items(told, Section.STORIES)
    assert story.extract == words
    return [(claim.kind.value, claim.words) for claim in story.claims]


def test_what_the_words_of_others_claim_is_to_be_ticked() -> None:
    assert printed("La mairie accueille les appels.") == []
    assert printed("Un contrat de 54 000 euros.") == [("figure", "Un contrat de 54 000 euros.")]
    assert printed("Bréville abandonne.") == [("abandoned", "Bréville abandonne.")]
    assert printed("Avec Ostréa Données.", suppliers=("Ostréa Données",)) == [("supplier", "Ostréa Données")]
    elsewhere = (named(7, "Luce Marais"),)
    assert printed("Luce Marais accueille.", named=elsewhere) == [("person", "Luce Marais")]
    assert printed("Le Marais accueille.", named=elsewhere) == []


def test_so_are_titles_in_brief_names_of_events_and_quotes() -> None:
    told = material(1, 2, 3, 4, deeds=(), sayings=(), suppliers=("Ostréa Données",), events=())
    told = replace(told, pages=(*told.pages[:3], page(4, title="Ussel : 300 capteurs", towns=())))
    (brief,) = items(told, Section.BRIEFS)
    assert [(claim.kind, claim.words) for claim in brief.claims] == [
        (ClaimKind.FIGURE, "Ussel : 300 capteurs")
    ]
    told = material(1, events=(event(1, name="forum Ostréa Données"),), suppliers=("Ostréa Données",))
    (coming,) = items(told, Section.AGENDA)
    assert [claim.kind for claim in coming.claims] == [ClaimKind.SUPPLIER]
    told = material(1, sayings=(saying(1, text="Nous avons payé 54 000 euros pour rien, ou presque"),))
    (quote,) = items(told, Section.QUOTES)
    assert [claim.kind for claim in quote.claims] == [ClaimKind.PERSON, ClaimKind.FIGURE]


def test_what_is_cut_from_an_extract_is_not_asked() -> None:
    words = "La mairie accueille les appels " * 7 + "pour 54 000 euros."
    told = material(1, deeds=(), sayings=(), pages=(page(1, summary=words),))
    (story,) = items(told, Section.STORIES)
    assert story.claims == ()
