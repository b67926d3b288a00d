"""Rules and reservations that cannot be read, or are not what they say."""

import excess_acts
import hostile_acts as acts
from hostile_cases import FETCHED, readable_robots, refused, robots_case, tdmrep_case
from hostile_server import head

_PLAIN = "text/plain"

_LONG_RULES = b"User-agent: *\n" + b"Disallow: /x\n" * 2_000_000

ROBOTS = [
    robots_case("robots-500", "robots.txt en erreur 500", acts.fixed(b"", status="500 Oups")),
    robots_case("robots-429", "robots.txt qui demande la paix", acts.fixed(b"", status="429 Too Many")),
    robots_case("robots-silence", "robots.txt qui ne vient pas", excess_acts.silence),
    robots_case(
        "robots-drip", "robots.txt au compte-gouttes", excess_acts.drip(head(kind=_PLAIN) + b"User-agent: *")
    ),
    robots_case("robots-long", "robots.txt de deux millions de lignes", acts.fixed(_LONG_RULES, kind=_PLAIN)),
    robots_case("robots-loop", "robots.txt qui redirige vers lui-même", acts.redirect("/robots.txt")),
    robots_case("robots-bomb", "bombe en guise de robots.txt", excess_acts.compressed("gzip")),
    robots_case(
        "robots-cut",
        "robots.txt coupé",
        acts.raw(head(("Content-Length", "500"), kind=_PLAIN), b"User-agent: *\n"),
    ),
    readable_robots(robots_case("robots-html", "une page en guise de robots.txt", acts.page("Perdu"))),
    readable_robots(
        robots_case(
            "robots-binary",
            "du bruit en guise de robots.txt",
            acts.fixed(bytes(range(256)) * 99, kind=_PLAIN),
        )
    ),
]

_UNKNOWN = refused("tdmrep_unavailable")

TDMREP = [
    tdmrep_case("tdmrep-500", "tdmrep.json en erreur 500", acts.fixed(b"", status="500 Oups"), _UNKNOWN),
    tdmrep_case("tdmrep-silence", "tdmrep.json qui ne vient pas", excess_acts.silence, _UNKNOWN),
    tdmrep_case("tdmrep-huge", "tdmrep.json sans fin", excess_acts.flood(chunk=b"[" * acts.MEBI), _UNKNOWN),
    tdmrep_case(
        "tdmrep-nested",
        "tdmrep.json aux crochets emboîtés",
        acts.fixed(b"[" * 100_000, kind="application/json"),
        FETCHED,
    ),
    tdmrep_case(
        "tdmrep-garbage",
        "du bruit en guise de tdmrep.json",
        acts.fixed(bytes(range(256)), kind="application/json"),
        FETCHED,
    ),
    tdmrep_case("tdmrep-html", "une page en guise de tdmrep.json", acts.page("Perdu"), FETCHED),
    tdmrep_case(
        "tdmrep-odd",
        "tdmrep.json d'une autre forme",
        acts.fixed(b'{"location": 3, "tdm-reservation": []}', kind="application/json"),
        FETCHED,
    ),
]


CASES = [*ROBOTS, *TDMREP]
