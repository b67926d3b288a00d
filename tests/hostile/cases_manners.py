"""Hosts that ask for peace, and hosts behind a wall."""

import hostile_acts as acts
from hostile_cases import (
    FETCHED,
    WITNESS,
    Case,
    Ending,
    blocked,
    failed,
    pages_case,
    refused,
)
from hostile_server import Act


def _rest(name: str, about: str, act: Act, first: Ending) -> Case:
    """The first page asks for peace: the others are not asked for."""
    pages = {"/un": act, "/deux": acts.page("Deux"), "/trois": acts.page("Trois")}
    expected = {"/un": first, "/deux": refused("cooldown"), "/trois": refused("cooldown")}
    return pages_case(name, about, pages, expected, left_alone=True)


def _429(retry_after: str) -> Act:
    return acts.fixed(b"", ("Retry-After", retry_after), status="429 Too Many Requests")


REST = [
    _rest("rest-429", "429, dans une heure", _429("3600"), failed("http_429")),
    _rest(
        "rest-503",
        "503, à telle date",
        acts.come_back_later("503 Service Unavailable", 7200),
        failed("http_503"),
    ),
    _rest("rest-absurd", "429, dans trente mille ans", _429(str(10**12)), failed("http_429")),
    _rest("rest-overflow", "429, nombre de mille chiffres", _429("9" * 1000), failed("http_429")),
    _rest("rest-negative", "429, hier", _429("-3600"), failed("http_429")),
    _rest("rest-garbage", "429, on ne sait quand", _429("bientôt"), failed("http_429")),
    _rest(
        "rest-silent", "429 sans un mot", acts.fixed(b"", status="429 Too Many Requests"), failed("http_429")
    ),
]


def _wall(name: str, about: str, act: Act, *reasons: str) -> Case:
    """Every page is refused while the feed answers: these endings, then nothing is asked any more."""
    pages = {f"/p{n}": act for n in range(5)}
    expected = {f"/p{n}": blocked(reason) for n, reason in enumerate(reasons)}
    expected |= {f"/p{n}": blocked("wall") for n in range(len(reasons), 5)}
    return pages_case(name, about, pages, expected, left_alone=True)


_PUZZLE = b"<html><head><title>Un instant</title></head><body><p>Prouvez que vous lisez.</p></body></html>"

_SCRIPT = _PUZZLE.replace(
    b"</body>", b"<script src='https://geo.captcha-delivery.com/captcha/?x'></script></body>"
)

_FORBIDDEN = "403 Forbidden"

WALLS = [
    _wall("wall-403", "403 sur chaque page", acts.fixed(b"non", status=_FORBIDDEN), "forbidden", "forbidden"),
    _wall(
        "wall-401",
        "401 sur chaque page",
        acts.fixed(b"non", status="401 Unauthorized"),
        "forbidden",
        "forbidden",
    ),
    _wall("wall-cf", "énigme, statut 200", acts.fixed(_PUZZLE, ("cf-mitigated", "challenge")), "captcha"),
    _wall(
        "wall-cf-403",
        "énigme, statut 403",
        acts.fixed(_PUZZLE, ("cf-mitigated", "challenge"), status=_FORBIDDEN),
        "captcha",
    ),
    _wall("wall-dd", "énigme d'un autre faiseur, statut 200", acts.fixed(_SCRIPT), "captcha"),
    _wall(
        "wall-dd-403",
        "la même, statut 403",
        acts.fixed(_PUZZLE, ("x-datadome", "protected"), status=_FORBIDDEN),
        "captcha",
    ),
    pages_case(
        "no-wall-403",
        "un seul 403 entre des pages ouvertes",
        {
            "/un": acts.page("Un"),
            "/deux": acts.fixed(b"non", status=_FORBIDDEN),
            "/trois": acts.page("Trois"),
            "/quatre": acts.fixed(b"non", status=_FORBIDDEN),
            WITNESS: acts.page("Témoin"),
        },
        {
            "/un": FETCHED,
            "/deux": blocked("forbidden"),
            "/trois": FETCHED,
            "/quatre": blocked("forbidden"),
            WITNESS: FETCHED,
        },
        left_alone=False,
    ),
    pages_case(
        "no-wall-dd",
        "pages ouvertes d'un site sous protection",
        {"/un": acts.page("Un", ("x-datadome", "protected")), "/deux": acts.page("Deux", ("cf-ray", "abc"))},
        {"/un": FETCHED, "/deux": FETCHED},
        left_alone=False,
    ),
]


CASES = [*REST, *WALLS]
