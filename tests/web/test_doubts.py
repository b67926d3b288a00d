"""Doubts and near misses: settled for good, each by the word that it needs."""

import re
from datetime import date
from html import unescape

import pytest
from desk_browser import Browser

from core.names import name_key
from core.types import CorrectionAction as Action
from core.types import RoleKind
from digest.letter import ClaimKind, week_of
from jobs.correcting import say
from jobs.correcting.words import Words
from jobs.process import process
from jobs.publish import publish
from jobs.workspace import Workspace
from state import checked, corrections, requests
from state.open import State
from store.query import open_snapshot
from store.readers.desk import doubts as reader
from store.readers.desk.doubts import Doubt, RoleSaid
from web.access.session import ALONE, Session
from web.desk.press.sheet import sheet
from web.desk.today import answering, doubts
from web.desk.visit import Visit

KEY = re.compile(r'action="/a-verifier/([0-9a-f]{16})"')


def state_of(browser: Browser) -> State:
    state: State = browser.app.state.desk.state
    return state


def asked(browser: Browser) -> list[str]:
    """All that is to be checked, page by page."""
    return [key for page in range(1, 9) for key in KEY.findall(browser.get(f"/a-verifier?page={page}").text)]


def doubt(kind: str, **given: object) -> Doubt:
    made = Doubt(
        kind,
        "0" * 16,
        "t",
        "N",
        "v",
        "",
        "Phrase.",
        0.4,
        (),
        "Titre",
        "https://a.example/",
        "O",
        date(2026, 11, 20),
    )
    return made._replace(**given)  # type: ignore[arg-type]


@pytest.fixture
def doubtful(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> tuple[Doubt, ...]:
    """The doubts of the demonstration, with the bars so high that quotes and initiatives are doubtful too."""
    monkeypatch.setattr(reader, "DEED", 2.0)
    monkeypatch.setattr(reader, "QUOTE", 2.0)
    with open_snapshot(space.data) as snapshot:
        return reader.doubts(snapshot)


def test_doubts_are_found_with_their_sentence(doubtful: tuple[Doubt, ...], space: Workspace) -> None:
    kinds = {one.kind for one in doubtful}
    assert {"initiative", "quote"} <= kinds
    assert all(one.evidence for one in doubtful)
    with open_snapshot(space.data) as snapshot:
        rows = snapshot.connection.execute(
            "SELECT DISTINCT m.article_id, m.person_key FROM v_mayors m JOIN articles a USING (article_id)"
            " WHERE m.register IN ('contradicted', 'unknown') AND m.counted_as = 'article' AND a.relevant"
        ).fetchall()
    named = {(one.article_id, one.thing) for one in doubtful if one.kind in {"mayor", "roles"}}
    assert set(rows) <= named


def test_a_yes_is_kept_and_not_asked_again(browser: Browser, doubtful: tuple[Doubt, ...]) -> None:
    page = browser.get("/a-verifier").text
    key = KEY.findall(page)[0]
    answer = browser.post(f"/a-verifier/{key}", answer="oui", back="/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert key not in asked(browser)
    assert checked.settled(state_of(browser), [key]) == {key}
    assert browser.post(f"/a-verifier/{key}", answer="oui").status_code == 400  # it is no longer asked
    assert not corrections.every(state_of(browser))
    assert key in {one.key for one in doubtful}


@pytest.mark.parametrize("kind", ["mayor", "initiative", "quote"])
def test_a_no_is_a_correction_and_the_writer_is_asked(
    browser: Browser, doubtful: tuple[Doubt, ...], kind: str
) -> None:
    one = next(one for one in doubtful if one.kind == kind)
    browser.get("/a-verifier")
    assert browser.post(f"/a-verifier/{one.key}", answer="non").status_code == 303
    (said,) = corrections.every(state_of(browser))
    # of a mayor the role alone goes: who was named stays named
    action, value = (Action.ROLE, RoleKind.OTHER) if kind == "mayor" else (Action.DELETE, "")
    assert (said.action, said.kind, said.article_id) == (action, doubts._KINDS[kind], one.article_id)
    assert said.value == value
    assert said.detail.was == (one.value if kind == "mayor" else "")
    assert [one.kind.value for one in requests.going_on(state_of(browser))] == ["apply"]
    assert one.key not in asked(browser)
    # and it can be taken back, there
    browser.post("/annuler", words=f"c{said.number}", back="/a-verifier")
    assert one.key in asked(browser)


def test_a_no_leaves_the_person_and_what_they_said(
    browser: Browser, doubtful: tuple[Doubt, ...], space: Workspace
) -> None:
    one = next(one for one in doubtful if one.kind == "mayor")
    before = _told(space, one)
    browser.post(f"/a-verifier/{one.key}", answer="non")
    process(space)
    publish(space)
    after = _told(space, one)
    assert {role for _, role in after[0]} == {"other"}
    assert [name for name, _ in after[0]] == [name for name, _ in before[0]]
    assert [text for text, _ in after[1]] == [text for text, _ in before[1]]


def _told(space: Workspace, one: Doubt) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The roles of the person in the article, and the words of its quotes with who says them."""
    with open_snapshot(space.data) as snapshot:
        ask = snapshot.connection.execute
        roles = ask(
            "SELECT name, role FROM roles WHERE article_id = ? AND name = ? ORDER BY ALL",
            [one.article_id, one.name],
        ).fetchall()
        quotes = ask(
            "SELECT text, speaker FROM quotes WHERE article_id = ? ORDER BY ALL", [one.article_id]
        ).fetchall()
    return roles, quotes


def test_the_question_names_the_mayor_whom_the_register_knows(
    browser: Browser, doubtful: tuple[Doubt, ...]
) -> None:
    one = next(one for one in doubtful if one.register == "contradicted")
    assert one.holder
    assert one.holder_from
    page = browser.get("/a-verifier").text
    assert f"Le registre atteste {one.holder}, maire depuis le" in page.replace("\xa0", " ")


def test_another_role_is_said_beside_the_article(browser: Browser, doubtful: tuple[Doubt, ...]) -> None:
    one = next(one for one in doubtful if one.kind == "mayor" and one.insee)
    path = f"/a-verifier/{one.key}/autre"
    assert f'href="{path}?back=%2Fa-verifier' in browser.get("/a-verifier").text
    page = browser.get(path).text
    assert f'href="/articles/{one.article_id}"' in page
    assert f'value="{one.insee}"' in page
    refused = browser.post(path, role="deputy_mayor", insee="Nulle-Part-sur-Rien")
    assert refused.status_code == 400
    assert "Nulle-Part-sur-Rien" in refused.text  # what was typed stays
    assert '<option value="deputy_mayor" selected>' in refused.text
    assert browser.post(path, role="roi").status_code == 400
    answer = browser.post(path, role="deputy_mayor", insee=one.insee, back="/a-verifier?page=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/a-verifier?page=1")
    (said,) = corrections.every(state_of(browser))
    assert (said.action, said.key, said.article_id) == (Action.ROLE, one.thing, one.article_id)
    assert (said.value, said.detail.insee, said.detail.was) == ("deputy_mayor", one.insee, one.value)
    assert one.key not in asked(browser)
    quote = next(one for one in doubtful if one.kind == "quote")
    assert browser.get(f"/a-verifier/{quote.key}/autre").status_code == 404


def test_a_settled_doubt_answers_the_letter(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    week = week_of(date(2026, 11, 16))
    visit = Visit(None, browser.app.state.desk, Session(""), ALONE)  # type: ignore[arg-type]
    monkeypatch.setattr(answering, "letter_week", lambda: week)
    first, second = (
        one.claim for one in sheet(visit, week).rows if one.claim.kind is ClaimKind.PERSON and not one.decided
    )
    asking, other = (
        doubt(
            "mayor", article_id=claim.article_id, name=claim.words.partition(",")[0], evidence=claim.sentence
        )
        for claim in (first, second)
    )
    # another sentence, another person, another article; and who said yes to the sentence of the role has not read
    # what the letter quotes
    role_said = first.sentence.rpartition("[…] ")[2]
    assert role_said != first.sentence
    for less in ({"evidence": role_said}, {"name": "Une Autre"}, {"article_id": "f" * 16}):
        answering.right(visit, asking._replace(**less))  # type: ignore[arg-type]
    assert not sheet(visit, week).found.ticks
    answering.right(visit, asking)
    ticks = sheet(visit, week).found.ticks
    assert {key: (one.right, one.by) for key, one in ticks.items()} == {first.key: (True, ALONE.name)}
    # whoever is no mayor is none beside the quote either
    answering.wrong(visit, other._replace(evidence="Une autre phrase."))
    answering.wrong(visit, other._replace(evidence=second.sentence.rpartition("[…] ")[2]))
    ticks = sheet(visit, week).found.ticks
    assert {key: one.right for key, one in ticks.items()} == {first.key: True, second.key: False}


def test_of_two_roles_one_is_chosen(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, space: Workspace
) -> None:
    with open_snapshot(space.data) as snapshot:
        row = snapshot.connection.execute(
            "SELECT article_id, person_key, role FROM roles r JOIN articles a USING (article_id, version)"
            " WHERE r.status = 'current' AND NOT r.inferred LIMIT 1"
        ).fetchone()
    assert row
    article, person, role = row
    two = (RoleSaid(role, "Une phrase."), RoleSaid("former_mayor", "Une autre."))
    two_roles = doubt("roles", article_id=article, thing=person, choices=two)
    monkeypatch.setattr(doubts, "doubts", lambda _: (two_roles,))
    page = browser.get("/a-verifier").text
    assert "Ancien maire" in page
    assert "Les deux" in page
    assert browser.post(f"/a-verifier/{two_roles.key}", answer="minister").status_code == 400
    assert browser.post(f"/a-verifier/{two_roles.key}", answer="non_plus").status_code == 400
    assert browser.post(f"/a-verifier/{two_roles.key}", answer=role).status_code == 303
    (said,) = corrections.every(state_of(browser))
    assert (said.action, said.key, said.value, said.detail.was) == (Action.ROLE, person, role, "former_mayor")
    assert two_roles.key not in asked(browser)


def test_another_sentence_is_another_doubt() -> None:
    one = doubt("mayor", detail="contradicted|Dole")
    assert one.key != one._replace(evidence="Autre phrase.").key
    assert (one.register, one.commune) == ("contradicted", "Dole")
    assert "autre mandat" in doubts.explained(one)


def test_near_misses_are_judged_and_leave_the_list(browser: Browser) -> None:
    page = browser.get("/ecartes").text
    ids = re.findall(r'name="ids" value="([0-9a-f]{16})"', page)
    assert ids
    count = re.search(r"(\d+)\xa0écartés? de justesse", browser.get("/").text)
    assert count
    assert int(count[1]) == len(ids)
    browser.post("/juger", ids=ids[0], action="relevant", back="/ecartes")
    left = re.findall(r'name="ids" value="([0-9a-f]{16})"', browser.get("/ecartes").text)
    assert left == ids[1:]
    assert [one.action for one in corrections.every(state_of(browser))] == [Action.RELEVANT]


def test_near_misses_that_are_not_shown_are_told_of(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubts, "NEAR", 0.0)  # all that is not for us
    ids = re.findall(r'name="ids" value="([0-9a-f]{16})"', browser.get("/ecartes").text)
    assert 1 < len(ids) < 25
    assert "d’autres, plus loin du seuil" not in browser.get("/ecartes").text
    browser.app.state.desk.published.close()  # what was found is forgotten
    monkeypatch.setattr(doubts, "MISSED", len(ids) - 1)
    page = browser.get("/ecartes").text
    assert "d’autres, plus loin du seuil" in page
    assert re.findall(r'name="ids" value="([0-9a-f]{16})"', page) == ids[:-1]
    assert re.search(rf"plus de {len(ids) - 1}\xa0écartés? de justesse", browser.get("/").text)


def test_what_is_no_doubt_cannot_be_settled(looking: Browser) -> None:
    assert looking.post(f"/a-verifier/{'0' * 16}", answer="oui").status_code == 400
    assert looking.post("/a-verifier/xx", answer="oui").status_code == 400
    assert looking.post(f"/a-verifier/{'0' * 16}", answer="<b>").status_code == 400
    assert looking.ask("POST", f"/a-verifier/{'0' * 16}", data={"answer": "oui"}).status_code == 403
    assert looking.get("/a-verifier?page=0").status_code == 400
    assert looking.post("/annuler", words="x").status_code == 400
    assert looking.post("/annuler", words="c999999").status_code == 400


def test_a_correction_that_waits_is_seen_beside_the_doubt(
    browser: Browser, doubtful: tuple[Doubt, ...], space: Workspace
) -> None:
    one = next(one for one in doubtful if one.kind == "initiative" and one.value != "abandoned")
    words = Words("Odile", "lu dans l’article")
    say.initiative(space, Action.STATUS, one.thing, "abandoned", one.article_id, words)
    pages = "".join(browser.get(f"/a-verifier?page={page}").text for page in range(1, 9))
    beside = re.split(f'action="/a-verifier/{one.key}"', pages)[0].rpartition('<div class="doubt">')[2]
    assert "correction en attente de publication" in beside
    assert "dit Odile" in beside
    assert "<ins>abandonné</ins>" in beside


def test_whom_the_sentence_does_not_name_is_named_by_another(
    browser: Browser, doubtful: tuple[Doubt, ...], space: Workspace
) -> None:
    """ "La Ville teste" proves no town: a sentence of the same article that has its name stands beside."""
    with open_snapshot(space.data) as snapshot:
        rows = snapshot.connection.execute(
            "SELECT article_id, evidence_text FROM roles UNION SELECT article_id, evidence_text FROM initiative_history"
            " UNION SELECT article_id, evidence_text FROM quotes UNION SELECT article_id, evidence_text FROM events"
            " UNION SELECT article_id, evidence_text FROM figures UNION SELECT article_id, title FROM articles"
        ).fetchall()
    cited = {(article, " ".join(said.split())) for article, said in rows if said}
    silent = [one for one in doubtful if not all(name_key(one.name) in name_key(said) for said in one.shown)]
    assert silent
    pages = "".join(browser.get(f"/a-verifier?page={page}").text for page in range(1, 9))
    proved = 0
    for part in pages.split('<div class="doubt">')[1:]:
        key = KEY.findall(part)[0]
        one = next(one for one in doubtful if one.key == key)
        for told in re.findall(
            r"est nommé plus loin dans l’article.*?<blockquote[^>]*>(.*?)</blockquote>", part, re.DOTALL
        ):
            said = unescape(told).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
            of_it = {
                words.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
                for article, words in cited
                if article == one.article_id
            }
            assert name_key(said) in {name_key(words) for words in of_it}
            assert any(name_key(name) in name_key(said) for name in one.names)
            proved += 1
    assert proved
    assert pages.count("nommé plus loin") == proved
