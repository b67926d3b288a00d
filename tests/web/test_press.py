"""The digest room: the draft, its check list, its edits, its preview and its approval, through the pages alone."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import httpx
import pytest
from desk_browser import Browser
from told_letter import LETTER, WEEK, made

from core.desk import Role, User
from core.letters import Issue, IssueState
from core.settings import FILE_NAME, template
from digest import letterjson
from jobs.letters.drafting import composed
from jobs.workspace import Workspace
from state import letters
from web.access import session
from web.desk.press import sheet
from web.desk.press.lacking import line_of

PATH = f"/bouclage/{WEEK.label}"
SIGNED = "Odile Ferrandou"
AT = datetime(2026, 11, 23, 7, tzinfo=UTC)
_KEYS = re.compile(r'name="(oui|non)" value="([^"]+)"')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with a published article."""
    return made(tmp_path_factory.mktemp("lettre") / "veille")


@pytest.fixture
def space(built: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A copy of it, and the letter that tells of the article: composing has tests of its own."""
    monkeypatch.setattr(sheet, "composed", lambda *_: LETTER)
    shutil.copytree(built.root, tmp_path / "veille", symlinks=True)
    return replace(built, root=tmp_path / "veille")


@pytest.fixture
def browser(space: Workspace) -> Iterator[Browser]:
    with Browser(space) as browser:
        yield browser


def text(answer: httpx.Response) -> str:
    return unescape(re.sub(r"<[^>]+>", "", answer.text)).replace("\u00a0", " ").replace("\u202f", " ")


def post(browser: Browser, path: str, **fields: object) -> httpx.Response:
    return browser.post(f"{PATH}/{path}", page="/bouclage", **fields)


def everything(browser: Browser) -> list[str]:
    """The keys that the button of the page « Tout confirmer » confirms."""
    found = re.search(r'id="tout" name="oui" value="([^"]+)"', browser.get(f"{PATH}/verifier/tout").text)
    assert found
    return found[1].split(",")


def read(browser: Browser, erratum: int = 0) -> str:
    """The fingerprint that the page's own form of approval carries."""
    found = re.search(
        r'name="lu" value="([0-9a-f]+)"', browser.get(f"{PATH}/envoi?rectificatif={erratum}").text
    )
    assert found
    return found[1]


def approve(browser: Browser) -> None:
    post(browser, "verifier", oui=",".join(everything(browser)))
    browser.get(f"{PATH}/verifier")
    assert post(browser, "accord", nom=SIGNED, lu=read(browser)).status_code == 303


def state_of(browser: Browser) -> IssueState | None:
    found = letters.issue(browser.app.state.desk.state, WEEK.label)
    return found.state if found else None


def headlines(browser: Browser) -> list[str]:
    return [unescape(one) for one in re.findall(r"<h3>([^<]+)</h3>", browser.get(PATH).text)]


@pytest.mark.parametrize("week", ["2026-W60", "2026-w47", "2026W47", "x", "2026-W4", "%00", "2026-W47%0a"])
def test_no_page_for_what_is_no_week(browser: Browser, week: str) -> None:
    assert browser.get(f"/bouclage/{week}").status_code == 404


def test_a_week_that_is_not_over_has_no_draft(space: Workspace) -> None:
    with Browser(space) as browser:
        assert browser.get("/bouclage/aller?semaine=2199-W01").status_code == 400
        assert browser.get("/bouclage/aller?semaine=2026-W47").headers["location"] == PATH
        assert browser.get("/bouclage/aller?semaine=%00").status_code == 400


def test_a_vote_is_kept_and_shown_with_who_gave_it(browser: Browser) -> None:
    assert "Questions répondues : 0 sur 2" in text(browser.get(f"{PATH}/verifier"))
    went = post(browser, "verifier", oui="c-supplier", question=1)
    assert went.headers["location"] == f"{PATH}/verifier#q-2"
    page = text(browser.get(f"{PATH}/verifier"))
    assert "Questions répondues : 1 sur 2" in page
    assert "oui rédaction" in page
    post(browser, "verifier", non="c-person", question=2)
    page = text(browser.get(f"{PATH}/verifier"))
    assert "Tout est vérifié" in page
    kept = letters.ticks(browser.app.state.desk.state, WEEK.label)
    assert {key: (one.right, one.by) for key, one in kept.items()} == {
        "c-supplier": (True, "rédaction"), "c-person": (False, "rédaction"),
    }  # fmt: skip


def test_one_button_confirms_what_the_page_shows_and_nothing_else(browser: Browser) -> None:
    assert everything(browser) == ["c-supplier", "c-person"]
    for made_up in ("tout", "#1", "1", "c-supplier,c-elsewhere"):
        answer = post(browser, "verifier", oui=made_up)
        assert answer.status_code == 400
        assert "a changé depuis que cette page" in text(answer)
    assert letters.ticks(browser.app.state.desk.state, WEEK.label) == {}


def test_nothing_is_confirmed_at_once_before_it_was_listed(browser: Browser) -> None:
    assert not re.search(r'id="tout"', browser.get(f"{PATH}/verifier").text)
    answer = browser.get(f"{PATH}/verifier/tout")
    listed = text(answer)
    assert "Vous direz oui à 2 points, dans 2 questions." in listed
    for sentence in re.findall(
        r'<blockquote class="evidence">.*?</blockquote>', browser.get(f"{PATH}/verifier").text
    ):
        assert sentence in answer.text
    assert letters.ticks(browser.app.state.desk.state, WEEK.label) == {}, "looking confirms nothing"
    post(browser, "verifier", oui=",".join(everything(browser)))
    assert browser.get(f"{PATH}/verifier/tout").headers["location"] == f"{PATH}/verifier"


def test_yes_and_no_at_once_is_told_beside_the_question(browser: Browser) -> None:
    answer = post(browser, "verifier", oui="c-person", non="c-person", question=2)
    assert answer.status_code == 400
    card = answer.text[answer.text.index('id="q-2"') :]
    assert (
        card.index("oui et non à la fois") < card.index("</article>")
        if "oui et" in card
        else "Oui et non" in card
    )


def test_nothing_is_approved_while_a_question_waits(browser: Browser) -> None:
    browser.get(f"{PATH}/verifier")
    answer = post(browser, "accord", nom=SIGNED, lu=read(browser))
    assert answer.status_code == 400
    assert "Reste 2 questions" in text(answer)
    assert "Ostréa Données" in text(answer)
    assert "beffroi digest" not in text(answer)
    assert f'value="{SIGNED}"' in answer.text
    assert state_of(browser) is None


def test_nothing_is_approved_that_nobody_saw(browser: Browser) -> None:
    post(browser, "verifier", oui="c-supplier,c-person")
    post(browser, "gestes", geste="titre", element="brief:0000000000000000", texte="Rodez : un parc")
    answer = post(browser, "accord", nom=SIGNED, lu=read(browser))
    assert answer.status_code == 400
    assert "a changé depuis qu’on l’a vue" in text(answer)
    browser.get(f"{PATH}/apercu/page")
    assert post(browser, "accord", nom=SIGNED, lu=read(browser)).status_code == 303
    assert state_of(browser) is IssueState.APPROVED


def test_what_a_reader_looks_at_is_not_read_by_an_editor(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.access.guard.ALONE", User("Luc", Role.READER))
    browser.get(f"{PATH}/verifier")
    browser.get(f"{PATH}/apercu/page")
    assert letters.seen(browser.app.state.desk.state, WEEK.label) == {}
    monkeypatch.setattr("web.access.guard.ALONE", session.ALONE)
    browser.get(f"{PATH}/verifier")
    assert letters.seen(browser.app.state.desk.state, WEEK.label) != {}


def test_an_approval_is_of_what_its_page_showed(browser: Browser) -> None:
    post(browser, "verifier", oui="c-supplier,c-person")
    browser.get(f"{PATH}/verifier")
    shown = read(browser)
    post(browser, "gestes", geste="objet", texte="Un autre objet")
    browser.get(f"{PATH}/verifier")  # somebody else reads it
    answer = post(browser, "accord", nom=SIGNED, lu=shown)
    assert answer.status_code == 400
    assert "a changé depuis que cette page" in text(answer)
    assert state_of(browser) is None


@pytest.mark.parametrize("name", ["", "root", "42", " "])
def test_nobody_signs_with_a_name_that_is_nobodys(browser: Browser, name: str) -> None:
    post(browser, "verifier", oui="c-supplier,c-person")
    browser.get(f"{PATH}/verifier")
    answer = post(browser, "accord", nom=name, lu=read(browser))
    assert answer.status_code == 400
    assert "n’est le nom de personne" in text(answer)


def test_items_go_up_down_first_away_and_back(browser: Browser) -> None:
    for section, key in (
        ("briefs", "quote:" + LETTER.items[1].key.removeprefix("quote:")),
        ("briefs", LETTER.items[0].key),
    ):
        assert post(browser, "gestes", geste="deplacer", element=key, partie=section).status_code == 303
    item, quote, brief, event = (one.key for one in LETTER.items)
    assert order(browser) == [3, 2, 1, 4]
    post(browser, "gestes", geste="haut", element=item)
    assert order(browser) == [3, 1, 2, 4]
    post(browser, "gestes", geste="bas", element=brief)
    assert order(browser) == [1, 3, 2, 4]
    post(browser, "gestes", geste="tete", element=quote)
    assert order(browser) == [2, 1, 3, 4]
    post(browser, "gestes", geste="haut", element=quote)  # the first goes no higher
    assert order(browser) == [2, 1, 3, 4]
    post(browser, "gestes", geste="ecarter", element=event)
    page = browser.get(PATH)
    assert order(browser) == [2, 1, 3]
    assert "Écartés" in text(page)
    number = re.search(r'name="numero" value="(\d+)"><button[^>]*>Rétablir', page.text)
    assert number
    post(browser, "annuler", numero=number[1])
    assert order(browser) == [2, 1, 3, 4]


def order(browser: Browser) -> list[int]:
    return [
        int(one) for one in re.findall(r'<article class="card item" id="n-(\d+)"', browser.get(PATH).text)
    ]


def test_each_text_of_an_editor_is_shown_and_taken_back(browser: Browser) -> None:
    brief = LETTER.items[2].key
    for geste, words in (
        ("titre", "Un <b>titre</b>"),
        ("commentaire", "À suivre"),
        ("objet", "Objet neuf"),
        ("edito", "Un\r\nDeux"),
    ):
        assert post(browser, "gestes", geste=geste, element=brief, texte=words).status_code == 303
    page = browser.get(f"{PATH}?modifier=3")
    assert "Un &lt;b&gt;titre&lt;/b&gt;" in page.text
    assert "<b>titre" not in page.text
    assert "Objet neuf" in page.text
    assert "Un\nDeux</textarea>" in page.text
    assert page.text.count("Annuler le geste") == 4
    for number in re.findall(r'name="numero" value="(\d+)"', page.text):
        post(browser, "annuler", numero=number)
    assert headlines(browser)[2:3] == [LETTER.items[2].headline.replace(" :", "\u00a0:")]
    assert browser.get(PATH).text.count("· annulé") == 4


@pytest.mark.parametrize(
    ("geste", "words", "told"),
    [
        ("titre", "x" * 201, "trop long"), ("commentaire", "x" * 401, "trop long"), ("objet", "x" * 151, "trop long"),
        ("edito", "1\n2\n3\n4", "4 lignes"), ("titre", "un\ndeux", "une ligne"),
        ("titre", "\u202egauche", "invisibles"),
    ],
)  # fmt: skip
def test_a_text_that_is_refused_is_told_beside_its_form_and_kept_there(
    browser: Browser, geste: str, words: str, told: str
) -> None:
    answer = post(browser, "gestes", geste=geste, element=LETTER.items[2].key, texte=words)
    assert answer.status_code == 400
    assert told in text(answer)
    fault = answer.text.index('role="alert"')
    assert answer.text.index('name="texte"', fault) < answer.text.index(f'value="{geste}"', fault)
    assert words.splitlines()[0] in unescape(answer.text[fault:])
    assert letters.edits(browser.app.state.desk.state, WEEK.label) == []


def test_an_item_goes_only_where_it_fits(browser: Browser) -> None:
    answer = post(browser, "gestes", geste="deplacer", element=LETTER.items[2].key, partie="agenda")
    assert answer.status_code == 400
    assert "n’a pas de date" in text(answer)
    assert post(browser, "gestes", geste="ecarter", element="nobody").status_code == 400
    assert post(browser, "gestes", geste="brûler", element=LETTER.items[2].key).status_code == 400
    assert post(browser, "annuler", numero=999).status_code == 400


def test_a_change_takes_the_approval_back(browser: Browser) -> None:
    approve(browser)
    assert "tout changement reprend l’accord" in text(browser.get(PATH))
    post(browser, "gestes", geste="objet", texte="Autre")
    assert state_of(browser) is IssueState.DRAFT
    assert "à approuver de nouveau" in text(browser.get(PATH))


def test_what_waits_is_not_in_the_preview(browser: Browser) -> None:
    for form in ("page", "mail", "texte"):
        assert "Ostréa" not in browser.get(f"{PATH}/{form}").text
    post(browser, "verifier", oui="c-supplier")
    for form in ("page", "mail", "texte"):
        assert "Ostréa" in browser.get(f"{PATH}/{form}").text, form


def test_only_our_own_pages_frame_the_letter(browser: Browser) -> None:
    framed = browser.get(f"{PATH}/page").headers.get_list("content-security-policy")
    assert len(framed) == 1
    assert "frame-ancestors 'self'" in framed[0]
    assert "script-src" not in framed[0]
    assert "frame-ancestors 'none'" in browser.get(f"{PATH}/apercu/page").headers["content-security-policy"]
    assert browser.get(f"{PATH}/apercu/autre").status_code == 404
    assert browser.get(f"{PATH}/apercu/page?largeur=42").status_code == 404
    assert 'class="letter w320"' in browser.get(f"{PATH}/apercu/mail?largeur=320").text


def test_an_appointment_is_shown_with_its_days_place_and_sentence(browser: Browser) -> None:
    item = text(browser.get(PATH)).partition("Forum des voix")[2].partition("Écarter")[0]
    assert "u 3 au 4 décembre 2026, Bréville-sur-Aulne" in item
    assert "Le Forum des voix aura lieu les 3 et 4 décembre." in item
    unasked = text(browser.get(f"{PATH}/verifier")).partition("sans rien à confirmer")[2]
    assert "u 3 au 4 décembre 2026, Bréville-sur-Aulne" in unasked


def test_what_is_not_approved_is_copied_nowhere(browser: Browser) -> None:
    for path in ("copie", "fichiers/html", "fichiers/eml"):
        assert browser.get(f"{PATH}/{path}").status_code == 404
    approve(browser)
    assert SIGNED in browser.get(f"{PATH}/copie").text
    assert "attachment" in browser.get(f"{PATH}/fichiers/eml").headers["content-disposition"]
    assert browser.get(f"{PATH}/fichiers/exe").status_code == 404
    post(browser, "gestes", geste="objet", texte="Autre")  # the approval is gone
    for path in ("copie", "fichiers/html", "fichiers/eml"):
        assert browser.get(f"{PATH}/{path}").status_code == 404


def test_without_a_mail_server_the_room_says_what_is_missing(browser: Browser, space: Workspace) -> None:
    (space.root / FILE_NAME).write_text(template({}), encoding="utf-8")
    assert "une fois approuvée" in text(browser.get(f"{PATH}/envoi")), "told before the work is done"
    approve(browser)
    answer = browser.get(f"{PATH}/envoi")
    page = text(answer)
    lines = (space.root / FILE_NAME).read_text("utf-8").splitlines()
    told = {key: int(line) for key, line in re.findall(r'(\w+) = "[^"]+", ligne (\d+)', page)}
    assert {lines[line - 1] for line in told.values()} == {f'{key} = ""' for key in told}
    assert "host" in told
    assert "est vide" not in page
    for path in ("copie", "fichiers/eml", "fichiers/html"):
        assert f'href="{PATH}/{path}"' in answer.text
        assert browser.get(f"{PATH}/{path}").status_code == 200
    assert '<h2 id="envoi">' not in answer.text, "no empty part"
    assert "autre service" in page
    assert "Envoyer à" not in page
    assert post(browser, "envoi", empreinte="").status_code == 400
    shown = browser.get(f"{PATH}/confirmer?quoi=archive").text
    read = re.search(r'name="empreinte" value="([0-9a-f]+)"', shown)
    assert read
    assert post(browser, "archive", empreinte=read[1]).status_code == 303
    assert state_of(browser) is IssueState.SENT
    assert browser.get(f"/lettres/{WEEK.label}/").status_code == 200
    assert browser.get(PATH).headers["location"] == f"{PATH}/envoi"
    assert post(browser, "gestes", geste="objet", texte="Trop tard").status_code in {303, 400}
    assert "Trop tard" not in browser.get(f"{PATH}/page").text


def test_the_line_of_a_setting_is_that_of_its_table() -> None:
    text = '[letter]\nhost = "x"\n# host =\n[ smtp ]\n  port = 1\nhost=""\n'
    assert (line_of(text, "smtp", "host"), line_of(text, "letter", "host")) == (6, 2)
    assert (line_of(text, "smtp", "user"), line_of("", "smtp", "host")) == (0, 0)


@pytest.mark.parametrize(
    ("role", "path", "fields"),
    [
        *(
            (Role.READER, path, {})
            for path in ("gestes", "annuler", "verifier", "essai", "rectificatif", "appliquer")
        ),
        *(
            (role, path, {})
            for role in (Role.READER, Role.EDITOR)
            for path in ("accord", "envoi", "encore", "archive")
        ),
    ],
)
def test_a_role_does_no_more_than_it_may(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, role: Role, path: str, fields: dict[str, str]
) -> None:
    monkeypatch.setattr("web.access.guard.ALONE", User("Luc", role))
    if path == "gestes":
        fields = {"geste": "objet", "texte": "x"}
    answer = post(browser, path, **fields, **({"numero": 1} if path == "annuler" else {}))
    assert answer.status_code == 403


def test_controls_that_a_role_may_not_use_are_not_shown(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "/gestes" in browser.get(PATH).text
    monkeypatch.setattr("web.access.guard.ALONE", User("Luc", Role.READER))
    for path in ("", "/verifier", "/envoi", "/apercu/page"):
        assert 'method="post"' not in browser.get(PATH + path).text
    assert browser.get("/bouclage/abonnes").status_code == 403


def test_the_list_says_what_waits(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.desk.press.weeks.finished", lambda _: WEEK)
    page = text(browser.get("/bouclage"))
    assert "2 questions attendent une réponse" in page
    assert "Aucune lettre n’a encore été approuvée" in page
    approve(browser)
    page = text(browser.get("/bouclage"))
    assert "approuvée, pas encore partie" in page
    assert SIGNED in page


def test_older_letters_are_on_further_pages(browser: Browser) -> None:
    state = browser.app.state.desk.state
    for number in range(1, 46):
        content = letterjson.to_json(LETTER)
        kept = Issue(
            f"2025-W{number:02}", 0, IssueState.SENT, content, letterjson.sha256(content), (), SIGNED, AT, AT
        )
        letters.keep(state, kept)
    found: list[str] = []
    for page in (1, 2, 3):
        found += re.findall(r'<th scope="row"><a[^>]*>([^<]+)<', browser.get(f"/bouclage?page={page}").text)
    assert found == [f"2025-W{number:02}" for number in range(45, 0, -1)]
    assert browser.get("/bouclage?page=0").status_code == 400


def test_a_hostile_letter_is_inert(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    telling = replace(
        LETTER.items[0].tellings[0], title=bad, outlet=bad, authors=(bad,), url="javascript:alert(3)"
    )
    items = tuple(
        replace(
            item, headline=bad, extract=bad, quote=bad, news=(bad,), comment=bad, place=bad, tellings=(telling,),
            claims=tuple(
                replace(one, words=bad, sentence=bad, outlet=bad, url="javascript:alert(3)") for one in item.claims
            ),
        )
        for item in LETTER.items
    )  # fmt: skip
    hostile = replace(
        LETTER, items=items, subject=bad, editorial=bad, erratum=(bad,), proofs={bad: "javascript:alert(3)"}
    )
    monkeypatch.setattr(sheet, "composed", lambda *_: hostile)
    for path in (
        "",
        "?modifier=1",
        "/verifier",
        "/envoi",
        *(f"/apercu/{form}" for form in ("page", "mail", "texte")),
        "/page",
        "/mail",
    ):
        answer = browser.get(PATH + path)
        assert answer.status_code == 200, path
        for attack in ("<script>alert", "<img src=x", 'href="javascript:'):
            assert attack not in answer.text, (path, attack)


@pytest.mark.parametrize(
    "path",
    [
        "/confirmer", "/confirmer?quoi=tout",
        "?modifier=x", "?modifier=-1", "?modifier=99999999999999999999", "/envoi?rectificatif=x",
        "/envoi?rectificatif=7",
        "/envoi/etat?rectificatif=-1", "/apercu/%00", "/apercu/page?rectificatif=3", "/page?rectificatif=3",
        "/fichiers/%2e%2e", "/copie?rectificatif=1000", "/rectificatif",
    ],
)  # fmt: skip
def test_an_odd_address_is_a_clear_page(browser: Browser, path: str) -> None:
    assert browser.get(PATH + path).status_code in {400, 404}


@pytest.mark.parametrize(
    "path", ["gestes", "annuler", "verifier", "accord", "essai", "envoi", "encore", "archive", "rectificatif"]
)
def test_an_odd_form_is_a_clear_page(browser: Browser, path: str) -> None:
    odd = "\u202e\x00" * 50
    for fields in (
        {},
        dict.fromkeys(("geste", "element", "texte", "numero", "oui", "nom", "lu", "adresse", "note"), odd),
    ):
        answer = post(browser, path, **fields)
        assert answer.status_code in {303, 400, 404}, path
        assert "\x00" not in answer.text


def test_composing_asks_the_snapshot_that_is_open(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counting(*given: object) -> object:
        asked.append(1)
        return composed(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(sheet, "composed", counting)
    with Browser(space) as browser:
        for _ in range(3):
            assert browser.get(PATH).status_code == 200
    assert asked == [1]
