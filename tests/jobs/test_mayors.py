"""`registers update` from an address, with a real server on loopback; `registers status`."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from official_file import AUTUN, CANNES, Mayor, official

from core.errors import RegisterError
from jobs import mayors, workspace
from jobs.registers import registers_of
from jobs.workspace import Workspace


@pytest.fixture
def made(tmp_path: Path) -> Workspace:
    settings = {"crawler": {"allow_private_addresses": True, "delay_seconds": 0.0}}
    return workspace.create(tmp_path / "veille", settings)


@contextmanager
def answering(body: bytes, status: int = 200, announced: int | None = None) -> Iterator[str]:
    """The address of a register that a server gives, through a redirection as data.gouv.fr does."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/registre":
                self.send_response(302)
                self.send_header("Location", "/elus-maires.csv")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            found = self.path == "/elus-maires.csv"
            self.send_response(status if found else 404)
            self.send_header("Content-Type", "text/csv")
            self.send_header("Content-Length", str((announced or len(body)) if found else 0))
            self.end_headers()
            if found:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/registre"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def whole(made: Workspace) -> bytes:
    """Every commune of today, with an invented mayor each."""
    kinds = registers_of(made).communes.select(["insee", "kind"]).to_pylist()
    towns = sorted({row["insee"] for row in kinds if row["kind"] == "commune"} - {CANNES[0], AUTUN[0]})
    filled: list[Mayor] = [(insee, "QUIDAM", "Camille", "2026-03-15", "2026-03-21") for insee in towns]
    return official([CANNES, AUTUN, *filled]).encode()


def test_the_register_comes_from_its_address(made: Workspace) -> None:
    with answering(whole(made)) as url:
        done = mayors.update_from_net(made, url)
    assert (done.day, done.unknown) == (date(2026, 9, 18), 0)
    assert done.mayors > 34_000
    assert registers_of(made).manifest.version == "2026-09-18"


@pytest.mark.parametrize(
    ("body", "status", "announced", "why"),
    [
        (official().encode(), 200, None, "pas le registre entier"),
        (official().encode(), 200, 5_000, "incomplète"),
        (b"<!DOCTYPE html><title>Maintenance</title>", 200, None, "HTML"),
        (official().encode(), 503, None, "503"),
        (b"", 200, None, "vide"),
    ],
)
def test_what_is_not_the_register_changes_nothing(
    made: Workspace, body: bytes, status: int, announced: int | None, why: str
) -> None:
    before = registers_of(made).manifest.fingerprint
    with answering(body, status, announced) as url, pytest.raises(RegisterError, match=why) as refused:
        mayors.update_from_net(made, url)
    assert "registers update FICHIER" in refused.value.next_step or "data.gouv.fr" in refused.value.next_step
    assert registers_of(made).manifest.fingerprint == before
    assert not list(made.registers.glob("*.gz"))


def test_a_net_that_is_absent_changes_nothing(made: Workspace) -> None:
    with answering(b"") as url:
        pass  # nobody listens there any more
    before = registers_of(made).manifest.fingerprint
    with pytest.raises(RegisterError, match="Registre inchangé") as refused:
        mayors.update_from_net(made, url)
    assert "registers update FICHIER" in refused.value.next_step
    assert registers_of(made).manifest.fingerprint == before


def test_status_says_what_is_known_and_from_where(made: Workspace, tmp_path: Path) -> None:
    packaged = {(row["register"], row["as_of"]): row for row in mayors.status(None)}
    assert packaged["communes", "2026-01-01"]["coverage"]["communes"] > 34_900
    coverage = packaged["mandates", "2026-07-08"]["coverage"]
    assert sum(coverage.values()) == packaged["communes", "2026-01-01"]["coverage"]["communes"]
    file = tmp_path / "maires.csv"
    file.write_text(official(), encoding="utf-8")
    mayors.update_from_file(made, file)
    rows = {(row["register"], row["as_of"]): row for row in mayors.status(made)}
    assert rows["mandates", "2026-09-18"]["place"] == "workspace"
    assert rows["snapshot", "2026-09-18"]["place"] == "workspace"
    assert rows["snapshot", "2022-01-27"]["place"] == "package"


def test_the_analysis_of_a_workspace_knows_its_mayors(made: Workspace, tmp_path: Path) -> None:
    from jobs.texts import analyser_for

    file = tmp_path / "maires.csv"
    file.write_text(official(), encoding="utf-8")
    mayors.update_from_file(made, file)
    text = "La Ville ouvre un guichet, annonce Maïwenn Querveur-Lannic, maire de Cannes."
    (found,) = analyser_for(made.root)(text, date(2026, 6, 1))["mayors"]
    assert (found["insee"], found["register"], found["register_basis"]) == ("06029", "confirmed", "attested")
