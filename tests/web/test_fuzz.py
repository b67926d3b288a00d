"""Everything that can be asked for, asked with what no room expects: never a fault of ours, nothing given back alive.

Routes are read off the application: a room that is added is asked by itself.
"""

import random
import re
from collections.abc import Iterator
from urllib.parse import quote, quote_plus, urlencode

import httpx
import pytest
import routes
import small_space
from desk_browser import Browser
from hostile_words import RAW, SCRIPT, VALUES, alive, paper
from hypothesis import given, settings
from hypothesis import strategies as st
from probes import probed
from routes import Route

from jobs.workspace import Workspace

PAGES = ("text/html", "image/svg+xml", "application/xml", "application/atom+xml", "application/xhtml+xml")
PROMISED = 503
"""What a page may say when nothing is published, or a writer is busy; no other fault is one that we meant."""
UNKNOWN = ("inconnu", "utm_source", "__proto__", "jeton")
AT_ONCE = 6
"""Values of which a form is given one after the other."""
USUAL, SLOW = 14, {"/sql": 4}
"""Values that an address is given; rooms that start a process for a question get fewer. Over all routes, all come."""
SOME = 0.3
"""How often a value is also given twice, beside parameters that nobody knows, and to one parameter alone."""


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small_space.made(tmp_path_factory.mktemp("fuzz") / "w", paper())


@pytest.fixture(scope="module")
def browser(space: Workspace) -> Iterator[Browser]:
    with Browser(space) as made:
        yield made


def wrong(answer: httpx.Response, *values: str) -> str:
    """What is wrong with an answer to these values; "" when nothing is."""
    if answer.status_code >= 500 and answer.status_code != PROMISED:
        return f"{answer.status_code}"
    if "\r" in str(answer.headers) or "a" in answer.cookies:
        return "a header of theirs"
    if (place := answer.headers.get("location", "/")) and not re.match(r"/(?![/\\])", place):
        return f"sent away to {place[:40]}"
    if not answer.headers.get("content-type", "").startswith(PAGES):
        return ""
    if "60481729" in answer.text:
        return "a template of theirs was run"
    back = [one for one in values if "<" in one and one in answer.text]
    return f"given back as it came: {back[0][:40]}" if back else " ; ".join(alive(answer))


def asked(browser: Browser, method: str, address: str, *values: str, **sent: object) -> list[str]:
    """One request, and its complaint if there is one."""
    try:
        said = wrong(browser.ask(method, address, **sent), *values)
    except httpx.InvalidURL:
        return []  # the client itself writes no such line; test_access_serving sends raw ones
    return [f"{method} {address[:300]} {str(sent)[:200]} : {said}"] if said else []


def _addresses(route: Route, value: str, chance: random.Random) -> Iterator[str]:
    """The route with a value everywhere, twice, beside parameters it does not know, and in some places alone."""
    path = route.at(quote(value, safe=""))
    everywhere = [(name, value) for name in route.query_names]
    if route.path_names or route.query_names:
        yield f"{path}?{urlencode(everywhere)}"
    if chance.random() < SOME:
        yield f"{path}?{urlencode([*everywhere, *everywhere, *((name, value) for name in UNKNOWN)])}"
    if route.query_names and chance.random() < SOME:
        yield f"{route.at('1')}?{quote_plus(chance.choice(route.query_names))}={quote_plus(value)}"


def _all_gets(app: object, chance: random.Random) -> Iterator[tuple[str, str]]:
    for route in routes.every(app):  # type: ignore[arg-type]
        if route.method == "GET":
            for value in chance.sample(VALUES, SLOW.get(route.path, USUAL)):
                yield from ((address, value) for address in _addresses(route, value, chance))
            for raw in chance.sample(RAW, 3):
                yield (
                    f"{route.at(raw.replace('&', '%26'))}?{'&'.join(f'{name}={raw}' for name in route.query_names)}",
                    raw,
                )


def test_every_address_with_every_value(browser: Browser) -> None:
    found = list(_all_gets(browser.app, random.Random(8)))
    assert {value for _, value in found} >= {*VALUES}
    complaints = [said for address, value in found for said in asked(browser, "GET", address, value)]
    assert complaints == []


def test_every_form_with_junk(space: Workspace) -> None:
    chance = random.Random(9)
    with Browser(space) as browser:
        token = re.search(r'data-jeton="(\w+)"', browser.get("/compte").text)
        assert token
        complaints = []
        for route in routes.every(browser.app):
            if route.method == "GET":
                continue
            for value in [*chance.sample(VALUES, AT_ONCE), SCRIPT]:
                names = (
                    *route.form_names,
                    *route.query_names,
                    "name",
                    "url",
                    "text",
                    "week",
                    "why",
                    "inconnu",
                )
                sent = {"jeton": token[1], **dict.fromkeys(names, value)}
                for path in {route.at(quote(value, safe="")), route.at("1")}:
                    complaints += asked(browser, route.method, path, value, data=sent)
            for body, kind in (
                (b"\xff\xfe\x00", "application/x-www-form-urlencoded"), (b"{", "application/json"), (b"", "text/plain"),
                (b"--x\r\n", "multipart/form-data; boundary=x"), (b"--x", "multipart/form-data"), (b"a=b", "\xff"),
            ):  # fmt: skip
                headers = {"content-type": kind.encode("latin-1"), "x-jeton": token[1]}
                complaints += asked(browser, route.method, route.at("1"), content=body, headers=headers)
    assert complaints == []


@settings(max_examples=60)
@given(data=st.data(), value=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_address_with_any_text(browser: Browser, data: st.DataObject, value: str) -> None:
    route = data.draw(st.sampled_from([one for one in routes.every(browser.app) if one.method == "GET"]))
    names = data.draw(st.lists(st.sampled_from([*route.query_names, *UNKNOWN]), max_size=4))
    path = route.at(quote(value, safe=""))
    assert asked(browser, "GET", f"{path}?{urlencode([(name, value) for name in names])}", value) == []


def test_this_would_be_noticed(space: Workspace) -> None:
    """The same questions to rooms that do all that is wrong."""
    with Browser(space) as browser:
        app = probed(browser).app
        from fastapi import Response

        app.get("/essai/nombre")(lambda n="": {"n": int(n)})
        app.get("/essai/echo")(lambda n="": Response(f"<p>{n}</p>", media_type="text/html"))
        app.get("/essai/ailleurs")(lambda n="": Response(n[:0], 303, headers={"location": "//mal.example"}))
        app.get("/essai/lien")(lambda: Response('<a href=" JavaScript:x">', media_type="text/html"))
        for path, value, said in (
            ("nombre", "x", "500"), ("echo", SCRIPT, "given back"), ("ailleurs", "x", "sent away"),
            ("lien", "", "href="),
        ):  # fmt: skip
            (complaint,) = asked(browser, "GET", f"/essai/{path}?n={quote(value)}", value)
            assert said in complaint
