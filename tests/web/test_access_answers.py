"""What every answer of the desk carries, whatever it is."""

import pytest
import small_space
from desk_browser import Browser
from newsroom import batch
from probes import probed

from jobs.workspace import Workspace


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small_space.made(tmp_path_factory.mktemp("desk") / "w", batch([1]))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/essai/dit", 200), ("/rien", 404), ("/essai/panne", 500), ("/essai/dit?mots=" + "a" * 5000, 400),
        ("/statique/desk.css", 200), ("/statique/rien", 404), ("/" + "a" * 600, 414), ("/?x=" + "a" * 20_000, 414),
    ],
)  # fmt: skip
def test_headers_of_everything(space: Workspace, path: str, status: int) -> None:
    with Browser(space) as browser:
        answer = probed(browser).get(path)
    assert answer.status_code == status
    headers = answer.headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_a_fault_says_nothing_of_itself(space: Workspace) -> None:
    with Browser(space) as browser:
        answer = probed(browser).get("/essai/panne")
    assert "secret" not in answer.text
    assert "Panne de notre côté" in answer.text


@pytest.mark.parametrize(
    "path", ["/lettres/", "/lettre/desabonner/essai", "/suivis/rien", "/statique/desk.css", "/favicon.ico"]
)
def test_readers_of_the_letter_and_caches_get_no_cookie(space: Workspace, path: str) -> None:
    with Browser(space) as browser:
        answer = browser.get(path)
    assert "set-cookie" not in answer.headers


def test_the_public_pages_keep_their_own_policy(space: Workspace) -> None:
    with Browser(space, alone=False) as browser:
        answer = browser.get("/lettres/")
    assert answer.status_code == 200
    assert answer.headers.get_list("content-security-policy")[0].startswith(
        "default-src 'none'; style-src 'unsafe-inline'"
    )
    assert len(answer.headers.get_list("content-security-policy")) == 1


def test_mail_services_may_post_to_the_public_pages(space: Workspace) -> None:
    with Browser(space, alone=False) as browser:
        sent = {"sec-fetch-site": "cross-site", "origin": "https://courriel.example"}
        answer = browser.ask(
            "POST", "/lettre/desabonner/essai", headers=sent, data={"List-Unsubscribe": "One-Click"}
        )
        assert answer.status_code == 200
        assert browser.ask("POST", "/lettre/desabonner/essai", content=b"x" * 9000).status_code == 413


@pytest.mark.parametrize("path", ["/essai/dit", "/connexion", "/lettres/", "/statique/desk.js", "/rien"])
def test_head_is_get_without_its_body(space: Workspace, path: str) -> None:
    with Browser(space, alone=False) as browser:
        probed(browser)
        got, head = browser.get(path), browser.ask("HEAD", path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "FOO"])
def test_other_methods_are_refused(space: Workspace, method: str) -> None:
    with Browser(space) as browser:
        answer = probed(browser).ask(method, "/essai/dit")
    assert (answer.status_code, "content-security-policy" in answer.headers) == (405, True)
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "é", '"><script>', "x" * 5000, "W10.aaaa.bbbb"])
def test_a_cookie_that_is_none_is_replaced(space: Workspace, cookie: str) -> None:
    with Browser(space) as browser:
        name = browser.app.state.desk.sessions.cookie_name("http", "")
        answer = probed(browser).get("/essai/dit", headers={"cookie": f"{name}={cookie}".encode()})
    assert answer.status_code == 200
    assert answer.headers["set-cookie"].startswith(f"{name}=")


def test_the_key_of_sessions_is_its_owners_alone(space: Workspace) -> None:
    with Browser(space):
        key = space.data / "desk.key"
    assert key.stat().st_mode & 0o077 == 0
    with Browser(space) as again:
        assert again.get("/compte").status_code == 200
