"""Feeds of every kind and size: what is read, what is cut, what is refused."""

import json
import time
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_server import Item, atom, rss

from core.types import Entry, EntryKind
from crawler.discovery.cut import MAX_ELEMENTS, cut
from crawler.discovery.discover import Discovery, discover

URL = "https://www.ex.fr/flux"
VERSION = "https://jsonfeed.org/version/1.1"


def read(body: bytes, content_type: str = "", cap: int = 100, url: str = URL) -> Discovery:
    entry = Entry(EntryKind.FEED, url)
    return discover(entry, "ex", url, body, max_entries=cap, content_type=content_type)


def titles(found: Discovery) -> list[str | None]:
    assert found.refusal is None
    return [candidate.title for candidate in found.candidates]


def json_feed(*items: object, **members: object) -> bytes:
    return json.dumps({"version": VERSION, "title": "Ex", **members, "items": items}).encode()


# --- JSON Feed


def test_json_feeds_carry_every_hint() -> None:
    item = {
        "id": "42",
        "url": "/a",
        "title": "L’IA &amp; la ville",
        "summary": "Le chapô.",
        "content_text": "Le texte.",
        "date_published": "2026-11-23T07:15:00+01:00",
        "date_modified": "2026-11-23T08:00:00Z",
    }
    found = read(json_feed(item, next_url="https://www.ex.fr/flux?page=2"), "text/html")
    (candidate,) = found.candidates
    assert (candidate.url, candidate.guid, candidate.title) == (
        "https://www.ex.fr/a",
        "42",
        "L’IA & la ville",
    )
    assert candidate.extract == "Le chapô."
    assert candidate.published_at == datetime(2026, 11, 23, 6, 15, tzinfo=UTC)
    assert candidate.updated_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert found.next_url == "https://www.ex.fr/flux?page=2"


def test_json_feeds_are_read_where_they_stray() -> None:
    body = json_feed(
        {"id": "https://www.ex.fr/a", "content_text": "Texte"},
        {"id": 7, "external_url": "https://autre.fr/b", "content_html": "<p>Du <b>gras</b></p>"},
        {"id": "x"},
        "rien",
        None,
    )
    one, two = read(b"\xef\xbb\xbf\n" + body).candidates
    assert (one.url, one.extract) == ("https://www.ex.fr/a", "Texte")
    assert (two.url, two.guid, two.extract) == ("https://autre.fr/b", "7", "Du gras")


def test_a_json_feed_of_version_1_with_php_slashes_is_one() -> None:
    body = json_feed({"id": "1", "url": "https://www.ex.fr/a"}).replace(b"/", b"\\/")
    assert [candidate.url for candidate in read(body).candidates] == ["https://www.ex.fr/a"]


def test_a_json_feed_in_utf_16_is_read() -> None:
    text = json.dumps(
        {"version": VERSION, "items": [{"id": "1", "url": "/a", "title": "Été"}]}, ensure_ascii=False
    )
    assert titles(read(text.encode("utf-16"))) == ["Été"]


@pytest.mark.parametrize("target", ["https://autre.fr/flux?page=2", "javascript:1", URL, 3])
def test_a_json_feed_does_not_lead_elsewhere(target: object) -> None:
    assert read(json_feed(next_url=target)).next_url is None


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"{}", "not_a_feed"),
        (b'{"items": [{"id": "1", "url": "/a"}]}', "not_a_feed"),
        (json_feed()[:-3], "broken_feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "x": ' + b"[" * 100_000, "broken_feed"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "not_a_feed"),
        (b'{"version": "https://jsonfeed.org/version/1" "items" []}', "broken_feed"),
    ],
)
def test_what_is_no_json_feed_is_refused(body: bytes, refusal: str) -> None:
    assert read(body).refusal == refusal


def test_a_json_feed_is_cut_and_counted() -> None:
    found = read(json_feed(*({"id": str(n), "url": f"/{n}"} for n in range(30))), cap=10)
    assert (len(found.candidates), found.announced) == (10, 30)


@given(
    st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=4))
)
def test_no_json_makes_it_raise(value: object) -> None:
    found = read(json.dumps({"version": VERSION, "items": value, "next_url": value}).encode())
    assert found.refusal in {None, "not_a_feed"}


# --- pages of a feed


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ('<atom:link rel="next" href="/flux?page=2"/>', "https://www.ex.fr/flux?page=2"),
        ('<atom:link rel="prev-archive" href="/2026/10.xml"/>', "https://www.ex.fr/2026/10.xml"),
        ('<atom:link rel="prev-archive" href="/a"/><atom:link rel="next" href="/b"/>', "https://www.ex.fr/b"),
        ('<atom:link rel="self" href="/flux"/><atom:link rel="previous" href="/c"/>', None),
        ('<atom:link rel="next" href="https://autre.fr/"/>', None),
        ('<atom:link rel="next" href="/flux"/>', None),
    ],
)
def test_older_pages_of_a_feed_are_found(links: str, expected: str | None) -> None:
    body = f"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
        <item><link>/1</link></item><item><link>/2</link></item>{links}</channel></rss>"""
    assert read(body.encode(), cap=1).next_url == expected


# --- the cut


def test_what_is_beyond_the_cap_is_counted_and_not_parsed() -> None:
    for body in (
        rss(*[Item(f"/{n}") for n in range(50)]),
        atom(*[(f"https://www.ex.fr/{n}", "") for n in range(50)]),
    ):
        short = cut(body, 10)
        assert short.surplus == 40
        assert len(short.body) < len(body) / 3
        found = read(body, cap=10)
        assert [candidate.url for candidate in found.candidates] == [
            f"https://www.ex.fr/{n}" for n in range(10)
        ]
        assert found.announced == 50


def test_the_cut_is_between_entries_not_inside_texts() -> None:
    inside = "<description><![CDATA[Un <item> puis </item><item>]]></description><!-- <item> -->"
    items = [Item(f"/{n}", f"T{n}", inside) for n in range(5)]
    assert titles(read(rss(*items), cap=3)) == ["T0", "T1", "T2"]
    assert titles(read(rss(*items), cap=9)) == ["T0", "T1", "T2", "T3", "T4"]


def test_prefixed_entries_are_cut_too_and_others_are_not_entries() -> None:
    one = "<r:item><r:title>T</r:title><r:link>https://www.ex.fr/{}</r:link><item/></r:item>"
    body = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:r="http://purl.org/rss/1.0/">
        <r:channel><r:items/></r:channel>{"".join(map(one.format, range(4)))}</rdf:RDF>"""
    found = read(body.encode(), cap=2)
    assert (len(found.candidates), found.announced) == (2, 4)


@given(
    st.lists(st.text(alphabet="<>[]!-/&;item entry CDATA\n", max_size=40), min_size=1, max_size=12),
    st.integers(1, 12),
)
def test_the_first_entries_are_the_same_with_and_without_the_cut(texts: list[str], cap: int) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts]
    body = rss(*(Item(f"/{n}", f"T{text}") for n, text in enumerate(escaped)))
    whole, short = read(body), read(body, cap=cap)
    assert short.candidates == whole.candidates[:cap]
    assert short.announced == whole.announced == len(texts)


def test_a_feed_of_140_000_entries_costs_little() -> None:
    items = b"".join(
        b"<item><title>T</title><link>https://www.ex.fr/a/%d</link></item>" % n for n in range(140_000)
    )
    body = b'<rss version="2.0"><channel>' + items + b"</channel></rss>"
    started = time.process_time()
    found = read(body, cap=1000)
    spent = time.process_time() - started
    assert (len(found.candidates), found.announced) == (1000, 140_000)
    assert spent < 5  # 0.3 s here; 16 s when feedparser is given all of it


def test_a_feed_of_140_000_entries_takes_little_memory() -> None:
    items = b"".join(b"<item><link>https://www.ex.fr/a/%d</link></item>" % n for n in range(140_000))
    body = b'<rss version="2.0"><channel>' + items + b"</channel></rss>"
    tracemalloc.start()
    read(body, cap=200)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


# --- hostile


@pytest.mark.parametrize(
    "body",
    [
        rss(Item("/1", "T", "<a></a>" * (MAX_ELEMENTS + 1))),
        rss(Item("/1", "T", "<description>" + "&amp;" * 900_000 + "</description>")),
        rss(Item("/1", "T", "<description>" + "<" * 900_000 + "</description>")),
        rss(Item("/1", "T", "<a " + " ".join(f'a{n}="x"' for n in range(300)) + "/>")),
        b"<rss>" + b"<" + b"a" * 100_000,
        b'<!DOCTYPE rss [<!ENTITY a "' + b"x" * 10_000 + b'">]>' + rss(Item("/1", "&a;" * 1000)),
        b"<!DOCTYPE rss [" + b"<!--" * 10_000 + rss(Item("/1")),
    ],
    ids=["elements", "ampersands", "brackets", "attributes", "name", "big-entity", "endless-dtd"],
)
def test_what_would_hold_the_crawl_up_is_refused(body: bytes) -> None:
    started = time.process_time()
    assert read(body).refusal == "too_complex"
    assert time.process_time() - started < 2


def test_too_much_after_many_entries_keeps_those_before() -> None:
    heavy = Item("/lourd", "Lourd", "<a></a>" * MAX_ELEMENTS)
    found = read(rss(Item("/1", "T1"), Item("/2", "T2"), heavy, Item("/4", "T4")))
    assert titles(found) == ["T1", "T2"]
    assert found.announced == 4


def test_entities_of_a_dtd_mean_nothing_and_nothing_is_opened() -> None:
    dtd = """<!DOCTYPE rss [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;"><!ENTITY f SYSTEM "file:///etc/passwd">
        <!ENTITY % net SYSTEM "http://192.0.2.1/x.dtd">%net; <!-- ]> ' -->]>"""
    extra = "<description>&lol2;&f;</description>"
    (found,) = read(dtd.encode() + rss(Item("/1", "T", extra))).candidates
    assert (found.title, found.extract) == ("T", "&lol2;&f;")


def test_the_dtd_of_rss_0_91_is_harmless() -> None:
    dtd = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://192.0.2.1/rss-0.91.dtd">\n'
    assert titles(read(b'<?xml version="1.0"?>\n' + dtd + rss(Item("/1", "T")))) == ["T"]


# --- charsets and garbage


@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "iso-8859-15"]
)
def test_the_charset_of_the_document_is_found(charset: str) -> None:
    body = f'<?xml version="1.0" encoding="{charset.removesuffix("-sig")}"?>{rss(Item("/1", "Été")).decode()}'
    assert titles(read(body.encode(charset))) == ["Été"]


@pytest.mark.parametrize("header", ["iso-8859-1", "utf-16", "nonsense", "punycode", "us-ascii", "utf-7"])
def test_what_reads_as_utf_8_is_utf_8_whatever_is_said(header: str) -> None:
    body = b'<?xml version="1.0" encoding="iso-8859-1"?>' + rss(Item("/1", "Été"))
    assert titles(read(body, f"text/xml; charset={header}")) == ["Été"]


def test_a_wrong_byte_does_not_spoil_the_rest() -> None:
    body = rss(Item("/1", "Été !"), Item("/2", "Œuvre é")).replace(b"!", b"\xa0")
    assert titles(read(body, "text/xml; charset=iso-8859-1")) == ["Été \ufffd", "Œuvre é"]


def test_what_says_utf_8_and_is_not_is_windows_1252() -> None:
    assert titles(read(rss(Item("/1", "L’été")).decode().encode("cp1252"), "text/xml; charset=utf-8")) == [
        "L’été"
    ]


@pytest.mark.parametrize(
    "before", [b"\n \r\n", b"Warning: x in y.php on line 3\n", b"\x00\x00", b"\xef\xbb\xbf\n"]
)
def test_what_stands_before_a_feed_is_forgiven(before: bytes) -> None:
    body = before + b'<?xml version="1.0" encoding="utf-8"?>' + rss(Item("/1", "T\x00itre"))
    assert titles(read(body)) == ["Titre"]


def test_feeds_without_dates_are_read() -> None:
    (found,) = read(rss(Item("/1"))).candidates
    assert found.published_at is None
    assert found.updated_at is None
