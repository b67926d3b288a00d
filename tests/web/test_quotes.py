"""The list of what was said: whose, where, when; what answers a filter, and nothing that must stay where it is."""

import csv
import io
import re

import pytest
from desk_browser import Browser
from desk_pages import ask, change, words

from core.names import name_key
from jobs.workspace import Workspace

_COUNT = re.compile(r'role="status"><strong>(\d+)')
_SAID = (
    " FROM v_quotes WHERE role IS NOT NULL AND role <> 'other' AND speaker <> ''"
    " AND counted_as NOT IN ('reprint', 'copy')"
)


def _total(page: str) -> int:
    found = _COUNT.search(page)
    return int(found[1]) if found else 0


def _exported(browser: Browser, asked: str = "") -> list[dict[str, str]]:
    text = browser.get(f"/citations/export.csv?{asked}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("", ""),
        ("role=mayor", " AND role = 'mayor'"),
        ("commune=autun", " AND insee = '71014'"),
        ("commune=71014", " AND insee = '71014'"),
        ("departement=71", " AND departement = '71'"),
        ("who=Chazelas", " AND contains(plain_name(speaker), 'chazelas')"),
        ("words=Personne", " AND contains(strip_accents(lower(text)), 'personne')"),
        (
            "since=2026-11-16&until=2026-11-20",
            " AND published_day BETWEEN DATE '2026-11-16' AND DATE '2026-11-20'",
        ),
        ("role=mayor&departement=29", " AND role = 'mayor' AND departement = '29'"),
    ],
)
def test_a_filter_finds_what_sql_finds(
    looking: Browser, demo_space: Workspace, asked: str, where: str
) -> None:
    rows = ask(demo_space, f"SELECT url, speaker, coalesce(commune, ''){_SAID}{where}")
    assert rows
    page = looking.get(f"/citations?{asked}").text
    assert _total(page) == len(rows)
    found = _exported(looking, asked)
    assert sorted((row["adresse"], row["nom"], row["commune"]) for row in found) == sorted(rows)


def test_a_quote_stands_with_its_sentence_role_and_outlet(looking: Browser, demo_space: Workspace) -> None:
    page = looking.get("/citations?who=chazelas").text
    (row, *_) = ask(
        demo_space,
        f"SELECT text, evidence_text, source, url, article_id{_SAID} AND contains(plain_name(speaker), 'chazelas')",
    )
    said = name_key(words(page))
    assert name_key(row[0]) in said
    assert name_key(row[1]) in said
    assert row[2].replace("'", "’") in words(page)
    assert f'href="{row[3]}" rel="noreferrer noopener"' in page
    assert f'href="/articles/{row[4]}"' in page
    assert 'href="/communes/71014"' in page
    assert 'href="/maires/71014' in page
    assert '<a href="/citations" aria-current="page">Citations</a>' in page


def test_pages_follow_each_other_the_newest_first(looking: Browser, demo_space: Workspace) -> None:
    total = len(ask(demo_space, f"SELECT 1{_SAID}"))
    first, second = (looking.get(f"/citations?page={page}").text for page in (1, 2))
    assert total > 30
    assert first.count('<figure class="said">') == 30
    assert second.count('<figure class="said">') == min(30, total - 30)
    days = [row["date"] for row in _exported(looking)]
    assert days == sorted(days, reverse=True)
    roles = [row["rôle"] for row in _exported(looking) if row["date"] == days[0]]
    assert roles == sorted(roles, key=lambda role: role != "maire")  # of a day, mayors before others
    assert all(len(row["paroles"]) <= 200 for row in _exported(looking))


def test_words_of_a_reserved_page_that_was_read_stay_there(browser: Browser, space: Workspace) -> None:
    article, text, n = ask(
        space, f"SELECT article_id, any_value(text), count(*){_SAID} GROUP BY ALL ORDER BY 1"
    )[0]
    change(space, "UPDATE articles SET tdm_reserved = true, basis = 'full' WHERE article_id = ?", article)
    left = ask(space, f"SELECT count(*){_SAID}")[0][0] - n
    page = browser.get("/citations").text
    assert _total(page) == left
    assert name_key(text) not in name_key(words(page))
    assert len(_exported(browser)) == left


@pytest.mark.parametrize("role", ["other", None])
def test_who_has_no_public_role_is_not_listed(browser: Browser, space: Workspace, role: str | None) -> None:
    speaker, n = ask(space, f"SELECT speaker, count(*){_SAID} GROUP BY ALL ORDER BY 1")[0]
    change(space, "UPDATE quotes SET role = ? WHERE speaker = ?", role, speaker)
    assert n
    assert speaker not in {row["nom"] for row in _exported(browser)}


def test_what_is_no_filter_is_refused(looking: Browser) -> None:
    for asked in ("role=roi", "role=other", "since=hier", "page=0", "page=x", "words=" + "a" * 201):
        assert looking.get(f"/citations?{asked}").status_code == 400, asked
    assert "Aucune citation" in looking.get("/citations?words=introuvable").text
    assert looking.get("/citations?utm_source=x").status_code == 200


def test_communes_that_are_told_of_stand_without_a_search(looking: Browser, demo_space: Workspace) -> None:
    rows = ask(
        demo_space,
        "SELECT insee, count(*) AS n FROM (SELECT unnest(insees) AS insee FROM v_articles"
        " WHERE counted_as NOT IN ('reprint', 'copy')) GROUP BY ALL",
    )
    page = looking.get("/communes").text
    shown = re.findall(r'<li><a href="/communes/(\w+)">.*?, (\d+)\xa0articles?', page)
    assert dict(rows) == {insee: int(n) for insee, n in shown}
    assert [int(n) for _, n in shown] == sorted((int(n) for _, n in shown), reverse=True)
    assert "Les plus racontées" not in looking.get("/communes?q=autun").text
