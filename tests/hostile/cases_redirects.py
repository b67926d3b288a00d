"""Pages that lead elsewhere, and TLS."""

import hostile_acts as acts
from hostile_cases import FEED, FETCHED, PAGE, WITNESS, Case, failed, page_case, refused

from core.types import Outcome

REDIRECTS = [
    page_case("redir-self", "redirige vers elle-même", acts.redirect(PAGE), failed("too_many_redirects")),
    page_case(
        "redir-pair",
        "deux pages qui se renvoient l'une à l'autre",
        acts.redirect("/b"),
        failed("too_many_redirects"),
        {"/b": acts.redirect(PAGE)},
    ),
    page_case("redir-file", "redirige vers file:", acts.redirect("file:///etc/passwd"), failed("http_302")),
    page_case("redir-data", "redirige vers data:", acts.redirect("data:text/html,x"), failed("http_302")),
    page_case(
        "redir-nowhere", "redirige sans dire où", acts.fixed(b"", status="302 Found"), failed("http_302")
    ),
    page_case(
        "redir-crlf",
        "adresse de redirection qui porte un saut de ligne encodé",
        acts.redirect("/suite%0d%0aX-Injecte:%20oui"),
        FETCHED,
        {"/suite%0d%0aX-Injecte:%20oui": acts.page("Suite")},
    ),
    page_case(
        "redir-robots",
        "redirige vers un hôte qui ne veut pas de robots",
        acts.redirect("http://no-robots.localhost:{port}/prive"),
        refused("robots"),
    ),
    page_case(
        "redir-reserved",
        "redirige vers un hôte qui réserve ses droits",
        acts.redirect("http://all-reserved.localhost:{port}/article"),
        (Outcome.RESERVED, "tdmrep"),
    ),
]

TLS = [
    Case(
        "tls-self-signed",
        "certificat que personne ne garantit",
        {FEED: acts.feed([WITNESS]), WITNESS: acts.page("Témoin")},
        {FEED: failed("tls")},
        never=(FEED, WITNESS),
        tls=True,
    ),
    Case(
        "tls-trusted-anyway",
        "le même, que la source dit d'accepter",
        {FEED: acts.feed([WITNESS]), WITNESS: acts.page("Témoin")},
        {FEED: FETCHED, WITNESS: FETCHED},
        tls=True,
        verify_tls=False,
    ),
]

_PLAIN = "text/plain"

# Where pages of other cases lead to.
NO_ROBOTS = Case(
    "no-robots",
    "ne veut pas de robots",
    {"/robots.txt": acts.fixed(b"User-agent: *\nDisallow: /\n", kind=_PLAIN), "/prive": acts.page("Privé")},
    {FEED: refused("robots")},
    never=(FEED, "/prive"),
)

ALL_RESERVED = Case(
    "all-reserved",
    "réserve tous ses droits",
    {
        "/.well-known/tdmrep.json": acts.fixed(
            b'[{"location": "/", "tdm-reservation": 1}]', kind="application/json"
        ),
        FEED: acts.feed(["/article"]),
        "/article": acts.page("Réservé"),
    },
    {FEED: FETCHED, "/article": (Outcome.RESERVED, "tdmrep")},
    never=("/article",),
)

SECRET_HEADER = Case(
    "secret",
    "source à clef, dont une page renvoie chez un autre",
    {
        FEED: acts.feed([PAGE, WITNESS]),
        PAGE: acts.redirect("http://curious.localhost:{port}/arrivee"),
        WITNESS: acts.page("Témoin"),
    },
    {FEED: FETCHED, PAGE: FETCHED, WITNESS: FETCHED},
    headers=(("X-Api-Key", "clef-tres-secrete"),),
)

CURIOUS = Case("curious", "l'autre", {"/arrivee": acts.page("Arrivée")}, {FEED: failed("http_404")})


CASES = [*REDIRECTS, *TLS, NO_ROBOTS, ALL_RESERVED, SECRET_HEADER, CURIOUS]
