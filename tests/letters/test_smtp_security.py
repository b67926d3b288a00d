"""Encryption and accounts, against a real server with a certificate of its own."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from mail_server import Box, listening
from sent_workspace import WEEK, approve, made, render, states, subscribe

from core.errors import SendError
from jobs import workspace
from jobs.letters import sending
from jobs.letters.sending import How
from jobs.workspace import Workspace

ODILE = "odile@aulne.example"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and certificate of 127.0.0.1, signed by nobody else."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "essai")]),
    )
    made_it = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "essai.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made_it.public_bytes(serialization.Encoding.PEM))
    return path


def authenticator(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    del server, session, envelope, mechanism
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"lettre", b"s3cret")
    return AuthResult(success=right, handled=False)


@contextmanager
def secure(box: Box, certificate: Path, root: Path) -> Iterator[Workspace]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    options = {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": authenticator,
    }
    with listening(box, **options) as port:
        space = made(root, port)
        approve(space)
        subscribe(space, ODILE)
        yield workspace.find(space.root)


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_SMTP__TLS", "starttls")
    monkeypatch.setenv("BEFFROI_SMTP__USER", "lettre")
    monkeypatch.setenv("BEFFROI_SMTP__PASSWORD", "s3cret")


def test_a_known_certificate_and_account_send(
    tmp_path: Path, box: Box, certificate: Path, how: How, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with secure(box, certificate, tmp_path / "w") as space:
        assert sending.send(space, WEEK, render, how=how).counts == {"sent": 1}


def test_an_unknown_certificate_stops_everything(
    tmp_path: Path, box: Box, certificate: Path, how: How
) -> None:
    with secure(box, certificate, tmp_path / "w") as space:
        with pytest.raises(SendError, match="certificate"):
            sending.send(space, WEEK, render, how=how)
        assert (box.asked, states(space)) == ([], {ODILE: "queued"})


def test_a_wrong_password_is_said_and_not_shown(
    tmp_path: Path, box: Box, certificate: Path, how: How, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("BEFFROI_SMTP__PASSWORD", "autre-secret")
    with secure(box, certificate, tmp_path / "w") as space:
        with pytest.raises(SendError, match="535") as error:
            sending.send(space, WEEK, render, how=how)
        assert "autre-secret" not in repr(space.settings)
        assert "autre-secret" not in str(error.value) + error.value.next_step
        assert states(space) == {ODILE: "queued"}
