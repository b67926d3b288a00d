"""From a draft to a letter that left and its erratum, all through the pages; a real mail server takes the mails."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import httpx
import pytest
from desk_browser import Browser
from mail_server import Box, listening
from sent_workspace import subscribe
from told_letter import INITIATIVE, LETTER, STORE, WEEK, made

from core.desk import RequestKind, RequestState
from core.errors import BeffroiError
from core.letters import IssueState
from core.settings import SmtpSettings
from core.types import CorrectionAction as Action
from jobs.correcting import corrections
from jobs.correcting import say as correcting
from jobs.correcting.words import Words
from jobs.desk import running, sending
from jobs.letters.sending import How
from jobs.workspace import Workspace
from state import deliveries, letters, requests
from state.open import open_state
from store.live import open_live
from store.publish import publish
from web.desk.press import sheet

PATH = f"/bouclage/{WEEK.label}"
ODILE, LUC = "odile@aulne.example", "luc@aulne.example"
SIGNED = "Odile Ferrandou"


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A published article, and two readers."""
    space = made(tmp_path_factory.mktemp("lettre") / "veille")
    subscribe(space, ODILE, LUC)
    return space


@pytest.fixture
def space(built: Workspace, tmp_path: Path, box: Box, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A copy of it, the letter that tells of the article, and a mail server on loopback."""
    monkeypatch.setattr(sheet, "composed", lambda *_: LETTER)
    shutil.copytree(built.root, tmp_path / "veille", symlinks=True)
    with listening(box) as port:
        smtp = SmtpSettings(
            host="127.0.0.1", port=port, tls="none", per_minute=1_000_000, timeout_seconds=5.0
        )
        settings = built.settings.model_copy(update={"smtp": smtp})
        yield replace(built, root=tmp_path / "veille", settings=settings)


@pytest.fixture
def browser(space: Workspace) -> Iterator[Browser]:
    with Browser(space) as browser:
        yield browser


def post(browser: Browser, path: str, **fields: object) -> httpx.Response:
    return browser.post(f"{PATH}/{path}", page="/bouclage", **fields)


def text(answer: httpx.Response) -> str:
    return unescape(re.sub(r"<[^>]+>", "", answer.text)).replace("\u00a0", " ").replace("\u202f", " ")


def field(answer: httpx.Response, name: str) -> str:
    """What a form of the page carries under this name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    assert found, name
    return unescape(found[1])


def approved(browser: Browser) -> None:
    page = browser.get(f"{PATH}/verifier/tout").text
    found = re.search(r'id="tout" name="oui" value="([^"]+)"', page)
    assert found
    post(browser, "verifier", oui=found[1])
    browser.get(f"{PATH}/verifier")
    lu = field(browser.get(f"{PATH}/envoi"), "lu")
    assert post(browser, "accord", nom=SIGNED, lu=lu).status_code == 303


def last_look(browser: Browser, act: str = "envoi", erratum: int = 0) -> httpx.Response:
    """The page where sending is confirmed."""
    return browser.get(f"{PATH}/confirmer?quoi={act}&rectificatif={erratum}")


def press_send(browser: Browser, erratum: int = 0) -> httpx.Response:
    page = last_look(browser, erratum=erratum)
    return post(browser, "envoi", rectificatif=erratum, empreinte=field(page, "empreinte"))


def carried_out(space: Workspace) -> list[tuple[RequestState, str]]:
    """What waits, done as the writer does it; nobody waits for a server that is slow."""

    async def at_once(_: float) -> None:
        return

    done = []
    with closing(open_state(space.state)) as state:
        for one in requests.going_on(state):
            try:
                came = sending.send(space, one.payload, How(wait=at_once))
            except BeffroiError as error:
                came = RequestState.FAILED, str(error)
            requests.finish(state, one, *came, datetime.now(UTC))
            done.append(came)
    return done


def state_of(space: Workspace, erratum: int = 0) -> IssueState | None:
    with closing(open_state(space.state)) as state:
        found = letters.issue(state, WEEK.label, erratum)
    return found.state if found else None


def corrected(space: Workspace) -> None:
    correcting.initiative(
        space, Action.STATUS, INITIATIVE, "deployed", None, Words("Odile", "lu dans l’article")
    )
    with closing(open_state(space.state)) as state, open_live(space.data, STORE) as live:
        corrections.apply(state, live)
    publish(space.data, STORE)


def test_from_draft_to_erratum(space: Workspace, browser: Browser, box: Box) -> None:
    approved(browser)
    assert post(browser, "essai", adresse=ODILE).status_code == 303
    assert box.to == []  # the page asks, the writer sends
    assert "Essai demandé par rédaction" in text(browser.get(f"{PATH}/envoi"))
    assert carried_out(space) == [(RequestState.DONE, "Essai de 2026-W47 envoyé.")]
    (trial,) = box.mails(ODILE)
    assert trial["Subject"].startswith("[essai]")
    assert state_of(space) is IssueState.APPROVED

    page = browser.get(f"{PATH}/envoi")
    assert "Envoyer à 2 abonnés…" in text(page)
    assert "Dernier essai" in text(page)
    assert "Dernier envoi" not in text(page), "a trial is no sending"
    assert 'name="empreinte"' not in page.text, "nothing leaves by one press"
    shown = text(last_look(browser))
    assert f"Objet : {LETTER.subject}" in shown
    assert "Destinataires : 2 abonnés" in shown
    assert "essai de la lettre" in text(browser.get("/demandes"))
    press_send(browser)
    assert carried_out(space) == [(RequestState.DONE, "2026-W47 : 2\u00a0envoyées.")]
    assert box.counts == {ODILE: 2, LUC: 1}
    assert state_of(space) is IssueState.SENT
    assert "2 lettres remises sur 2" in text(browser.get(f"{PATH}/envoi"))
    assert browser.get(f"/lettres/{WEEK.label}/").status_code == 200

    assert "Rien à rectifier" in text(browser.get(f"{PATH}/rectificatif"))
    corrected(space)
    assert "elle est en service" in text(browser.get(f"{PATH}/rectificatif"))
    post(browser, "rectificatif", note="Nos excuses.")
    page = browser.get(f"{PATH}/envoi?rectificatif=1")
    assert "à approuver" in text(page)
    assert "Nos excuses." in text(browser.get(f"{PATH}/apercu/texte?rectificatif=1"))
    assert post(browser, "accord", rectificatif=1, nom=SIGNED, lu=field(page, "lu")).status_code == 303
    press_send(browser, 1)
    assert carried_out(space) == [(RequestState.DONE, "2026-W47/1 : 2\u00a0envoyées.")]
    assert box.counts == {ODILE: 3, LUC: 2}
    assert "Rectifié le" in browser.get(f"/lettres/{WEEK.label}/").text
    assert "Rien à rectifier" in text(browser.get(f"{PATH}/rectificatif"))


def test_a_button_pressed_twice_sends_once(space: Workspace, browser: Browser, box: Box) -> None:
    approved(browser)
    page = last_look(browser)
    for _ in range(3):
        post(browser, "envoi", empreinte=field(page, "empreinte"))
        post(browser, "essai", adresse="essai@aulne.example")
    assert len(carried_out(space)) == 2
    post(browser, "envoi", empreinte=field(page, "empreinte"))  # the page was open all the while
    ((state, said),) = carried_out(space)
    assert (state, "déjà partie" in said) == (RequestState.DONE, True)
    assert box.counts == {ODILE: 1, LUC: 1, "essai@aulne.example": 1}


def test_pressed_while_it_runs_it_is_the_same_sending(space: Workspace, browser: Browser) -> None:
    approved(browser)
    page = last_look(browser)
    post(browser, "envoi", empreinte=field(page, "empreinte"))
    with closing(open_state(space.state)) as state:
        assert requests.begin(state, datetime.now(UTC))
        post(browser, "envoi", empreinte=field(page, "empreinte"))
        assert len(requests.going_on(state)) == 1
    answer = browser.get(f"{PATH}/envoi/etat")
    assert "every 2s" in answer.text
    assert "hx-refresh" not in answer.headers
    assert "Envoyer à" not in text(browser.get(f"{PATH}/envoi"))
    carried_out(space)
    answer = browser.get(f"{PATH}/envoi/etat")
    assert "every 2s" not in answer.text
    assert answer.headers["hx-refresh"] == "true"


def test_what_changed_since_the_page_was_shown_does_not_leave(
    space: Workspace, browser: Browser, box: Box
) -> None:
    approved(browser)
    old = field(last_look(browser), "empreinte")
    post(browser, "envoi", empreinte=old)
    post(browser, "gestes", geste="objet", texte="Un autre objet")
    browser.get(f"{PATH}/verifier")
    lu = field(browser.get(f"{PATH}/envoi"), "lu")
    assert post(browser, "accord", nom=SIGNED, lu=lu).status_code == 303
    ((state, said),) = carried_out(space)
    assert state is RequestState.FAILED
    assert "n’est plus ce qui fut approuvé" in said
    for path in ("envoi", "archive"):
        answer = post(browser, path, empreinte=old)
        assert answer.status_code == 400
        assert "a changé depuis que cette page" in text(answer)
    assert box.to == []
    assert state_of(space) is IssueState.APPROVED


def test_what_can_no_longer_be_done_is_not_confirmed(browser: Browser) -> None:
    assert last_look(browser).headers["location"] == f"{PATH}/envoi"
    assert last_look(browser, "rien").status_code == 400
    approved(browser)
    shown = last_look(browser, "archive")
    assert "par un autre service ?" in text(shown)
    assert post(browser, "archive").status_code == 400
    assert post(browser, "archive", empreinte=field(shown, "empreinte")).status_code == 303
    assert last_look(browser, "archive").headers["location"] == f"{PATH}/envoi"


def test_what_is_not_approved_does_not_leave(space: Workspace, browser: Browser, box: Box) -> None:
    for path, fields in (("envoi", {"empreinte": "0" * 64}), ("essai", {"adresse": ODILE}), ("archive", {})):
        answer = post(browser, path, **fields)
        assert answer.status_code == 400, path
    assert carried_out(space) == []
    assert box.to == []
    assert state_of(space) is None


def test_a_trial_goes_to_one_good_address(space: Workspace, browser: Browser) -> None:
    approved(browser)
    for wrong in ("", "odile", "a@b.example, c@d.example", "x@y.example\nBcc: z@y.example"):
        answer = post(browser, "essai", adresse=wrong)
        assert answer.status_code == 400, wrong
        assert "adresse refusée" in text(answer).lower()
    assert carried_out(space) == []


def test_who_is_in_doubt_gets_it_again_only_when_somebody_says_so(
    space: Workspace, browser: Browser, box: Box
) -> None:
    approved(browser)
    box.drop_at_end = {LUC}
    press_send(browser)
    ((state, said),) = carried_out(space)
    assert state is RequestState.LOOK
    assert "remise sans réponse" in said
    assert LUC not in said
    page = browser.get(f"{PATH}/envoi")
    assert LUC in page.text
    assert "nul ne sait" in text(page)
    assert box.counts == {ODILE: 1, LUC: 1}
    box.drop_at_end = set()
    assert post(browser, "encore", adresse=ODILE, fois=1).status_code == 400
    seen = field(page, "fois")
    for _ in range(2):
        assert post(browser, "encore", adresse=LUC, fois=seen).status_code == 303
    assert len(carried_out(space)) == 1
    assert box.counts == {ODILE: 1, LUC: 2}


@pytest.mark.parametrize("answers", [True, False])
def test_once_more_leaves_once_though_the_writer_is_killed(
    space: Workspace, browser: Browser, box: Box, answers: bool
) -> None:
    """The server took the mail, and the writer dies before it kept what came of the request."""
    approved(browser)
    box.drop_at_end = {LUC}
    press_send(browser)
    carried_out(space)
    if answers:
        box.drop_at_end = set()
    seen = field(browser.get(f"{PATH}/envoi"), "fois")
    post(browser, "encore", adresse=LUC, fois=seen)
    with closing(open_state(space.state)) as state:
        begun = requests.begin(state, datetime.now(UTC))
        assert begun is not None
        sending.send(space, begun.payload)
        assert box.counts[LUC] == 2
        (ended,) = running.run_waiting(space)
        assert (ended.number, ended.state) == (begun.number, RequestState.FAILED)
        assert ("elle est partie" if answers else "nul ne sait") in ended.said
        assert LUC not in ended.said
        assert box.counts == {ODILE: 1, LUC: 2}
        (record,) = [one for one in deliveries.of(state, WEEK.label) if one.email == LUC]
        assert record.attempts == 2
    if not answers:  # nor does the page that was open all the while
        assert post(browser, "encore", adresse=LUC, fois=seen).status_code == 400
        assert carried_out(space) == []


def test_a_server_that_takes_nothing_leaves_the_letter_where_it_is(
    space: Workspace, browser: Browser, box: Box
) -> None:
    approved(browser)
    box.at_rcpt = lambda _: "451 plus tard"
    press_send(browser)
    ((state, said),) = carried_out(space)
    assert (state, "rien n’est parti" in said) == (RequestState.LOOK, True)
    assert state_of(space) is IssueState.APPROVED
    assert "à retenter : 2" in text(browser.get(f"{PATH}/envoi"))
    box.at_rcpt = lambda _: None
    press_send(browser)
    assert carried_out(space)[0][0] is RequestState.DONE
    assert box.counts == {ODILE: 1, LUC: 1}


def test_an_erratum_is_approved_as_its_page_showed_it(space: Workspace, browser: Browser) -> None:
    approved(browser)
    press_send(browser)
    carried_out(space)
    assert browser.get(f"{PATH}/envoi?rectificatif=1").status_code == 404
    post(browser, "rectificatif", note="Nos excuses.")
    shown = field(browser.get(f"{PATH}/envoi?rectificatif=1"), "lu")
    post(browser, "rectificatif", note="Toutes nos excuses.")
    answer = post(browser, "accord", rectificatif=1, nom=SIGNED, lu=shown)
    assert answer.status_code == 400
    assert state_of(space, 1) is IssueState.DRAFT
    answer = post(browser, "rectificatif", note="x" * 401)
    assert answer.status_code == 400
    assert "trop longue" in text(answer) or "trop long" in text(answer)


def test_corrections_that_wait_are_told_and_asked_for(space: Workspace, browser: Browser) -> None:
    approved(browser)
    press_send(browser)
    carried_out(space)
    correcting.initiative(
        space, Action.STATUS, INITIATIVE, "deployed", None, Words("Odile", "lu dans l’article")
    )
    page = text(browser.get(f"{PATH}/rectificatif"))
    assert "1 correction attend d’être publiée" in page
    assert "Rien à rectifier" in page
    for _ in range(2):
        assert post(browser, "appliquer").status_code == 303
    with closing(open_state(space.state)) as state:
        (one,) = requests.going_on(state)
    assert one.kind is RequestKind.APPLY
    assert "C’est demandé" in text(browser.get(f"{PATH}/rectificatif"))


def test_readers_are_invited_taken_in_and_taken_off(browser: Browser, box: Box) -> None:
    def ask(path: str, **fields: str) -> httpx.Response:
        return browser.post(f"/bouclage/abonnes{path}", page="/bouclage/abonnes", **fields)

    assert "abonnés : 2" in text(browser.get("/bouclage/abonnes"))
    assert ODILE not in browser.get("/bouclage/abonnes").text
    assert "invité à confirmer" in text(ask("", adresse="zoe@aulne.example"))
    assert box.to == ["zoe@aulne.example"]
    assert ask("/liste", liste="ines@aulne.example", nom=SIGNED).status_code == 400
    told = text(ask("/liste", liste="ines@aulne.example\nrien\n", nom=SIGNED, confirmes="oui"))
    assert "Nouveaux : 1" in told
    assert "refusés : 1" in told
    assert "ne reçoit plus rien" in text(ask("/oter", adresse=LUC, comment="desabonner"))
    assert "effacée" in text(ask("/oter", adresse=LUC, comment="effacer"))
    assert ask("/oter", adresse="personne@aulne.example", comment="desabonner").status_code == 400
    assert "abonnés : 2" in text(browser.get("/bouclage/abonnes"))
