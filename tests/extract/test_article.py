from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.types import Access, Article, Basis, Candidate, Page, Precision, Rejection, Rights
from extract.article import article
from extract.listing import from_listing

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL = "https://www.exemple.fr/ville/robot-12"
TEXT = "La mairie a ouvert un service. " * 12
HEAD = '<title>Un robot à Quimper - Le Phare</title><meta property="og:site_name" content="Le Phare">'


def page(body: str | bytes, content_type: str = "text/html; charset=utf-8") -> Page:
    data = body if isinstance(body, bytes) else body.encode()
    return Page(URL, URL, "le-phare", NOW, 200, (("content-type", content_type),), data)


def html(head: str = HEAD, body: str = f"<article><h1>Un robot à Quimper</h1><p>{TEXT}</p></article>") -> str:
    return f"<html lang='fr'><head>{head}</head><body>{body}</body></html>"


def read(body: str | bytes, candidate: Candidate | None = None) -> Article:
    found = article(page(body), candidate)
    assert isinstance(found, Article), found
    return found


def ld(fields: str) -> str:
    return f'{HEAD}<script type="application/ld+json">{fields}</script>'


def test_title_without_site_name_text_without_title() -> None:
    found = read(html())
    assert found.title == "Un robot à Quimper"
    assert found.text.startswith("La mairie a ouvert")
    assert found.body == f"{found.title}\n\n{found.text}"


@pytest.mark.parametrize(
    "json_ld",
    [
        '{"@type":"NewsArticle","headline":"Un robot","datePublished":"2026-11-17T07:30:00+01:00"}',
        (
            '[{"@type":"WebSite"},'
            '{"@type":["NewsArticle"],"headline":"Un robot","datePublished":"2026-11-17T07:30:00+01:00"}]'
        ),
        '{"@graph":[{"@type":"NewsArticle","headline":"Un robot","datePublished":"2026-11-17T07:30:00+01:00"}]}',
        '{"@type":"NewsArticle","headline":"Un robot","datePublished":"2026-11-17T07:30:00+01:00",}',
    ],
)
def test_json_ld_however_it_is_nested(json_ld: str) -> None:
    found = read(html(ld(json_ld)))
    assert (found.title, found.published_by) == ("Un robot", "json-ld")
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-11-17T07:30:00+01:00"
    assert found.published_precision is Precision.INSTANT


def test_a_french_date_in_the_text() -> None:
    body = f"<article><h1>Un robot</h1><p>Publié le 1er février 2025 à 15h30</p><p>{TEXT}</p></article>"
    found = read(html(body=body))
    assert found.published_by == "text"
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2025-02-01T15:30:00+01:00"


def test_a_day_is_a_day() -> None:
    found = read(html(ld('{"@type":"NewsArticle","datePublished":"2026-11-17"}')))
    assert found.published_precision is Precision.DAY
    assert found.published_at == datetime(2026, 11, 17, tzinfo=UTC)


@pytest.mark.parametrize("date", ["2031-01-01T00:00:00Z", "1970-01-01", "hier", ""])
def test_impossible_dates_are_refused(date: str) -> None:
    found = read(html(ld(f'{{"@type":"NewsArticle","datePublished":"{date}"}}')))
    assert found.published_by != "json-ld"


def test_windows_1252_declared_or_not() -> None:
    text = html(
        f'<meta charset="iso-8859-1">{HEAD}', f"<article><p>L’œuvre coûte 3 € à l’école. {TEXT}</p></article>"
    )
    assert "L’œuvre coûte 3 € à l’école." in read(text.encode("windows-1252")).text


def test_a_paywall_is_an_excerpt() -> None:
    found = read(html(ld('{"@type":"NewsArticle","isAccessibleForFree":false}')))
    assert (found.access, found.basis) == (Access.EXCERPT, Basis.EXCERPT)


def test_agencies_are_no_authors() -> None:
    people = '{"@type":"Person","name":"Anne Ler"},{"@type":"Organization","name":"AFP"}'
    found = read(html(ld(f'{{"@type":"NewsArticle","author":[{people}]}}')))
    assert (found.authors, found.agencies) == (("Anne Ler",), ("AFP",))


def test_junk_lines_are_cut() -> None:
    body = f"<article><p>{TEXT}</p><p>Lire aussi : Un autre robot à Brest</p><p>{TEXT}</p></article>"
    assert "Lire aussi" not in read(html(body=body)).text


def test_canonical_urls_of_strangers_are_not_believed() -> None:
    assert read(html(f'{HEAD}<link rel="canonical" href="https://autre.example/x">')).url == URL
    assert read(html(f'{HEAD}<link rel="canonical" href="/">')).url == URL
    assert (
        read(html(f'{HEAD}<link rel="canonical" href="/ville/robot">')).url
        == "https://www.exemple.fr/ville/robot"
    )


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        ("", "text/html", "empty"),
        ("   ", "text/html", "empty"),
        (b"%PDF-1.7 ...", "text/html", "not_html"),
        (b"\x89PNG", "image/png", "not_html"),
        ("x" * (2 * 1024 * 1024 + 1), "text/html", "too_large"),
        (
            html(body="<h1>Diaporama</h1><figure><figcaption>1/9</figcaption></figure>"),
            "text/html",
            "too_short",
        ),
        ("<html><frameset></frameset></html>", "text/html", "not_article"),
    ],
)
def test_what_is_no_article_has_its_reason(body: str | bytes, kind: str, reason: str) -> None:
    found = article(page(body, kind))
    assert isinstance(found, Rejection)
    assert found.reason == reason
    assert found.source == "le-phare"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="undefined">',
        '<link rel="canonical" href="http://[bad/x">',
        '<meta property="og:image" content="http://[bad/x">',
        ld('{"@type":"NewsArticle","headline":' + "[" * 700 + '"x"' + "]" * 700 + "}"),
        ld('{"@type":"NewsArticle","author":' + "[" * 700 + '"x"' + "]" * 700 + "}"),
        f"<title>{chr(160) * 20_000}</title>",
    ],
)
def test_hostile_heads_break_nothing(head: str) -> None:
    assert read(html(f"{HEAD}{head}")).text.startswith("La mairie")


@pytest.mark.parametrize(
    "declared", ['<meta name="tdm-reservation" content=" 1 ">', '<meta name="robots" content="index, NoAI">']
)
def test_reservations_are_read(declared: str) -> None:
    assert read(html(f"{HEAD}{declared}")).rights.tdm_reserved


def test_a_listing_alone_is_an_article() -> None:
    at = datetime(2026, 11, 17, 7, tzinfo=UTC)
    announced = Candidate(URL, "le-phare", "https://www.exemple.fr/rss", "Un robot", "Il répond.", None, at)
    found = from_listing(announced, Access.EXCERPT, Rights(tdm_reserved=True, declared_by="answer"), NOW)
    assert (found.basis, found.body, found.published_by) == (Basis.EXCERPT, "Un robot\n\nIl répond.", "feed")


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda t: html(t, t).encode("utf-8", "replace")))
def test_any_bytes_get_an_article_or_a_reason(body: bytes) -> None:
    found = article(page(body))
    assert isinstance(found, Article) or found.reason
