import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import head, jsonld, tree
from extract.bylines import Bylines, bylines
from extract.names import Declared, names, own_names

TITLE = "Un robot traverse la place du marché"
OWN = own_names(["Le Phare", "Rivages-Ouest.fr", "The Harbour"])


def read(body: str = "", *, ld: Any = None, meta: str = "") -> Bylines:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld is not None else ""
    site = '<meta property="og:site_name" content="Le Phare"><link rel="canonical" href="https://lephare.exemple.fr/1">'
    page = tree.parse(
        f"<html><head><title>{TITLE} - Le Phare</title>{site}{meta}{script}</head><body>{body}</body></html>"
    ).tree
    return bylines(page, jsonld.read(page), head.read(page))


def shown(markup: str) -> Bylines:
    """A byline under the title of an article."""
    return read(f"<main><article><h1>{TITLE}</h1>{markup}<p>{'La ville essaie. ' * 30}</p></article></main>")


def signed(author: Any) -> Bylines:
    return read(ld={"@type": "NewsArticle", "headline": TITLE, "author": author})


# --- one line, several names ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "persons"),
    [
        ("Ana Brizeux", ["Ana Brizeux"]),
        ("Par Ana Brizeux (avec AFP)", ["Ana Brizeux"]),
        ("Ana Brizeux et Yann Le Goff", ["Ana Brizeux", "Yann Le Goff"]),
        ("ANA BRIZEUX ET YANN MOR", ["ANA BRIZEUX", "YANN MOR"]),
        ("Ana Brizeux, Yann Mor and Zoé Tan", ["Ana Brizeux", "Yann Mor", "Zoé Tan"]),
        ("Ana Brix und Jörg Tal", ["Ana Brix", "Jörg Tal"]),
        ("Trine Holm og Åse Berg", ["Trine Holm", "Åse Berg"]),
        ("Ana Pérez y Juan Sol", ["Ana Pérez", "Juan Sol"]),
        ("Ana Brizeux & Yann Mor; Zoé Tan | Léo Roc", ["Ana Brizeux", "Yann Mor", "Zoé Tan", "Léo Roc"]),
        ("Ana Brizeux/Yann Mor", ["Ana Brizeux", "Yann Mor"]),
        # names that hold what separates names
        ("Inès Ortega y Sol", ["Inès Ortega y Sol"]),
        ("Luc Dupré-Mornan", ["Luc Dupré-Mornan"]),
        ("Loïc Le Mao", ["Loïc Le Mao"]),
        ("Rose de la Tour d'Ys", ["Rose de la Tour d'Ys"]),
        ("Bruno Le Maire-Duc", ["Bruno Le Maire-Duc"]),
        ("von der Aue", ["von der Aue"]),
        ("Ng & Partners", ["Ng & Partners"]),
        ("Dr. Max Kohlrab", ["Dr. Max Kohlrab"]),
        ("Tim O’Nail Jr.", ["Tim O’Nail Jr."]),
        ("E.\xa0BRIZ", ["E. BRIZ"]),
        # signatures of a few letters
        ("abc, def", ["abc", "def"]),
        ("abc/def;ghi", ["abc/def", "ghi"]),
        ("马小明、李大海", ["马小明", "李大海"]),
        # libraries put the family name first
        ("Brizeux, Ana", ["Ana Brizeux"]),
        # what stands around a name
        ("Ana Brizeux, journaliste", ["Ana Brizeux"]),
        ("Ana Brizeux | Reporter", ["Ana Brizeux"]),
        ("Journaliste Ana Brizeux", ["Ana Brizeux"]),
        ("Ana Brizeux, professeure à l’université, Paris", ["Ana Brizeux"]),
        ("Ana Brizeux, envoyée spéciale à Kiev", ["Ana Brizeux"]),
        ("Von Ana Brix, Lübeck", ["Ana Brix"]),
        ("Ana Brizeux à Quimper", ["Ana Brizeux"]),
        ("De notre correspondante à Rome, Ana Brizeux", ["Ana Brizeux"]),
        ("Recueilli par Ana BRIZEUX.", ["Ana BRIZEUX"]),
        ("Textes : Ana Brizeux ; photos : Yann Mor", ["Ana Brizeux"]),
        ("Ana Brizeux @anab", ["Ana Brizeux"]),
        ("Ana Brizeux <ana@exemple.fr>", ["Ana Brizeux"]),
        ("김하늘 기자", ["김하늘"]),
        ("<a href='/a'>Ana Brizeux</a>", ["Ana Brizeux"]),
        # no names
        ("105092", []),
        ("https://www.facebook.com/lephare", []),
        ("/auteur/ana", []),
        ("ana@exemple.fr", []),
        ("admin", []),
        ("undefined", []),
        ("ana.briz", []),
        ("Lire la suite", []),
        ("la suite", []),
        ("Staff reporter", []),
        ("x" * 500, []),
    ],
)
def test_names_of_a_line(value: str, persons: list[str]) -> None:
    assert [name.text for name in names(value, OWN) if name.person] == persons


@pytest.mark.parametrize(
    ("value", "organisations"),
    [
        ("AFP", ["AFP"]),
        ("agence france-presse", ["agence france-presse"]),
        ("AFP Paris", ["AFP Paris"]),
        ("dpa/abc", ["dpa/abc"]),
        ("Ana Brizeux/AFP", ["AFP"]),
        ("Ana Brizeux (AFP)", ["AFP"]),
        ("Le Phare avec AFP", ["Le Phare", "AFP"]),
        ("Reuters in Valence", ["Reuters"]),
        ("Ana Brizeux et la rédaction", ["la rédaction"]),
        ("Redaktion Abendrot", ["Redaktion Abendrot"]),
        ("Ana Brizeux avec agences", ["agences"]),
        ("Harbour", ["Harbour"]),
        ("rivages ouest", ["rivages ouest"]),
        ("abendrot.de", ["abendrot.de"]),
        ("Le Phare, Quimper", ["Le Phare"]),
    ],
)
@pytest.mark.parametrize("declared", [Declared.NOTHING, Declared.PERSON])
def test_organisations_whatever_the_page_calls_them(
    value: str, organisations: list[str], declared: Declared
) -> None:
    assert [name.text for name in names(value, OWN, declared) if not name.person] == organisations


@pytest.mark.parametrize(
    "value", ["Frank Press", "The Ana Brizeux", "Night Team", "Harbour staff reporter", "anabriz"]
)
def test_a_declared_person_is_believed_where_nothing_says_otherwise(value: str) -> None:
    assert [(n.text, n.person) for n in names(value, OWN, Declared.PERSON)] == [(value, True)]
    assert [n.text for n in names(value, OWN) if n.person] == []


# --- what the page declares -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ana Brizeux", Bylines(("Ana Brizeux",), ())),
        (["Ana Brizeux", {"@type": "Person", "name": "Yann Mor"}], Bylines(("Ana Brizeux", "Yann Mor"), ())),
        ([[{"name": "Ana Brizeux"}]], Bylines(("Ana Brizeux",), ())),
        ({"@type": "Person", "name": ["Ana Brizeux", "Yann Mor"]}, Bylines(("Ana Brizeux", "Yann Mor"), ())),
        ({"@type": "Person", "givenName": "Ana", "familyName": "Brizeux"}, Bylines(("Ana Brizeux",), ())),
        ({"@type": ["Person", "Organization"], "name": "Ana Brizeux"}, Bylines(("Ana Brizeux",), ())),
        ({"@type": "Organization", "name": "Ana Brizeux"}, Bylines((), ("Ana Brizeux",), ("Ana Brizeux",))),
        ({"@type": "Person", "name": "Le Phare"}, Bylines((), ("Le Phare",), ("Le Phare",))),
        (
            [{"@type": "Person", "name": "Ana Brizeux"}, {"@type": "Person", "name": "AFP"}],
            Bylines(("Ana Brizeux",), ("AFP",)),
        ),
        ([{"name": "Ana BRIZEUX"}, {"name": "Ana Brizeux"}], Bylines(("Ana BRIZEUX",), ())),
        ({"@type": "Person", "name": None, "url": "https://exemple.fr/auteur/ana"}, Bylines((), ())),
        (7, Bylines((), ())),
    ],
)
def test_json_ld_authors(author: Any, expected: Bylines) -> None:
    assert signed(author) == expected


def test_author_by_reference_and_creator() -> None:
    person = {"@type": "Person", "@id": "#ana", "name": "Ana Brizeux"}
    article = {"@type": "Article", "author": {"@id": "#ana"}}
    assert read(ld={"@graph": [article, person]}).authors == ("Ana Brizeux",)
    assert read(ld={"@type": "Article", "creator": ["Yann Mor"]}).authors == ("Yann Mor",)


def metas(*pairs: tuple[str, str]) -> str:
    return "".join(f'<meta name="{name}" content="{content}">' for name, content in pairs)


@pytest.mark.parametrize(
    ("pairs", "authors"),
    [
        ([("author", "Ana Brizeux"), ("author", "Yann Mor")], ("Ana Brizeux", "Yann Mor")),
        ([("author", "Le Phare"), ("author", "Ana Brizeux")], ("Ana Brizeux",)),
        ([("author", "Ana Brizeux"), ("parsely-author", "ana-brizeux")], ("Ana Brizeux",)),
        ([("author", "Agora Corp"), ("sailthru.author", "Ana Brizeux")], ("Ana Brizeux",)),
        ([("article:author", "https://www.facebook.com/lephare")], ()),
        ([("dc.creator", "Brizeux, Ana")], ("Ana Brizeux",)),
        ([("twitter:label1", "Écrit par"), ("twitter:data1", "Ana Brizeux")], ("Ana Brizeux",)),
        ([("twitter:label1", "Durée"), ("twitter:data1", "Ana Brizeux")], ()),
        ([("twitter:creator", "@anab")], ()),
        ([("content-creator", "Ana Brizeux")], ()),
    ],
)
def test_meta_authors(pairs: list[tuple[str, str]], authors: tuple[str, ...]) -> None:
    assert read(meta=metas(*pairs)).authors == authors


def test_a_later_source_adds_the_person_and_the_agency_that_the_first_did_not_name() -> None:
    found = read(
        f"<h1>{TITLE}</h1><p class='byline'>Par Ana Brizeux avec AFP et la rédaction du Phare</p>",
        ld={"@type": "Article", "author": {"@type": "Organization", "name": "Le Phare"}},
    )
    assert found == Bylines(("Ana Brizeux",), ("Le Phare", "AFP"), ("Le Phare",))


def test_declared_persons_end_the_search() -> None:
    found = read(
        f"<h1>{TITLE}</h1><p class='byline'>Par Yann Mor</p>",
        meta='<meta name="author" content="Ana Brizeux">',
    )
    assert found.authors == ("Ana Brizeux",)


def test_the_account_behind_a_web_page_comes_after_the_visible_byline() -> None:
    node = {"@type": "WebPage", "datePublished": "2026-11-17", "author": {"name": "Zoé Tan"}}
    assert read(f"<h1>{TITLE}</h1><p>Par Ana Brizeux</p>", ld=node).authors == ("Ana Brizeux",)
    assert read(f"<h1>{TITLE}</h1>", ld=node).authors == ("Zoé Tan",)


# --- what the page shows --------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        "<a rel='author' href='/x'>Ana Brizeux</a>",
        "<span itemprop='author'>Ana Brizeux</span>",
        "<span itemprop='author' itemscope><meta itemprop='name' content='Ana Brizeux'></span>",
        "<div itemprop='author'><img alt=''><span itemprop='name'>Ana Brizeux</span><p>Elle suit la ville.</p></div>",
        "<p class='byline'>Par <b>Ana Brizeux</b>, journaliste | 17 novembre 2026</p>",
        "<span class='article__author'> Von Ana Brizeux, Lübeck</span>",
        "<div class='ArticleByline_root'><span>By</span> <span>Ana Brizeux</span><span>Staff writer</span></div>",
        "<div id='signature'>Ana Brizeux</div>",
        "<div class='post-journaliste'>Ana <b>Brizeux</b></div>",
        "<div data-testid='author-name'>Ana Brizeux</div>",
        "<span class='vcard author'><a class='url fn' href='spip.php?auteur12'>Ana Brizeux</a></span>",
        "<p>von <a href='/autoren/ana'>Ana Brizeux</a></p>",
        "<a href='https://exemple.fr/staff/ana-brizeux/'> Ana Brizeux </a>",
        "<p>Par Ana Brizeux</p>",
        "<p><time>17 novembre</time> par Ana Brizeux</p>",
        "<p>Publié le 17 novembre 2026 par Ana Brizeux</p>",
        "<p>Article</p><p><em>Propos recueillis par Ana Brizeux</em></p>",
        "<p>Auteur : Ana Brizeux</p>",
    ],
)
def test_visible_bylines(markup: str) -> None:
    assert shown(markup).authors == ("Ana Brizeux",)


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='authors'><a href='/auteur/a'>Ana Brizeux</a> et <a href='/auteur/y'>Yann Mor</a></div>",
        "<div><div class='author'>Ana Brizeux</div><div class='author'>Yann Mor</div></div>",
        "<ul><li><span class='author'>Ana Brizeux</span></li><li><span class='author'>Yann Mor</span></li></ul>",
        "<p class='byline'><span>Ana Brizeux</span><span>Yann Mor</span></p>",
        "<p>Par Ana Brizeux et Yann Mor (avec AFP)</p>",
    ],
)
def test_several_visible_authors(markup: str) -> None:
    assert shown(markup).authors == ("Ana Brizeux", "Yann Mor")


def test_a_byline_above_the_title_and_one_nearer_below() -> None:
    above = f"<main><span class='author'>Ana Brizeux</span><h1>{TITLE}</h1>"
    assert read(above).authors == ("Ana Brizeux",)
    assert read(f"{above}<span class='author'>Yann Mor</span>").authors == ("Yann Mor",)


def test_a_newsroom_that_signs_ends_the_search_among_marked_elements() -> None:
    found = shown("<p class='author'>La rédaction</p><p class='author-name'>Zoé Tan</p>")
    assert found == Bylines((), ("La rédaction",))


PARAGRAPHS = "".join(f"<p>La ville essaie, épisode {n}.</p>" for n in range(6))


@pytest.mark.parametrize(
    ("markup", "authors"),
    [
        (f"<div><p><strong>Ana Brizeux</strong></p>{PARAGRAPHS}</div>", ("Ana Brizeux",)),
        (f"<div>{PARAGRAPHS}<p><em>Ana Brizeux</em></p><p></p></div>", ("Ana Brizeux",)),
        (f"<div>{PARAGRAPHS}<p><b>Zones Partagées</b></p>{PARAGRAPHS}</div>", ()),
        ("<div><p><strong>Ana Brizeux</strong></p><p>Maire</p></div>", ()),
        (f"<div><p>Ana Brizeux</p>{PARAGRAPHS}</div>", ()),
    ],
)
def test_a_name_alone_at_an_edge_of_the_text(markup: str, authors: tuple[str, ...]) -> None:
    assert shown(markup).authors == authors


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='comments'><a rel='author'>Zoé Tan</a></div>",
        "<span class='comment-author vcard'>Zoé Tan</span>",
        "<aside><span class='author'>Zoé Tan</span></aside>",
        "<div class='related-articles'><p class='byline'>Par Zoé Tan</p></div>",
        "<div><h3><a href='/2'>Une autre histoire du port</a></h3><span class='author'>Zoé Tan</span></div>",
        "<a href='/2'><h3>Une autre histoire du port</h3><span class='author'>Zoé Tan</span></a>",
        "<figure><figcaption class='byline'>Zoé Tan</figcaption></figure>",
        "<p class='photo-credit'>Par Zoé Tan</p>",
        "<div class='author-bio'>Zoé Tan</div>",
        "<div class='authority'>Zoé Tan</div>",
        "<div class='author'>Suivre Partager</div>",
        "<p>Par ailleurs, la ville achète.</p>",
        f"<p>Par Zoé Tan, la maire, la ville a enfin {'un robot, ' * 20} dit-elle.</p>",
        "<p>Author Zoé Tan said so.</p>",
        "<footer class='footer'>Publié par Zoé Tan</footer>",
    ],
)
def test_nobody_leaks_in(markup: str) -> None:
    assert shown(markup).authors == ()


# --- hostile pages --------------------------------------------------------------------------

HOSTILE = {
    "names in bold": "<p><b>Ana Brizeux</b></p>" * 9_000,
    "marks that say nothing": "<span class=author>Lire la suite</span>" * 9_000,
    "nested marks": "<div class='author byline'>" * 2_000,
    "teasers": "<div><h2><a>Une autre histoire du port</a></h2><i class=author>Zoé Tan</i></div>" * 4_000,
    "headings": "<h1>abc</h1>" * 15_000,
    "openings": "<p>Par </p>" * 15_000,
    "metas": "<meta name=author content=x>" * 9_000,
    "empty names": "<div class=author>" + "<i class=fn></i>" * 9_000,
    "a long class": "<p class='" + "author " * 150_000 + "'>x</p>",
    "a long line": "<p class=byline>" + "Ana et " * 15_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_bounded(name: str) -> None:
    page = tree.parse(f"<html><body><h1>{TITLE}</h1>{HOSTILE[name]}</body></html>").tree
    marks, graph = head.read(page), jsonld.read(page)
    found = bylines(page, graph, marks)
    assert len(found.authors) <= 40


@given(st.text(max_size=80), st.sampled_from(Declared))
@settings(max_examples=200, deadline=None)
def test_any_line_gives_short_names(value: str, declared: Declared) -> None:
    for name in names(value, OWN, declared):
        assert 0 < len(name.text) <= 60
        assert any(c.isalpha() for c in name.text)


@given(
    st.lists(
        st.sampled_from(
            ["Par", "Ana", "Brizeux", "et", ",", "&", "(", ")", "/", "AFP", "à", ";", "|", " - ", "d’"]
        ),
        max_size=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_separators_is_read(words: list[str]) -> None:
    found = shown(f"<p class='byline'>{' '.join(words)}</p>")
    assert not set(found.authors) & {"AFP", "Par", "et", "à"}
