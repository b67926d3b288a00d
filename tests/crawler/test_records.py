"""Our WARC records, judged by warcio: every record parsed, every digest verified."""

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from core.types import Candidate, Fetch, Outcome, Page
from crawler.archiving import records
from crawler.archiving.archive import ArchiveWriter, pages_of, read_page, salvage, write_saved

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
RUN = "20261123T083000Z-0001"
URL = "https://ex.fr/ville?p=1"
HTML = (("content-type", "text/html"),)
SENT = (("User-Agent", "Beffroi/0.1 (+veille@example.org)"), ("Accept-Language", "fr"))


def page(url: str = URL, body: bytes = b"<html>a</html>", headers: Any = HTML) -> Page:
    return Page(url, url, "ex", AT, 200, headers, body)


def line(url: str = URL, *, entry: bool = False) -> Fetch:
    candidate = None if entry else Candidate(url, "ex", "https://ex.fr/rss", title="Été")
    return Fetch(RUN, "ex", url, AT, Outcome.FETCHED, candidate=candidate)


def read(segment: Path) -> Iterator[tuple[Any, bytes]]:
    """Every record and its payload; warcio raises where a digest or a length is wrong."""
    with segment.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            yield record, record.raw_stream.read()


def segment_of(folder: Path) -> Path:
    return folder / f"{RUN}.warc.gz"


def test_an_exchange_is_three_records_that_name_each_other(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, RUN)
    writer.acknowledge(writer.add(line(), page(), SENT))
    writer.close()
    (info, _), (about, hints), (asked, _), (answer, body) = read(segment_of(tmp_path))
    header = answer.rec_headers.get_header
    kinds = [record.rec_type for record in (info, about, asked, answer)]
    assert kinds == ["warcinfo", "metadata", "request", "response"]
    assert asked.rec_headers.get_header("WARC-Concurrent-To") == header("WARC-Record-ID")
    assert about.rec_headers.get_header("WARC-Refers-To") == header("WARC-Record-ID")
    dates = {record.rec_headers.get_header("WARC-Date") for record in (about, asked, answer)}
    assert dates == {"2026-11-23T08:30:00.000000Z"}
    assert asked.rec_headers.get_header("WARC-Target-URI") == header("WARC-Target-URI") == URL
    assert (asked.http_headers.protocol, asked.http_headers.statusline) == ("GET", "/ville?p=1 HTTP/1.1")
    assert asked.http_headers.headers == [("Host", "ex.fr"), *SENT]
    assert body == b"<html>a</html>"
    assert "Été".encode() in hints
    assert info.rec_headers.protocol == "WARC/1.1"
    ids = {record.rec_headers.get_header("WARC-Record-ID") for record in (info, about, asked, answer)}
    assert len(ids) == 4


def test_a_request_is_for_the_address_that_answered(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, RUN)
    moved = Page("https://ex.fr/old", "https://moi:mdp@neuf.ex.fr:8443", "ex", AT, 200, HTML, b"x")
    writer.add(line("https://ex.fr/old"), moved, (("host", "neuf.ex.fr:8443"),))
    writer.add(line("https://ex.fr/old"), moved, SENT[:1])
    writer.close()
    given, ours = [r.http_headers for r, _ in read(segment_of(tmp_path)) if r.rec_type == "request"]
    assert given.statusline == "/ HTTP/1.1"
    assert given.headers == [("host", "neuf.ex.fr:8443")]
    assert ours.headers[0] == ("Host", "neuf.ex.fr:8443")


def test_no_secret_header_reaches_the_disk(tmp_path: Path) -> None:
    names = ("Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "apikey", "X-Auth-Token")
    writer = ArchiveWriter(tmp_path, RUN)
    writer.add(line(), page(headers=(*HTML, ("set-cookie", "id=hush"))), tuple((n, "hush") for n in names))
    writer.keep(page(), tuple((name.lower(), "hush") for name in names))
    writer.close()
    found = list(read(segment_of(tmp_path)))
    requests = [record.http_headers.headers for record, _ in found if record.rec_type == "request"]
    assert requests == [[("Host", "ex.fr")]] * 2
    assert not any("hush" in str(record.http_headers) or b"hush" in body for record, body in found)


def test_pages_saved_elsewhere_have_no_request(tmp_path: Path) -> None:
    write_saved(tmp_path, RUN, [(Candidate(URL, "ex", "backfill"), page())])
    kinds = [record.rec_type for record, _ in read(segment_of(tmp_path))]
    assert kinds == ["warcinfo", "metadata", "response"]


def test_what_lists_or_allows_is_kept_but_is_no_page(tmp_path: Path) -> None:
    """A site may well answer with its HTML home page, even under another address."""
    writer = ArchiveWriter(tmp_path, RUN)
    home = Page("https://ex.fr/robots.txt", "https://ex.fr/", "ex", AT, 200, HTML, b"<html>accueil</html>")
    writer.keep(home, SENT)
    entry = writer.add(
        line("https://ex.fr/une", entry=True), page("https://ex.fr/une", b"<html>une</html>"), SENT
    )
    writer.add(line(), page(), SENT)
    writer.close()
    kept = {
        record.rec_headers.get_header("Beffroi-Requested-URI"): body
        for record, body in read(segment_of(tmp_path))
    }
    assert kept["https://ex.fr/robots.txt"] == b"<html>accueil</html>"
    assert [found.final_url for found in pages_of(segment_of(tmp_path))] == [URL]
    assert read_page(tmp_path, entry).body == b"<html>une</html>"


def test_salvage_keeps_a_whole_exchange_and_the_rights_before_it(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, RUN)
    writer.keep(page("https://ex.fr/robots.txt"), SENT)
    writer.acknowledge(writer.add(line(), page(), SENT))
    writer.add(line("https://ex.fr/2"), page("https://ex.fr/2"), SENT)
    writer._journal._file.close()
    writer._file.close()
    assert salvage(tmp_path) == [RUN]
    kinds = [record.rec_type for record, _ in read(segment_of(tmp_path))]
    assert kinds == ["warcinfo", "request", "response", "metadata", "request", "response"]


def test_segments_without_request_records_are_still_read(tmp_path: Path) -> None:
    """As the first version wrote them: warcio's writer, the metadata first, our two fields."""
    with segment_of(tmp_path).open("wb") as file:
        writer: Any = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
        writer.write_record(writer.create_warcinfo_record("x", {"software": "Beffroi"}))
        fields = {"Beffroi-Source": "ex", "Beffroi-Requested-URI": "https://ex.fr/a b"}
        writer.write_record(_warcio_response(writer, fields))
    (found,) = pages_of(segment_of(tmp_path))
    assert found.pointer is not None
    old = read_page(tmp_path, Fetch(RUN, "ex", URL, AT, Outcome.FETCHED, pointer=found.pointer))
    assert old == found
    assert (old.source, old.requested_url, old.body) == ("ex", "https://ex.fr/a b", b"<html>a</html>")


def _warcio_response(writer: Any, fields: dict[str, str]) -> Any:
    http = StatusAndHeaders("200 OK", [("content-type", "text/html")], protocol="HTTP/1.1")
    payload = BytesIO(b"<html>a</html>")
    return writer.create_warc_record(
        URL, "response", payload, 14, warc_headers_dict=fields, http_headers=http
    )


def test_a_header_keeps_the_bytes_that_came(tmp_path: Path) -> None:
    wire = "Été".encode().decode("latin-1")  # a site's UTF-8, as the crawler decodes it
    writer = ArchiveWriter(tmp_path, RUN)
    fetch = writer.add(line(), page(headers=(*HTML, ("x-ville", wire), ("x-pays", "\xe9"), ("x-euro", "€"))))
    writer.close()
    headers = dict(read_page(tmp_path, fetch).headers)
    assert (headers["x-ville"], headers["x-pays"], headers["x-euro"]) == ("Été", "é", "€")


anything = st.text(st.characters())  # control characters and lone surrogates too
pages = st.builds(
    Page,
    requested_url=anything,
    final_url=anything.map("https://ex.fr/".__add__),
    source=anything,
    fetched_at=st.just(AT),
    status=st.integers(100, 999),
    headers=st.lists(st.tuples(anything, anything)).map(tuple),
    body=st.binary(),
)


@settings(deadline=None)
@given(pages, st.lists(st.tuples(anything, anything)).map(tuple))
def test_nothing_hostile_breaks_a_record(made: Page, sent: tuple[tuple[str, str], ...]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        writer = ArchiveWriter(folder, RUN)
        fetch = writer.add(line(), made, sent)
        writer.keep(made, sent)
        writer.close()
        found = [(record.rec_type, body) for record, body in read(segment_of(folder))]
        answers = [body for kind, body in found if kind == "response"]
        assert answers == [made.body, made.body]
        assert [kind for kind, _ in found].count("request") == (2 if sent else 0)
        back = read_page(folder, fetch)
        assert (back.body, back.status) == (made.body, made.status)
        assert set(dict(back.headers)) >= {"content-length"}


def test_a_record_is_compressed_alone() -> None:
    plain = zlib.decompress(records.response(page(body=b"a" * 9000), records.new_id()), wbits=31)
    assert plain.startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")
    assert plain.endswith(b"a" * 9000 + b"\r\n\r\n")
