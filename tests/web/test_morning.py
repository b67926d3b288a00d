"""The first screen: what is new, what is found, all of it in the address."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from desk_browser import Browser
from sqlalchemy import select, update

from core.desk import Role, Seen, Start, User, Visits
from core.letters import LetterAction
from digest.letter import week_of
from jobs.process import process
from jobs.publish import publish
from jobs.workspace import Workspace
from state import corrections, letters, marks, users
from state import visits as seen
from state.open import State
from state.schema import captures, visits
from store.query import open_snapshot
from store.readers.desk import morning as reader
from store.search import SearchQuery
from store.searching.pool import by_week, pooled
from web.access.session import ALONE
from web.desk.today import freshness
from web.desk.today.cards import signals

LINK = re.compile(r'href="([^"]+)"')
IDS = re.compile(r'name="ids" value="([0-9a-f,]+)"')


def state_of(browser: Browser) -> State:
    state: State = browser.app.state.desk.state
    return state


def listed(html: str) -> list[str]:
    """All articles of the page's list."""
    return [one for group in IDS.findall(html) for one in group.split(",")]


def titles_of(space: Workspace, where: str) -> set[str]:
    with open_snapshot(space.data) as snapshot:
        rows = snapshot.connection.execute(f"SELECT article_id FROM v_articles WHERE {where}").fetchall()
    return {row[0] for row in rows}


def test_a_first_visit_shows_what_the_last_days_brought_by_story(browser: Browser, space: Workspace) -> None:
    page = browser.get("/").text
    ours = titles_of(
        space,
        "(relevant OR nature IN ('incident', 'debate', 'national-policy')) AND counted_as <> 'round-up'",
    )
    shown = set(listed(page)) | set(listed(browser.get("/?new=7&page=2").text))
    assert shown == ours
    assert "Les sept derniers jours" in page
    assert any("," in group for group in IDS.findall(page)), "no story of several articles in one card"
    assert re.search(r"\d\xa0titres, \d\xa0groupes?", page)
    assert "Pour nous" in page  # why it is here
    assert "réservé aux abonnés" in page


def test_since_the_last_visit_only_what_was_first_seen_since(browser: Browser, space: Workspace) -> None:
    browser.get("/")
    state, now = state_of(browser), datetime.now(UTC)
    with open_snapshot(space.data) as snapshot:
        row = snapshot.connection.execute("SELECT max(first_seen_at) FROM articles").fetchone()
        assert row
        last = row[0].replace(tzinfo=UTC)
        newest = {one.article_id for one in reader.fresh(snapshot, last - timedelta(microseconds=1), 100)[1]}
    with state.write() as connection:  # as a Beffroi kept it that knew of no snapshots
        before = last - timedelta(microseconds=1)
        connection.execute(update(visits).values(since=before, at=now))
    page = browser.get("/?new=1").text
    assert set(listed(page)) == newest
    assert "Depuis votre dernière visite" in page
    # nothing is new since a minute ago: the last days are shown, and it is said
    with state.write() as connection:
        connection.execute(update(visits).values(since=now, at=now))
    page = browser.get("/").text
    assert "Les sept derniers jours" in page
    assert "Rien de neuf depuis votre dernière visite" in page
    assert "Rien de neuf" in browser.get("/?new=1").text


def test_what_was_collected_before_a_visit_and_published_after_it_is_new(
    browser: Browser, space: Workspace
) -> None:
    browser.get("/")
    state, now = state_of(browser), datetime.now(UTC)
    with open_snapshot(space.data) as snapshot:
        lineage = snapshot.manifest.lineage
        rows = snapshot.connection.execute(
            "SELECT article_id, revision, first_seen_at FROM articles"
            " WHERE relevant AND form IS DISTINCT FROM 'round-up'"
        ).fetchall()
    late = max(row[1] for row in rows)
    ours = {row[0] for row in rows if row[1] == late}
    assert 0 < len(ours) < len(rows)
    # the visit came after all of it was collected, and saw results without the last batch
    at = max(row[2] for row in rows).replace(tzinfo=UTC) + timedelta(seconds=1)
    with state.write() as connection:
        connection.execute(update(captures).values(processed_at=at + timedelta(seconds=1)))
    saw = {"lineage": lineage, "revision": late - 1, "made": at.isoformat()}
    with state.write() as connection:
        connection.execute(update(visits).values(since=at, since_saw=saw, at=now))
    page = browser.get("/?new=1").text
    assert ours <= set(listed(page))
    assert "Depuis votre dernière visite" in page
    # results made anew count their revisions from the start: what was seen before is told by the clock
    with state.write() as connection:
        connection.execute(update(visits).values(since_saw=saw | {"lineage": "another"}))
    assert "Rien de neuf" in browser.get("/?new=1").text


def test_a_list_is_kept_with_the_results_that_it_showed(browser: Browser, space: Workspace) -> None:
    state, now = state_of(browser), datetime.now(UTC)
    with open_snapshot(space.data) as snapshot:
        revision = snapshot.revision
    browser.get("/sources")
    browser.get("/?words=chatbot")
    browser.get("/?nature=incident&new=1")
    found = seen.of(state, ALONE.name, now + timedelta(hours=1)).since
    assert found
    assert found.seen is None  # a search, and a part of what is new, are not the list
    browser.get("/")
    found = seen.of(state, ALONE.name, now + timedelta(hours=1)).since
    assert found
    assert found.seen
    assert found.seen.revision == revision


def test_a_visit_ends_after_half_an_hour(browser: Browser) -> None:
    state, start = state_of(browser), datetime(2026, 11, 20, 8, tzinfo=UTC)
    saw = Seen("lineage", 7, start)

    def here(after: timedelta, listed: Seen | None = None) -> Visits:
        found = seen.of(state, "x", start + after)
        seen.note(state, "x", start + after, listed)
        assert seen.of(state, "x", start + after) == found
        return found

    assert here(timedelta()) == Visits()
    assert here(timedelta(seconds=20), saw) == Visits()  # what was listed is kept at once
    assert here(timedelta(minutes=29)) == Visits()
    ended = Start(start + timedelta(minutes=29), saw)
    assert here(timedelta(hours=3)) == Visits(ended)
    assert here(timedelta(hours=3, minutes=5)) == Visits(ended)
    later = here(timedelta(hours=5))
    assert later == Visits(Start(start + timedelta(hours=3, minutes=5), saw), ended)


def test_any_page_keeps_the_list_and_the_one_before_can_be_seen_again(browser: Browser) -> None:
    page = browser.get("/?new=1").text
    assert "Revoir la liste d’avant" not in page
    state, now = state_of(browser), datetime.now(UTC)
    started = now - timedelta(minutes=40)
    old = now - timedelta(days=900)
    with state.write() as connection:
        connection.execute(
            update(visits).values(since=old, since_saw=None, at=started + timedelta(minutes=20), before=None)
        )
    browser.app.state.desk.seen.clear()
    browser.get("/demandes")  # twenty minutes after the last page: the visit goes on
    with state.read() as connection:
        assert connection.execute(select(visits.c.at)).scalar_one() >= now
    shown = listed(browser.get("/").text)
    assert shown
    with state.write() as connection:
        connection.execute(update(visits).values(at=now - timedelta(minutes=31)))
    page = browser.get("/").text
    assert "Rien de neuf depuis votre dernière visite" in page
    assert "Revoir la liste d’avant" in page
    again = browser.get("/?new=2").text
    assert "La liste d’avant" in again
    assert listed(again) == shown


def test_every_value_of_a_facet_leads_to_as_many_articles_as_it_says(looking: Browser) -> None:
    page = looking.get("/?new=7").text
    facets = re.findall(r'<li><a href="([^"]+)">[^<]+</a> <span>(\d+)</span>', page)
    assert len(facets) > 20
    for href, count in facets:
        path = href.replace("&amp;", "&")
        shown = looking.get(path).text
        found = re.search(r"<p>(?:[^<]*?, )?(\d+)\xa0articles?", shown)
        assert found, path
        assert found[1] == count, path


def test_a_facet_takes_itself_away_and_is_a_chip(looking: Browser) -> None:
    page = looking.get("/?nature=initiative&technology=chatbot").text
    chosen = re.findall(r'<a href="([^"]+)" aria-current="true">', page)
    assert {tuple(sorted(parse_qs(urlsplit(one.replace("&amp;", "&")).query))) for one in chosen} == {
        ("technology",),
        ("nature",),
    }
    chips = re.search(r'<ul class="plain chips".*?</ul>', page, re.DOTALL)
    assert chips
    assert "Nature\xa0: initiative" in chips[0]


CHIP = re.compile(r'<li class="chip">(.*?) <a href="([^"]*)" aria-label="Ôter', re.DOTALL)


def chips(page: str) -> dict[str, str]:
    """The filters of a list, each with the address without it."""
    return {words.replace("\xa0", " "): href.replace("&amp;", "&") for words, href in CHIP.findall(page)}


def test_what_a_list_holds_back_by_itself_is_a_chip_that_goes(
    looking: Browser, demo_space: Workspace
) -> None:
    ours = titles_of(demo_space, "relevant")
    page = looking.get("/?new=0").text
    assert set(chips(page)) == {"Pour nous seulement : oui"}
    assert set(listed(page)) <= ours
    everything = looking.get(chips(page)["Pour nous seulement : oui"]).text
    incidents = titles_of(demo_space, "nature = 'incident'")
    assert chips(everything) == {}
    assert incidents & set(listed(everything))
    page = looking.get("/?new=0&relevant=1&access=free").text
    assert set(chips(page)) == {"Pour nous seulement : oui", "Accès : libre"}
    assert set(chips(looking.get(chips(page)["Pour nous seulement : oui"]).text)) == {"Accès : libre"}


def test_what_is_new_says_what_it_is_of(looking: Browser, demo_space: Workspace) -> None:
    page = looking.get("/?new=7").text
    assert "Les sept derniers jours de collecte" in page, "an article may be older than the day it came"
    scope = "Portée : pour nous, incidents, débats, politique nationale"
    assert set(chips(page)) == {"Arrivés : les sept derniers jours de collecte", scope}
    wider = looking.get(chips(page)[scope])
    assert set(chips(wider.text)) == {"Arrivés : les sept derniers jours de collecte"}
    shown = set(listed(wider.text)) | set(listed(looking.get("/?new=7&relevant=0&page=2").text))
    assert shown == titles_of(demo_space, "counted_as <> 'round-up'")
    assert titles_of(demo_space, "nature = 'other' AND NOT relevant") & shown
    assert re.search(r'href="/ecartes">écartés de justesse</a> <span>1</span>', page)


@pytest.mark.parametrize(
    "query", ["words=caméras", "departement=29", "topic=ia&access=free", "words=commune:Quimper&sort=date"]
)
def test_a_search_is_paged_counted_and_followed(looking: Browser, query: str) -> None:
    page = looking.get(f"/?{query}").text
    assert listed(page)
    assert "/suivre?" in page
    assert "/api/articles.atom?" in page


def test_read_starred_and_tagged_articles_are_found_by_their_marks(browser: Browser) -> None:
    page = browser.get("/").text
    first, second = IDS.findall(page)[:2]
    one = first.split(",")[0]
    browser.post("/marques/lu", ids=first, on="1", back="/")
    browser.post("/marques/etoile", ids=second, on="1", back="/")
    browser.post(f"/articles/{one}/etiquettes", word="Cantine")
    assert set(listed(browser.get("/?read=read").text)) == set(first.split(","))
    assert listed(browser.get("/?read=starred").text)[0] == second.split(",")[0]
    assert listed(browser.get("/?tag=cantine").text)[0] == one
    unread = browser.get("/?new=7&read=unread").text
    assert not set(listed(unread)) & set(first.split(","))
    assert 'class="card item read"' in browser.get("/").text


def test_excerpts_and_open_articles_part_the_list(looking: Browser, demo_space: Workspace) -> None:
    closed = titles_of(demo_space, "access = 'excerpt'")
    shown = listed(looking.get("/?new=7&access=excerpt").text)
    assert shown
    assert set(shown) <= closed
    assert not set(listed(looking.get("/?new=7&access=free").text)) & closed


def test_off_topic_is_said_shown_at_once_and_taken_back(browser: Browser) -> None:
    ids = IDS.findall(browser.get("/").text)[0]
    answer = browser.post("/juger", ids=ids, action="irrelevant", back="/?new=7")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?new=7"
    said = corrections.every(state_of(browser))
    assert {one.key for one in said} == set(ids.split(","))
    page = browser.get("/").text
    pending = re.search(r'class="card item pending".*?name="words" value="(c[\dc,]+)"', page, re.DOTALL)
    assert pending
    assert "Marqué hors sujet par rédaction" in page
    assert 'id="hors-sujet"' not in page, "the card itself is there to take it back"
    browser.post("/annuler", words=pending[1], back="/")
    assert 'class="card item pending"' not in browser.get("/").text
    assert [one.undoes for one in corrections.every(state_of(browser))][-1] is not None


def test_nobody_without_the_role_says_that_something_is_off_topic(browser: Browser) -> None:
    answer = browser.ask("POST", "/juger", data={"ids": "0" * 16, "action": "irrelevant"})
    assert answer.status_code == 403
    assert not corrections.every(state_of(browser))


def test_who_only_reads_marks_but_does_not_correct(space: Workspace) -> None:
    with Browser(space, alone=False) as browser:
        desk = browser.app.state.desk
        user = User("lecteur", Role.READER)
        users.add(desk.state, user, "x" * 20, datetime.now(UTC))
        browser.sign_in(user.name)
        page = browser.get("/").text
        ids = IDS.findall(page)[0]
        assert "Hors sujet" not in page
        assert 'action="/a-verifier/' not in page
        assert browser.post("/marques/lu", ids=ids, on="1").status_code == 303
        for path, fields in (
            ("/juger", {"ids": ids, "action": "irrelevant"}), ("/a-la-lettre", {"ids": ids}),
            ("/annuler", {"words": "c1"}), ("/bienvenue/collecter", {}), ("/bienvenue/territoire", {"topic": "ia"}),
            (f"/articles/{ids[:16]}/etiquettes", {"word": "x"}),
        ):  # fmt: skip
            assert browser.post(path, **fields).status_code == 403, path
        assert not corrections.every(desk.state)


def test_a_hostile_article_is_inert(space: Workspace) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    with duckdb.connect(str(space.published.resolve())) as connection:
        connection.execute(
            "UPDATE articles SET title = ?, url = 'javascript:alert(3)', why = [?]", [evil, f"{evil} : +9,0"]
        )
        connection.execute("UPDATE sources SET name = ?, outlet_group = ?", [evil, evil])
        connection.execute("UPDATE roles SET name = ?, evidence_text = ?", [evil, evil])
        connection.execute(
            "UPDATE initiatives SET actor_name = ?, actor_kind = 'other', status = ?", [evil, '"><b>']
        )
        connection.execute("UPDATE quotes SET speaker = ?, text = ?, confidence = 0.1", [evil, evil])
    with Browser(space) as browser:
        for path in (
            "/",
            "/a-verifier",
            "/ecartes",
            "/suivre",
            "/?words=commune:Quimper",
            "/suivre?words=%3Cscript%3E",
        ):
            page = browser.get(path)
            assert page.status_code == 200, path
            assert not re.search(r"<script>|<img|<b>|javascript:", page.text), path
        assert "&lt;script&gt;" in browser.get("/").text


def test_the_letter_is_composed_once_and_then_counted_in_the_page(browser: Browser) -> None:
    assert 'hx-get="/accueil/lettre"' in browser.get("/").text
    part = browser.get("/accueil/lettre").text
    assert re.search(r"brouillon de \d+\xa0éléments?", part)
    page = browser.get("/").text
    assert 'hx-get="/accueil/lettre"' not in page
    assert re.search(r"brouillon de \d+\xa0éléments?", page)


def test_a_story_is_pinned_in_the_letter_of_its_week(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "last_week", lambda _: week_of(date(2026, 11, 16)))
    ids = IDS.findall(browser.get("/").text)
    answer = next(
        answer
        for one in ids
        if (answer := browser.post("/a-la-lettre", ids=one, back="/")).headers["location"] == "/?fait=epingle"
    )
    assert 'class="notice" role="status"' in browser.get(answer.headers["location"]).text
    (edit,) = letters.edits(state_of(browser), "2026-W47")
    assert (edit.action, edit.by) == (LetterAction.PIN, "rédaction")


def test_a_story_that_is_too_new_is_kept_for_the_next_letter(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "last_week", lambda _: week_of(date(2026, 11, 2)))
    ids = IDS.findall(browser.get("/").text)[0]
    assert browser.post("/a-la-lettre", ids=ids, back="/?new=7").headers["location"] == "/?new=7&fait=garde"
    assert ids.split(",")[0] in marks.tagged(state_of(browser), "lettre")
    assert not letters.edits(state_of(browser), "2026-W45")


def test_what_an_editor_said_is_off_topic_is_news_no_more_once_applied(
    browser: Browser, space: Workspace
) -> None:
    ids = next(one for one in IDS.findall(browser.get("/").text) if "," not in one)
    browser.post("/juger", ids=ids, action="irrelevant", back="/")
    assert 'class="card item pending"' in browser.get("/").text
    process(space)
    publish(space)
    page = browser.get("/").text
    assert 'class="card item pending"' not in page
    assert ids not in listed(page)
    for _ in range(2):  # however often the page is asked again
        aside = browser.get("/").text.partition('id="hors-sujet"')[2].partition("</section>")[0]
        assert f'href="/articles/{ids}"' in aside
    whole = browser.get(f"/articles/{ids}").text
    assert "Marqué hors sujet par rédaction" in whole
    assert 'action="/corrections/c1/annuler"' in whole
    undo = re.search(r'name="words" value="(c\d+)"', aside)
    assert undo
    browser.post("/annuler", words=undo[1], back="/")
    assert 'id="hors-sujet"' not in browser.get("/").text
    process(space)
    publish(space)
    assert ids in listed(browser.get("/").text + browser.get("/?new=7&page=2").text)
    assert "Marqué hors sujet" not in browser.get(f"/articles/{ids}").text


def test_sources_that_cannot_be_read_are_told_and_the_list_is_there(
    browser: Browser, space: Workspace
) -> None:
    space.sources_file.write_text("[x\n", encoding="utf-8")
    page = browser.get("/")
    assert page.status_code == 200
    assert "sources.toml ne se lit pas" in page.text
    assert listed(page.text)


@pytest.mark.parametrize(
    "query",
    [
        "new=3", "read=maybe", "access=%00", "watch=../x", "watch=unknown", "page=0", "page=99999", "since=hier",
        "sort=best", "words=" + "a" * 2001, "words=commun:Dreux", "tag=" + "x" * 41, "page=x",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_read_is_a_page_that_says_so(looking: Browser, query: str) -> None:
    answer = looking.get(f"/?{query}")
    assert answer.status_code == 400
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "query",
    ["commune=<script>alert(1)</script>", "words=<b>&sort=date", "tag=<i>", "fait=<u>x", "mayor=%F0%9F"],
)
def test_what_was_typed_is_never_markup(looking: Browser, query: str) -> None:
    answer = looking.get(f"/?{query}")
    assert answer.status_code in {200, 400}
    assert not re.search(r"<(?:script>|b>|i>|u>)", answer.text)


def test_links_of_the_page_are_ours(looking: Browser) -> None:
    for path in ("/", "/?words=chatbot", "/suivre", "/a-verifier", "/ecartes"):
        page = looking.get(path).text
        assert all(href.startswith(("/", "#")) for href in LINK.findall(page)), path
        assert " style=" not in page
        assert "<script>" not in page


def test_all_of_a_search_is_pooled_and_counted_by_week(demo_space: Workspace) -> None:
    with open_snapshot(demo_space.data) as snapshot:
        query = SearchQuery(relevant=True)
        total, ids = pooled(snapshot.index_dir, query, 1000)
        rows = snapshot.connection.execute(
            "SELECT date_trunc('week', published_day)::DATE, count(*) FROM articles WHERE relevant GROUP BY 1"
        ).fetchall()
        ours = snapshot.connection.execute("SELECT article_id FROM articles WHERE relevant").fetchall()
        assert total == len(ids)
        assert set(ids) == {row[0] for row in ours}
        weeks = {day: n for day, n in rows if day}
        assert by_week(snapshot.index_dir, query, sorted(weeks)) == weeks


def test_reasons_are_told_without_their_figures() -> None:
    why = [
        "technologies nommées (chatbot) : +1,2", "texte court : -0,3", "mots du numérique : +0,0", "le reste : +0,9",
        "départ : -1,1", "total (seuil +0,0) : +2,3",
    ]  # fmt: skip
    assert signals(why) == ["technologies nommées (chatbot)"]


def test_how_long_ago_is_said_in_words() -> None:
    made = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
    assert freshness.said(made, made + timedelta(minutes=12)) == "8\xa0h\xa005\xa0: il y a 12\xa0minutes"
    assert freshness.said(made, made + timedelta(days=3)).startswith("23 novembre 2026, 8\xa0h")
