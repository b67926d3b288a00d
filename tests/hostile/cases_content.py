"""Pages that are none, or not what they say."""

import hostile_acts as acts
from hostile_cases import failed, page_case

DEEP = b"<html><body>" + b"<div>" * 50_000 + b"<p>au fond</p>" + b"</div>" * 50_000

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 40

NOT_A_PAGE = [
    page_case("pdf", "un PDF servi comme du HTML", acts.fixed(PDF), failed("not_html")),
    page_case(
        "image",
        "une image servie comme du HTML",
        acts.fixed(b"\x89PNG\r\n\x1a\n" + bytes(5000)),
        failed("not_html"),
    ),
    page_case(
        "charset-wrong",
        "se dit UTF-16",
        acts.fixed(acts.article("Charset é"), kind="text/html; charset=utf-16"),
    ),
    page_case(
        "charset-unknown",
        "jeu de caractères inconnu",
        acts.fixed(acts.article("Charset é"), kind="text/html; charset=x-inconnu"),
    ),
    page_case(
        "charset-latin",
        "se dit UTF-8, est en latin-1",
        acts.fixed("<p>Mairie fermée, été</p>".encode("latin-1") * 30),
    ),
    page_case("nul-bytes", "des octets NUL partout", acts.fixed(acts.article("N\0U\0L") + b"\0" * 5000)),
    page_case("deep", "50 000 div emboîtées", acts.fixed(DEEP)),
    page_case("empty", "une page vide", acts.fixed(b"")),
    page_case(
        "mislabelled",
        "type de contenu insensé",
        acts.fixed(acts.article("Type"), kind="text/html;;;=;charset=\x80"),
    ),
]


CASES = NOT_A_PAGE
