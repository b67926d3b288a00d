"""The sources room: health as the results say it, and changes that go through sources.toml."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from desk_browser import Browser
from small_newsroom import made

from core.desk import Role, User
from core.names import name_key
from core.sources import load
from demo import Newsroom, Running, serve
from jobs.workspace import Workspace
from state import requests, users
from store.query import run_sql
from web.desk.sources import due

PHARE, DEAD = "le-phare-du-ponant", "l-alize-info"


def rows(page: str) -> list[list[str]]:
    """The cells of a page's first table."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("</tr>")]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells if row]


def test_every_source_is_there_with_its_articles(looking: Browser, demo_space: Workspace) -> None:
    shown = rows(looking.get("/sources").text)
    counts = dict(run_sql(demo_space.data, "SELECT source, articles_7_days FROM v_source_health").rows)
    assert len(shown) == len(counts) == 8
    assert {row[0].replace("’", "'"): int(row[5]) for row in shown} == {
        name.replace("’", "'"): count for name, count in counts.items()
    }


@pytest.mark.parametrize(("view", "names"), [("voir", ["L’Alizé Info"]), ("inactifs", []), ("silence", [])])
def test_views_choose(looking: Browser, view: str, names: list[str]) -> None:
    page = looking.get(f"/sources?vue={view}").text
    found = [row[0] for row in rows(page)]
    assert set(names) <= set(found)
    assert len(found) < 8


def test_two_rooms_say_the_same_of_the_sources(looking: Browser) -> None:
    """One rule says which is well and which needs a look."""
    first = re.search(r"(\d+)\xa0sources? à jour sur (\d+).*?(\d+) à voir", looking.get("/").text)
    room = re.search(r"<p>(\d+) à jour sur (\d+)\xa0.*?<strong>(\d+) à voir", looking.get("/sources").text)
    assert first
    assert room
    assert first.groups() == room.groups()


def test_orders_and_names(looking: Browser) -> None:
    by_name = [row[0] for row in rows(looking.get("/sources").text)]
    assert by_name == sorted(by_name, key=name_key)
    articles = [int(row[5]) for row in rows(looking.get("/sources?tri=articles").text)]
    assert articles == sorted(articles, reverse=True)
    assert [row[0] for row in rows(looking.get("/sources?nom=echo").text)] == ["L’Écho des Deux Rives"]


@pytest.mark.parametrize(
    "path",
    ["/sources?vue=rien", "/sources?tri=x", "/sources?page=0", "/sources?page=" + "9" * 400,
     "/sources?nom=" + "a" * 101],
)  # fmt: skip
def test_odd_addresses_are_refused(looking: Browser, path: str) -> None:
    assert looking.get(path).status_code == 400


@pytest.mark.parametrize("slug", ["rien", "..%2f..", "%00", "a" * 201, "'\"<script>"])
def test_unknown_sources(looking: Browser, slug: str) -> None:
    answer = looking.get(f"/sources/{slug}")
    assert answer.status_code in {400, 404}
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_a_source_shows_its_ledger_as_the_view_has_it(looking: Browser, demo_space: Workspace) -> None:
    shown = rows(looking.get(f"/sources/{PHARE}").text)
    sql = (
        "SELECT strftime(week, '%d/%m/%Y'), expected, collected, readable, excerpts, reserved, blocked, refused,"
        f" failed, rejected FROM v_coverage WHERE source_id = '{PHARE}' ORDER BY week DESC"
    )
    assert [[row[0].split()[0], *map(int, row[1:])] for row in shown] == [
        list(row) for row in run_sql(demo_space.data, sql).rows
    ]


def test_what_was_not_read_is_told_with_what_to_do(looking: Browser) -> None:
    assert "interdit par robots.txt" in looking.get(f"/sources/{PHARE}").text
    assert "L. 122-5-3" in looking.get("/sources/le-pli-des-ediles").text
    dead = looking.get(f"/sources/{DEAD}").text
    assert "flux ou page supprimé" in dead
    assert "cherchez sa nouvelle adresse" in dead


def test_refusals_are_counted_by_reason(looking: Browser, demo_space: Workspace) -> None:
    page = looking.get("/refus")
    assert page.status_code == 200
    reasons = run_sql(
        demo_space.data, "SELECT count(*) FROM (SELECT DISTINCT stage, reason FROM rejections)"
    ).rows
    assert page.text.count('<section class="card">') == reasons[0][0]


def test_the_list_can_be_taken_along(looking: Browser) -> None:
    answer = looking.get("/sources.opml")
    assert answer.headers["content-type"].startswith("text/x-opml")
    assert answer.text.count("xmlUrl=") == 6


# --- changes


def test_switching_leaves_the_rest_of_the_file(browser: Browser, space: Workspace) -> None:
    before = space.sources_file.read_text(encoding="utf-8")
    assert browser.post(f"/sources/{PHARE}/ecarter", "/sources").status_code == 303
    after = space.sources_file.read_text(encoding="utf-8")
    assert [s.slug for s in load(space.sources_file) if not s.enabled] == [PHARE]
    assert [line for line in after.splitlines() if line not in before.splitlines()] == ["enabled = false"]
    assert "mis de côté" in browser.get(f"/sources/{PHARE}").text
    browser.post(f"/sources/{PHARE}/activer", "/sources")
    assert all(s.enabled for s in load(space.sources_file))


def test_a_source_is_described(browser: Browser, space: Workspace) -> None:
    page = browser.get(f"/sources/{PHARE}").text
    shown = re.search(r'name="vu" value="(\w+)"', page)
    assert shown
    fields = {"nom": "Le Phare « de l'Ouest »", "groupe": "", "departements": "29, 2a", "vu": shown[1]}
    assert browser.post(f"/sources/{PHARE}/modifier", "/sources", **fields).status_code == 303
    (found,) = [s for s in load(space.sources_file) if s.slug == PHARE]
    assert (found.name, found.outlet_group, found.departements) == (
        "Le Phare « de l'Ouest »",
        None,
        ("29", "2A"),
    )
    assert "# A title that closed" in space.sources_file.read_text(encoding="utf-8")
    again = browser.post(f"/sources/{PHARE}/modifier", "/sources", **{**fields, "departements": "99"})
    assert again.status_code == 400


def test_what_somebody_changed_in_the_file_meanwhile_is_not_lost(browser: Browser, space: Workspace) -> None:
    page = browser.get(f"/sources/{PHARE}").text
    shown = re.search(r'name="vu" value="(\w+)"', page)
    text = space.sources_file.read_text(encoding="utf-8")
    theirs = text.replace('departements = ["29", "56"]', 'departements = ["22"]  # revu à la main')
    space.sources_file.write_text(theirs, encoding="utf-8")
    fields = {"nom": "Autre", "groupe": "", "departements": "29", "vu": shown[1] if shown else ""}
    answer = browser.post(f"/sources/{PHARE}/modifier", "/sources", **fields)
    assert answer.status_code == 400
    assert "entre-temps" in answer.text
    assert space.sources_file.read_text(encoding="utf-8") == theirs
    browser.post(f"/sources/{PHARE}/ecarter", "/sources")  # this one touches another key
    assert "# revu à la main" in space.sources_file.read_text(encoding="utf-8")


def test_a_feed_that_one_knows_is_followed_and_visited(browser: Browser, space: Workspace) -> None:
    fields = {
        "url": "https://www.gazette.example/", "entree": "https://www.gazette.example/rss", "genre": "feed",
        "nom": "La Gazette de l'Aulne", "departements": "29",
    }  # fmt: skip
    answer = browser.post("/sources/ajouter/titre", "/sources", **fields)
    assert answer.headers["location"] == "/sources/la-gazette-de-l-aulne"
    assert load(space.sources_file)[-1].entries[0].url == fields["entree"]
    assert [one.payload for one in requests.latest(browser.app.state.desk.state)] == [
        {"sources": ["la-gazette-de-l-aulne"]}
    ]


def points(space: Workspace, slug: str) -> list[str]:
    return [entry.url for one in load(space.sources_file) if one.slug == slug for entry in one.entries]


def test_a_followed_title_is_given_its_new_feed(browser: Browser, space: Workspace) -> None:
    """What was typed is not lost, and the file is changed by nobody's hand."""
    (dead,) = [one for one in load(space.sources_file) if one.slug == DEAD]
    before, new = points(space, DEAD), f"{dead.homepage}nouveau.xml"
    fields = {"url": dead.homepage, "entree": new, "genre": "feed", "nom": "Tapé", "departements": "29"}
    page = browser.post("/sources/ajouter/titre", "/sources", **fields)
    assert page.status_code == 200
    assert f"/sources/{DEAD}/points" in page.text
    assert "sources.toml" not in page.text
    for typed in (new, "Tapé"):
        assert f'value="{typed}"' in page.text
    assert points(space, DEAD) == before
    given = {"entree": new, "genre": "feed", "remplace": before[0]}
    answer = browser.post(f"/sources/{DEAD}/points", "/sources", **given)
    assert answer.headers["location"] == f"/sources/{DEAD}"
    assert points(space, DEAD) == [new, *before[1:]]
    assert requests.latest(browser.app.state.desk.state)[0].payload == {"sources": [DEAD]}
    again = browser.post(f"/sources/{DEAD}/points", "/sources", **given)
    assert again.status_code == 400


def test_entry_points_come_and_go_on_the_page_of_their_title(browser: Browser, space: Workspace) -> None:
    before = points(space, PHARE)
    home = next(one.homepage for one in load(space.sources_file) if one.slug == PHARE)
    more = {"entree": f"{home}actus/", "genre": "listing", "motif": r"/actus/\d+$"}
    assert browser.post(f"/sources/{PHARE}/points", "/sources", **more).status_code == 303
    assert points(space, PHARE) == [*before, more["entree"]]
    for fields in ({**more, "motif": "("}, {**more, "entree": "javascript:x"}, {**more, "entree": before[0]}):
        assert browser.post(f"/sources/{PHARE}/points", "/sources", **fields).status_code == 400
    for one in (*points(space, PHARE)[:-1], "https://autre.example/rss"):
        browser.post(f"/sources/{PHARE}/points/oter", "/sources", entree=one)
    assert points(space, PHARE) == [more["entree"]]
    last = browser.post(f"/sources/{PHARE}/points/oter", "/sources", entree=more["entree"])
    assert last.status_code == 400
    assert "dernier point d’entrée" in last.text
    assert "# A title that closed" in space.sources_file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("entry", "kind", "status"),
    [
        ("javascript:x", "feed", 400),
        ("https://a.example/", "listing", 400),
        ("https://a.example/f", "x", 400),
    ],
)
def test_an_entry_point_that_is_none(browser: Browser, entry: str, kind: str, status: int) -> None:
    fields = {"url": "https://a.example/", "entree": entry, "genre": kind}
    answer = browser.post("/sources/ajouter/titre", "/sources", **fields)
    assert answer.status_code == status
    assert ('role="alert"' in answer.text) == (kind != "x")


def test_a_list_of_feeds_is_imported(browser: Browser, space: Workspace) -> None:
    page = browser.get("/sources/ajouter/titre").text
    token = re.search(r'data-jeton="(\w+)"', page)
    assert token
    body = (
        '<opml version="2.0"><body><outline text="Le Bec" xmlUrl="https://bec.example/rss"/>'
        '<outline text="Mauvais" xmlUrl="javascript:x"/></body></opml>'
    )

    def sent(content: str) -> str:
        answer = browser.ask(
            "POST", "/sources/ajouter/opml", data={"jeton": token[1]}, files={"liste": ("l.opml", content)}
        )
        return f"{answer.status_code} {answer.text}".replace("\u00a0", " ").replace("&nbsp;", " ")

    first = sent(body)
    assert "1 titre ajouté" in first
    assert 'href="/sources/le-bec"' in first
    assert "javascript:x : adresse http" in first
    second = sent(body)
    assert "0 titre ajouté" in second
    assert "https://bec.example/rss : par « Le Bec »" in second
    many = "".join(f'<outline xmlUrl="https://t{n}.example/"/>' for n in range(2001))
    refused = sent(f'<opml version="2.0"><body>{many}</body></opml>')
    assert refused.startswith("400")
    assert "plus de 2000 flux" in refused
    assert load(space.sources_file)[-1].slug == "le-bec"
    assert sent("rien").startswith("400")
    assert sent("x" * (1024 * 1024 + 1)).startswith("400")


def test_only_owners_change_sources(space: Workspace) -> None:
    with Browser(space, alone=False) as browser:
        desk = browser.app.state.desk
        editor = User("Luc", Role.EDITOR)
        users.add(desk.state, editor, "x", datetime.now(UTC))
        browser.sign_in(editor.name)
        page = browser.get(f"/sources/{PHARE}")
        assert page.status_code == 200
        assert "Visiter maintenant" not in page.text
        for path in ("visiter", "ecarter", "activer", "points", "points/oter"):
            assert browser.post(f"/sources/{PHARE}/{path}", "/sources").status_code == 403
        assert (
            browser.post("/sources/ajouter/chercher", "/sources", url="https://a.example/").status_code == 403
        )
        assert all(s.enabled for s in load(space.sources_file))


def test_before_anything_is_published_sources_are_shown(tmp_path: Path) -> None:
    with Browser(made(tmp_path / "w", 1)) as browser:
        page = browser.get("/sources")
        assert page.status_code == 200
        assert len(rows(page.text)) == 8
        assert browser.get(f"/sources/{PHARE}").status_code == 200


# --- discovery, on the newsroom itself


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Running]:
    with serve(Newsroom(date(2026, 11, 23), 0), 0) as running:
        yield running


def test_the_entry_points_of_a_site_are_found_and_followed(tmp_path: Path, newsroom: Running) -> None:
    space = made(tmp_path / "w", newsroom.port)
    text = space.sources_file.read_text(encoding="utf-8")
    kept = text[: text.index(f"[{PHARE}]")] + text[text.index("[l-echo-des-deux-rives]") :]
    space.sources_file.write_text(kept, encoding="utf-8")
    home = f"http://{PHARE}.localhost:{newsroom.port}/"
    with Browser(space) as browser:
        page = browser.post("/sources/ajouter/chercher", "/sources", url=home)
        assert page.status_code == 200
        assert f"{home}rss.xml" in page.text
        assert "le meilleur" in page.text
        assert "/points" not in page.text
        space.sources_file.write_text(text, encoding="utf-8")
        known = browser.post("/sources/ajouter/chercher", "/sources", url=home).text
        assert "Déjà un point d’entrée" in known
        assert f"/sources/{PHARE}/points" in known
        assert "Suivre ce titre par ce point" not in known
        space.sources_file.write_text(kept, encoding="utf-8")
        nobody = browser.post("/sources/ajouter/chercher", "/sources", url="http://nulle-part.invalid/")
        assert nobody.status_code == 400
        assert "nulle-part.invalid" in nobody.text
        assert browser.post("/sources/ajouter/chercher", "/sources", url="rien").status_code == 400
    assert space.sources_file.read_text(encoding="utf-8") == kept


def test_the_next_visit_is_told_once_it_is_worked_out(browser: Browser, space: Workspace) -> None:
    first = browser.get("/sources").text
    assert "se calcule" in first
    due.of(space.root).wait()
    shown = {row[0]: row[3] for row in rows(browser.get("/sources").text)}
    assert all(re.search(r"\d{4}, \d+|à la prochaine collecte", told) for told in shown.values()), shown
    assert "se calcule" not in browser.get(f"/sources/{PHARE}").text
