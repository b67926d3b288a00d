"""The SQL page: what can be asked is answered, what cannot says where it goes wrong, what runs can be stopped."""

import csv
import io
import threading
from urllib.parse import quote

import pytest
from desk_browser import Browser
from pages import rows, text, tree
from starlette.types import Message, Send

from store.readers.desk.console import questions
from web.desk import console
from web.desk.console import ROWS
from web.desk.running import RUNNING, Full, Running

ENDLESS = "SELECT max(hash(range)) FROM range(1_000_000_000_000)"  # no memory, no end


def _sql(statement: str, **more: str) -> str:
    return f"/sql?q={quote(statement)}" + "".join(f"&{name}={quote(value)}" for name, value in more.items())


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.slug)
def test_each_example_is_answered(looking: Browser, question: object) -> None:
    answer = looking.get(_sql(question.sql))  # type: ignore[attr-defined]
    assert answer.status_code == 200
    assert tree(answer.text).xpath("//*[@id='resultat']//thead")


def test_there_are_ten_examples_and_the_page_leads_to_them(looking: Browser) -> None:
    page = looking.get("/sql").text
    assert [one.title[-1] for one in questions()] == ["?"] * 10
    for one in questions():
        assert f"q={quote(one.sql[:40], safe='').replace('%20', '+')}" in page


def test_the_schema_is_there_with_its_comments(looking: Browser) -> None:
    page = tree(looking.get("/sql").text)
    summaries = [text(one) for one in page.xpath("//summary")]
    assert {"v_articles (vue)", "initiatives"} <= set(summaries)
    assert any(one.startswith("trend(") for one in summaries)
    said = [text(one) for one in page.xpath("//dl[@class='columns']//dd")]
    assert "Jour de publication (Europe/Paris) : celui des semaines et des comptages." in said
    assert all(said)


def test_values_are_shown_inert(looking: Browser) -> None:
    answer = looking.get(
        _sql("SELECT '<script>alert(1)</script>' AS a, NULL AS b, 'javascript:alert(1)' AS c")
    )
    assert "<script>alert" not in answer.text
    (row,) = rows(answer.text)
    assert row == ["<script>alert(1)</script>", "NULL", "javascript:alert(1)"]
    assert not tree(answer.text).xpath("//a[starts-with(@href, 'javascript')]")


def test_too_many_rows_are_cut_and_said(looking: Browser) -> None:
    page = looking.get(_sql("FROM range(501)")).text
    assert len(rows(page)) == ROWS
    assert "les premières" in page
    assert "les premières" not in looking.get(_sql("FROM range(500)")).text


def test_a_file_has_all_rows(looking: Browser) -> None:
    answer = looking.get(_sql("SELECT range AS n, '=1+1' AS x FROM range(700)", format="csv"))
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    found = list(csv.reader(io.StringIO(answer.text)))
    assert len(found) == 701
    assert found[1] == ["0", "'=1+1"]


def test_a_file_goes_in_pieces_and_is_cut_with_a_word(
    looking: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "MOST", 300_000)
    sent: list[int] = []
    read = console.StreamingResponse.stream_response

    async def watched(self: object, send: Send) -> None:
        async def counting(message: Message) -> None:
            sent.append(len(message.get("body", b"")))
            await send(message)

        await read(self, counting)  # type: ignore[arg-type]

    monkeypatch.setattr(console.StreamingResponse, "stream_response", watched)
    answer = looking.get(_sql("SELECT range AS n, repeat('x', 500) AS x FROM range(5000)", format="csv"))
    assert 290_000 < len(answer.content) <= 300_000
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "coupee" in answer.headers["content-disposition"]
    assert list(csv.reader(io.StringIO(answer.text)))[-1][1] == "x" * 500  # cut between two rows
    assert max(sent) <= 1 << 16
    assert "coupee" not in looking.get(_sql("SELECT 1", format="excel")).headers["content-disposition"]


def test_one_file_at_a_time(looking: Browser) -> None:
    console.FILES.begin("rédaction")
    try:
        answer = looking.get(_sql("SELECT 1", format="csv"))
        assert answer.status_code == 429
        assert "fichier précédent" in answer.text
        assert looking.get(_sql("SELECT 1")).status_code == 200
    finally:
        console.FILES.end("rédaction")
    assert looking.get(_sql("SELEC", format="csv")).status_code == 400
    assert looking.get(_sql("SELECT 1", format="csv")).status_code == 200  # none keeps a place


def test_words_become_a_table_of_hits(looking: Browser) -> None:
    page = looking.get(
        _sql("SELECT count(*) AS n FROM hits JOIN articles USING (article_id)", search="numérique")
    ).text
    assert int(rows(page)[0][0]) > 0


@pytest.mark.parametrize(
    ("statement", "place", "word"),
    [
        ("SELECT 1,\n  inconnue FROM articles", "Ligne 2, caractère 3", "inconnue"),
        ("SELECT 1\nFROM nulle_part", "Ligne 2, caractère 6", "nulle_part"),
        ("SELECT 1\nFROM FROM articles", "Ligne 2, caractère 6", "FROM articles"),
    ],
)
def test_an_error_is_shown_where_it_is(looking: Browser, statement: str, place: str, word: str) -> None:
    answer = looking.get(_sql(statement))
    assert answer.status_code == 400
    assert place in answer.text
    shown = tree(answer.text).xpath("//pre")[0].text_content().splitlines()
    assert shown[0][shown[1].index("^") :].startswith(word)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE articles", "SELECT 1; SELECT 2", "COPY articles TO '/tmp/x'", "FROM read_csv('/etc/passwd')",
        "ATTACH '/tmp/x.duckdb'", "SET memory_limit = '10GB'", "SELECT * FROM article_texts", "SELEC", "-- rien",
    ],
)  # fmt: skip
def test_what_does_not_read_is_refused(looking: Browser, statement: str) -> None:
    answer = looking.get(_sql(statement))
    assert answer.status_code == 400
    assert "root:" not in answer.text


def test_too_much_memory_is_refused(looking: Browser) -> None:
    answer = looking.get(_sql("SELECT list(range) FROM range(200_000_000)"))
    assert answer.status_code == 400
    assert "mémoire" in answer.text


def test_a_script_is_shown_errors_in_their_place(looking: Browser) -> None:
    assert looking.get(_sql("SELEC"), headers={"HX-Request": "true"}).status_code == 200


FOLLOWED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_from_elsewhere_runs_nothing(looking: Browser, site: str) -> None:
    """Another port of this machine is of the same site."""
    page = looking.get(_sql("SELECT 41 + 1"), headers={**FOLLOWED, "Sec-Fetch-Site": site}).text
    assert not tree(page).xpath("//*[@id='resultat']//table")
    assert "SELECT 41 + 1" in tree(page).xpath("//textarea")[0].text_content()


def test_what_runs_is_stopped_by_who_asked(browser: Browser) -> None:
    told: list[str] = []
    asker = Browser.__new__(Browser)
    asker.app, asker.cookies = browser.app, browser.cookies
    waiting = threading.Thread(target=lambda: told.append(asker.get(_sql(ENDLESS)).text))
    waiting.start()
    while waiting.is_alive():
        browser.post("/sql/arret")
    waiting.join()
    assert "Requête arrêtée à votre demande." in told[0]
    assert not RUNNING.busy("rédaction")


def test_nobody_stops_without_the_page(browser: Browser) -> None:
    assert browser.ask("POST", "/sql/arret", data={}).status_code == 403


def test_one_each_and_two_in_all() -> None:
    places = Running(2)
    with places.place("a"), pytest.raises(Full) as own, places.place("a"):
        pass
    assert own.value.own
    with places.place("a"), places.place("b"), pytest.raises(Full) as full, places.place("c"):
        pass
    assert not full.value.own
    with places.place("a"):
        assert not places.stop("b")


def test_who_has_a_statement_running_waits(browser: Browser) -> None:
    with RUNNING.place("rédaction"):
        answer = browser.get(_sql("SELECT 1"))
    assert answer.status_code == 429
    assert "tourne encore" in answer.text
    assert "SELECT 1" in answer.text
