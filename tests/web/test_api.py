"""The API: every row once, whatever is published meanwhile; JSON and CSV alike; only who may, and only reading."""

import base64
import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from desk_browser import Browser
from newsroom import batch, processed
from typer.testing import CliRunner

from cli import app
from core.desk import Role, User
from jobs.desk import tokens
from jobs.workspace import Workspace
from state import users
from state.open import open_state
from store.live import open_live
from store.publish import publish
from store.query import open_snapshot
from store.readers.desk import api
from web.api.asking import as_csv

LISTS = {
    "articles": ("article_id", "SELECT article_id FROM articles"),
    "stories": ("story_id", "SELECT story_id FROM v_stories"),
    "initiatives": ("initiative_id", "SELECT initiative_id FROM v_initiatives"),
    "mayors": ("person_key", "SELECT DISTINCT person_key FROM v_mayors"),
    "technologies": ("technology_id", "SELECT technology_id FROM technologies"),
    "sources": ("source_id", "SELECT source_id FROM sources"),
    "agenda?since=2000": ("event_id", "SELECT event_id FROM v_agenda"),
}
ALL = [*LISTS, "quotes", "coverage", "trends?technology=chatbot"]


def _cursor(*key: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _pages(browser: Browser, path: str, **sent: Any) -> Iterator[dict[str, Any]]:
    following: str | None = path
    while following:
        answer = browser.get(following, **sent)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert page["count"] == len(page["items"])
        yield page
        following = page["next"]


def _items(browser: Browser, name: str, limit: int, **sent: Any) -> list[dict[str, Any]]:
    path = f"/api/{name}{'&' if '?' in name else '?'}limit={limit}"
    return [item for page in _pages(browser, path, **sent) for item in page["items"]]


def _asked(space: Workspace, sql: str) -> list[Any]:
    with open_snapshot(space.data) as snapshot:
        return [row[0] for row in snapshot.connection.execute(sql).fetchall()]


@pytest.mark.parametrize("name", LISTS)
def test_pages_give_every_row_once(looking: Browser, demo_space: Workspace, name: str) -> None:
    key, sql = LISTS[name]
    limit = 200 if name == "technologies" else 7
    found = [item[key] for item in _items(looking, name, limit)]
    assert sorted(found) == sorted(_asked(demo_space, sql))


def test_quotes_and_coverage_are_those_of_the_views(looking: Browser, demo_space: Workspace) -> None:
    quotes = {(one["article_id"], one["start_at"], one["end_at"]) for one in _items(looking, "quotes", 5)}
    assert (
        len(quotes)
        == len(_items(looking, "quotes", 200))
        == len(_asked(demo_space, "SELECT 1 FROM v_quotes"))
    )
    weeks = {(one["source_id"], one["week"]) for one in _items(looking, "coverage", 3)}
    assert len(weeks) == len(_asked(demo_space, "SELECT 1 FROM v_coverage"))


@pytest.mark.parametrize("name", ALL)
def test_a_file_has_the_rows_of_the_list(looking: Browser, name: str) -> None:
    mark = "&" if "?" in name else "?"
    first = looking.get(f"/api/{name}{mark}limit=20")
    asked = looking.get(f"/api/{name}{mark}limit=20&format=csv")
    wanted = looking.get(f"/api/{name}{mark}limit=20", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(asked.text)))
    assert wanted.text == asked.text
    assert len(rows) == first.json()["count"]
    assert list(rows[0]) == list(first.json()["items"][0])
    assert ('rel="next"' in asked.headers.get("link", "")) == bool(first.json()["next"])


def test_no_cell_of_a_file_is_a_formula() -> None:
    row = api.Technology("=1+1", "@x", None, None, None, "a, b", -1, 0, 0)
    assert as_csv(api.Technology, [row]).splitlines()[1] == "'=1+1,'@x,,,,\"a, b\",-1,0,0"


def test_articles_are_what_the_search_finds(looking: Browser) -> None:
    for asked in (
        "words=num%C3%A9rique",
        "commune=Tulle",
        "topic=ia&relevant=1&originals=1",
        "since=2026-11-19",
    ):
        pages = list(_pages(looking, f"/api/articles?{asked}&limit=3"))
        found = [item for page in pages for item in page["items"]]
        assert {page["total"] for page in pages} == {len(found)}
        assert len({item["article_id"] for item in found}) == len(found) > 0
        days = [item["published_at"] or "" for item in found]
        assert days == sorted(days, reverse=True)
    assert all(item["published_day"] >= "2026-11-19" for item in found)


def test_an_article_is_as_the_view_has_it(looking: Browser, demo_space: Workspace) -> None:
    found = {item["article_id"]: item for item in _items(looking, "articles", 200)}
    with open_snapshot(demo_space.data) as snapshot:
        asked = snapshot.connection.execute(
            "SELECT article_id, counted_as, communes, insees, mayors, technologies, topics FROM v_articles"
        )
        names = [column[0] for column in asked.description]
        for row in asked.fetchall():
            expected = dict(zip(names, row, strict=True))
            assert {name: found[row[0]][name] for name in names} == expected
    assert {item["counted_as"] for item in found.values()} > {"article"}


def test_filters_are_those_of_the_views(looking: Browser, demo_space: Workspace) -> None:
    ask = {
        "initiatives?departement=29": "SELECT 1 FROM v_initiatives WHERE departement = '29'",
        "initiatives?status=deployed": "SELECT 1 FROM v_initiatives WHERE status = 'deployed'",
        "quotes?role=mayor": "SELECT 1 FROM v_quotes WHERE role = 'mayor'",
        "mayors?departement=29": "SELECT DISTINCT person_key FROM v_mayors WHERE departement = '29'",
        "stories?technology=chatbot": "SELECT DISTINCT story_id FROM story_articles SEMI JOIN"
        " (FROM article_technologies WHERE technology_id = 'chatbot') USING (article_id)",
        "sources?departement=29": "SELECT 1 FROM sources WHERE list_contains(departements, '29')",
    }
    for name, sql in ask.items():
        assert len(_items(looking, name, 3)) == len(_asked(demo_space, sql)) > 0, name


def test_nothing_shown_of_others_is_longer_than_it_may(looking: Browser) -> None:
    for name, field in (("articles", "extract"), ("initiatives", "evidence_text"), ("quotes", "text")):
        found = [item[field] for item in _items(looking, name, 200) if item[field]]
        assert found
        assert max(map(len, found)) <= 200


def test_a_commune(looking: Browser, demo_space: Workspace) -> None:
    (insee,) = _asked(
        demo_space, "SELECT insee FROM article_communes GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    item = looking.get(f"/api/communes/{insee}").json()["item"]
    told = "SELECT counted_as FROM v_articles JOIN article_communes USING (article_id) WHERE insee = "
    counted = _asked(demo_space, f"{told}'{insee}'")
    assert (item["articles"], item["reprints"]) == (counted.count("article"), counted.count("reprint"))
    assert item["mayor"]
    assert looking.get("/api/communes/00000").status_code == 404


def test_it_counts_as_the_pages_do(looking: Browser, demo_space: Workspace) -> None:
    """Reprints apart; neither copies nor round-ups."""
    told = "SELECT t.technology_id || ':' || counted_as FROM v_articles JOIN article_technologies t USING (article_id)"
    found = _asked(demo_space, told)
    assert {one.rpartition(":")[2] for one in found} > {"article", "reprint"}
    for item in _items(looking, "technologies", 200):
        key = item["technology_id"]
        assert (item["articles"], item["reprints"]) == (
            found.count(f"{key}:article"), found.count(f"{key}:reprint"),
        )  # fmt: skip


def test_a_publish_between_pages_brings_nothing_twice(browser: Browser, space: Workspace) -> None:
    """What is new comes before what was read already, among it, and after; what was there is not missed."""
    before = set(_asked(space, "SELECT article_id FROM articles"))
    pages = _pages(browser, "/api/articles?limit=9")
    found = [item["article_id"] for item in next(pages)["items"]]
    _publish_more(space)
    found += [item["article_id"] for page in pages for item in page["items"]]
    assert len(found) == len(set(found))
    assert before <= set(found)
    assert len(set(_asked(space, "SELECT article_id FROM articles"))) == len(before) + 30


@pytest.mark.parametrize("name", ["initiatives", "stories", "quotes"])
def test_nor_does_it_turn_over_other_lists(browser: Browser, space: Workspace, name: str) -> None:
    def key(item: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            item.get(one) for one in ("initiative_id", "story_id", "article_id", "start_at", "end_at")
        )

    pages = _pages(browser, f"/api/{name}?limit=4")
    found = [key(item) for item in next(pages)["items"]]
    _publish_more(space)
    found += [key(item) for page in pages for item in page["items"]]
    assert len(found) == len(set(found)) > 4


def _publish_more(space: Workspace) -> None:
    """Thirty articles of days around those of the demonstration, several at the same instant."""
    at = datetime(2026, 11, 10, 8, tzinfo=UTC)
    made = tuple(processed(n, published_at=at + timedelta(days=n % 15)) for n in range(901, 931))
    with open_live(space.data, space.settings.store) as live:
        live.write(replace(batch([901]), articles=made))
    assert publish(space.data, space.settings.store)


def test_what_was_seen_is_not_sent_again(browser: Browser, space: Workspace) -> None:
    for path in ("/api/articles", "/api/communes/29232", "/api/coverage"):
        first = browser.get(path)
        again = browser.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = f"{path}?limit=3" if "communes" not in path else "/api/communes/56078"
        assert browser.get(other, headers={"If-None-Match": first.headers["etag"]}).status_code == 200
    _publish_more(space)
    assert browser.get("/api/coverage", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "articles?limit=0", "articles?limit=201", "articles?cursor=x", "articles?cursor=W10", "articles?since=hier",
        "articles?cursor=WzEsIngiLDEwMDAwMDAwMDAwMDAwMDAwMDAwMDBd", "stories?cursor=WzFd", "trends",
        "trends?technology=rien",
        *(f"{name}?cursor={_cursor(chr(0xd800))}" for name in ("stories", "initiatives", "mayors", "technologies")),
        f"quotes?cursor={_cursor(chr(0xd800), 1, 1)}", f"articles?cursor={_cursor(1, chr(0xd800), 1)}",
        f"coverage?cursor={_cursor(chr(0), '2026-11-16')}", f"sources?cursor={_cursor('x' * 260)}",
        "articles?format=xml", "agenda?since=2026-12&until=2026-11", "articles?words=" + "x" * 3000,
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(looking: Browser, path: str) -> None:
    answer = looking.get(f"/api/{path}")
    assert answer.status_code == 400
    assert set(answer.json()) == {"error", "said"}
    assert "xxx" not in answer.text


@pytest.mark.parametrize(
    ("path", "strange"),
    [
        ("initiatives?statut=abandonné", "statut"), ("articles?comune=Quimper", "comune"),
        ("communes/29232?limit=3", "limit"), ("articles.atom?quoi=1", "quoi"), ("agenda.ics?commune=29232", "commune"),
        *((f"{name}{'&' if '?' in name else '?'}insée=29232", "insée") for name in ALL),
    ],
)  # fmt: skip
def test_a_parameter_that_is_none_is_named_and_the_known_ones(
    looking: Browser, path: str, strange: str
) -> None:
    """Left aside, the answer would be to another question."""
    answer = looking.get(f"/api/{path}")
    assert answer.status_code == 400
    assert answer.json()["said"][0] == f"Paramètre inconnu : {strange}."
    assert "limit" in answer.text or "communes/" in path
    bare = path.partition("?")[0]
    described = looking.get("/api/openapi.json").json()["paths"]
    for one in described.get(f"/api/{bare}", {"get": {}})["get"].get("parameters", ()):
        assert one["name"] in answer.json()["said"][1]


@pytest.mark.parametrize(
    ("by_name", "by_code"),
    [
        ("quotes?commune=autun", "quotes?insee=71014"), ("quotes?commune=71014", "quotes?insee=71014"),
        ("mayors?commune=Le Mans", "mayors?insee=72181"), ("mayors?commune=mans", "mayors?insee=72181"),
        ("mayors?mayor=rougemaille", "mayors?name=rougemaille"),
        ("initiatives?commune=AUTUN", "initiatives?actor=71014"),
        ("initiatives?departement=finistere", "initiatives?departement=29"),
        ("initiatives?status=abandonné", "initiatives?status=abandoned"),
        ("initiatives?technology=Assistant rédactionnel", "initiatives?technology=assistant-redactionnel"),
        ("stories?commune=Autun", "stories?commune=71014"), ("sources?departement=Finistère", "sources?departement=29"),
        ("agenda?since=2026&departement=la reunion", "agenda?since=2026&departement=974"),
    ],
)  # fmt: skip
def test_a_filter_takes_a_name_or_a_code_in_every_list(looking: Browser, by_name: str, by_code: str) -> None:
    found = _items(looking, by_name, 200)
    assert found == _items(looking, by_code, 200)
    assert found


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("quotes?commune=Quimp", "29232 (Quimper, Finistère)"), ("initiatives?commune=Saint-Denis", "97411"),
        ("stories?technology=chatbo", "chatbot"), ("initiatives?status=fini", "abandoned (abandonné)"),
        ("mayors?departement=Finist", "Finistère"), ("quotes?role=maire", "mayor"),
        ("mayors?commune=29232&insee=29232", "l’un des deux"), ("agenda.ics?departement=rien", "Finistère"),
    ],
)  # fmt: skip
def test_what_is_called_so_by_nothing_is_said_with_what_is_near(
    looking: Browser, path: str, near: str
) -> None:
    answer = looking.get(f"/api/{path}")
    assert answer.status_code == 400
    assert near in answer.json()["said"][1]


def test_articles_of_an_unknown_town_are_none_and_it_says_why(looking: Browser) -> None:
    page = looking.get("/api/articles?commune=Quimpe").json()
    assert page["items"] == []
    (unknown,) = page["unknown"]
    assert (unknown["field"], unknown["value"]) == ("commune", "Quimpe")
    assert unknown["nearest"] == ["Quimper (29232)"]
    assert "unknown" not in looking.get("/api/articles?commune=Quimper").json()


def test_a_departement_is_a_code_in_every_list(looking: Browser) -> None:
    for name in ("agenda?since=2000", "initiatives", "mayors"):
        found = {item["departement"] for item in _items(looking, name, 200)} - {None, ""}
        assert found
        assert all(len(code) <= 3 for code in found)


def test_what_is_not_there_is_said_as_json(looking: Browser) -> None:
    answer = looking.get("/api/rien")
    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "said"}


def test_the_description_is_of_all_lists(looking: Browser) -> None:
    described = looking.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) >= {f"/api/{name.partition('?')[0]}" for name in ALL}
    assert {method for one in described["paths"].values() for method in one} == {"get"}
    for name in ALL:
        bare = name.partition("?")[0]
        content = described["paths"][f"/api/{bare}"]["get"]["responses"]["200"]["content"]
        reference = content["application/json"]["schema"]["properties"]["items"]["items"]["$ref"]
        columns = described["components"]["schemas"][reference.rpartition("/")[2]]["properties"]
        first = looking.get(f"/api/{name}{'&' if '?' in name else '?'}limit=1").json()["items"][0]
        assert list(first) == list(columns)


def test_people_have_a_page(looking: Browser) -> None:
    for path in ("/api", "/api/"):
        page = looking.get(path)
        assert page.status_code == 200
        assert "/api/initiatives" in page.text
        assert "https://" not in page.text


def test_a_token_reads_and_nothing_else(space: Workspace) -> None:
    secret = tokens.add(space, "tableur")
    sent = {"headers": {"Authorization": f"Bearer {secret}"}}
    with Browser(space, alone=False) as program:
        assert program.get("/api/articles").status_code == 401
        assert (
            program.get("/api/articles", headers={"Authorization": "Bearer beffroi_faux"}).status_code == 401
        )
        assert program.get("/api/articles", headers={"Authorization": f"Basic {secret}"}).status_code == 401
        assert len(_items(program, "initiatives", 50, **sent)) > 0
        assert program.get("/carte", **sent).status_code == 303  # to sign in: the rooms are for people
        assert program.ask("POST", "/sql/arret", data={}, **sent).status_code == 401  # no session, no form
        assert program.ask("POST", "/api/articles", **sent).status_code == 405
    (kept,) = tokens.listed(space)
    assert kept.last_used_day is not None
    assert secret not in json.dumps(str(kept))
    assert secret.encode() not in space.state.read_bytes()
    tokens.remove(space, "tableur")
    with Browser(space, alone=False) as program:
        assert program.get("/api/articles", **sent).status_code == 401


def test_who_signed_in_needs_no_token(space: Workspace) -> None:
    reader = User("lise", Role.READER)
    with closing(open_state(space.state)) as state:
        users.add(state, reader, "x", datetime.now(UTC))
    with Browser(space, alone=False) as browser:
        browser.sign_in(reader.name)
        assert browser.get("/api/articles").status_code == 200


def test_tokens_are_made_listed_and_removed(space: Workspace) -> None:
    def run(*words: str) -> Any:
        return CliRunner().invoke(app, ["users", "token", *words, "-w", str(space.root)])

    made = run("add", "carnet")
    assert made.exit_code == 0
    secret = made.stdout.strip()
    assert len(secret) > 40
    assert [one["name"] for one in json.loads(run("list", "--json").stdout)] == ["carnet"]
    assert "carnet" in run("list").stdout
    assert secret not in run("list").stdout
    assert run("add", "carnet").exit_code != 0
    assert run("remove", "carnet").exit_code == 0
    assert run("remove", "carnet").exit_code != 0
