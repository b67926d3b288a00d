"""OPML in and out, with what hostile and sloppy files do."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.errors import InputError
from core.sources import parse
from core.sources_edit import home_key, with_sources
from core.types import Entry, EntryKind, Source
from jobs import opml


def feed(url: str) -> Entry:
    return Entry(EntryKind.FEED, url)


A = Source(
    "a", "L'Écho & <Cie>", "https://a.example/", (feed("https://a.example/rss"),), kind="presse / locale"
)
B = Source("b", "B", "https://b.example/", (feed("https://b.example/1"), feed("https://b.example/2?x=1&y=2")))
PLAN = Source("c", "C", "https://c.example/", (Entry(EntryKind.SITEMAP, "https://c.example/sitemap.xml"),))


def read(body: bytes | str, followed: tuple[Source, ...] = ()) -> opml.Imported:
    return opml.read(body if isinstance(body, bytes) else body.encode(), "liste.opml", followed)


def document(*outlines: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<opml version="2.0"><head/><body>{"".join(outlines)}</body></opml>'


def outline(url: str, more: str = 'text="T"') -> str:
    return f'<outline {more} xmlUrl="{url}"/>'


def test_what_is_exported_comes_back() -> None:
    written = opml.write([A, B, PLAN], "Veille")
    again = read(written)
    assert [(s.name, s.homepage, s.entries, s.kind) for s in again.sources] == [
        (s.name, s.homepage, s.entries, s.kind) for s in (A, B)
    ]
    assert opml.write(again.sources, "Veille") == written
    assert all(source.enabled and not source.verified for source in again.sources)


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(names, st.none() | names), max_size=5))
def test_any_name_and_kind_is_written_as_xml(pairs: list[tuple[str, str | None]]) -> None:
    made = [
        Source(f"s{n}", name, f"https://s{n}.example/", (feed(f"https://s{n}.example/rss"),), kind=kind)
        for n, (name, kind) in enumerate(pairs)
    ]
    again = read(opml.write(made, "Veille")).sources
    assert {s.entries for s in again} == {s.entries for s in made}
    assert with_sources("", again).count("\nentries = [\n") == len(made)


def test_feeds_that_are_followed_are_counted_and_left() -> None:
    lines = [
        outline("https://a.example/rss"),
        outline("https://new.example/rss"),
        outline("https://new.example/rss"),
    ]
    found = read(document(*lines), (A,))
    assert [source.entries for source in found.sources] == [(feed("https://new.example/rss"),)]
    assert found.known == (("https://a.example/rss", A.name), ("https://new.example/rss", "T"))


def test_another_query_is_another_feed() -> None:
    feeds = [
        f"https://a.example/rss{query}" for query in ("?utm_source=mairie", "?rubrique=2", "?Rubrique=2")
    ]
    found = read(document(*map(outline, feeds)), (A,))
    assert [entry.url for source in found.sources for entry in source.entries] == feeds


def test_a_list_of_too_many_is_refused_whole() -> None:
    lines = [outline(f"https://t{n}.example/rss") for n in range(4)]
    assert len(opml.read(document(*lines), "x", (), 4).sources) == 4
    with pytest.raises(InputError, match="plus de 3 flux"):
        opml.read(document(*lines), "x", (), 3)


def test_a_followed_home_page_with_another_feed_is_said() -> None:
    found = read(
        document(outline("https://a.example/autre", 'text="T" htmlUrl="http://www.a.example"')), (A,)
    )
    assert found.sources == ()
    assert found.refused == (
        ("https://a.example/autre", f"« {A.name} », suivi, a déjà cette page d’accueil"),
    )


def test_folders_are_kinds_and_slugs_do_not_collide() -> None:
    inner = (
        f'<outline text="Locale">{outline("https://x.example/rss", "title=&#34;B&#34;")}</outline>'.replace(
            "&#34;", '"'
        )
    )
    found = read(
        document(f'<outline text="Presse">{inner}</outline>', outline("https://y.example/rss", 'TEXT="b"')),
        (B,),
    )
    assert [(s.slug, s.name, s.kind, s.homepage) for s in found.sources] == [
        ("b-2", "B", "Presse / Locale", "https://x.example/"),
        ("b-3", "b", None, "https://y.example/"),
    ]


def test_two_feeds_of_one_service_without_home_pages_are_two_titles() -> None:
    found = read(
        document(
            outline("https://feeds.example/1", 'text="Un"'), outline("https://feeds.example/2", 'text="Deux"')
        )
    )
    assert [source.name for source in found.sources] == ["Un", "Deux"]


def test_feeds_of_one_host_never_share_a_home_page() -> None:
    found = read(
        document(
            outline("https://x.example/1", 'text="Un"'),
            outline("https://x.example/2", 'text="Deux"'),
            outline("https://a.example/autre", 'text="Trois"'),
            outline("https://y.example/1", 'text="Quatre"'),
            outline("https://y.example/2", 'text="Quatre" htmlUrl="https://y.example"'),
        ),
        (A,),
    )
    assert [(source.name, source.homepage) for source in found.sources] == [
        ("Un", "https://x.example/"),
        ("Deux", "https://x.example/2"),
        ("Trois", "https://a.example/autre"),
        ("Quatre", "https://y.example/"),
    ]
    text = with_sources(with_sources("", [A]), found.sources)
    assert len({home_key(source.homepage) for source in parse(text, "f")}) == 5


def test_a_long_list_of_one_name_is_read_at_once() -> None:
    lines = [outline(f"https://h{n}.example/rss", 'text="Blog"') for n in range(8000)]
    begun = time.process_time()
    found = read(document(*lines))
    assert time.process_time() - begun < 2
    assert found.sources[-1].slug == "blog-8000"
    assert len({source.slug for source in found.sources}) == 8000


def test_one_bad_line_does_not_cost_the_others() -> None:
    bad = ("https://[::1/rss", "https://a.example:99999/", "https://lecteur:s3cret@a.example/rss")
    found = read(document(*(outline(url, "") for url in bad), outline("https://ok.example/rss", "")))
    assert [source.name for source in found.sources] == ["ok.example"]
    assert [url for url, _ in found.refused] == [*bad[:2], "https://…@a.example/rss"]


def test_addresses_that_are_none_are_said() -> None:
    found = read(
        document(
            outline("javascript:alert(1)"), outline("file:///etc/passwd"), outline("https://ok.example/rss")
        )
    )
    assert len(found.sources) == 1
    assert [url for url, _ in found.refused] == ["javascript:alert(1)", "file:///etc/passwd"]


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
DOCTYPE = f'<!DOCTYPE opml [<!ENTITY l0 "ha">{LAUGHS}]>'
HOSTILE = {
    "laughs in text": document(head=DOCTYPE).replace("<head/>", "<head><title>&l9;</title></head>"),
    "laughs in an attribute": document(outline("https://a.example/&l9;"), head=DOCTYPE),
    "a file": document(outline("https://a.example/", 'text="&f;"'), head='<!DOCTYPE opml [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    "a page": "<!doctype html><html><body><p>Non</body></html>",
    "a feed": '<rss version="2.0"><channel/></rss>',
    "no body": "<opml><head/></opml>",
    "nothing": "",
    "noise": b"\x00\xff\x00",
    "too deep": document("<outline>" * 5000 + "</outline>" * 5000),
    "too large": document(" " * opml.MAX_BYTES),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_list_of_feeds_is_refused_in_a_line(case: str) -> None:
    with pytest.raises(InputError, match=r"^liste\.opml : ") as error:
        read(HOSTILE[case])
    assert "root:" not in str(error.value)
    assert error.value.next_step


def test_a_document_type_alone_is_no_danger() -> None:
    found = read(
        document(
            outline("https://a.example/rss"), head='<!DOCTYPE opml SYSTEM "http://127.0.0.1:1/opml.dtd">'
        )
    )
    assert len(found.sources) == 1


def test_other_encodings_are_read(tmp_path: Path) -> None:
    text = document(outline("https://a.example/rss", 'text="L’Écho"'))
    file = tmp_path / "liste.opml"
    for encoding in ("utf-16", "cp1252"):
        file.write_bytes(
            re.sub(r"\?>", f' encoding="{encoding.replace("cp", "windows-")}"?>', text, count=1).encode(
                encoding
            )
        )
        assert opml.load(file, ()).sources[0].name == "L’Écho"


def test_an_export_is_what_readers_expect() -> None:
    root = etree.fromstring(opml.write([A], "Veille \x00 d'ici"))
    assert root.get("version") == "2.0"
    (line,) = root.findall("./body/outline/outline/outline")
    assert dict(line.attrib) == {
        "text": A.name, "title": A.name, "type": "rss", "xmlUrl": "https://a.example/rss", "htmlUrl": "https://a.example/",
    }  # fmt: skip
