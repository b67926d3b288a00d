"""Every guard of the desk is taken away once, and the attack that it stops then succeeds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import small_space
from desk_browser import Browser
from probes import DONE, NEEDED, probed
from small_space import PASSWORD, sign_in, signed_in

from core.desk import Role
from jobs.desk import users
from jobs.workspace import Workspace
from web import serving, shield
from web.access import doors, guard, patience, proxies, session
from web.desk import account, frame, visit

EVIL = "http://mal.example"
SCRIPT = '/"><script>alert(1)</script>'


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(users, "_MEMORY", 64)  # argon2 still, only cheaper: the tests sign in many times
    users._hasher.cache_clear()
    users._nobodys.cache_clear()
    made = small_space.made(tmp_path / "w")
    small_space.people(made)
    return made


@pytest.fixture(autouse=True)
def _dear_again() -> Iterator[None]:
    yield
    users._hasher.cache_clear()
    users._nobodys.cache_clear()


def token(browser: Browser) -> str:
    desk = browser.app.state.desk
    name = next(iter(browser.cookies))
    return str(desk.sessions.token(desk.sessions.read(browser.cookies[name])))


def form_without_token(space: Workspace) -> bool:
    with signed_in(space, "reader") as browser:
        return DONE in probed(browser).ask("POST", NEEDED[Role.READER], data={"x": "1"}).text


def form_of_another_session(space: Workspace) -> bool:
    with signed_in(space, "editor") as other, signed_in(space, "reader") as browser:
        sent = {"jeton": token(other)}
        return DONE in probed(browser).ask("POST", NEEDED[Role.READER], data=sent).text


def _from(space: Workspace, **headers: str) -> bool:
    with signed_in(space, "reader") as browser:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = probed(browser).ask(
            "POST", NEEDED[Role.READER], data={"jeton": token(browser)}, headers=sent
        )
        return DONE in answer.text


def form_from_another_site(space: Workspace) -> bool:
    return _from(space, sec_fetch_site="cross-site")


def form_from_a_neighbour(space: Workspace) -> bool:
    return _from(space, sec_fetch_site="same-site")


def form_from_another_origin(space: Workspace) -> bool:
    return _from(space, origin=EVIL)


def form_from_nowhere(space: Workspace) -> bool:
    return _from(space, origin="null")


def _looked_at(space: Workspace, mode: str, dest: str) -> bool:
    with Browser(space) as browser:
        said = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode, "sec-fetch-dest": dest}
        return probed(browser).get("/essai/dit", headers=said).status_code == 200


def a_picture_elsewhere_that_asks(space: Workspace) -> bool:
    return _looked_at(space, "no-cors", "image")


def a_frame_elsewhere(space: Workspace) -> bool:
    return _looked_at(space, "navigate", "iframe")


def a_name_that_points_here(space: Workspace) -> bool:
    with Browser(space) as browser:
        return probed(browser).get("/essai/dit", headers={"host": "mal.example"}).status_code == 200


def a_proxy_before_an_open_desk(space: Workspace) -> bool:
    with Browser(space) as browser:
        answer = probed(browser).get("/essai/dit", headers={"x-forwarded-for": "203.0.113.9"})
        return answer.status_code == 200


def a_client_that_says_it_is_a_proxy(space: Workspace) -> bool:
    with Browser(small_space.having(space, proxies=("10.0.0.1",)), alone=False) as browser:
        said = {"x-forwarded-proto": "https", "x-forwarded-host": "localhost"}
        return "strict-transport-security" in browser.get("/connexion", headers=said).headers


def _chunks(total: int) -> Any:
    async def pieces() -> Any:
        for _ in range(total // 1000):
            yield b"x" * 1000

    return pieces()


def a_body_that_does_not_say_how_long(space: Workspace) -> bool:
    with Browser(space) as browser:
        form = {"content-type": "application/x-www-form-urlencoded"}
        answer = browser.ask("POST", "/connexion", content=_chunks(20_000), headers=form)
        return answer.status_code != 413


def an_endless_address(space: Workspace) -> bool:
    with Browser(space) as browser:
        return browser.get("/connexion?x=" + "a" * 20_000).status_code != 414


def guessing(space: Workspace) -> bool:
    with Browser(space, alone=False) as browser:
        statuses = [sign_in(browser, "owner", f"faux {n} faux {n}").status_code for n in range(12)]
        return statuses == [403] * 12


def guessing_many_names(space: Workspace) -> bool:
    with Browser(space, alone=False) as browser:
        statuses = [sign_in(browser, f"nom{n}", "faux faux faux").status_code for n in range(12)]
        return statuses == [403] * 12


def a_reader_corrects(space: Workspace) -> bool:
    with signed_in(space, "reader") as browser:
        sent = {"jeton": token(browser)}
        return DONE in probed(browser).ask("POST", NEEDED[Role.EDITOR], data=sent).text


def an_editor_sends(space: Workspace) -> bool:
    with signed_in(space, "editor") as browser:
        sent = {"jeton": token(browser)}
        return DONE in probed(browser).ask("POST", NEEDED[Role.OWNER], data=sent).text


def a_stolen_cookie_after_another_password(space: Workspace) -> bool:
    with signed_in(space, "editor") as browser:
        users.give_password(space, "editor", "un tout autre mot de passe")
        return probed(browser).get("/essai/dit").status_code == 200


def a_cookie_after_another_role(space: Workspace) -> bool:
    with signed_in(space, "editor") as browser:
        users.give_role(space, "editor", Role.READER)
        return probed(browser).get("/essai/dit").status_code == 200


def a_cookie_of_a_former_namesake(space: Workspace) -> bool:
    with signed_in(space, "editor") as browser:
        users.remove(space, "editor")
        users.add(space, "editor", Role.OWNER, PASSWORD)
        return probed(browser).get("/essai/dit").status_code == 200


def a_cookie_of_ones_own_making(space: Workspace) -> bool:
    forger = session.Sessions("0" * 64, 14)
    with Browser(space, alone=False) as browser:
        owner = next(one for one in users.listed(space) if one.role is Role.OWNER)
        name = browser.app.state.desk.sessions.cookie_name("http", "")
        browser.cookies.set(name, forger.cookie(forger.new(owner)), domain="127.0.0.1")
        return probed(browser).get("/essai/dit").status_code == 200


def a_number_known_before_signing_in(space: Workspace) -> bool:
    with Browser(space, alone=False) as browser:
        browser.get("/connexion")
        known = token(browser)
        sign_in(browser, "reader")
        return DONE in probed(browser).ask("POST", NEEDED[Role.READER], data={"jeton": known}).text


def signed_in_by_another_site(space: Workspace) -> bool:
    with Browser(space, alone=False) as browser:
        sent = {"name": "reader", "password": PASSWORD}
        return browser.ask("POST", "/connexion", data=sent).status_code == 303


def led_away(space: Workspace) -> bool:
    with Browser(space, alone=False) as browser:
        answer = sign_in(browser, "reader", vers="//mal.example/")
        return answer.headers["location"].startswith("//")


def a_script_in_an_address(space: Workspace) -> bool:
    with Browser(space, alone=False) as browser:
        return "<script>alert" in browser.get("/connexion", params={"vers": SCRIPT}).text


def a_script_that_reads_the_cookie(space: Workspace) -> bool:
    with Browser(space, alone=False) as browser:
        return "httponly" not in browser.get("/connexion").headers["set-cookie"].lower()


def a_cookie_that_goes_with_other_sites_forms(space: Workspace) -> bool:
    with Browser(space, alone=False) as browser:
        return "samesite=lax" not in browser.get("/connexion").headers["set-cookie"].lower()


def a_page_that_runs_what_it_is_told(space: Workspace) -> bool:
    with Browser(space) as browser:
        return "content-security-policy" not in probed(browser).get("/essai/dit").headers


def a_page_in_a_frame_elsewhere(space: Workspace) -> bool:
    with Browser(space) as browser:
        return "x-frame-options" not in probed(browser).get("/essai/dit").headers


def a_password_in_the_file(space: Workspace) -> bool:
    users.add(space, "odile", Role.READER, "mot de passe d’odile")
    return any(
        "mot de passe d’odile".encode() in one.read_bytes() for one in space.data.iterdir() if one.is_file()
    )


def any_password(space: Workspace) -> bool:
    with Browser(space, alone=False) as browser:
        return sign_in(browser, "owner", "n’importe lequel").status_code == 303


def a_desk_for_everybody(space: Workspace) -> bool:
    nobody = small_space.made(space.root.parent / f"{space.root.name}-sans-compte")
    try:
        made = serving.server(nobody, "0.0.0.0", 0, desk=True)  # noqa: S104  it does not listen
    except users.SettingsError:
        return False
    made.config.app.state.desk.state.close()  # type: ignore[union-attr]
    return True


@dataclass(frozen=True)
class Guarded:
    """An attack, and what stops it: taken away by putting something else in the places where it stands."""

    attack: Callable[[Workspace], bool]
    without: Any
    places: tuple[tuple[Any, str], ...]


def guarded(attack: Callable[[Workspace], bool], without: Any, *places: tuple[Any, str]) -> Any:
    return pytest.param(Guarded(attack, without, places), id=attack.__name__)


def _unsigned(self: session.Sessions, cookie: str | None) -> session.Session | None:
    return session.Session(*self._signer.loads_unsafe(cookie)[1]) if cookie else None


def _whatever_epoch(desk: Any, one: session.Session) -> Any:
    found = users.users.by_name(desk.state, one.user) if one.user else None
    return found[0] if found else None


async def _unmeasured(app: Any, _longest: int, *asgi: Any) -> None:
    await app(*asgi)


async def _unchecked(*_: Any) -> None: ...


def _same_number(one: Any, user: Any) -> None:
    one.request.state.session = session.Session(one.session.number, user.name, user.epoch)


_hashed = users.hashed
_environment = frame._environment.__wrapped__
_set_cookie = guard.Response.set_cookie


def _bare_cookie(self: Any, *given: Any, **flags: Any) -> None:
    _set_cookie(self, *given, **{**flags, "httponly": False, "samesite": None})


def _as_is(value: Any) -> Any:
    return value


def _no(*_: Any, **__: Any) -> bool:
    return False


def _yes(*_: Any, **__: Any) -> bool:
    return True


def _careless() -> Any:
    made = _environment()
    made.autoescape = False
    return made


@pytest.mark.parametrize(
    "one",
    [
        guarded(form_without_token, _yes, (session.Sessions, "is_token")),
        guarded(form_of_another_session, _yes, (session.Sessions, "is_token")),
        guarded(form_from_another_site, _no, (doors, "from_elsewhere")),
        guarded(form_from_a_neighbour, _no, (doors, "from_elsewhere")),
        guarded(form_from_another_origin, _no, (doors, "from_elsewhere")),
        guarded(form_from_nowhere, _no, (doors, "from_elsewhere")),
        guarded(a_picture_elsewhere_that_asks, _no, (doors, "from_elsewhere")),
        guarded(a_frame_elsewhere, _no, (doors, "from_elsewhere")),
        guarded(a_name_that_points_here, _no, (doors, "unknown_name")),
        guarded(a_proxy_before_an_open_desk, _no, (doors, "through_a_proxy")),
        guarded(a_client_that_says_it_is_a_proxy, _yes, (proxies.Trusted, "has")),
        guarded(a_body_that_does_not_say_how_long, _unmeasured, (shield, "_measured")),
        guarded(an_endless_address, lambda *_: 0, (shield, "too_long")),
        guarded(guessing, lambda *_: 0.0, (patience.Patience, "wait")),
        guarded(guessing_many_names, lambda *_: 0.0, (patience.Patience, "wait")),
        guarded(a_reader_corrects, _yes, (Role, "may")),
        guarded(an_editor_sends, _yes, (Role, "may")),
        guarded(a_stolen_cookie_after_another_password, _whatever_epoch, (guard, "user_of")),
        guarded(a_cookie_after_another_role, _whatever_epoch, (guard, "user_of")),
        guarded(a_cookie_of_a_former_namesake, _whatever_epoch, (guard, "user_of")),
        guarded(a_cookie_of_ones_own_making, _unsigned, (session.Sessions, "read")),
        guarded(a_number_known_before_signing_in, _same_number, (account, "_renew")),
        guarded(signed_in_by_another_site, _unchecked, (account, "check_token")),
        guarded(led_away, _as_is, (account, "local"), (visit, "local")),
        guarded(a_script_in_an_address, _careless, (frame, "_environment")),
        guarded(a_script_that_reads_the_cookie, _bare_cookie, (guard.Response, "set_cookie")),
        guarded(a_cookie_that_goes_with_other_sites_forms, _bare_cookie, (guard.Response, "set_cookie")),
        guarded(a_page_that_runs_what_it_is_told, lambda own, *_, **__: own, (shield, "_with")),
        guarded(a_page_in_a_frame_elsewhere, lambda own, *_, **__: own, (shield, "_with")),
        guarded(a_password_in_the_file, _as_is, (users, "hashed")),
        guarded(any_password, _yes, (users, "_verified")),
        guarded(a_desk_for_everybody, _no, (serving, "refuse_ownerless")),
    ],
)
def test_the_attack_fails_and_succeeds_without_its_guard(
    one: Guarded, space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not one.attack(space)
    for where, name in one.places:
        monkeypatch.setattr(where, name, one.without)
    another = small_space.made(space.root.parent / "encore")
    with monkeypatch.context() as usual:
        usual.setattr(users, "hashed", _hashed)
        small_space.people(another)
    assert one.attack(another)


def test_links_are_followed_from_anywhere(space: Workspace) -> None:
    assert _looked_at(space, "navigate", "document")
    with signed_in(space, "reader") as browser:
        said = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
        assert probed(browser).get("/essai/dit", headers=said).status_code == 200
        ours = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8080"}
        sent = {"jeton": token(browser)}
        assert DONE in browser.ask("POST", NEEDED[Role.READER], data=sent, headers=ours).text
