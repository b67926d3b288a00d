"""The register of initiatives: filters, order, pages, exports, histories."""

import csv
import io
import json
import re
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from desk_browser import Browser
from desk_pages import ask, change, published, words
from hypothesis import given, settings
from hypothesis import strategies as st

from core.types import UseCategory
from digest import french
from jobs.workspace import Workspace
from nlp.initiatives.categories import label
from store.readers.desk.register import SORTS, Wanted, selected
from web.desk.things.register import HEADINGS
from web.desk.things.words import USES, group_of

_COUNT = re.compile(r'role="status"><strong>(\d+)')
_LINKS = re.compile(r'href="/initiatives/([0-9a-f]{16})"')


def _total(page: str) -> int:
    found = _COUNT.search(page)
    assert found
    return int(found[1])


def test_the_whole_register_is_counted_and_listed(looking: Browser, demo_space: Workspace) -> None:
    ids = [key for (key,) in ask(demo_space, "SELECT initiative_id FROM v_initiatives")]
    page = looking.get("/initiatives").text
    assert _total(page) == len(ids) > 20
    assert set(_LINKS.findall(page)) <= set(ids)
    assert len(set(_LINKS.findall(page))) == min(50, len(ids))


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("status=deployed", "status = 'deployed'"),
        ("status=deployed&status=experiment", "status IN ('deployed', 'experiment')"),
        ("category=securite", "category = 'securite'"),
        ("departement=29", "departement = '29'"),
        ("commune=72181", "actor_kind = 'commune' AND actor_code = '72181'"),
        ("commune=le+mans", "actor_kind = 'commune' AND actor_code = '72181'"),
        ("actor=saint", "contains(plain_name(actor), 'saint')"),
        ("since=2026-11-16", "last_seen >= DATE '2026-11-16'"),
        ("until=2026-11-16", "last_seen <= DATE '2026-11-16'"),
        ("sure=0.9", "confidence >= 0.9"),
        ("words=Caméras", "contains(plain_name(concat_ws(' ', actor, technology, use_case, supplier)), 'cameras')"),
        ("supplier=a&status=experiment", "contains(plain_name(coalesce(supplier, '')), 'a') AND status = 'experiment'"),
    ],
)  # fmt: skip
def test_a_filter_finds_what_sql_finds(
    looking: Browser, demo_space: Workspace, asked: str, where: str
) -> None:
    ids = {key for (key,) in ask(demo_space, f"SELECT initiative_id FROM v_initiatives WHERE {where}")}
    page = looking.get(f"/initiatives?{asked}").text
    assert _total(page) == len(ids)
    assert set(_LINKS.findall(page)) == ids
    exported = json.loads(looking.get(f"/initiatives/export.json?{asked}").text)
    assert {row["initiative_id"] for row in exported} == ids
    assert len(exported) == len(ids)


def test_figures_of_a_row_are_the_views(demo_space: Workspace) -> None:
    with published(demo_space) as snapshot:
        selected(snapshot, Wanted())
        rows = snapshot.connection.execute(
            "SELECT v.initiative_id, v.articles, v.confidence, v.actor, v.technology, coalesce(v.departement, '')"
            " FROM v_initiatives v ORDER BY ALL"
        ).fetchall()
        kept = snapshot.connection.execute(
            "SELECT initiative_id, articles, confidence, actor, technology, departement"
            " FROM memory.main.desk_register ORDER BY ALL"
        ).fetchall()
    assert kept == rows


def test_totals_and_map_are_of_the_filter(demo_space: Workspace) -> None:
    with published(demo_space) as snapshot:
        found = selected(snapshot, Wanted(departement="29"))
        every = selected(snapshot, Wanted())
    rows = ask(demo_space, "SELECT status, departement FROM v_initiatives")
    assert dict(every.statuses) == Counter(status for status, _ in rows)
    assert dict(every.departements) == Counter(code for _, code in rows if code)
    assert found.total == sum(code == "29" for _, code in rows)


def test_many_who_ask_first_at_once_get_the_same(demo_space: Workspace) -> None:
    with published(demo_space) as snapshot:
        together = threading.Barrier(8)

        def ask_first(_: int) -> tuple[str, ...]:
            with snapshot.shared() as own:
                together.wait()
                return selected(own, Wanted()).ids

        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(ask_first, range(8)))
    assert len(found) == 1
    assert len(found.pop()) > 20


@pytest.mark.parametrize("sort", [f"{way}{name}" for name in SORTS for way in ("", "-")])
def test_pages_in_any_order_give_every_row_once(demo_space: Workspace, sort: str) -> None:
    wanted = Wanted(sort=sort.removeprefix("-"), down=sort.startswith("-"))
    with published(demo_space) as snapshot:
        whole = selected(snapshot, wanted)
        paged = [key for at in range(0, whole.total + 7, 7) for key in selected(snapshot, wanted, at, 7).ids]
    assert paged == list(whole.ids)
    assert len(set(paged)) == whole.total


def test_order_is_what_the_heading_says(demo_space: Workspace) -> None:
    with published(demo_space) as snapshot:
        first = selected(snapshot, Wanted(sort="first", down=False)).ids
        articles = selected(snapshot, Wanted(sort="articles", down=True)).ids
        actors = selected(snapshot, Wanted(sort="actor", down=True)).ids
    days = dict(ask(demo_space, "SELECT initiative_id, first_seen FROM initiatives"))
    counts = dict(ask(demo_space, "SELECT initiative_id, articles FROM v_initiatives"))
    names = dict(ask(demo_space, "SELECT initiative_id, plain_name(actor) FROM v_initiatives"))
    assert [days[key] for key in first] == sorted(days[key] for key in first)
    assert [counts[key] for key in articles] == sorted((counts[key] for key in articles), reverse=True)
    assert [names[key] for key in actors] == sorted((names[key] for key in actors), reverse=True)


def test_exports_have_as_many_rows_as_the_count(looking: Browser) -> None:
    for asked in ("", "?status=deployed", "?departement=29", "?words=zzz"):
        total = _total(looking.get(f"/initiatives{asked}").text)
        text = looking.get(f"/initiatives/export.csv{asked}")
        assert text.content.startswith(b"\xef\xbb\xbf")
        assert "attachment" in text.headers["content-disposition"]
        rows = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"), newline=""), delimiter=";"))
        assert len(rows) == total + 1
        assert rows[0] == list(HEADINGS.values())
        assert {row[rows[0].index("État")] for row in rows[1:]} <= set(french.STATUS.values())
        assert len(json.loads(looking.get(f"/initiatives/export.json{asked}").text)) == total
        with zipfile.ZipFile(io.BytesIO(looking.get(f"/initiatives/export.xlsx{asked}").content)) as book:
            assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == total + 1


def test_an_export_has_amounts_and_a_form_for_programs(looking: Browser, demo_space: Workspace) -> None:
    plain = looking.get("/initiatives/export.brut.csv")
    rows = list(csv.DictReader(io.StringIO(plain.content.decode(), newline="")))
    assert not plain.content.startswith(b"\xef\xbb\xbf")
    assert 'filename="beffroi-initiatives-' in plain.headers["content-disposition"]
    amounts = ask(demo_space, "SELECT initiative_id, array_to_string(amounts, ' ; ') FROM v_initiatives")
    assert {row["initiative_id"]: row["amounts"] for row in rows} == dict(amounts)
    assert any(said for _, said in amounts)
    assert "/initiatives/export.brut.csv" in looking.get("/initiatives").text


@pytest.mark.parametrize("path", ["/carte", "/carte?count=initiatives&sort=name", "/tendances"])
def test_maps_and_trends_are_exported_too(looking: Browser, path: str) -> None:
    room, _, asked = path.partition("?")
    page = looking.get(path).text
    assert f"{room}/export.brut.csv{'?' if asked else ''}" in page
    answer = looking.get(f"{room}/export.brut.csv?{asked}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))
    assert len(rows) > 20
    if room == "/carte":
        assert [row["departement"] for row in rows] == re.findall(r"</a> \((\w+)\)</th>", page)
    else:
        assert {row["kind"] for row in rows} == {"technology", "topic"}
        assert "52 semaines" in page
        assert len({row["week"] for row in rows}) == 26
    for form in ("csv", "json", "xlsx"):
        assert looking.get(f"{room}/export.{form}?{asked}").status_code == 200
    assert looking.get(f"{room}/export.pdf").status_code == 400
    assert looking.get(f"{room}/export.csv?topic=rien").status_code == 400


def test_a_status_is_said_in_french(looking: Browser) -> None:
    refused = looking.get("/initiatives?status=fini")
    assert "en projet, annoncé, à l’essai, en service, abandonné" in words(refused.text)
    assert "deployed" not in words(refused.text)
    assert _total(looking.get("/initiatives?status=Abandonné").text) == _total(
        looking.get("/initiatives?status=abandoned").text
    )


def test_no_cell_is_a_formula() -> None:
    import pyarrow as pa

    from store.readers.desk.files import file_of

    bad = ["=1+1", "+cmd", "-cmd", "@sum", "\t=1", "plain"]
    with file_of(pa.table({"supplier": bad}).to_reader(), "csv") as file:
        text = file.read().decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")][1:]
    assert cells == ["'=1+1", "'+cmd", "'-cmd", "'@sum", "'\t=1", "plain"]
    with file_of(pa.table({"supplier": bad}).to_reader(), "xlsx") as file, zipfile.ZipFile(file) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_an_export_holds_some_rows_at_a_time(form: str) -> None:
    import pyarrow as pa

    from store.readers.desk.files import file_of, pieces

    schema, held = pa.schema([("supplier", pa.string())]), list[int]()

    def batches() -> Iterator[pa.RecordBatch]:
        for n in range(100):
            held.append(pa.total_allocated_bytes())
            yield pa.record_batch([[f"{n} " * 400] * 20], schema=schema)

    before = pa.total_allocated_bytes()
    file = file_of(pa.RecordBatchReader.from_batches(schema, batches()), form)
    assert max(held) - before < 500_000  # of 2.3 MB
    read = list(pieces(file))
    assert file.closed
    assert all(len(piece) <= 65_536 for piece in read)
    assert form == "xlsx" or sum(map(len, read)) > 2_000_000


def test_a_history_has_every_telling(looking: Browser, demo_space: Workspace) -> None:
    keys = [key for (key,) in ask(demo_space, "SELECT initiative_id FROM v_initiatives")]
    for key in keys:
        page = looking.get(f"/initiatives/{key}").text
        rows = ask(
            demo_space,
            "SELECT h.article_id, h.status FROM initiative_history h JOIN articles USING (article_id, version)"
            " WHERE initiative_id = ?",
            key,
        )
        assert page.count('<li class="card">') == len(rows)
        for article, status in rows:
            assert f'href="/articles/{article}"' in page
            assert french.STATUS[status] in page


def test_a_merged_initiative_is_found_where_it_went(browser: Browser, space: Workspace) -> None:
    ((key,),) = ask(space, "SELECT min(initiative_id) FROM v_initiatives")
    change(space, "INSERT INTO redirects VALUES ('initiative', 'feedfeedfeedfeed', ?, now()::TIMESTAMP)", key)
    answer = browser.get("/initiatives/feedfeedfeedfeed")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/initiatives/{key}")


def test_hostile_words_are_inert(browser: Browser, space: Workspace) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    ((key,),) = ask(space, "SELECT min(initiative_id) FROM v_initiatives")
    change(space, "UPDATE initiatives SET actor_kind = 'syndicate', actor_code = NULL, actor_name = ?", bad)
    change(space, "UPDATE initiatives SET supplier = ?, use_case = ?", bad, bad)
    change(space, "UPDATE initiative_history SET evidence_text = ?, technology = ?", bad, bad)
    change(space, "UPDATE articles SET title = ?", bad)
    change(space, "UPDATE sources SET name = ?, homepage = 'javascript:alert(1)'", bad)
    change(space, "UPDATE quotes SET text = ?, speaker = ?", bad, bad)
    slug = ask(space, "SELECT min(source_id) FROM sources")[0][0]
    for path in (
        "/initiatives", f"/initiatives/{key}", "/communes/72181", "/communes/29232", "/titres", f"/titres/{slug}",
        "/technologies/chatbot", "/maires/29232:maelle%20kervran",
    ):  # fmt: skip
        page = browser.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert 'href="javascript' not in page.text
    assert "&lt;script&gt;alert(1)" in browser.get("/initiatives").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/initiatives?status=none", 400), ("/initiatives?sort=size", 400), ("/initiatives?since=demain", 400),
        ("/initiatives?page=0", 400), ("/initiatives?page=x", 400), ("/initiatives?sure=2", 400),
        ("/initiatives/0123456789abcdef", 404), ("/initiatives/export.pdf", 400), ("/initiatives?page=999", 200),
        ("/initiatives?departement=%27%3B--", 200), ("/initiatives?words=%00", 200),
    ],
)  # fmt: skip
def test_odd_addresses_are_answered(looking: Browser, path: str, status: int) -> None:
    assert looking.get(path).status_code == status


@settings(max_examples=30)
@given(words=st.text(max_size=30), commune=st.text(max_size=10), actor=st.text(max_size=10))
def test_any_words_are_answered(looking: Browser, words: str, commune: str, actor: str) -> None:
    answer = looking.get("/initiatives", params={"words": words, "commune": commune, "actor": actor})
    assert answer.status_code == 200


def test_uses_have_the_words_of_the_lexicon() -> None:
    assert {one.value: label(one) for one in UseCategory} == USES


def test_a_page_in_words(looking: Browser) -> None:
    said = words(looking.get("/initiatives?departement=29").text)
    assert "Exporter" in said
    assert "Finistère" in said


def test_a_group_of_titles_is_told_in_words(looking: Browser) -> None:
    assert group_of("groupe-estran", "le-phare") == "Groupe estran"
    assert group_of("le-phare", "le-phare") == group_of(None, "le-phare") == "indépendant"
    page = looking.get("/titres").text
    assert "Groupe estran" in page
    assert "groupe-estran" not in page
    assert "512\xa0Mo" in looking.get("/sql").text
    assert "512MB" not in looking.get("/sql").text
    missed = looking.get("/ecartes").text
    assert "Le Colporteur du Vivarais" in missed
    assert "score" not in missed
