"""Signing in, roles, sessions, and how long one waits after wrong passwords."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import routes
import small_space
from argon2 import PasswordHasher
from desk_browser import Browser
from newsroom import batch
from probes import DONE, NEEDED, probed
from small_space import PASSWORD, sign_in, signed_in

from core.desk import Role
from core.errors import InputError
from jobs.desk import users
from jobs.workspace import Workspace
from state import users as accounts
from state.open import open_state
from web.access.patience import MOST, Patience, network
from web.access.reach import is_public
from web.desk import account, visit

WRONG = "faux faux faux"
NEW = "tout autre chose encore"


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(users, "_MEMORY", 64)  # argon2 still, only cheaper: the tests sign in many times
    users._hasher.cache_clear()
    users._nobodys.cache_clear()
    made = small_space.made(tmp_path / "w", batch([1]))
    small_space.people(made)
    yield made
    users._hasher.cache_clear()
    users._nobodys.cache_clear()


def test_one_signs_in_where_one_wanted_to_go_and_out_again(space: Workspace) -> None:
    with Browser(space, alone=False) as browser:
        probed(browser)
        away = browser.get("/essai/dit?mots=x")
        assert (away.status_code, away.headers["location"]) == (
            303,
            "/connexion?vers=%2Fessai%2Fdit%3Fmots%3Dx",
        )
        door = browser.get(away.headers["location"])
        assert 'name="vers" value="/essai/dit?mots=x"' in door.text
        assert "/sources" not in door.text  # a stranger is not shown the rooms
        done = sign_in(browser, " Editor ", vers="/essai/dit?mots=x")
        assert (done.status_code, done.headers["location"]) == (303, "/essai/dit?mots=x")
        assert "editor (rédaction)" in browser.get("/essai/dit").text
        assert browser.get("/connexion").headers["location"] == "/"
        assert browser.post("/deconnexion", page="/compte").headers["location"] == "/connexion"
        assert browser.get("/essai/dit").status_code == 303


def test_a_copied_cookie_is_worth_nothing_once_its_owner_signed_out(space: Workspace) -> None:
    with signed_in(space, "editor") as one, signed_in(space, "editor") as other:
        copied = dict(one.cookies.items())
        with Browser(space, alone=False) as thief:
            thief.cookies.update(copied)
            assert thief.get("/compte").status_code == 200
            one.post("/deconnexion", page="/compte")
            assert thief.get("/compte").status_code == 303
            thief.cookies.update(copied)
            assert thief.get("/compte").status_code == 303
        with Browser(space, alone=False) as restarted:  # another server of the same workspace knows as well
            restarted.cookies.update(copied)
            assert restarted.get("/compte").status_code == 303
        assert other.get("/compte").status_code == 200  # the same user's other session goes on
        assert sign_in(one, "editor").status_code == 303
        assert one.get("/compte").status_code == 200


def test_ended_sessions_are_kept_as_long_as_a_cookie_can_live(space: Workspace) -> None:
    start = datetime(2026, 11, 20, 8, tzinfo=UTC)
    with closing(open_state(space.state)) as state:
        found = accounts.by_name(state, "editor")
        assert found
        epoch = found[0].epoch
        accounts.end(state, "a", start)
        accounts.end(state, "a", start)
        accounts.end(state, "b", start + timedelta(days=365))
        assert [accounts.sitting(state, "editor", epoch, one) for one in "ab"] == [None, None]
        assert accounts.sitting(state, "editor", epoch, "c") == found[0]
        assert accounts.sitting(state, "editor", epoch - 1, "c") is None
        accounts.end(state, "c", start + timedelta(days=367))
        assert accounts.sitting(state, "editor", epoch, "a") == found[0]  # no cookie is as old as that
        assert accounts.sitting(state, "editor", epoch, "b") is None


def test_a_program_without_a_token_is_told_what_to_bring(space: Workspace) -> None:
    with Browser(space, alone=False) as browser:
        for sent in ({}, {"authorization": "Bearer xx"}):
            answer = browser.get("/api/articles", headers=sent)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_out_of_everywhere(space: Workspace) -> None:
    with signed_in(space, "editor") as one, signed_in(space, "editor") as other:
        assert one.post("/deconnexion", page="/compte", partout="1").status_code == 303
        assert (one.get("/compte").status_code, other.get("/compte").status_code) == (303, 303)
        assert sign_in(one, "editor").status_code == 303


def test_a_script_is_led_to_the_door_with_the_whole_page(space: Workspace) -> None:
    with Browser(space, alone=False) as browser:
        answer = probed(browser).get("/essai/dit", headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["hx-redirect"][:10]) == (401, "/connexion")


@pytest.mark.parametrize("script", [{}, {"HX-Request": "true"}])
def test_a_form_of_a_session_that_ended_is_given_back(space: Workspace, script: dict[str, str]) -> None:
    with signed_in(space, "editor") as browser:
        probed(browser)
        token = re.search(r'data-jeton="(\w+)"', browser.get("/compte").text)
        assert token
        sent = {
            "jeton": token[1],
            "why": "lu <b>ici</b> & là",
            "password": "secret",
            "kind": "event",
            "value": "é" * 20_000,
        }
        browser.post("/deconnexion", page="/compte", partout="1")
        headers = script | {"referer": "http://127.0.0.1:8080/articles/1?x=y"}
        answer = browser.ask("POST", "/corriger", data=sent, headers=headers)
        assert answer.status_code == 401
        assert "hx-redirect" not in answer.headers
        page = answer.text
        assert 'id="contenu"' in page, "scripts show a refusal that is a whole page"
        assert "Rien n’a été enregistré" in page
        assert "lu &lt;b&gt;ici&lt;/b&gt; &amp; là" in page
        assert "é" * 10_000 in page
        assert "é" * 10_001 not in page
        assert not re.search(r"secret|>event|" + token[1], page.partition("<main")[2])
        assert 'href="/connexion?vers=%2Farticles%2F1%3Fx%3Dy"' in page
        away = headers | {"referer": "https://ailleurs.example/articles/1"}
        assert 'href="/connexion"' in browser.ask("POST", "/corriger", data=sent, headers=away).text
        assert sign_in(browser, "editor").status_code == 303
        forged = browser.ask("POST", "/essai/corrige", data=sent | {"jeton": "0"})
        assert forged.status_code == 403
        assert "lu &lt;b&gt;ici" in forged.text


def test_nobody_and_a_wrong_password_are_answered_alike(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    verified = users._verified

    def counted(kept: str, password: str) -> bool:
        looked.append(kept)
        return verified(kept, password)

    monkeypatch.setattr(users, "_verified", counted)
    with Browser(space, alone=False) as browser:
        wrong, nobody = (sign_in(browser, name, "faux faux faux") for name in ("editor", "personne"))
        assert wrong.status_code == nobody.status_code == 403
        assert wrong.text == nobody.text
        assert "ne vont pas ensemble" in wrong.text
    assert len(looked) == 2
    assert all(kept.startswith("$argon2id$v=19$m=64,t=2,p=1$") for kept in looked)


def test_ones_own_password(space: Workspace) -> None:
    with signed_in(space, "reader") as browser, signed_in(space, "reader") as elsewhere:

        def change(**fields: str) -> int:
            return browser.post("/compte", page="/compte", **fields).status_code

        assert change(password=WRONG, new=NEW, again=NEW) == 403
        assert change(password=PASSWORD, new=NEW, again=NEW + "x") == 400
        assert change(password=PASSWORD, new="court", again="court") == 400
        assert change(password=PASSWORD, new="a" * 20, again="a" * 20) == 400
        assert change(password=PASSWORD, new="é" * 2000, again="é" * 2000) == 400
        done = browser.post("/compte", page="/compte", password=PASSWORD, new=NEW, again=NEW)
        assert "C’est fait" in done.text
        assert browser.get("/compte").status_code == 200
        assert elsewhere.get("/compte").status_code == 303
        assert (
            done.text.partition('data-jeton="')[2][:64]
            == browser.get("/compte").text.partition('data-jeton="')[2][:64]
        )
    with Browser(space, alone=False) as browser:
        assert sign_in(browser, "reader").status_code == 403
        assert sign_in(browser, "reader", NEW).status_code == 303


def test_a_hash_of_old_parameters_is_made_anew_and_sessions_go_on(space: Workspace) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=32, parallelism=1).hash(PASSWORD)
    with closing(open_state(space.state)) as state:
        accounts.change(state, "editor", password=old)
        with signed_in(space, "editor") as browser:
            found = accounts.by_name(state, "editor")
            assert found
            assert found[1].startswith("$argon2id$v=19$m=64,t=2,p=1$")
            assert browser.get("/compte").status_code == 200
        with signed_in(space, "editor") as browser:
            assert browser.get("/compte").status_code == 200


def test_at_this_machine_alone_nobody_signs_in(space: Workspace) -> None:
    with Browser(space) as browser:
        probed(browser)
        assert browser.get("/essai/dit").status_code == 200
        for path in NEEDED.values():
            assert DONE in browser.post(path, page="/compte").text
        assert browser.get("/connexion").headers["location"] == "/"
        assert "personne ne se connecte" in browser.get("/compte").text
        answer = browser.post("/compte", page="/compte", password=PASSWORD, new=NEW, again=NEW)
        assert answer.status_code == 404


def test_each_role_may_do_what_it_gives(space: Workspace) -> None:
    for role in Role:
        with signed_in(space, role.value) as browser:
            probed(browser)
            may = {needed: DONE in browser.post(path, page="/compte").text for needed, path in NEEDED.items()}
            assert may == {needed: role.may(needed) for needed in Role}
            assert ('href="/ajouter"' in browser.get("/compte").text) is role.may(Role.EDITOR)
            refused = [
                browser.post(path, page="/compte") for needed, path in NEEDED.items() if not may[needed]
            ]
            assert all(
                (one.status_code, "Ce n’est pas votre rôle" in one.text) == (403, True) for one in refused
            )


def _unguarded(browser: Browser) -> list[str]:
    """What changes something and asks for no token of its form; the public pages have a secret in their address."""
    guards = {visit._posted, account._knocking}
    return [
        f"{one.method} {one.path}"
        for one in routes.every(browser.app)
        if one.method not in {"GET", "HEAD"} and not is_public(one.path) and not one.needs & guards
    ]


def test_everything_that_changes_something_asks_for_its_token(space: Workspace) -> None:
    with Browser(space) as browser:
        assert _unguarded(browser) == []
        browser.app.post("/essai/ouvert")(lambda: None)
        assert _unguarded(browser) == ["POST /essai/ouvert"]


OPEN = {"GET /favicon.ico", "GET /statique/{name}", "GET /connexion", "POST /connexion"}
"""What strangers may ask for, beside the public pages."""


def _answered(browser: Browser) -> list[str]:
    """What a stranger is not sent away from."""
    asked = [one for one in routes.every(browser.app) if not is_public(one.path)]
    return [
        f"{one.method} {one.path}"
        for one in asked
        if browser.ask(one.method, one.at("x")).status_code not in {303, 401, 403, 405}
    ]


def test_a_stranger_is_sent_to_the_door_from_everywhere(space: Workspace) -> None:
    with Browser(space, alone=False) as browser:
        assert set(_answered(browser)) <= OPEN
        browser.app.get("/essai/ouvert")(lambda: None)
        assert "GET /essai/ouvert" in _answered(browser)


def test_roles_are_asked_of_every_form(space: Workspace) -> None:
    """A reader's own valid token opens no form of editors or owners, an editor's none of owners."""
    for name, kept in (("reader", {visit._editor, visit._owner}), ("editor", {visit._owner})):
        with signed_in(space, name) as browser:
            probed(browser)
            token = re.search(r'data-jeton="(\w+)"', browser.get("/compte").text)
            assert token
            for one in routes.every(browser.app):
                if one.method != "GET" and one.needs & kept:
                    sent = {"jeton": token[1], **dict.fromkeys(one.form_names, "1")}
                    answer = browser.ask(one.method, one.at("1"), data=sent)
                    assert answer.status_code in {400, 403}, one.path
                    assert DONE not in answer.text


class Clock:
    """Time as a test wants it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_pauses_double_and_end(space: Workspace) -> None:
    clock = Clock()
    with Browser(space, alone=False) as browser:
        browser.app.state.desk.patience.clock = clock
        assert [sign_in(browser, "owner", "faux faux faux").status_code for _ in range(5)] == [403] * 5
        shut = sign_in(browser, "owner")  # even with the right password
        assert (shut.status_code, shut.headers["retry-after"]) == (429, "1")
        assert "Réessayez dans 1\u00a0seconde" in shut.text
        clock.now += 1
        assert sign_in(browser, "owner", "faux faux faux").status_code == 403
        assert sign_in(browser, "owner").headers["retry-after"] == "2"
        clock.now += 2
        assert sign_in(browser, "owner").status_code == 303


def test_a_name_waits_a_minute_at_most_an_address_longer() -> None:
    clock = Clock()
    patience = Patience(clock)
    for n in range(40):
        assert patience.wait("odile", f"203.0.113.{n}") == 0
        clock.now += 60
    for n in range(30):
        while pause := patience.wait(f"nom{n}", "198.51.100.1"):
            clock.now += pause
    assert patience.wait("un autre", "198.51.100.1") == 900
    assert patience.wait("un autre", "198.51.100.2") == 0


def test_who_succeeds_does_not_forgive_who_guesses_beside_them() -> None:
    clock = Clock()
    patience = Patience(clock)
    for n in range(10):
        assert patience.wait(f"nom{n}", "198.51.100.1") == 0
        if n < 9:
            assert patience.wait("le-mien", "198.51.100.1") == 0
            patience.succeeded("le-mien", "198.51.100.1")
    assert patience.wait("encore", "198.51.100.1") > 0


def test_many_at_once_are_no_way_around() -> None:
    patience = Patience(Clock())
    assert [patience.wait("odile", f"203.0.113.{n}") for n in range(7)] == [0, 0, 0, 0, 0, 1, 1]


def test_memory_has_bounds() -> None:
    patience = Patience(Clock())
    for n in range(MOST + 50):
        patience.wait(f"nom{n}", f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}")
    assert len(patience._names.kept) == len(patience._addresses.kept) == MOST


@pytest.mark.parametrize(
    ("address", "net"),
    [
        ("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"), ("", ""), ("ailleurs", "ailleurs"),
    ],
)  # fmt: skip
def test_a_client_has_all_of_its_network(address: str, net: str) -> None:
    assert network(address) == net


def test_too_many_at_once_are_asked_to_wait(space: Workspace) -> None:
    with Browser(space, alone=False) as browser:
        taken = [users._queue.acquire(blocking=False) for _ in range(users._AT_ONCE + users._WAITING)]
        try:
            answer = sign_in(browser, "owner")
        finally:
            for _ in filter(None, taken):
                users._queue.release()
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")
        assert sign_in(browser, "owner").status_code == 303


def test_names_and_passwords_that_will_not_do(space: Workspace) -> None:
    for name in (
        "",
        " ",
        "a b",
        "-a",
        "a" * 41,
        "<script>",
        "a/b",
        "rédaction",
        "Reader",
        "\x00",
        "a\u202eb",
    ):
        with pytest.raises(InputError):
            users.add(space, name, Role.READER, PASSWORD)
    for password in ("", "onze lettre", "a" * 12, "x y" * 500):
        with pytest.raises(InputError):
            users.add(space, "odile", Role.READER, password)
    assert users.add(space, "Éloïse.N-2", Role.READER, "douze lettres").name == "éloïse.n-2"


def test_the_same_words_from_every_keyboard(space: Workspace) -> None:
    users.add(space, "odile", Role.READER, "été à la mairie")
    with Browser(space, alone=False) as browser:
        assert sign_in(browser, "odile", "e\u0301te\u0301 a\u0300 la mairie").status_code == 303


def test_the_last_owner_stays(space: Workspace) -> None:
    for act in (lambda: users.remove(space, "owner"), lambda: users.give_role(space, "owner", Role.EDITOR)):
        with pytest.raises(InputError, match="seul à diriger"):
            act()
    users.give_role(space, "editor", Role.OWNER)
    users.remove(space, "owner")
    assert [(one.name, one.role) for one in users.listed(space)] == [
        ("editor", Role.OWNER),
        ("reader", Role.READER),
    ]
    with pytest.raises(InputError, match="n’a pas de compte"):
        users.remove(space, "owner")
