"""Bodies that are no page, and pages whose bytes are not what they say."""

import gzip
import random
from collections.abc import Callable

from bad_page import ARTICLE, HTML, REJECTED, SENTENCE, BadPage, page

BARE = "text/html"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def noise(size: int) -> bytes:
    """Random bytes, the same every time."""
    return random.Random(4).randbytes(size)


def refused(
    name: str, about: str, body: Callable[[], bytes], truth: str = REJECTED, kind: str = BARE
) -> BadPage:
    """Something that is no article."""
    return BadPage(name, about, body, truth, content_type=kind)


def coded(
    name: str, about: str, body: Callable[[], bytes], kind: str = BARE, holds: str = SENTENCE
) -> BadPage:
    """The honest article, in bytes that lie: it must be read, and its accents with it."""
    return BadPage(f"charset-{name}", about, body, ARTICLE, holds, content_type=kind)


def declared(charset: str, encoding: str = "utf-8") -> bytes:
    """The honest article, which declares one charset and is in another."""
    return page(f'<meta charset="{charset}">').decode().encode(encoding)


def mixed() -> bytes:
    """UTF-8, but for one byte of Latin-1 that an advertisement left."""
    return page('<meta charset="utf-8">').replace(b"</article>", b"<p>Publicit\xe9</p></article>")


NO_PAGE = [
    refused("empty", "rien", lambda: b"", "empty"),
    refused("whitespace", "des blancs", lambda: b" \r\n\t" * 1000, "empty"),
    refused("bom", "une marque d'ordre et rien", lambda: b"\xef\xbb\xbf", "empty"),
    refused("nul", "un mégaoctet de zéros", lambda: bytes(1_000_000)),
    refused("noise", "un mégaoctet au hasard", lambda: noise(1_000_000)),
    refused("noise-tags", "du hasard entre chevrons", lambda: b"<" + noise(1_000_000).replace(b"\x00", b"><")),
    refused("pdf", "un PDF dit HTML", lambda: b"%PDF-1.7\n" + noise(200_000), "not_html"),
    refused("pdf-late", "un PDF après un blanc", lambda: b"\r\n%PDF-1.7\n" + noise(200_000)),
    refused("png", "une image dite HTML", lambda: PNG + noise(200_000)),
    refused("jpeg", "une photo dite HTML", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + noise(200_000)),
    refused("image", "une image", lambda: PNG, "not_html", "image/png"),
    refused("gzip", "du gzip dit HTML", lambda: gzip.compress(page())),
    refused("json", "du JSON dit HTML", lambda: b'{"items":[' + b'{"titre":"Un robot"},' * 5_000 + b"{}]}"),
    refused("feed", "un flux dit HTML", lambda: b"<rss><channel>" + b"<item><title>Un robot</title></item>" * 50),
    refused("frameset", "un jeu de cadres", lambda: b"<html><frameset><frame src=a><frame src=b></frameset></html>"),
    refused("frameset-deep", "5 000 jeux de cadres", lambda: b"<html>" + b"<frameset>" * 5_000),
    refused("head-only", "une tête sans corps", lambda: b"<html><head><title>Un robot</title></head></html>"),
    refused("xml-entities", "entités dans du XML", lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;',
            REJECTED, "application/xhtml+xml"),
    refused("no-type", "un type de contenu vide", lambda: b"", REJECTED, ""),
    refused("absurd-type", "un type de contenu absurde", page, "", f"text/html; charset={'x' * 100_000}"),
]  # fmt: skip

CHARSETS = [
    coded("utf8-is-1252", "se dit UTF-8, en windows-1252", lambda: declared("utf-8", "cp1252")),
    coded("header-utf8-is-1252", "le même dans l'en-tête", lambda: declared("utf-8", "cp1252"), HTML),
    coded("latin1-is-utf8", "se dit latin-1, en UTF-8", lambda: declared("iso-8859-1")),
    coded("header-latin1-meta-utf8", "en-tête latin-1, page UTF-8", lambda: declared("utf-8"),
          "text/html; charset=iso-8859-1"),
    coded("ascii", "se dit ASCII, en windows-1252", lambda: declared("us-ascii", "cp1252")),
    coded("stray-byte", "UTF-8 avec un octet latin-1", mixed),
    coded("twice", "encodé deux fois", lambda: page().decode().encode().decode("cp1252", "replace").encode(),
          holds="Sainte-Invention"),
    coded("utf16le", "UTF-16 sans marque", lambda: page().decode().encode("utf-16-le")),
    coded("utf16be", "le même dans l'autre sens", lambda: page().decode().encode("utf-16-be")),
    coded("utf16-bom", "UTF-16 avec sa marque", lambda: page().decode().encode("utf-16")),
    coded("utf16-declared", "se dit UTF-16, en UTF-8", lambda: declared("utf-16")),
    coded("utf16-header", "le même dans l'en-tête", lambda: declared("utf-8"), "text/html; charset=utf-16"),
    coded("utf32", "UTF-32", lambda: page().decode().encode("utf-32"), holds="Sainte-Invention"),
    coded("bom-lies", "marque UTF-8, page windows-1252", lambda: b"\xef\xbb\xbf" + declared("utf-8", "cp1252"),
          holds="Sainte-Invention"),
    coded("nul-bytes", "des zéros entre les lettres", lambda: page().replace(b" ", b"\x00 \x00")),
    coded("surrogates", "demi-caractères en UTF-8", lambda: page(title="Un guichet \ud800"), holds="Sainte-Invention"),
    coded("undefined", "charset=undefined", lambda: declared("undefined")),
    coded("unknown", "charset=x-inconnu", lambda: declared("x-inconnu")),
    coded("hex", "charset=hex", lambda: declared("hex")),
    coded("rot13", "charset=rot13", lambda: declared("rot13")),
    coded("utf7", "charset=utf-7", lambda: declared("utf-7")),
    coded("escape", "charset=unicode_escape", lambda: declared("unicode_escape")),
    coded("mbcs", "charset=mbcs", lambda: declared("mbcs")),
    coded("idna", "charset=idna", lambda: declared("idna")),
    coded("punycode", "charset=punycode", lambda: declared("punycode")),
    BadPage("charset-punycode-full", "charset=punycode, autant qu'il en tient",
            lambda: b"<meta charset=punycode>" + b"a" * 900_000 + b"-" + b"b9" * 500_000, content_type=BARE),
    BadPage("charset-idna-full", "charset=idna, autant qu'il en tient",
            lambda: b"<meta charset=idna>" + b"a" * 1_900_000, content_type=BARE),
    BadPage("charset-utf7-full", "charset=utf-7, autant qu'il en tient",
            lambda: b"<meta charset=utf-7>" + b"+AGE-" * 380_000, content_type=BARE),
    BadPage("charset-names", "4 000 charsets", lambda: page('<meta charset="utf-8x">' * 4_000), ARTICLE, SENTENCE),
    BadPage("charset-bait", "<meta charset= et des blancs", lambda: page(f"<meta charset{' ' * 4_000}="), ARTICLE),
]  # fmt: skip

CASES = [*NO_PAGE, *CHARSETS]
