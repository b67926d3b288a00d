"""Behind a proxy: what it says of clients, the path it presents the desk under, the names it is called by."""

from pathlib import Path

import pytest
import small_space
from desk_browser import Browser
from probes import probed

from core.errors import SettingsError
from jobs.workspace import Workspace
from web.access.gate import below
from web.access.proxies import forwarded, trusted
from web.access.reach import is_alone, name_of, names


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return small_space.made(tmp_path / "w")


@pytest.mark.parametrize(
    ("said", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the client's own claim comes first, and is none
        ("203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("10.0.0.7, 10.0.0.8", "10.0.0.7"),
        ("198.51.100.1, unknown", "10.0.0.1"),
        ("<script>, 10.0.0.7", "10.0.0.7"),
        ("", "10.0.0.1"),
        (", ,", "10.0.0.1"),
    ],
)
def test_the_client_is_the_last_whom_no_proxy_of_ours_is(said: str, client: str) -> None:
    headers = [(b"host", b"ici"), (b"x-forwarded-for", said.encode())]
    scope = {"client": ("10.0.0.1", 1), "scheme": "http", "headers": headers}
    assert forwarded(scope, trusted(["10.0.0.0/8"]))["client"][0] == client


def test_the_nearest_proxy_names_scheme_and_host() -> None:
    headers = [
        (b"host", b"127.0.0.1:8080"), (b"x-forwarded-proto", b"https"),
        (b"x-forwarded-host", b"mal.example, veille.example"),
    ]  # fmt: skip
    made = forwarded({"client": ("10.0.0.1", 1), "scheme": "http", "headers": headers}, trusted(["10.0.0.1"]))
    assert made["scheme"] == "https"
    assert [value for name, value in made["headers"] if name == b"host"] == [b"veille.example"]
    junk = [(b"host", b"ici"), (b"x-forwarded-proto", b"gopher")]
    assert (
        forwarded({"client": ("10.0.0.1", 1), "scheme": "http", "headers": junk}, trusted([]))["scheme"]
        == "http"
    )


@pytest.mark.parametrize("proxy", ["*", "proxy.example", "300.1.1.1", ""])
def test_a_proxy_is_an_address(proxy: str) -> None:
    with pytest.raises(SettingsError, match=r"desk\.proxies"):
        trusted([proxy])


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1:8080", "127.0.0.1"), ("Localhost", "localhost"), ("localhost.", "localhost"), ("[::1]:80", "::1"),
        ("::1", "::1"), ("veille.example", "veille.example"), ("a b", ""), ("a@b", ""), ("a/b", ""), ("", ""),
        ("mal.example:80:80", ""), ("x" * 300, ""), ("[::1", ""), ("localhost\x00", "localhost\x00"),
    ],
)  # fmt: skip
def test_names_of_hosts(host: str, name: str) -> None:
    assert name_of(host) == name


@pytest.mark.parametrize(
    ("host", "known", "unknown"),
    [
        ("127.0.0.1", ["localhost", "127.0.0.1:8080", "[::1]:8080", "127.0.0.2", "veille.example:8443"],
         ["mal.example", "192.168.1.5", "localhost.mal.example", ""]),
        ("192.168.1.5", ["192.168.1.5:8080", "veille.example"], ["192.168.1.6", "mal.example"]),
        ("0.0.0.0", ["192.168.1.5:8080", "10.0.0.1", "veille.example"], ["mal.example"]),  # noqa: S104
    ],
)  # fmt: skip
def test_who_we_are_called(space: Workspace, host: str, known: list[str], unknown: list[str]) -> None:
    ours = names(small_space.having(space, hosts=("veille.example",)).settings, host)
    assert [one for one in known if not ours.has(one)] == []
    assert [one for one in unknown if ours.has(one)] == []


@pytest.mark.parametrize(
    ("host", "proxies", "alone"),
    [
        ("127.0.0.1", (), True), ("localhost", (), True), ("::1", (), True), ("127.0.0.1", ("127.0.0.1",), False),
        ("0.0.0.0", (), False), ("", (), False), ("192.168.1.5", (), False), ("veille.example", (), False),  # noqa: S104
    ],
)  # fmt: skip
def test_where_nobody_signs_in(space: Workspace, host: str, proxies: tuple[str, ...], alone: bool) -> None:
    assert is_alone(small_space.having(space, proxies=proxies).settings, host) is alone


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/", "/veille/"), ("/sources", "/veille/sources"), ("/veille", "/veille/"), ("/veille/", "/veille/"),
        ("/veille/sources", "/veille/sources"), ("/veilleur", "/veille/veilleur"),
    ],
)  # fmt: skip
def test_the_base_path_is_there_whether_the_proxy_took_it_off_or_not(path: str, seen: str) -> None:
    made = below({"path": path}, "/veille")
    assert (made["path"], made["root_path"]) == (seen, "/veille")


@pytest.mark.parametrize("before", ["", "/veille"])
def test_everything_lies_under_the_base_path(space: Workspace, before: str) -> None:
    space = small_space.having(space, base_path="/veille", proxies=("127.0.0.1",), hosts=("veille.example",))
    small_space.people(space)
    said = {"x-forwarded-proto": "https", "x-forwarded-host": "veille.example"}
    with Browser(space, alone=False) as browser:
        probed(browser)
        away = browser.get(f"{before}/essai/dit?mots=a%26b", headers=said)
        assert away.status_code == 303
        assert away.headers["location"] == "/veille/connexion?vers=%2Fessai%2Fdit%3Fmots%3Da%2526b"
        door = browser.get(f"{before}/connexion?vers=/essai/dit", headers=said)
        cookie = door.headers["set-cookie"]
        assert cookie.startswith("__Secure-beffroi-")
        assert "Path=/veille;" in cookie
        assert "Secure" in cookie
        links = [
            line.split('"')[0]
            for name in ('href="', 'src="', 'action="')
            for line in door.text.split(name)[1:]
        ]
        assert [link for link in links if not link.startswith(("/veille/", "#"))] == []
        styles = [link for link in links if "desk.css" in link]
        assert browser.get(styles[0].removeprefix("/veille" * (not before)), headers=said).status_code == 200
        kept = {"cookie": cookie.partition(";")[0]}
        token = door.text.partition('data-jeton="')[2].partition('"')[0]
        sent = {"jeton": token, "name": "reader", "password": small_space.PASSWORD, "vers": "/essai/dit"}
        done = browser.ask("POST", f"{before}/connexion", data=sent, headers={**said, **kept})
        assert (done.status_code, done.headers["location"]) == (303, "/veille/essai/dit")
        inside = {**said, "cookie": done.headers["set-cookie"].partition(";")[0]}
        assert browser.get(f"{before}/essai/dit", headers=inside).status_code == 200


def test_under_https_the_cookie_is_ours_alone(space: Workspace) -> None:
    space = small_space.having(space, proxies=("127.0.0.1",))
    with Browser(space, alone=False) as browser:
        plain = browser.get("/connexion")
        assert "Secure" not in plain.headers["set-cookie"]
        assert "strict-transport-security" not in plain.headers
        safe = browser.get("/connexion", headers={"x-forwarded-proto": "https"})
        assert safe.headers["set-cookie"].startswith("__Host-beffroi-")
        assert "Secure" in safe.headers["set-cookie"]
        assert safe.headers["strict-transport-security"].startswith("max-age=")
