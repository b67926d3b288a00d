"""Answers that are not HTTP as it is written."""

import excess_acts
import hostile_acts as acts
from hostile_cases import blocked, failed, page_case
from hostile_server import head

BROKEN = [
    page_case("length-long", "Content-Length trop grand", acts.short_of(500), failed("truncated")),
    page_case("length-short", "Content-Length trop petit", acts.longer_by(b"x" * 500)),
    page_case(
        "length-negative",
        "Content-Length négatif",
        acts.raw(head(("Content-Length", "-5")), acts.article("Négatif")),
        failed("protocol"),
    ),
    page_case(
        "length-twice",
        "deux Content-Length qui se contredisent",
        acts.raw(head(("Content-Length", "10"), ("Content-Length", "5000")), acts.article("Deux")),
        failed("protocol"),
    ),
    page_case(
        "chunks-bad-size",
        "taille de morceau illisible",
        acts.broken_chunks(b"zz\r\nreste\r\n"),
        failed("truncated"),
    ),
    page_case(
        "chunks-cut", "morceaux sans fin annoncée", acts.broken_chunks(b"ff\r\ncoup"), failed("truncated")
    ),
    page_case(
        "chunks-huge",
        "morceau de 2**63 octets",
        acts.broken_chunks(b"7fffffffffffffff\r\nx"),
        failed("truncated"),
    ),
    page_case("closed-at-once", "ferme sans répondre", acts.raw(), failed("connection")),
    page_case(
        "closed-in-head",
        "ferme au milieu de l'en-tête",
        acts.raw(b"HTTP/1.1 200 OK\r\nContent-Ty"),
        failed("connection"),
    ),
    page_case("garbage", "du bruit au lieu de HTTP", acts.raw(bytes(range(256)) * 40), failed("protocol")),
    page_case("ssh", "un autre protocole", acts.raw(b"SSH-2.0-Invention_1.0\r\n\r\n"), failed("protocol")),
    page_case(
        "status-999", "statut 999", acts.fixed(b"non", status="999 Request Denied"), blocked("forbidden")
    ),
    page_case(
        "status-304",
        "304 sans qu'on l'ait demandé",
        acts.fixed(b"", status="304 Not Modified"),
        failed("http_304"),
    ),
    page_case(
        "status-206",
        "un bout de page",
        acts.fixed(acts.article("Bout"), ("Content-Range", "bytes 0-9/99"), status="206 Partial Content"),
        failed("http_206"),
    ),
    page_case(
        "status-204", "rien, mais poliment", acts.raw(b"HTTP/1.1 204 No Content\r\n\r\n"), failed("http_204")
    ),
    page_case(
        "bare-cr",
        "un retour chariot seul dans un en-tête",
        excess_acts.heavy_headers(("X-A", "a\rX-Injecte: oui")),
    ),
    page_case(
        "bytes-header",
        "des octets quelconques dans les en-têtes",
        excess_acts.heavy_headers(
            ("ETag", '"\xff\x00\x80"'), ("X-B", "\x01\x7f\xe9"), ("Last-Modified", "hier")
        ),
    ),
]


CASES = BROKEN
