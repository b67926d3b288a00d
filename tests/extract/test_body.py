"""The article's paragraphs: what is pruned, scoped, filled in and carried through."""

import json

from hypothesis import given
from hypothesis import strategies as st

from extract import body
from extract.slim import slim
from extract.spaces import free_spaces, hold_spaces
from extract.tidy import tidy
from extract.tree import parse

PARAGRAPHS = [
    f"Le conseil municipal a voté le projet numéro {n}, qui équipera l’école de capteurs avant la rentrée prochaine."
    for n in range(1, 7)
]
ARTICLE = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def lines(inner: str, article_body: str = "") -> list[str]:
    page = f"<html><body>{inner}</body></html>"
    tree = parse(slim(page)).tree
    assert tree is not None
    return list(body.read(tree, page, article_body).lines)


def test_frames_link_lists_and_teasers_are_no_text() -> None:
    links = "".join(f"<li><a href='/{n}'>Une autre commune teste un robot {n}</a></li>" for n in range(4))
    teaser = "<p><a href='/x'>À Brest, un robot conversationnel répond la nuit</a></p>"
    found = lines(
        f"<nav><p>{PARAGRAPHS[0] * 2}</p></nav><article>{ARTICLE}<ul>{links}</ul>{teaser}"
        f"<figure><figcaption>{PARAGRAPHS[0] * 2}</figcaption></figure></article><footer><p>Mentions</p></footer>"
    )
    assert found == PARAGRAPHS


def test_a_list_of_the_article_stays_though_it_has_links() -> None:
    items = [
        "un capteur par <a href='/c'>salle</a> de classe, relevé la nuit",
        "un tableau de bord pour <a href='/t'>tous</a>",
    ]
    found = lines(
        f"<article>{ARTICLE}<ul>{''.join(f'<li>{i}</li>' for i in items)}</ul><p>{PARAGRAPHS[0]} Fin.</p></article>"
    )
    assert "un capteur par salle de classe, relevé la nuit" in found


def test_a_short_article_beside_a_weather_box_and_a_long_footer() -> None:
    found = lines(
        f"<div id='gauche'><p>Météo<br>Privas : 9°<br>Annonay : 7°</p></div><div><h1>Titre</h1>{ARTICLE}</div>"
        f"<div id='bas'><small>Le Journal, place du Foirail, Privas. Publicité : s’adresser au bureau d’Annonay, "
        f"le matin. {PARAGRAPHS[1]}</small></div>"
    )
    assert found[-6:] == PARAGRAPHS
    assert not any("Annonay" in line for line in found)


def test_paragraphs_made_of_line_breaks() -> None:
    assert lines(f"<div id='article'>{'<br><br>'.join(PARAGRAPHS)}</div>") == PARAGRAPHS


def test_the_declared_text_finds_the_intruder() -> None:
    box = "<p>Formation : la commande publique en deux jours, à Dijon.</p>"
    inside = f"<article>{ARTICLE[: len(ARTICLE) // 2]}{ARTICLE[len(ARTICLE) // 2 :]}{box}</article>"
    assert any("Dijon" in line for line in lines(inside))
    assert lines(inside, "\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_a_truncated_declared_text_takes_nothing_away() -> None:
    assert lines(f"<article>{ARTICLE}</article>", PARAGRAPHS[0]) == PARAGRAPHS


def test_a_declared_text_stands_for_one_that_was_missed() -> None:
    assert (
        lines(f"<article><p>{PARAGRAPHS[0]}</p></article>", "".join(f"<p>{p}</p>" for p in PARAGRAPHS))
        == PARAGRAPHS
    )


def test_a_page_that_a_script_is_to_draw() -> None:
    state = json.dumps({"props": {"page": {"contenu": ARTICLE, "lang": "fr"}}})
    assert lines(f"<div id='app'></div><script>window.etat = {state}</script>") == PARAGRAPHS


def test_no_break_spaces_stay_where_the_press_sets_them() -> None:
    text = "«\xa0Un essai\xa0», dit le maire\u202f: 38\u202f000\xa0€, soit 12\xa0% du budget de la commune cette année."
    assert lines(f"<article><p>{text}</p><p>&nbsp;</p><p>{PARAGRAPHS[0]}&nbsp;</p></article>") == [
        text,
        PARAGRAPHS[0],
    ]


@given(st.text(alphabet="ab \xa0\u202f", max_size=60))
def test_spaces_held_are_freed(text: str) -> None:
    tree = parse(f"<p>x{text}x</p>").tree
    assert tree is not None
    assert free_spaces(hold_spaces(tree).text_content()) == f"x{text}x"


@given(st.text(max_size=200))
def test_a_tidy_line_stays_tidy(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert "\n" not in once
    assert "\u202e" not in once


def test_the_full_extraction_finds_what_the_fast_one_throws_away() -> None:
    labels = "".join(f"<label>{p}</label>" for p in PARAGRAPHS)
    page = f"<html><body><h1>Titre</h1>{labels}</body></html>"
    tree = parse(slim(page)).tree
    assert tree is not None
    found = body.read(tree, page)
    assert list(found.lines[-6:]) == PARAGRAPHS
    assert [note.rule for note in found.notes] == ["body.full"]


def test_a_date_in_a_sentence_is_part_of_it() -> None:
    dated = f"<p>Le <time datetime='2026-12-04'>4 décembre</time>, la maire présentera le projet. {PARAGRAPHS[0]}</p>"
    assert lines(f"<article>{dated}{ARTICLE}</article>")[0].startswith("Le 4 décembre, la maire présentera")


def test_a_quotation_set_as_a_figure_and_who_said_it_stay() -> None:
    quote = "Nous ne voulions pas d’un gadget, mais d’un guichet qui réponde à tous."
    figure = f"<figure><blockquote><p>{quote}</p><footer>Odile Perraud, maire</footer></blockquote></figure>"
    found = " ".join(lines(f"<article>{ARTICLE}{figure}{ARTICLE}</article>"))
    assert quote in found
    assert "Odile Perraud, maire" in found


def test_towns_listed_after_a_colon_stay() -> None:
    towns = "".join(f"<li><a href='/{t}'>{t}</a></li>" for t in ("Brest", "Morlaix", "Quimper"))
    found = lines(
        f"<article>{ARTICLE}<p>Les communes retenues :</p><ul>{towns}</ul><p>{PARAGRAPHS[0]} Fin.</p></article>"
    )
    assert {"Brest", "Morlaix", "Quimper"} <= set(found)


def test_a_declared_text_that_is_another_replaces_nothing() -> None:
    slogan = "Retrouvez toute l’actualité de votre région sur notre site et notre application. " * 30
    assert lines(f"<article>{ARTICLE}</article>", slogan) == PARAGRAPHS
