"""Pages that are too much, or too slow."""

import excess_acts
import hostile_acts as acts
from hostile_cases import failed, page_case
from hostile_server import head

HTML_START = b"<html><body><p>"

TOO_MUCH = [
    page_case("bomb-gzip", "bombe gzip", excess_acts.compressed("gzip"), failed("too_large")),
    page_case("bomb-deflate", "bombe deflate", excess_acts.compressed("deflate"), failed("too_large")),
    page_case("bomb-brotli", "bombe brotli", excess_acts.compressed("br"), failed("too_large")),
    page_case("bomb-zstd", "bombe zstd", excess_acts.compressed("zstd"), failed("too_large")),
    page_case(
        "gzip-layers", "une page compressée quarante fois", excess_acts.gzipped(acts.article("Poupées"), 40)
    ),
    page_case(
        "gzip-lie",
        "se dit compressée et ne l'est pas",
        acts.fixed(acts.article("Mensonge"), ("Content-Encoding", "gzip")),
        failed("bad_encoding"),
    ),
    page_case("endless-body", "corps sans fin", excess_acts.flood(), failed("too_large")),
    page_case(
        "sized-100mb", "100 Mo annoncés", excess_acts.sized_flood(100 * acts.MEBI), failed("too_large")
    ),
    page_case(
        "chunked-100mb",
        "100 Mo en morceaux",
        acts.raw(head(("Transfer-Encoding", "chunked")), *[b"100000\r\n" + bytes(acts.MEBI) + b"\r\n"] * 100),
        failed("too_large"),
    ),
    page_case("absurd-length", "annonce 10**30 octets", excess_acts.sized_flood(10**30), failed("too_large")),
    page_case("cookies", "500 témoins de connexion", excess_acts.heavy_headers(*excess_acts.COOKIES)),
    page_case(
        "long-header",
        "un en-tête d'un mégaoctet",
        excess_acts.heavy_headers(("X-Long", "v" * acts.MEBI)),
        failed("too_large"),
    ),
    page_case("endless-headers", "en-têtes sans fin", excess_acts.endless_headers, failed("too_large")),
    page_case("endless-continue", "réponses 100 sans fin", excess_acts.endless_continue, failed("too_large")),
]

TOO_SLOW = [
    page_case(
        "drip-body", "un octet toutes les 50 ms", excess_acts.drip(head() + HTML_START), failed("timeout")
    ),
    page_case(
        "drip-sized",
        "le même, longueur annoncée",
        excess_acts.drip(head(("Content-Length", "100000")) + HTML_START),
        failed("timeout"),
    ),
    page_case(
        "drip-chunks",
        "un morceau d'un octet toutes les 50 ms",
        excess_acts.drip(head(("Transfer-Encoding", "chunked")), b"1\r\nx\r\n"),
        failed("timeout"),
    ),
    page_case(
        "drip-headers",
        "en-tête au compte-gouttes",
        excess_acts.drip(b"HTTP/1.1 200 OK\r\nX-Lent: "),
        failed("timeout"),
    ),
    page_case(
        "drip-status",
        "première ligne au compte-gouttes",
        excess_acts.drip(b"HTTP/1.1 200 "),
        failed("timeout"),
    ),
    page_case("silence", "accepte et ne répond rien", excess_acts.silence, failed("timeout")),
]


CASES = [*TOO_MUCH, *TOO_SLOW]
