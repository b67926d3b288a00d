"""Hostile feeds."""

import entry_acts
import excess_acts
import hostile_acts as acts
from hostile_cases import FEED, FETCHED, WITNESS, Case, entry_case, failed, read_case
from hostile_limits import MAX_ENTRIES
from hostile_server import head

LONG_FEED = 60_000

_CAPPED = {f"/e/{n}": acts.page(f"Article {n}") for n in range(MAX_ENTRIES)}


FEEDS = [
    entry_case(
        "feed-redir", "flux qui redirige vers lui-même", acts.redirect(FEED), failed("too_many_redirects")
    ),
    entry_case(
        "feed-bomb",
        "bombe gzip en guise de flux",
        excess_acts.compressed("gzip", acts.XML),
        failed("too_large"),
    ),
    entry_case(
        "feed-drip",
        "flux au compte-gouttes",
        excess_acts.drip(head(kind=acts.XML) + acts.rss(["/"])[:60], b" "),
        failed("timeout"),
    ),
    entry_case(
        "feed-torn",
        "flux déchiré avant son premier lien",
        acts.fixed(b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>a</ti", kind=acts.XML),
        failed("broken_feed"),
    ),
    read_case(
        "feed-half",
        "flux déchiré après son premier article",
        entry_acts.entity_feed("", "Un titre", WITNESS, keep=-20),
    ),
    entry_case(
        "feed-binary",
        "du bruit en guise de flux",
        acts.fixed(bytes(range(256)) * 200, kind=acts.XML),
        failed("not_a_feed"),
    ),
    entry_case("feed-html", "une page en guise de flux", acts.page("Accueil"), failed("not_a_feed")),
    entry_case(
        "feed-304",
        "304 sans qu'on l'ait demandé",
        acts.fixed(b"", status="304 Not Modified"),
        failed("http_304"),
    ),
    entry_case(
        "feed-429",
        "429 sur le flux",
        acts.fixed(b"", ("Retry-After", "3600"), status="429 Too Many Requests"),
        failed("http_429"),
    ),
    entry_case(
        "feed-million", "un million d'articles annoncés", entry_acts.long_feed(1_000_000), failed("too_large")
    ),
    entry_case(
        "feed-stack",
        "100 000 éléments emboîtés",
        acts.fixed(b"<rss version='2.0'><channel>" + b"<a>" * 100_000, kind=acts.XML),
        failed("too_complex"),
    ),
    entry_case(
        "feed-json-stack",
        "100 000 crochets emboîtés",
        acts.fixed(
            b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000,
            kind="application/feed+json",
        ),
        failed("broken_feed"),
    ),
    entry_case(
        "feed-json-digits",
        "un nombre de 100 000 chiffres",
        acts.fixed(
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [], "x": ' + b"9" * 100_000 + b"}",
            kind="application/feed+json",
        ),
        failed("broken_feed"),
    ),
    entry_case(
        "feed-doctype",
        "DTD sans fin",
        acts.fixed(b"<?xml version='1.0'?><!DOCTYPE rss [" + b"<!ENTITY a 'b'>" * 100_000, kind=acts.XML),
        failed("too_complex"),
    ),
    read_case(
        "laughs", "un milliard de rires", entry_acts.entity_feed(entry_acts.BILLION_LAUGHS, "&l9;", WITNESS)
    ),
    entry_case(
        "quadratic",
        "entité longue, répétée",
        entry_acts.entity_feed(entry_acts.QUADRATIC, "&big;" * 2000, WITNESS),
        failed("too_complex"),
    ),
    read_case(
        "xxe-http",
        "entité qui fait demander une adresse",
        entry_acts.entity_feed("<!DOCTYPE rss [<!ENTITY x SYSTEM '{url}'>]>", "&x;", WITNESS),
    ),
    read_case(
        "xxe-file",
        "entité qui fait lire un fichier",
        entry_acts.entity_feed("<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;", WITNESS),
    ),
    read_case(
        "xxe-dtd",
        "DTD à aller chercher",
        entry_acts.entity_feed("<!DOCTYPE rss SYSTEM '{url}'>", "Un titre", WITNESS),
    ),
    read_case(
        "xxe-parameter",
        "entité de paramètre à aller chercher",
        entry_acts.entity_feed("<!DOCTYPE rss [<!ENTITY % p SYSTEM '{url}'> %p;]>", "Un titre", WITNESS),
    ),
]

LINKS = Case(
    "links",
    "flux dont les liens mènent partout",
    {
        FEED: acts.feed(
            [
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "ftp://links.localhost/x",
                "http://",
                "http://[",
                "http://links.localhost:99999/x",
                "mailto:a@example.invalid",
                "http://elsewhere.localhost:{port}/chez-le-voisin",
                WITNESS,
            ]
        ),
        WITNESS: acts.page("Témoin"),
    },
    {FEED: FETCHED, "http://elsewhere.localhost/chez-le-voisin": FETCHED, WITNESS: FETCHED},
)

ELSEWHERE = Case(
    "elsewhere", "le voisin", {"/chez-le-voisin": acts.page("Voisin")}, {FEED: failed("http_404")}
)

CAPPED = Case(
    "feed-long",
    "60 000 articles annoncés en moins de 10 Mio",
    {FEED: entry_acts.long_feed(LONG_FEED)} | _CAPPED,
    {FEED: FETCHED} | dict.fromkeys(_CAPPED, FETCHED),
)


CASES = [*FEEDS, LINKS, ELSEWHERE, CAPPED]
