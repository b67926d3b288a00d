"""The desk on a real line: where it refuses to start, lengths that lie, bytes that no browser writes."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import small_space
from newsroom import batch
from real_server import Serving, free_port

from core.desk import Role
from core.errors import SettingsError
from jobs.desk import users
from jobs.workspace import Workspace
from web.serving import run, server

WIDE = "0.0.0.0"  # noqa: S104  refused, or never listened on


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small_space.made(tmp_path_factory.mktemp("desk") / "w", batch([1]))


@pytest.fixture(scope="module")
def serving(space: Workspace) -> Iterator[Serving]:
    with Serving(space, free_port()) as served:
        yield served


def beffroi(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "cli", *words]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, env=env, check=False, timeout=120
    )


def test_the_command_refuses_to_start_where_nobody_could_sign_in(space: Workspace) -> None:
    done = beffroi("serve", "--host", WIDE, "--port", str(free_port()), "-w", str(space.root))
    assert (done.returncode, done.stdout) == (1, "")
    assert "personne n’y a de compte" in done.stderr
    assert "beffroi users add NOM --role owner" in done.stderr


def test_accounts_are_made_listed_changed_and_removed(tmp_path: Path) -> None:
    space = small_space.made(tmp_path / "w")
    there = ("-w", str(space.root))
    made = beffroi(
        "users", "add", "Odile", "--role", "owner", "--password-stdin", *there, stdin="douze lettres\n"
    )
    assert (made.returncode, made.stdout) == (0, "« odile » a un compte (direction).\n")
    assert "douze" not in made.stdout + made.stderr
    listed = beffroi("users", "list", "--json", *there)
    assert json.loads(listed.stdout) == [{"name": "odile", "role": "owner"}]
    short = beffroi("users", "add", "paul", "--password-stdin", *there, stdin="court\n")
    assert (short.returncode, "12 caractères au moins" in short.stderr) == (1, True)
    silent = beffroi("users", "passwd", "odile", *there)
    assert (silent.returncode, "--password-stdin" in silent.stderr) == (1, True)
    assert beffroi("users", "remove", "odile", *there).returncode == 1
    again = beffroi("users", "passwd", "odile", "--password-stdin", *there, stdin="tout autre chose\r\n")
    assert again.returncode == 0
    with server(space, WIDE, 0, desk=True).config.app.state.desk.state.read():  # type: ignore[union-attr]
        pass


@pytest.mark.parametrize(("host", "proxies"), [(WIDE, ()), ("127.0.0.1", ("127.0.0.1",))])
def test_others_may_reach_it_once_there_is_an_owner(
    tmp_path: Path, host: str, proxies: tuple[str, ...]
) -> None:
    space = small_space.made(tmp_path / "w", proxies=proxies)
    users.add(space, "lecteur", Role.READER, small_space.PASSWORD)
    with pytest.raises(SettingsError, match="compte"):
        server(space, host, 0, desk=True)
    with pytest.raises(SettingsError):
        run(space, host, 0, desk=True)
    users.add(space, "odile", Role.OWNER, small_space.PASSWORD)
    made = server(space, host, 0, desk=True).config.app
    assert made.state.desk.open is False  # type: ignore[union-attr]
    made.state.desk.state.close()  # type: ignore[union-attr]


def test_a_proxy_makes_everybody_sign_in(tmp_path: Path) -> None:
    space = small_space.made(tmp_path / "w", proxies=("127.0.0.1",), hosts=("veille.example",))
    users.add(space, "odile", Role.OWNER, small_space.PASSWORD)
    with Serving(space, free_port()) as served:
        here = f"http://127.0.0.1:{served.port}"
        said = {"x-forwarded-proto": "https", "host": "veille.example", "x-forwarded-for": "203.0.113.9"}
        away = httpx.get(f"{here}/compte", headers=said)
        assert (away.status_code, away.headers["location"]) == (303, "/connexion?vers=%2Fcompte")
        assert "Secure" in httpx.get(f"{here}/connexion", headers=said).headers["set-cookie"]


def test_a_desk_of_this_machine_answers_without_an_account(serving: Serving) -> None:
    here = f"http://127.0.0.1:{serving.port}"
    assert httpx.get(f"{here}/").status_code == 200
    assert httpx.get(f"{here}/compte").headers["x-frame-options"] == "DENY"
    assert httpx.head(f"{here}/compte").status_code == 200


def _post(head: str, body: bytes = b"", path: str = "/connexion") -> bytes:
    form = "Content-Type: application/x-www-form-urlencoded\r\n"
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{form}{head}\r\n".encode() + body


def test_a_body_in_pieces_is_counted(serving: Serving) -> None:
    piece = b"400\r\n" + b"x" * 0x400 + b"\r\n"
    answer = serving.raw(_post("Transfer-Encoding: chunked\r\n", piece * 9))
    assert answer.startswith(b"HTTP/1.1 413")
    assert "rien n’en a été lu".encode() in answer
    assert b"content-security-policy" in answer
    small = serving.raw(_post("Transfer-Encoding: chunked\r\n", piece + b"0\r\n\r\n"))
    assert small.startswith(b"HTTP/1.1 403")  # read, and no form of this session


def test_the_desk_itself_takes_longer_ones(serving: Serving) -> None:
    piece = b"4000\r\nx=" + b"x" * (0x4000 - 3) + b"&\r\n"
    assert serving.raw(
        _post("Transfer-Encoding: chunked\r\n", piece + b"0\r\n\r\n", "/deconnexion")
    ).startswith(b"HTTP/1.1 403")
    answer = serving.raw(_post("Transfer-Encoding: chunked\r\n", piece * 129, "/deconnexion"))
    assert answer.startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("length", ["99999999", "-1", "9" * 400, "0x10", "1, 2"])
def test_a_length_is_believed_only_to_refuse(serving: Serving, length: str) -> None:
    answer = serving.raw(_post(f"Content-Length: {length}\r\n"))
    assert answer.startswith((b"HTTP/1.1 413", b"HTTP/1.1 400"))


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /?words=\xff\xfe HTTP/1.1", b"GET /%00 HTTP/1.1", b"GET /%ff%fe HTTP/1.1", b"GET //mal.example HTTP/1.1",
        b"GET http://mal.example/ HTTP/1.1", b"GET /..%2f..%2fetc/passwd HTTP/1.1", b"GET /?words=%ff%00 HTTP/1.1",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1", b"FOO / HTTP/1.1", b"GET", b"\x16\x03\x01",
    ],
    ids=repr,
)  # fmt: skip
def test_bytes_that_no_browser_writes(serving: Serving, request_line: bytes) -> None:
    answer = serving.raw(request_line + b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert not answer.startswith(b"HTTP/1.1 5")
    assert answer.startswith(b"HTTP/1.1 ")


@pytest.mark.parametrize(
    "hosts", [[], ["mal.example"], ["127.0.0.1", "mal.example"], ["127.0.0.1@mal.example"]]
)
def test_we_are_called_by_one_name_of_ours(serving: Serving, hosts: list[str]) -> None:
    lines = "".join(f"Host: {one}\r\n" for one in hosts)
    assert serving.raw(f"GET /compte HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode()).startswith(
        b"HTTP/1.1 400"
    )


def test_port_0_is_any_free_port_and_is_said(space: Workspace) -> None:
    command = [sys.executable, "-P", "-m", "cli", "serve", "-w", str(space.root), "--port", "0"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as child:
        try:
            assert child.stdout is not None
            url = child.stdout.readline().split()[0]
            assert httpx.URL(url).port not in {None, 0, space.settings.desk.port}
            assert httpx.get(f"{url}statique/desk.css", timeout=60).status_code == 200
        finally:
            child.terminate()


def test_a_port_that_is_taken_is_said(space: Workspace) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = beffroi("serve", "-w", str(space.root), "--port", str(port))
    assert done.returncode == 1
    assert f"le port {port} est pris" in done.stderr
    assert "--port" in done.stderr
