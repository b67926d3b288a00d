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

from digest.composing import initiatives
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
        {"deeds": (deed(1, status="abandoned"),)},
    ],
    ids=["new", "several owners", "a city", "surer", "an end"],
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
    surer = beside(1, initiative_id="i9", confidence=0.95, population=900_000)
    (story,) = items(material(1, deeds=(surer, deed(1, confidence=0.6))), Section.STORIES)
    assert shown(story.text).startswith("Bréville-sur-Aulne")


def test_who_is_in_the_title_goes_before_who_is_named_most() -> None:
    most = (Town("19275", "Ussel", "19", 9000, "Corrèze"), page().towns[0])
    surer = beside(1, initiative_id="i9", actor="Ussel", actor_code="19275", confidence=0.95)
    told = material(1, pages=(page(1, towns=most),), deeds=(surer, deed(1, confidence=0.6)))
    assert shown(items(told, Section.STORIES)[0].text).startswith("Bréville-sur-Aulne")


def test_of_two_initiatives_of_an_article_that_of_the_small_town_that_it_is_about_goes_first() -> None:
    """A city that is named aside is no news of the week because it is a city."""
    city = [beside(n, initiative_id=f"b{n}", population=2_000_000) for n in (1, 2, 3, 4)]
    own = [deed(n, population=300) for n in (1, 2, 3, 4)]
    lines = items(material(1, 2, 3, 4, deeds=(*city, *own)), Section.INITIATIVES)
    assert lines[0].key == "initiative:i4"
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("aside", "told"),
    [
        ({"confidence": 0.71}, True),
        ({"confidence": 0.69}, False),
        ({"evidence_text": "Le même équipement arrive au printemps."}, True),
        ({"evidence_text": "Bréville-sur-Aulne teste le sien.", "confidence": 0.99}, False),
        ({"evidence_text": "Bréville-sur-Aulne teste le sien.", "confidence": 0.3, "vouched": True}, True),
        ({"evidence_text": "Comme à Bréville-sur-Aulne, Ville 1 essaie le sien."}, True),
    ],
    ids=[
        "sure",
        "unsure",
        "nobody is named",
        "the sentence is of another",
        "an editor said so",
        "both are named",
    ],
)
def test_whom_an_article_only_names_has_to_be_surer_and_in_its_own_sentence(aside: Any, told: bool) -> None:
    found = items(material(1, deeds=(deed(1), beside(1, initiative_id="i2", **aside))), Section.INITIATIVES)
    assert [one.key for one in found] == ["initiative:i2"] * told


def test_what_its_own_article_says_goes_before_a_surer_word_elsewhere() -> None:
    own_page = page(
        5, title="Ville 1 essaie un assistant", towns=(Town("79201", "Ville 1", "79", 900, "Deux-Sèvres"),)
    )
    aside = beside(1, initiative_id="i9", confidence=0.95, status="announced")
    own = replace(aside, article_id=own_page.article_id, confidence=0.6, status="experiment")
    told = material(1, 2, 3, deeds=(deed(1), deed(2), deed(3), aside, own))
    (line,) = items(replace(told, pages=(*told.pages, own_page)), Section.INITIATIVES)
    assert " met à l’essai " in shown(line.text)


def test_an_own_text_is_cited_before_a_surer_reprint_of_it() -> None:
    pages = (page(1, story_id="s", counted_as="reprint"), page(2, story_id="s"))
    deeds = (deed(1, confidence=0.95), deed(2, initiative_id="i1", confidence=0.7))
    (tale,) = tales(material(pages=pages, deeds=deeds))
    assert [one.article_id for one in tale.deeds] == [pages[1].article_id, pages[0].article_id]
    apart = material(pages=tuple(replace(one, story_id=None) for one in pages), deeds=deeds)
    ((_, told, _),) = initiatives.chosen(tales(apart), ())
    assert told[0].article_id == pages[1].article_id


def test_what_is_too_doubtful_to_be_told_is_no_news() -> None:
    doubted = beside(1, initiative_id="i2", confidence=0.6)
    new = novel(1, actor="79201", name="Ville 1")
    of_doubt = material(1, deeds=(deed(1), doubted), novelties=novelties(new))
    assert items(of_doubt, Section.STORIES)[0].news == ()
    assert rank(tales(of_doubt)[0]) == rank(tales(material(1))[0])


def test_a_contracted_article_still_names_the_town() -> None:
    havre = Town("76351", "Le Havre", "76", 160_000, "Seine-Maritime")
    ours = deed(1, actor="Le Havre", actor_code="76351", confidence=0.55, evidence_text="La mairie essaie.")
    told = page(1, title="La mairie du Havre essaie", towns=(page().towns[0], havre))
    (story,) = items(material(1, pages=(told,), deeds=(ours,)), Section.STORIES)
    assert shown(story.text).startswith("Le Havre (")


def closer(n: int, **changes: Any) -> Any:
    usual = {"initiative_id": "i9", "technology_id": "vsa", "technology": "vidéosurveillance algorithmique"}
    return deed(n, costs=(), confidence=0.6, **(usual | changes))


@pytest.mark.parametrize(
    "vague",
    [
        {"technology_id": "candidate:logiciel d analyse", "technology": "logiciel d’analyse"},
        {"technology_id": "videosurveillance", "technology": "vidéosurveillance"},
    ],
)
def test_of_two_words_for_one_thing_the_closer_one_leads_with_the_amount_of_the_other(vague: Any) -> None:
    told = material(1, deeds=(deed(1, confidence=0.9, **vague), closer(1, wider=("videosurveillance",))))
    made = composed(told)
    said = shown(made.of(Section.STORIES)[0].text)
    assert " la vidéosurveillance algorithmique " in said
    assert "12" in said
    assert made.of(Section.INITIATIVES) == ()
    (only,) = tales(told)
    assert [one.initiative_id for one in only.deeds] == ["i9"]


def test_what_a_title_names_leads() -> None:
    surer = deed(1, initiative_id="i9", technology_id="x", technology="capteur", as_told="capteur")
    (story,) = items(material(1, deeds=(surer, deed(1, confidence=0.6))), Section.STORIES)
    assert " un assistant vocal " in shown(story.text)


@pytest.mark.parametrize("unsayable", [{"technology": "\u202e"}, {"actor": ""}, {"confidence": 0.4}])
def test_an_initiative_without_words_for_it_is_not_told(unsayable: dict[str, Any]) -> None:
    made = composed(material(1, deeds=(deed(1, **unsayable),)))
    assert made.of(Section.INITIATIVES) == ()
    assert made.of(Section.STORIES)[0].headline == page().title


def test_what_is_new_is_said_and_nobody_named_by_it() -> None:
    heard = novel(1, "first-quote", name="Odile Ferrandou", technology_id=None, technology=None)
    (story,) = items(material(1, novelties=novelties(novel(1), heard)), Section.STORIES)
    assert story.news == ("Assistant vocal : de l’annonce à l’essai (Bréville-sur-Aulne)",)


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


def test_a_first_is_told_with_the_beginning_of_the_watch() -> None:
    (story,) = items(material(1, novelties=novelties(novel(1, "first-initiative"))), Section.STORIES)
    assert story.news == ("Première initiative de Bréville-sur-Aulne (veille depuis septembre 2025)",)


def beside(n: int, **changes: Any) -> Any:
    """An initiative of another town than that of the story."""
    usual = {"actor": f"Ville {n}", "actor_code": f"7920{n}", "evidence_text": f"Ville {n} essaie le sien."}
    return deed(n, costs=(), use_case="", supplier="", **(usual | changes))


def test_initiatives_are_said_in_a_sentence_with_their_change() -> None:
    told = material(
        1, deeds=(deed(1), beside(1, initiative_id="i2", reached="announced", before="announced"))
    )
    (line,) = items(told, Section.INITIATIVES)
    assert shown(line.text) == (
        f"Ville 1 (Deux-Sèvres) met à l’essai un assistant vocal. Auparavant{NBSP}: au stade de l’annonce."
    )
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


def test_a_dropped_initiative_leaves_whole_unless_it_is_ticked() -> None:
    dropped = beside(1, initiative_id="i2", status="abandoned", reached="deployed", before="deployed")
    (line,) = items(material(1, deeds=(deed(1), dropped)), Section.INITIATIVES)
    assert shown(line.text) == (
        f"Ville 1 (Deux-Sèvres) abandonne l’assistant vocal. Auparavant{NBSP}: en service."
    )
    assert (
        confirmed_only(composed(material(1, deeds=(deed(1), dropped))), {})[0].of(Section.INITIATIVES) == ()
    )


def other(number: int, **changes: Any) -> Any:
    """Somebody else, elsewhere, in words of their own."""
    usual = {
        "speaker": f"Luce Marais {number}", "insee": f"7930{number}", "commune": f"Ville {number}",
        "text": " ".join(f"{word} {number}" for word in ["voici", "ce", "que", "nous", "avons", "fait", "l’an"]),
    }  # fmt: skip
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


WORDS = "Nous avons commencé par l’école, et la nuit par le téléphone"


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": f"La maire l’assure{NBSP}: «{NBSP}{WORDS}{NBSP}». Le reste suivra."},
        {"summary": f"{'Un mot, ' * 18}«{NBSP}{WORDS}{NBSP}»."},
        {"title": "«\u202fNous avons commencé par l'école, et la nuit…\u202f»"},
    ],
    ids=["in the extract", "in the extract, cut", "in the title"],
)
def test_a_quote_is_not_printed_twice(changes: dict[str, Any]) -> None:
    pages = (page(1, **changes), page(2), page(3))
    told = material(1, pages=pages, deeds=(), sayings=(saying(1), other(3)))
    assert [quote.quote for quote in items(told, Section.QUOTES)] == [other(3).text]
    kept = replace(told, pages=(page(1), *pages[1:]))
    assert [quote.quote for quote in items(kept, Section.QUOTES)] == [WORDS, other(3).text]


def test_the_same_words_by_two_people_are_printed_once() -> None:
    told = material(1, 2, sayings=(saying(1), other(2, text=f"Oui, {WORDS[0].lower()}{WORDS[1:]}")))
    assert [quote.quote for quote in items(told, Section.QUOTES)] == [WORDS]


@pytest.mark.parametrize(
    "unfit",
    [
        {"text": "Non"},
        {"text": "mot " * 60},
        {"confidence": 0.5},
        {"commune": ""},
        {"role": "epci_president", "commune": ""},
    ],
    ids=["a scrap", "too long to show whole", "unsure", "mayor of nowhere", "president of nothing"],
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
    closed, match = event(4), event(6, name="match")
    told = material(
        events=(late, early, year, closed, match),
        event_pages=(
            event_page(5), event_page(2), event_page(3), event_page(4, closed=True), event_page(6, relevant=False),
        ),
    )  # fmt: skip
    agenda = items(told, Section.AGENDA)
    assert [item.headline for item in agenda] == [f"Annulé{NBSP}: Forum des voix", "Forum des voix"]
    assert agenda[0].event == (early.start_day, early.end_day, "day")
    assert agenda[0].place == "salle des Forges, Bréville-sur-Aulne (Deux-Sèvres)"
    assert agenda[0].facts[0].value == f"{early.start_day}|{early.end_day}|cancelled|Forum des voix"


@pytest.mark.parametrize(
    ("name", "page", "said"),
    [
        ("réunion publique", {"deeds": (("79901", "assistant vocal"),)}, "Réunion publique (assistant vocal)"),
        ("réunion publique", {"deeds": (("19275", "assistant vocal"),)}, f"Réunion publique («{NBSP}Un forum{NBSP}»)"),
        ("démonstration de l’assistant vocal", {"deeds": (("79901", "assistant vocal"),)},
         "Démonstration de l’assistant vocal"),
        ("réunion publique", {"title": "Bréville paie 300 000 euros"}, "Réunion publique"),
        ("réunion publique", {"title": "Bréville abandonne"}, "Réunion publique"),
        ("Nuit du code", {"deeds": (("79901", "assistant vocal"),)}, "Nuit du code"),
    ],
)  # fmt: skip
def test_a_meeting_without_a_name_of_its_own_says_what_it_is_about(name: str, page: Any, said: str) -> None:
    told = material(1, events=(event(1, name=name),), event_pages=(event_page(1, **page),))
    (coming,) = items(told, Section.AGENDA)
    assert coming.headline == said
    assert coming.facts[0].value.endswith(f"|{name}")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ({"role": "epci_president", "commune": "", "insee": "", "body": "Morlaix Communauté",
          "role_evidence": "Présidente de Morlaix Communauté, elle attend."}, "présidente de Morlaix Communauté"),
        ({"role": "epci_president", "commune": "", "insee": "", "body": "communauté de communes Val'Eyrieux",
          "role_evidence": "Il préside."}, "à la présidence de la communauté de communes Val’Eyrieux"),
        ({"role": "epci_president", "commune": "", "insee": "", "body": "Aulne Agglo",
          "role_evidence": "Le président d'Aulne Agglo."}, "président d’Aulne Agglo"),
        ({"role": "epci_president", "commune": "", "insee": "", "body": "Grand Aulnois",
          "role_evidence": "Le président du Grand Aulnois."}, "président du Grand Aulnois"),
        ({"role": "epci_president", "commune": "", "insee": "", "body": "Le Grand Aulnois",
          "role_evidence": "Le président."}, "président du Grand Aulnois"),
        ({"role": "deputy_mayor", "role_evidence": "L’adjointe à l’eau s’amuse."},
         "adjointe au maire de Bréville-sur-Aulne (Deux-Sèvres)"),
        ({"role": "councillor", "role_evidence": "Conseiller municipal, il s’amuse."},
         "conseiller municipal de Bréville-sur-Aulne (Deux-Sèvres)"),
        ({"role": "councillor", "role_evidence": "Un conseiller et une conseillère."},
         "membre du conseil municipal de Bréville-sur-Aulne (Deux-Sèvres)"),
        ({"commune": "Château-Chinon (Ville)", "departement_name": "Nièvre"},
         "maire de Château-Chinon (Ville, Nièvre)"),
        ({"commune": "Le Port", "departement_name": "La Réunion"}, "maire du Port (La Réunion)"),
        ({"commune": "L'Haÿ-les-Roses", "departement_name": "Val-de-Marne"}, "maire de L’Haÿ-les-Roses (Val-de-Marne)"),
    ],
)  # fmt: skip
def test_who_speaks_has_a_role_that_reads(who: Any, said: str) -> None:
    (quote,) = items(material(1, sayings=(saying(1, **who),)), Section.QUOTES)
    assert shown(quote.text) == f"Odile Ferrandou, {said}"
    assert quote.claims[0].words == f"Odile Ferrandou, {said}"


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


def test_an_appointment_says_in_which_departement_its_town_is() -> None:
    for place, commune, around, said in (
        ("Saint-Denis", "Saint-Denis", "La Réunion", "Saint-Denis (La Réunion)"),
        ("", "Saint-Denis", "La Réunion", "Saint-Denis (La Réunion)"),
        ("parc des expositions", "Paris", "Paris", "parc des expositions, Paris"),
        ("salle des Forges", "", "", "salle des Forges"),
    ):
        told = event(place=place, commune=commune, departement_name=around)
        (item,) = items(material(events=(told,), event_pages=(event_page(1),)), Section.AGENDA)
        assert item.place == said
