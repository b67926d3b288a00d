"""What a source repeats is learned from its articles and cut from them; what it tells stays."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.types import Access, Article, Basis, Candidate, Form, Note, Rights
from extract.boilerplate import CUT, KEPT, RELATED, Learned, Told, cut, learn, line_key, told, told_of
from extract.listing import from_listing

TOWNS = (
    "Crozon", "Figeac", "Sartène", "Le Moule", "Mende", "Guéret", "Morlaix", "Fécamp", "Rodez", "Lannion",
    "Autun", "Quimper", "Vernon", "Annonay", "Lorient", "Landivisiau", "Penmarch", "Gand", "Tallinn", "Évreux",
)  # fmt: skip
ADVERT = "Formation : maîtriser la commande publique numérique en deux jours, à Dijon ou à distance."
REMINDER = (
    "Pour rappel, la mairie de Lamastre avait été paralysée par un rançongiciel le 13 novembre dernier."
)


def article(
    title: str = "Un robot à Quimper", *lines: str, summary: str = "", form: Form = Form.ARTICLE
) -> Article:
    listed = Candidate(f"https://ex.fr/{line_key(title)}", "ex", "", title, summary)
    found = from_listing(listed, Access.FREE, Rights(), datetime(2026, 11, 23, tzinfo=UTC))
    return replace(found, text="\n\n".join(lines), basis=Basis.FULL, form=form)


def history(count: int, *repeated: str, having: int | None = None) -> list[Told]:
    """So many articles about different towns, the last of which (all by default) have these lines too."""
    first = count - (count if having is None else having)
    return [
        told(f"{n}", f"{TOWNS[n % 20]} n° {n}, tome {n}", [f"Le texte de l’article {TOWNS[n % 20]} {n}.", *(
            repeated if n >= first else ()
        )])
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "having"), [(3, 3), (4, 4), (5, 3), (20, 3), (100, 15), (100, 100)])
def test_an_advertisement_is_learned(count: int, having: int) -> None:
    assert learn(history(count, ADVERT, having=having)).lines == {line_key(ADVERT)}


@pytest.mark.parametrize(("count", "having"), [(2, 2), (20, 2), (100, 3), (100, 14)])
def test_a_set_phrase_is_not(count: int, having: int) -> None:
    phrase = "Contacté par nos soins, le maire n’a pas souhaité répondre à nos questions."
    assert learn(history(count, phrase, having=having)).lines == frozenset()


@pytest.mark.parametrize(
    "label", ["Annonay", "Avec AFP", "Jeannine Chareyre-Pouzet", "Propos recueillis par A. B."]
)
def test_a_label_is_one_only_where_it_is_everywhere(label: str) -> None:
    assert learn(history(20, label, having=8)).lines == frozenset()
    assert learn(history(20, label)).lines == {line_key(label)}


def test_figures_that_vary_little_are_weather_those_that_always_vary_are_news() -> None:
    weather, facts = history(30), history(30)
    for n in range(30):
        town, title = told("x", "", []), f"{TOWNS[n % 20]} n° {n}, tome {n}"
        weather.append(replace(town, title=title, kept=told("", "", [f"Privas : {n % 9}°"]).kept))
        facts.append(
            replace(town, title=title, kept=told("", "", [f"Population : {12_000 + 7 * n} hab."]).kept)
        )
    assert learn(weather).lines == {"privas 0"}
    assert learn(facts).lines == frozenset()


def test_a_reminder_of_one_story_is_no_furniture() -> None:
    titles = ["Cyberattaque à Lamastre", "Lamastre : les services reprennent", "À Lamastre, trois mois après"]
    series = [told(f"s{n}", title, [f"Du nouveau {n}.", REMINDER]) for n, title in enumerate(titles)]
    assert learn([*history(9), *series]).lines == frozenset()
    assert learn(series).lines == frozenset()
    other = [told("o1", "Vernon ouvre un guichet", [REMINDER]), told("o2", "Un bus au Moule", [REMINDER])]
    elsewhere = [told("o3", "Rodez compte ses places", [REMINDER]), told("o4", "Mende teste", [REMINDER])]
    assert learn([*history(9), *series, *other, *elsewhere]).lines == {line_key(REMINDER)}


def test_the_outlet_of_one_town_repeats_itself_too() -> None:
    mine = [told(f"{n}", f"Montreuil : projet {chr(97 + n) * 6}", [ADVERT]) for n in range(10)]
    assert learn(mine).lines == {line_key(ADVERT)}


def test_an_article_told_twice_counts_once() -> None:
    again = [told(f"{n}", "Un robot à Quimper", [ADVERT]) for n in range(5)]
    assert learn([*again, *history(10)]).lines == frozenset()


def test_what_was_cut_before_is_still_known() -> None:
    past = [replace(one, kept=frozenset(), cut=one.kept | one.cut) for one in history(6, ADVERT)]
    assert learn(past).lines == {line_key(ADVERT)}


def test_lines_are_cut_and_noted() -> None:
    found = article(
        "Un robot", "Le robot répond.", ADVERT, "La mairie est ravie.", summary="Le site de la Drôme."
    )
    cleaned = cut(found, Learned(frozenset({line_key(ADVERT), line_key("Le site de la Drôme !")})))
    assert (cleaned.summary, cleaned.text) == ("", "Le robot répond.\n\nLa mairie est ravie.")
    assert cleaned.notes == (Note(CUT, "Le site de la Drôme."), Note(CUT, ADVERT))
    assert told_of(cleaned).cut == {line for line in told_of(found).kept if line.key in {
        line_key(ADVERT), line_key("Le site de la Drôme.")
    }}  # fmt: skip


def test_a_text_is_never_emptied() -> None:
    found = article("Un robot", ADVERT, "Privas : 9°")
    cleaned = cut(found, Learned(frozenset({line_key(ADVERT), "privas 0"})))
    assert (cleaned.text, {note.rule for note in cleaned.notes}) == (found.text, {KEPT})
    assert cut(cleaned, Learned(frozenset({line_key(ADVERT), "privas 0"}))) == cleaned


def test_an_excerpt_that_says_nothing_of_its_own_is_a_title() -> None:
    listed = replace(article("Un robot", summary=ADVERT), basis=Basis.EXCERPT)
    assert cut(listed, Learned(frozenset({line_key(ADVERT)}))).basis is Basis.TITLE


def test_titles_of_other_articles_are_a_box_beside_the_text() -> None:
    known = learn(history(3))
    box = [one.title for one in history(3)]
    assert cut(article("Un robot", "Le robot répond.", *box), known).text == "Le robot répond."
    assert cut(article("Un robot", "Il répond.", box[0], "Il écrit."), known).notes == (
        Note(RELATED, box[0]),
    )
    own = article(box[0], box[0], "Le robot répond.")
    assert cut(own, known) == own


def test_a_round_up_keeps_the_titles_it_tells() -> None:
    known = learn(history(3))
    told_there = [line for one in history(3) for line in (one.title, "Ce qu’il faut en savoir, en bref.")]
    page = article("L’essentiel", *told_there)
    assert cut(page, known) == page
    short = article("L’essentiel", *told_there[:2], form=Form.ROUND_UP)
    assert cut(short, known) == short


LINES = st.lists(
    st.sampled_from(["Privas : 9°", "Privas : 11°", ADVERT, "Météo", "Du texte.", "", "—", *TOWNS])
)


@given(LINES, st.lists(LINES, max_size=6), st.sets(st.sampled_from(["privas 0", "météo", line_key(ADVERT)])))
def test_cutting_invents_nothing_forgets_nothing_and_is_done_at_once(
    lines: list[str], past: list[list[str]], more: set[str]
) -> None:
    found = article("Un robot à Quimper", *[line for line in lines if line])
    learned = learn(told(f"{n}", TOWNS[n], text) for n, text in enumerate(past))
    learned = replace(learned, lines=learned.lines | more)
    once = cut(found, learned)
    before, after = found.text.split("\n\n"), once.text.split("\n\n")
    left = iter(before)
    assert all(line in left for line in after)  # in their order
    assert bool(once.text) == bool(found.text)
    noted = {note.detail for note in once.notes}
    assert set(before) - set(after) <= noted
    assert cut(once, learned) == once
