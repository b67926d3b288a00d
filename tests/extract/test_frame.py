"""What stands around a text: titles, standfirsts, signatures, junk, walls; and pages that are no article."""

import pytest

from core.types import Access, Basis
from extract.access import access_of, basis_of
from extract.gate import Reading, refusal
from extract.junk import Frame, clean
from extract.language import language
from extract.standfirst import opening

TEXT = "La mairie a ouvert un guichet en ligne, que deux mille habitants ont déjà essayé depuis la rentrée."
FRAME = Frame(
    "Un guichet en ligne à Vernon",
    "Deux mille habitants l’ont essayé.",
    ("Odile Perraud",),
    ("Odile Perraud",),
    "Eure",
)


def kept(*lines: str) -> list[str]:
    return list(clean(lines, FRAME).lines)


@pytest.mark.parametrize(
    "line",
    [
        "Lire aussi : Un robot à Brest", "À LIRE AUSSI", "Partager", "Partager sur Facebook", "Facebook | X | LinkedIn",
        "Publié le 7 février 2025 à 15h30", "Mis à jour le 07/02/2025", "Crédits photos : Agence Pluie", "© Odile",
        "Photo d’illustration", "Temps de lecture : 3 min", "Il vous reste 80 % de cet article à lire", "Publicité",
        "Recevez notre lettre chaque matin", "Mots-clés : collectivités, élus", "Article réservé aux abonnés",
        "Pour lire la suite, abonnez-vous", "Nous utilisons des cookies pour mesurer l’audience",
    ],
)  # fmt: skip
def test_junk_is_cut_and_noted(line: str) -> None:
    found = clean([TEXT, line, TEXT], FRAME)
    assert found.lines == (TEXT, TEXT)
    assert [(note.rule, note.detail) for note in found.notes] == [("cut.junk", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Lire également le rapport annexé au budget permet de comprendre, estime l’élu.",
        "S’abonner au service coûtera trois euros par mois aux habitants de la commune.",
        "Connectez-vous sur le portail avant le 4 décembre pour voter, rappelle la mairie.",
        "Inscrivez-vous à la réunion publique du 4 décembre auprès de l’accueil de la mairie.",
        "Pour accéder à l’article 4 du règlement, il faut le demander en mairie.",
        "Photo : la reconnaissance faciale est exclue par la charte de la commune.",
        "Partager la ville autrement", "Publier les données", "La photo, un métier de la mairie",
        "Une newsletter municipale pour les agents", "Lire, écrire, compter sur écran", "Abonner la commune",
        "Commenter le budget", "Annoncer les travaux", "Les réactions des élus",
    ],
)  # fmt: skip
def test_headings_that_begin_like_junk_stay(line: str) -> None:
    assert kept(TEXT, line, TEXT) == [TEXT, line, TEXT]


def test_what_comes_after_the_end_is_cut() -> None:
    assert kept(TEXT, TEXT, "Articles similaires", TEXT) == [TEXT, TEXT]


def test_the_frame_above_the_text_is_cut() -> None:
    above = [
        "Eure",
        "Numérique Un guichet en ligne à Vernon",
        "Deux mille habitants l’ont essayé.",
        "Par Odile Perraud",
        "7 février 2025",
    ]
    assert kept(*above, TEXT, TEXT) == [TEXT, TEXT]


def test_an_authors_box_is_cut_an_office_is_not() -> None:
    assert kept(TEXT, TEXT, "Odile Perraud suit les communes depuis 2012.") == [TEXT, TEXT]
    signed = "Odile Perraud, maire de Vernon"
    assert kept(TEXT, TEXT, signed) == [TEXT, TEXT, signed]


def test_a_summary_that_begins_the_text_is_its_first_paragraph() -> None:
    assert opening(TEXT[:60] + "…", (TEXT, "Suite."), TEXT) == (TEXT, ("Suite.",), True)
    assert opening(TEXT[:60] + " […]", (TEXT * 9, "Suite."), "") == ("", (TEXT * 9, "Suite."), False)


def test_a_summary_is_shown_when_the_page_shows_it() -> None:
    assert opening("Deux mille\xa0essais.", (TEXT,), "Titre Deux mille essais. " + TEXT).shown
    assert not opening("Pour les moteurs.", (TEXT,), TEXT).shown


@pytest.mark.parametrize(
    ("declared", "text", "visible", "access"),
    [
        ("False", TEXT * 30, "", Access.EXCERPT),
        ("http://schema.org/False", TEXT, "", Access.EXCERPT),
        ("true", TEXT, "Déjà abonné ? Connectez-vous", Access.FREE),
        ("", TEXT, "Déjà abonné ? Connectez-vous", Access.FREE),
        ("", TEXT, "Un tarif réservé aux abonnés du réseau de bus", Access.FREE),
        ("", TEXT, "Cet article est réservé aux abonnés", Access.EXCERPT),
        ("", TEXT * 30, "Cet article est réservé aux abonnés", Access.FREE),
        ("", TEXT + " […]", "", Access.EXCERPT),
        ("", TEXT, "", Access.FREE),
    ],
)
def test_access(declared: str, text: str, visible: str, access: Access) -> None:
    assert access_of(declared, text, visible) is access


@pytest.mark.parametrize(
    ("access", "text", "summary", "words", "basis"),
    [
        (Access.FREE, TEXT, "", "", Basis.FULL),
        (Access.EXCERPT, TEXT, "", "", Basis.EXCERPT),
        (Access.EXCERPT, TEXT * 40, "", "", Basis.FULL),
        (Access.EXCERPT, TEXT * 40, "", "5000", Basis.EXCERPT),
        (Access.EXCERPT, "", "Chapeau.", "", Basis.EXCERPT),
        (Access.EXCERPT, "", "", "", Basis.TITLE),
    ],
)
def test_basis(access: Access, text: str, summary: str, words: str, basis: Basis) -> None:
    assert basis_of(access, text, summary, {"wordCount": words}) is basis


ARTICLE = Reading("https://ex.fr/a", "Titre", "Chapeau.", TEXT * 3, Access.FREE, "article", True, 3, 1)


@pytest.mark.parametrize(
    ("change", "reason", "which"),
    [
        ({"title": ""}, "not_article", "sans titre"),
        ({"url": "https://ex.fr/", "declared": False, "kind": "website"}, "not_article", "accueil"),
        ({"title": "Page introuvable"}, "not_article", "page d’erreur"),
        ({"collection": True}, "not_article", "liste"),
        ({"kind": "website", "declared": False, "teasers": 9}, "not_article", "liste"),
        ({"kind": "video.other", "text": TEXT}, "not_article", "images"),
        ({"pictures": 5, "text": "Photo 1/5"}, "not_article", "images"),
        ({"text": "Bref.", "summary": ""}, "too_short", ""),
        ({"text": "Menu\n\nAccueil\n\nContact"}, "not_article", "sans phrase"),
    ],
)
def test_the_gate_says_why(change: dict[str, object], reason: str, which: str) -> None:
    from dataclasses import replace

    found = refusal(replace(ARTICLE, **change))  # type: ignore[arg-type]
    assert found is not None
    assert found.reason == reason
    assert found.detail.startswith(which)


def test_the_gate_lets_articles_and_walled_stubs_pass() -> None:
    from dataclasses import replace

    assert refusal(ARTICLE) is None
    assert refusal(replace(ARTICLE, text="", summary="", access=Access.EXCERPT)) is None
    assert refusal(replace(ARTICLE, kind="website", declared=False)) is None


def test_languages() -> None:
    assert language(TEXT * 3, "fr") == "fr"
    assert language(TEXT * 3, "en") == "fr"
    assert (
        language("The town council has opened a new online counter for all of its residents. " * 4, "fr")
        == "en"
    )
    assert language("Court", "fr") == "fr"
    assert language("Court", "") is None


def test_a_heading_that_could_end_an_article_is_dropped_alone_when_the_article_goes_on() -> None:
    assert kept(TEXT, "À la une", TEXT, TEXT) == [TEXT, TEXT, TEXT]
    assert kept(TEXT, TEXT, TEXT, "Les plus lus", "Un titre", TEXT) == [TEXT, TEXT, TEXT]


def test_a_paragraph_that_names_an_agency_or_a_town_that_signs_stays() -> None:
    frame = Frame("Titre", "", ("Jeanne Le Gall",), ("Jeanne Le Gall", "AFP", "Ville de Quimper"))
    last = [
        "« C’est fait », a déclaré à l’AFP un porte-parole de la mairie.",
        "Ville de Quimper et agglomération signeront mardi.",
    ]
    assert list(clean([TEXT, TEXT, *last], frame).lines) == [TEXT, TEXT, *last]


def test_a_pull_quote_is_told_once() -> None:
    quote = "deux mille habitants ont déjà essayé depuis la rentrée"
    assert kept(TEXT, f"« {quote} »", TEXT + " Fin.") == [TEXT, TEXT + " Fin."]


def test_headings_with_a_year_stay() -> None:
    assert kept("Rentrée 2026, année zéro", TEXT) == ["Rentrée 2026, année zéro", TEXT]


def test_an_address_with_a_query_is_no_home_page() -> None:
    from dataclasses import replace

    assert refusal(replace(ARTICLE, url="https://ex.fr/?p=123", declared=False, kind="")) is None
