"""Which addresses may be asked: numbers, names, certificates; and what a refusal says."""

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from crawl_workspace import SETTINGS
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from press_server import Press

from core.errors import FetchRefused
from crawler.fetch import fetch_page
from crawler.net.guard import GuardMiddleware, is_public, literal
from crawler.net.reasons import Refused
from crawler.net.rights import reserved_by

PUBLIC_ONLY = SETTINGS.model_copy(update={"allow_private_addresses": False})

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104  an address to refuse
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:db8::1",
    "no address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d822"]
)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("[::1]", "::1"),
        ("exemple.fr", None),
        ("1.2.3.4.5", None),
        ("é.fr", None),
    ],
)
def test_numeric_hosts_are_seen_in_every_form(host: str, address: str | None) -> None:
    assert literal(host) == address


@pytest.mark.parametrize(
    "url",
    ["http://2130706433/", "http://0x7f.1:8080/x", "http://[::ffff:127.0.0.1]/", "https://192.168.0.1/"],
)
def test_requests_and_redirects_to_private_numbers_are_refused(url: str) -> None:
    from scrapy.http import Request

    with pytest.raises(Refused) as caught:
        GuardMiddleware(allow_private=False).process_request(Request(url))
    assert caught.value.reason == "private_address"
    GuardMiddleware(allow_private=True).process_request(Request(url))


def test_other_schemes_are_refused() -> None:
    from scrapy.http import Request

    with pytest.raises(Refused, match="bad_url"):
        GuardMiddleware(allow_private=True).process_request(Request("file:///etc/passwd"))


def test_a_name_of_this_machine_is_refused_and_not_asked(press: Press) -> None:
    url = press.page("prive.localhost", "/a", "Rien à voir")
    with pytest.raises(FetchRefused, match="adresse locale ou privée") as caught:
        fetch_page(url, PUBLIC_ONLY)
    assert "allow_private_addresses" in caught.value.next_step
    assert not [asked for asked in press.log if asked.host == "prive.localhost"]


def test_one_page_is_fetched_like_any_other(press: Press) -> None:
    page = fetch_page(press.page("seule.localhost", "/a", "Seule"), SETTINGS)
    assert b"Seule" in page.body
    assert page.status == 200


def test_a_reserved_page_is_refused_with_its_reason(press: Press) -> None:
    url = press.page("tdm.localhost", "/a", "x", headers={"tdm-reservation": "1"})
    with pytest.raises(FetchRefused, match="TDM"):
        fetch_page(url, SETTINGS)


def test_a_missing_page_says_the_status(press: Press) -> None:
    with pytest.raises(FetchRefused, match="répond 404"):
        fetch_page(press.url("seule.localhost", "/none"), SETTINGS)


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(FetchRefused, match="http"):
        fetch_page("pas une adresse", SETTINGS)


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[int]:
    """A TLS server that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tls.localhost")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("tls.localhost")])
    certificate = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem = tmp_path / "server.pem"
    encoding, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    pem.write_bytes(
        key.private_bytes(encoding, private, serialization.NoEncryption())
        + certificate.public_bytes(encoding)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_that_nobody_vouches_for_is_refused(self_signed: int) -> None:
    with pytest.raises(FetchRefused, match="certificat"):
        fetch_page(f"https://tls.localhost:{self_signed}/", SETTINGS)


# --- rights


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((("tdm-reservation", " 1 "),), b""),
        ((("x-robots-tag", "noindex"), ("x-robots-tag", "NoAI, noimageai")), b""),
        ((), b"<meta name=tdm-reservation content=1>"),
        ((), b"<META content = '1' NAME = \"TDM-Reservation\" />"),
        ((), b"<meta name='robots' content='noindex,NOAI'>"),
        ((), "<meta name='tdm-reservation' content='1'>".encode("utf-16")),
    ],
)
def test_reservations_are_read(headers: tuple[tuple[str, str], ...], body: bytes) -> None:
    assert reserved_by(headers, body)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((("tdm-reservation", "0"),), b""),
        ((("x-robots-tag", "noindex, noimageai"),), b""),
        ((), b"<meta name=tdm-reservation content=0><meta name=description content='noai'>"),
        ((), b"<p>tdm-reservation: 1</p>"),
        ((), b"<meta"),
    ],
)
def test_other_answers_are_not_reserved(headers: tuple[tuple[str, str], ...], body: bytes) -> None:
    assert reserved_by(headers, body) is None
