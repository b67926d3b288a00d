"""The article's page: what it is, what was found in it with its sentences, what of it may be read here."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_browser import Browser
from newsroom import MONDAY
from small_desk import MAYOR, ONE, SETTINGS, STORY, THREE, signed_in, small_space, told

from core.desk import Marks, Role
from core.settings import Settings
from core.types import Rights
from jobs.workspace import Workspace
from state import marks
from store.batch import Batch
from store.live import open_live
from store.lock import writer_lock
from store.publish import publish
from store.query import run_sql
from web.desk.articles import words as article_words
from web.desk.articles.highlight import Span, marked, paragraphs

PAGE = f"/articles/{ONE}"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small_space(tmp_path_factory.mktemp("article"))


@pytest.fixture(scope="module")
def browser(space: Workspace) -> Iterator[Browser]:
    with Browser(space) as made:
        yield made


def test_the_page_says_what_the_article_is_and_links_to_the_original_first(browser: Browser) -> None:
    page = browser.get(PAGE)
    assert page.status_code == 200
    main = page.text.partition("<main")[2]
    assert main.index('href="https://veilleur.example/article-1"') < main.index("<h2")
    assert 'href="/titres/le-veilleur"' in main
    assert "Basile Quentric" in main
    assert "16\u00a0novembre 2026, 9\u00a0h\u00a030 (déclarée dans les données de la page)" in main
    assert "accès libre, lu en entier" in main
    assert "La mairie accueille les appels la nuit." in main
    assert "<li>commune</li><li>technologie</li>" in main


def test_what_was_found_has_its_sentence_its_certainty_and_its_page(browser: Browser) -> None:
    page = browser.get(PAGE).text
    assert 'href="/communes/79901"' in page
    assert 'href="/technologies/assistant-vocal"' in page
    assert 'href="/technologies/candidate:parlavox"' in page
    assert f'href="/initiatives/{"1a" * 8}"' in page
    assert f'href="/sujets/{STORY}"' in page
    assert "le répertoire des élus le confirme à ce jour" in page
    assert (
        '<mark class="person" title="personne : Odile Ferrandou, maire">Odile Ferrandou</mark>, maire de'
        in page
    )
    assert "du 3 au 4\u00a0décembre 2026, Bréville-sur-Aulne" in page
    assert "12\u202f000\u00a0€ coût" in page
    assert "fournisseur\u00a0: Ostréa Données" in page
    assert "mots cités" in page


def test_a_mayor_has_a_page_and_an_official_has_none(browser: Browser) -> None:
    page = browser.get(PAGE).text
    assert f'<a href="/maires/{MAYOR.replace(" ", "%20")}">Odile Ferrandou</a>' in page
    assert "<h3>Basile Quentric</h3>" in page
    assert "/maires/basile" not in page


def test_other_tellings_and_reprints_are_told(browser: Browser) -> None:
    page = browser.get(PAGE).text
    assert f'repris mot pour mot par <a href="/articles/{THREE}">' in page
    assert "L’Écho des prés, 16/11/2026 · reprise" in page
    assert "reprend mot pour mot" in browser.get(f"/articles/{THREE}").text


@pytest.mark.parametrize(
    ("path", "status"),
    [("/articles/" + "f" * 16, 404), ("/articles/zzz", 400), ("/articles/" + "F" * 16, 400), ("/articles/a.ris", 400),
     ("/articles/" + "f" * 16 + "/texte", 404), ("/articles/" + "f" * 16 + ".json", 404)],
)  # fmt: skip
def test_an_article_that_is_none_is_no_fault(browser: Browser, path: str, status: int) -> None:
    answer = browser.get(path)
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_opening_it_marks_it_as_read(space: Workspace, browser: Browser) -> None:
    browser.get(PAGE)
    state = browser.app.state.desk.state
    assert marks.of(state, "rédaction", [ONE])[ONE] == Marks(read=True)
    del space


def test_it_is_cited_as_bibliographies_want_it(browser: Browser) -> None:
    answer = browser.get(f"{PAGE}.ris")
    assert answer.headers["content-disposition"] == f'attachment; filename="{ONE}.ris"'
    lines = answer.text.split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert "AU  - Basile Quentric" in lines
    assert "DA  - 2026/11/16" in lines
    assert lines[-2:] == ["ER  - ", ""]
    (item,) = json.loads(browser.get(f"{PAGE}.json").text)
    assert (item["type"], item["container-title"]) == ("article-newspaper", "Le Veilleur du Marais")
    assert item["issued"] == {"date-parts": [[2026, 11, 16]]}


def test_the_text_is_read_by_owners_and_its_names_are_marked(browser: Browser) -> None:
    assert "craie mouillée" not in browser.get(PAGE).text
    page = browser.get(f"{PAGE}/texte").text
    assert "Le préau sent la craie mouillée." in page
    assert 'title="technologie : Assistant vocal">assistant vocal</mark>' in page


def test_while_a_writer_holds_the_texts_the_page_says_so(space: Workspace, browser: Browser) -> None:
    with writer_lock(space.data, 0, "process"):
        page = browser.get(f"{PAGE}/texte")
    assert page.status_code == 200
    assert "Les textes sont occupés" in page.text
    assert "craie" not in page.text
    assert "Odile Ferrandou" in page.text


def test_who_only_reads_gets_neither_text_nor_forms(tmp_path: Path) -> None:
    with signed_in(small_space(tmp_path), Role.READER) as reader:
        page = reader.get(PAGE)
        assert page.status_code == 200
        assert "Odile Ferrandou" in page.text
        assert "Lire le texte" not in page.text
        assert 'action="/corriger"' not in page.text
        assert reader.get(f"{PAGE}/texte").status_code == 403


@pytest.mark.parametrize(("basis", "shown"), [("research", False), ("licence", True)])
def test_a_reserved_text_is_read_under_a_licence_only(tmp_path: Path, basis: str, shown: bool) -> None:
    settings = Settings.model_validate({"workspace": {"legal_basis": basis}, "store": SETTINGS.model_dump()})
    space = small_space(tmp_path, told(1, rights=Rights(tdm_reserved=True)), settings=settings)
    with Browser(space) as browser:
        page = browser.get(f"{PAGE}/texte").text
        assert ("craie mouillée" in page) is shown
        assert "fouille de textes réservée" in page
        assert "La mairie accueille" not in page.partition("</dl>")[2].partition("<section")[0], (
            "no extract either"
        )


def test_a_long_summary_is_cut_at_200_characters(tmp_path: Path) -> None:
    space = small_space(tmp_path, told(1, summary="mot " * 100))
    with Browser(space) as browser:
        page = browser.get(PAGE).text
        extract = page.partition('<p class="extract">')[2].partition("</p>")[0]
        assert 150 < len(extract) <= 200
        (item,) = json.loads(browser.get(f"{PAGE}.json").text)
        assert len(item["abstract"]) <= 200


def test_what_changed_between_versions_is_shown_word_by_word(tmp_path: Path) -> None:
    space = small_space(tmp_path, told(1))
    again = told(1, version=2, summary="La mairie accueille les appels le jour.")
    with open_live(space.data, SETTINGS) as live:
        live.write(Batch(articles=(again,)))
    publish(space.data, SETTINGS)
    with Browser(space) as browser:
        page = browser.get(PAGE).text
        assert "changé\u00a0: chapeau" in page
        page = browser.get(f"{PAGE}/texte").text
        assert '<del><span class="hidden">retiré : </span>la nuit.</del>' in page.replace(" </del>", "</del>")
        assert '<span class="hidden">ajouté : </span>le jour.' in page


def test_a_hostile_article_is_inert(tmp_path: Path) -> None:
    space = small_space(
        tmp_path,
        told(1, title=HOSTILE, summary=HOSTILE, authors=(HOSTILE,), section=HOSTILE, agencies=(HOSTILE,)),
    )
    with Browser(space) as browser:
        for path in (PAGE, f"{PAGE}/texte"):
            page = browser.get(path).text
            assert "<script>alert" not in page
            assert "<img" not in page
            assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "\n" not in browser.get(f"{PAGE}.ris").text.replace("\r\n", "")


def test_marks_of_a_sentence_do_not_overlap_and_are_escaped() -> None:
    spans = [Span(10, 15, "commune", "A & B"), Span(12, 20, "person", "P"), Span(30, 99, "commune", "far"),
             Span(21, 23, "foreign", "x")]  # fmt: skip
    said = marked("<b>a 'é & ville ici</b>", 5, 28, spans)
    assert (
        said == '&lt;b&gt;a &#39;é<mark class="person" title="personne : P"> &amp; ville</mark> ici&lt;/b&gt;'
    )
    assert marked("cut", 5, 28, spans) == "cut"
    assert marked("no place", None, None, spans) == "no place"
    assert paragraphs("ab\n\ncd", [Span(4, 6, "commune", "")]) == [
        "ab",
        '<mark class="commune" title="commune">cd</mark>',
    ]


def test_every_article_and_story_of_the_demonstration_has_its_page(
    demo_space: Workspace, looking: Browser
) -> None:
    articles = run_sql(demo_space.data, "SELECT article_id FROM articles").rows
    stories = run_sql(demo_space.data, "SELECT DISTINCT story_id FROM story_articles").rows
    assert len(articles) > 30
    for path in (f"/articles/{one}" for (one,) in articles):
        assert looking.get(path).status_code == 200, path
        assert looking.get(f"{path}/texte").status_code == 200, path
    assert [one for (one,) in stories if looking.get(f"/sujets/{one}").status_code != 200] == []


def test_the_register_and_the_certainty_are_said_in_words() -> None:
    assert article_words.register("contradicted", "attested").endswith("le mandat est à quelqu’un d’autre")
    assert article_words.register("unknown", "provisional") == article_words.register("unknown", None)
    assert article_words.register(None, None) == ""
    assert [article_words.confidence(one) for one in (None, 0.2, 0.5, 0.9)] == [
        "",
        "à vérifier",
        "probable",
        "sûr",
    ]


def test_every_rule_that_dates_an_article_has_its_words() -> None:
    rules = {"json-ld", "meta", "microdata", "time", "text", "url", "feed", "htmldate"}
    assert set(article_words.DATED_BY) == rules
    assert date(2026, 11, 16) == MONDAY.date()
