"""Other people's WARC files, as a backfill reads them."""

import gzip
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from core.errors import ArchiveError
from core.types import Page
from crawler.archiving.archive import pages_of

A, B = b"<html>a</html>", b"<html>b</html>" * 1000
DIGEST = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
BOTH = pytest.mark.parametrize("gzipped", [True, False])


class File:
    """A WARC file under way."""

    def __init__(self, folder: Path, *, gzipped: bool) -> None:
        self.path = folder / ("x.warc.gz" if gzipped else "x.warc")
        self._file = self.path.open("wb")
        self.writer: Any = WARCWriter(self._file, gzip=gzipped)
        self.writer.write_record(self.writer.create_warcinfo_record("x", {"software": "crawler"}))

    def add(
        self,
        url: str,
        content: bytes,
        *more: tuple[str, str],
        status: str = "200 OK",
        kind: str = "text/html",
        record_type: str = "response",
    ) -> None:
        http = StatusAndHeaders(status, [("Content-Type", kind), *more], protocol="HTTP/1.1")
        self.writer.write_record(
            self.writer.create_warc_record(
                url, record_type, BytesIO(content), len(content), http_headers=http
            )
        )

    def size(self) -> int:
        self._file.flush()
        return self._file.tell()

    def closed(self) -> Path:
        self._file.close()
        return self.path


def chunked(content: bytes, size: int = 700) -> bytes:
    parts = [content[start : start + size] for start in range(0, len(content), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def news(folder: Path, *, gzipped: bool) -> File:
    """As CC-NEWS: bodies chunked and compressed, and what is no page."""
    file = File(folder, gzipped=gzipped)
    for url, status, kind, content in [
        ("https://www.ex.fr/a", "200 OK", "text/html; charset=utf-8", A),
        ("https://www.ex.fr/i", "200 OK", "image/png", b"png"),
        ("https://www.ex.fr/n", "404 Not Found", "text/html", b"<html>none</html>"),
        ("https://www.ex.fr/robots.txt", "200 OK", "text/html", b"<html>home</html>"),
        ("https://www.ex.fr/.well-known/tdmrep.json", "200 OK", "text/html", b"<html>home</html>"),
        ("https://www.ex.fr/b", "200 OK", "TEXT/HTML", B),
    ]:
        coding = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
        file.add(url, chunked(gzip.compress(content)), *coding, status=status, kind=kind)
    return file


@BOTH
def test_foreign_files_give_their_html_pages(tmp_path: Path, gzipped: bool) -> None:
    pages = list(pages_of(news(tmp_path, gzipped=gzipped).closed()))
    assert [(page.final_url, page.source) for page in pages] == [
        ("https://www.ex.fr/a", "ex.fr"),
        ("https://www.ex.fr/b", "ex.fr"),
    ]
    assert [page.body for page in pages] == [A, B]
    assert all(isinstance(page, Page) and page.fetched_at.tzinfo for page in pages)


@BOTH
@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (chunked(B), [("Transfer-Encoding", "chunked")]),
        (gzip.compress(B), [("Content-Encoding", "gzip")]),
        (B, [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]),
        (B, [("X-Crawl-Transfer-Encoding", "chunked"), ("X-Crawl-Content-Encoding", "gzip")]),
    ],
    ids=["chunked", "gzip", "decoded, its headers left as they were", "decoded, its headers renamed"],
)
def test_bodies_come_decoded(
    tmp_path: Path, gzipped: bool, content: bytes, headers: list[tuple[str, str]]
) -> None:
    file = File(tmp_path, gzipped=gzipped)
    file.add("https://www.ex.fr/b", content, *headers)
    file.add("https://www.ex.fr/a", A)
    assert [page.body for page in pages_of(file.closed())] == [B, A]


@BOTH
def test_revisits_and_requests_are_passed_over(tmp_path: Path, gzipped: bool) -> None:
    file = File(tmp_path, gzipped=gzipped)
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    url = "https://www.ex.fr/b"
    file.writer.write_record(
        file.writer.create_revisit_record(url, DIGEST, url, "2026-11-01T00:00:00Z", http_headers=http)
    )
    asked = StatusAndHeaders("GET / HTTP/1.1", [("Content-Type", "text/html")], is_http_request=True)
    file.writer.write_record(file.writer.create_warc_record(url, "request", http_headers=asked))
    file.add(url, B, record_type="resource")
    file.add("https://www.ex.fr/a", A)
    assert [page.body for page in pages_of(file.closed())] == [A]


@BOTH
@pytest.mark.parametrize("kind", ["text/html", "image/png"])
def test_a_truncated_last_record_is_noticed_after_the_pages_before_it(
    tmp_path: Path, gzipped: bool, kind: str
) -> None:
    """Wherever the cut is: in the payload, in either header, in the first line."""
    file = File(tmp_path, gzipped=gzipped)
    file.add("https://www.ex.fr/a", A)
    before = file.size()
    file.add("https://www.ex.fr/b", bytes(range(256)), kind=kind)
    path = file.closed()
    whole = path.read_bytes()
    # The two blank lines after a plain record are no part of it, and some writers forget them.
    after = len(whole) if gzipped else len(whole) - len(b"\r\n\r\n")
    for end in range(before + 1, after, 7 if gzipped else 1):
        path.write_bytes(whole[:end])
        pages = pages_of(path)
        assert next(pages).body == A
        with pytest.raises(ArchiveError, match=path.name):
            list(pages)


@pytest.mark.parametrize(
    "content", [b"not a WARC\n", b"\x1f\x8bnot gzip", gzip.compress(b"hello\n", mtime=0)]
)
def test_what_is_no_warc_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"x\.warc\.gz"):
        list(pages_of(path))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"none\.warc"):
        list(pages_of(tmp_path / "none.warc"))
