from datetime import UTC, datetime, timedelta

import pytest
from fields import SEEN, URL, ld, meta, published, tree_of, when
from hypothesis import example, given
from hypothesis import strategies as st

from core.types import Note
from extract import dates, french_dates, head, instants, jsonld
from extract.dates import Dated

H1 = "<h1>Un robot répond au standard de la mairie</h1>"
TITLE = "<title>Un robot répond au standard de la mairie - Le Phare</title>"
ARTICLE = (
    "<div itemscope itemtype='http://schema.org/Article'><h1>Un robot répond au standard de la mairie</h1>"
    "<meta itemprop='datePublished' content='%s'></div>"
)
DAY = datetime(2025, 2, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-05-03T15:47:42.389Z", "2024-05-03T15:47:42.389000+00:00"),
        ("2024-05-03T15:47:42+0100", "2024-05-03T15:47:42+01:00"),
        ("2024-05-03 15:47:42 +01:00", "2024-05-03T15:47:42+01:00"),
        ("2024-05-03T15:47:42.0000000Z", "2024-05-03T15:47:42+00:00"),
        ("2024-05-03 15:47:42", "2024-05-03T15:47:42"),
        ("2024-05-03T15:47+02:00[Europe/Paris]", "2024-05-03T15:47:00+02:00"),
        ("Fri, 03 May 2024 15:47:42 GMT", "2024-05-03T15:47:42+00:00"),
        ("Fri May 03 2024 15:47:42 GMT+0200 (heure d’été)", "2024-05-03T15:47:42+02:00"),
        ("1714751262", "2024-05-03T15:47:42+00:00"),
        ("1714751262000", "2024-05-03T15:47:42+00:00"),
        ("20240503T154742", "2024-05-03T15:47:42"),
        ("2024/05/03 15h47", "2024-05-03T15:47:00"),
        ("May 3rd, 2024 3:47 pm", "2024-05-03T15:47:00"),
    ],
)
def test_instants_as_machines_write_them(written: str, read: str) -> None:
    found = instants.parse(written)
    assert found is not None
    assert (found.at.isoformat(), found.timed) == (read, True)


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-03",
        "20240503",
        "2024.05.03",
        "3 May 2024",
        "2024-05-03T00:00:00+02:00",
        "Fri, 03 May 2024 00:00:00 GMT",
    ],
)
def test_days_and_their_midnights(written: str) -> None:
    found = instants.parse(written)
    assert found is not None
    assert (found.at.date().isoformat(), found.timed) == ("2024-05-03", False)


@pytest.mark.parametrize(
    "written", ["2024-13-03", "2023-02-29", "2024-05-03T25:00:00", "0000-00-00", "20241340"]
)
def test_days_that_no_calendar_knows(written: str) -> None:
    with pytest.raises(instants.Impossible):
        instants.parse(written)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Publié le 7 février 2025 à 15h30", "2025-02-07T15:30:00"),
        ("Publié le vendredi 7 février 2025 à 15 h 30", "2025-02-07T15:30:00"),
        ("PUBLIÉ LE 07/02/2025 À 15:30", "2025-02-07T15:30:00"),
        ("Mis en ligne le 07.02.2025", "2025-02-07T00:00:00"),
        ("Posté le 07/02/25 - 15h", "2025-02-07T15:00:00"),
        ("Date de publication : 1er août 2024", "2024-08-01T00:00:00"),
        ("Publié par Jeanne Le Gall dans Vie municipale le 7 févr. 2025", "2025-02-07T00:00:00"),
        ("Mis à jour le 9 février 2025 - Publié le 7 février 2025", "2025-02-07T00:00:00"),
        ("publié le 30 juin 2025", "2025-06-30T00:00:00"),
        ("publié le 30 juillet 2025", "2025-07-30T00:00:00"),
        ("publiée le 5 DECEMBRE 2025", "2025-12-05T00:00:00"),
        ("publié le 02/23/2025", "2025-02-23T00:00:00"),
    ],
)
def test_publication_in_french(text: str, read: str) -> None:
    found = french_dates.published(text)
    assert found is not None
    assert found.at.isoformat() == read


@pytest.mark.parametrize(
    "text",
    [
        "Mis à jour le 9 février 2025",
        "Le 7 février 2025",
        "publié le 31/02/2025",
        "publié hier",
        "Version 1.2.30",
    ],
)
def test_what_is_no_publication(text: str) -> None:
    assert french_dates.published(text) is None


def test_a_date_alone_in_a_short_line() -> None:
    found = french_dates.alone("Par Jeanne Le Gall | 7 février 2025")
    assert found is not None
    assert found.at.day == 7
    assert french_dates.alone("Du 7 février 2025 au 9 février 2025") is None
    assert french_dates.alone("Maj 7 février 2025") is None
    assert (
        french_dates.alone("Le 7 février 2025, la commune a voté un budget de deux millions d’euros.") is None
    )


TIME = '<time datetime="2025-02-07T15:30:00+01:00">7 février 2025</time>'


@pytest.mark.parametrize(
    ("head_html", "body", "day", "rule"),
    [
        (
            ld(datePublished="2025-02-07T15:30:00+01:00") + meta(article_published_time="2025-02-08"),
            "",
            "07",
            "json-ld",
        ),
        (meta(article_published_time="2025-02-07T15:30:00+01:00"), f"{H1}{TIME}", "07", "meta"),
        (
            '<meta name="date" content="2025-02-07"><meta name="dc.date.issued" content="2025-02-09">',
            "",
            "07",
            "meta",
        ),
        (
            "",
            ARTICLE % "2025-02-07",
            "07",
            "microdata",
        ),
        ("", f"<article>{H1}{TIME}</article>", "07", "time"),
        ("", f"<article>{H1}<p>Publié le 7 février 2025</p></article>", "07", "text"),
        ("", f"<div><span>Par Jeanne Le Gall | 7 février 2025</span>{H1}</div>", "07", "text"),
        ("", f"{H1}<div class='post-date'>07/02/2025</div>", "07", "text"),
        ("", f"{H1}<p>27 Feb 2025</p>", "27", "text"),
    ],
)
def test_the_rule_that_gave_the_date(head_html: str, body: str, day: str, rule: str) -> None:
    at, by = when(TITLE + head_html, body)
    assert (at[:10], by) == (f"2025-02-{day}", rule)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://lephare.example/2025/02/07/un-robot", "2025-02-07"),
        ("https://lephare.example/ville/2025-02-07-un-robot", "2025-02-07"),
        ("https://lephare.example/un-robot-20250207", "2025-02-07"),
        ("https://lephare.example/20250207-un-robot?d=2024/01/01", "2025-02-07"),
    ],
)
def test_the_day_of_an_address(url: str, day: str) -> None:
    assert when(url=url) == (day, "url")


@pytest.mark.parametrize("url", ["/2025/13/45/x", "/article-20259999", "/12345678901", "/2025/02/"])
def test_numbers_of_an_address_that_are_no_day(url: str) -> None:
    assert published(url=f"https://lephare.example{url}").dated is None


def test_a_feed_gives_the_time_of_the_address_s_day() -> None:
    hint = datetime(2025, 2, 7, 14, 30, tzinfo=UTC)
    url = "https://lephare.example/2025/02/07/un-robot"
    assert when(url=url, hint=hint) == ("2025-02-07T15:30:00+01:00", "feed")
    late = published(url=url, hint=hint + timedelta(days=30))
    assert late.dated is not None
    assert late.dated.rule == "url"
    assert late.notes == (Note("date.disagrees", "url 2025-02-07, feed 2025-03-09"),)


def test_a_feed_that_disagrees_with_the_page_is_noted() -> None:
    found = published(ld(datePublished="2025-02-07T15:30:00Z"), hint=DAY + timedelta(days=9))
    assert found.dated is not None
    assert found.dated.rule == "json-ld"
    assert found.notes == (Note("date.disagrees", "json-ld 2025-02-07, feed 2025-02-16"),)


def test_other_articles_times_are_not_the_article_s() -> None:
    teaser = (
        '<a href="/x"><h3>Un autre robot à Quimper, et d’autres encore, partout dans la région</h3>'
        '<time datetime="2025-03-01">1 mars 2025</time></a>'
    )
    beside = (
        f'<aside><time datetime="2025-03-02">2 mars 2025</time></aside><ul class="related"><li>{teaser}</ul>'
    )
    comment = '<div class="comments"><time datetime="2025-03-03">3 mars 2025</time></div>'
    body = f"<div>{beside}<div>{H1}{comment}<a href='/robot'>{TIME}</a></div>{teaser}</div>"
    assert when(TITLE, body) == ("2025-02-07T15:30:00+01:00", "time")


def test_a_shown_date_beats_the_machine_s() -> None:
    body = f"<div>{H1}<time datetime='2025-03-01T09:00:00Z'>Publié le 7 février 2025</time></div>"
    assert when(TITLE, body) == ("2025-02-07", "time")


def test_a_time_of_change_is_no_publication() -> None:
    body = f"<div>{H1}<p>Mis à jour le <time datetime='2025-02-09'>9 février 2025</time></p>{TIME}</div>"
    assert when(TITLE, body) == ("2025-02-07T15:30:00+01:00", "time")


def test_the_last_change_repeated_is_no_publication() -> None:
    change = "2025-02-09T19:49:50Z"
    head_html = meta(article_published_time=change, article_modified_time=change)
    assert when(head_html, ARTICLE % "2025-02-07T13:23:00Z") == ("2025-02-07T14:23:00+01:00", "microdata")


def test_no_offset_on_a_french_page_is_paris() -> None:
    assert when(ld(datePublished="2025-02-07 15:30:00"))[0] == "2025-02-07T15:30:00+01:00"
    assert when(ld(datePublished="2025-07-07 15:30:00"))[0] == "2025-07-07T15:30:00+02:00"
    assert when(ld(datePublished="2025-02-07 15:30:00"), lang="en")[0] == "2025-02-07T15:30:00+00:00"


def test_day_before_month_unless_the_page_is_english() -> None:
    assert when(meta(date="07/02/2025")) == ("2025-02-07", "meta")
    assert published(meta(date="07/02/2025"), lang="en").notes == (
        Note("date.unreadable", "meta 07/02/2025"),
    )


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("2031-01-01", Note("date.future", "json-ld 2031-01-01")),
        ("1970-01-01", Note("date.impossible", "json-ld 1970-01-01")),
        ("2025-13-01", Note("date.impossible", "json-ld 2025-13-01")),
        ("hier", Note("date.unreadable", "json-ld hier")),
    ],
)
def test_refused_dates_are_noted_and_the_next_rule_answers(written: str, note: Note) -> None:
    found = published(ld(datePublished=written) + meta(article_published_time="2025-02-07"))
    assert found == dates.Published(Dated(DAY, dates.Precision.DAY, "meta"), (note,))
    alone = published(ld(datePublished=written))
    assert alone.dated is None or alone.dated.rule == "htmldate"
    assert note in alone.notes


def test_tomorrow_is_still_believed() -> None:
    assert when(ld(datePublished=(SEEN + timedelta(hours=20)).isoformat()))[1] == "json-ld"


def modified(head_html: str, published_at: datetime | None = None) -> datetime | None:
    tree = tree_of(head_html)
    before = Dated(published_at, dates.Precision.INSTANT, "json-ld") if published_at else None
    return dates.modified(head.read(tree), jsonld.read(tree).article, SEEN, url=URL, published=before)


def test_the_last_change() -> None:
    change = datetime(2025, 2, 7, 15, 30, tzinfo=UTC)
    for head_html in (ld(dateModified=change.isoformat()), meta(article_modified_time=change.isoformat())):
        assert modified(head_html) == change
        assert modified(head_html, change) == change
        assert modified(head_html, change + timedelta(seconds=1)) is None
    assert modified(ld(dateModified="2031-01-01")) is None


def test_dates_of_listings() -> None:
    assert published("", "<ul><li><time datetime='2025-02-07'></time></li></ul>").dated is not None
    teaser = (ARTICLE % "2025-02-07").replace("h1", "h3")
    found = published("", teaser * 4).dated
    assert found is None or found.rule != "microdata"


anything = st.text(max_size=60) | st.from_regex(r"\A\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}.{0,20}\Z")


@given(anything)
@example("9999999999")
@example("9999-12-31T23:59:59-23:59")
@example("0001-01-01T00:00:00+23:59")
@example("Mon, 01 Jan 0001 00:00:00 +2359")
@example("٢٠٢٤-٠٥-٠٣")
def test_any_text_is_a_date_or_refused(text: str) -> None:
    found = dates.credible(text, "json-ld", SEEN)
    assert found is None or dates.FIRST <= found.at.date() <= (SEEN + timedelta(days=1)).date()
    for written in french_dates.dates(text):
        assert text[written.start : written.end].strip()


@given(st.datetimes(datetime(1995, 1, 2), datetime(2026, 11, 19), timezones=st.just(UTC)))  # noqa: DTZ001
def test_iso_comes_back(at: datetime) -> None:
    found = dates.credible(at.isoformat(), "json-ld", SEEN)
    assert found is not None
    assert found.at == at or found.precision == "day"


@pytest.mark.parametrize(
    ("url", "lang", "written", "read"),
    [
        ("https://ex.fr/a", "fr", "2025-02-06T23:30:00Z", "2025-02-07T00:30:00+01:00"),
        ("https://ex.com/a", "fr", "2025-07-06T12:00:00", "2025-07-06T12:00:00+02:00"),
        ("https://ex.re/a", "fr", "2025-02-07T02:00:00", "2025-02-07T02:00:00+04:00"),
        ("https://ex.nc/a", "fr", "2025-02-06T14:00:00Z", "2025-02-07T01:00:00+11:00"),
        ("https://ex.ca/a", "fr", "2020-08-25T00:23:33Z", "2020-08-24T20:23:33-04:00"),
        ("https://ex.com/a", "en", "2025-02-06T23:30:00Z", "2025-02-06T23:30:00+00:00"),
        ("https://ex.fr/a", "fr", "2025-02-06T23:30:00-05:00", "2025-02-06T23:30:00-05:00"),
    ],
)
def test_the_day_is_the_readers_day(url: str, lang: str, written: str, read: str) -> None:
    assert when(ld(datePublished=written), url=url, lang=lang) == (read, "json-ld")


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil a adopté la délibération n° 2026-114 et le budget primitif 2026.",
        "Créée le 12 mars 2019 à Brest, la start-up emploie douze personnes.",
        "Publié au Journal officiel le 3 mars 2025, le décret s’applique.",
        "Samedi 21 novembre 2026 à 14h : atelier à la médiathèque",
        (
            "Le conseil du <time datetime='2026-10-02'>2 octobre 2026</time> avait reporté ce vote, "
            "faute de quorum, de temps et de candidats, rappelle la maire."
        ),
    ],
)
def test_dates_that_the_text_tells_of_are_not_its_own(text: str) -> None:
    hint = datetime(2026, 11, 17, 7, tzinfo=UTC)
    body = f"{H1}<p>{text}</p>" + "<p>Une phrase de plus sur le guichet de la mairie.</p>" * 9
    assert when(TITLE, body, hint=hint) == ("2026-11-17T08:00:00+01:00", "feed")


def test_a_bare_year_is_no_date() -> None:
    body = H1 + "<p>Le conseil a adopté la délibération n° 2026-114 et le budget primitif 2026.</p>" * 5
    assert published(TITLE, body).dated is None
