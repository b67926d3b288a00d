"""Journal and segment: round trips, damage, salvage."""

import gzip
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ArchiveError
from core.types import Candidate, Fetch, Outcome, Page, Pointer
from crawler.archiving.archive import ArchiveWriter, pages_of, read_page, salvage, write_saved
from crawler.archiving.journal import from_line, read_journal, to_line
from crawler.collect import ingest
from state import captures
from state.open import open_state

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
RUN = "20261123T083000Z-0001"

offsets = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(timezones=offsets)
candidates = st.builds(
    Candidate,
    url=st.text(),
    source=st.text(),
    entry=st.text(),
    title=st.none() | st.text(),
    extract=st.none() | st.text(),
    guid=st.none() | st.text(),
    published_at=st.none() | instants,
    updated_at=st.none() | instants,
)
fetches = st.builds(
    Fetch,
    run_id=st.text(),
    source=st.text(),
    url=st.text(st.characters()),  # lone surrogates too
    at=instants,
    outcome=st.sampled_from(Outcome),
    reason=st.none() | st.text(),
    status=st.none() | st.integers(0, 999),
    final_url=st.none() | st.text(),
    etag=st.none() | st.text(),
    last_modified=st.none() | st.text(),
    pointer=st.none() | st.builds(Pointer, st.text(), st.integers(0)),
    candidate=st.none() | candidates,
)


@given(fetches)
def test_a_journal_line_comes_back_as_it_was(fetch: Fetch) -> None:
    line = to_line(fetch)
    back = from_line(line)
    assert back == fetch
    assert back.at.utcoffset() == fetch.at.utcoffset()
    assert line.count(b"\n") == 1


@given(st.binary())
def test_what_is_no_journal_line_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  its message is json's own
        from_line(line)


@pytest.fixture
def json_logs() -> Iterator[None]:
    """Log events as dictionaries, whatever another test has configured."""
    before = structlog.get_config()
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    yield
    structlog.configure(**before)


def saved(folder: Path, count: int = 3) -> list[Fetch]:
    write_saved(folder, RUN, [(candidate(n), saved_page(n)) for n in range(count)])
    return read_journal(folder / f"{RUN}.journal.jsonl")


def saved_page(number: int) -> Page:
    url = candidate(number).url
    headers = (("content-type", "text/html"), ("tdm-reservation", "1"))
    return Page(url, f"https://ex.fr/{number}", "ex", AT, 200, headers, body(number))


def candidate(number: int) -> Candidate:
    return Candidate(f"https://ex.fr/{number}?a=é b", "ex", "https://ex.fr/rss", title="Été à Dreux")


def body(number: int) -> bytes:
    return f"<html><p>Page {number} \xe9</p></html>".encode("latin-1") * 50


def crashed(folder: Path, count: int = 3) -> tuple[Path, Path]:
    """What a killed crawl leaves: parts, no lock."""
    lines = saved(folder, count)
    journal, segment = folder / f"{RUN}.journal.jsonl", folder / f"{RUN}.warc.gz"
    parts = journal.with_name(journal.name + ".part"), segment.with_name(segment.name + ".part")
    journal.rename(parts[0])
    segment.rename(parts[1])
    assert len(lines) == count
    return parts


def test_saved_pages_read_back(tmp_path: Path) -> None:
    for number, fetch in enumerate(saved(tmp_path)):
        page = read_page(tmp_path, fetch)
        assert (page.body, page.final_url, page.status) == (body(number), f"https://ex.fr/{number}", 200)
        assert (page.source, page.fetched_at, page.pointer) == ("ex", AT, fetch.pointer)
        assert ("content-type", "text/html") in page.headers


def test_saved_pages_enter_the_state_as_a_crawl_does(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db")
    lines = saved(tmp_path / "archive")
    assert ingest(tmp_path / "archive", state, ()) == lines
    assert ingest(tmp_path / "archive", state, ()) == []
    assert [capture.fetch for capture in captures.pending(state, 10)] == lines
    state.close()


def test_every_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    lines = saved(tmp_path)
    data = (tmp_path / f"{RUN}.warc.gz").read_bytes()
    starts = [line.pointer.offset for line in lines if line.pointer]
    assert all(data[start : start + 2] == b"\x1f\x8b" for start in starts)
    assert gzip.decompress(data[starts[-1] :]).startswith(b"WARC/1.1\r\n")


def test_pages_of_our_own_segment_know_their_source(tmp_path: Path) -> None:
    lines = saved(tmp_path)
    pages = list(pages_of(tmp_path / f"{RUN}.warc.gz"))
    assert [page.pointer for page in pages] == [line.pointer for line in lines]
    assert {page.source for page in pages} == {"ex"}
    assert pages[0].requested_url == "https://ex.fr/0?a=é%20b"
    assert dict(pages[0].headers)["tdm-reservation"] == "1"


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_segment_that_was_cut_short_gives_what_is_whole(tmp_path: Path, cut: int) -> None:
    lines = saved(tmp_path)
    segment = tmp_path / f"{RUN}.warc.gz"
    segment.write_bytes(segment.read_bytes()[:-cut])
    assert read_page(tmp_path, lines[1]).body == body(1)
    with pytest.raises(ArchiveError, match=segment.name):
        read_page(tmp_path, lines[2])
    pages = pages_of(segment)
    assert [next(pages).body, next(pages).body] == [body(0), body(1)]
    with pytest.raises(ArchiveError, match=segment.name):
        next(pages)


def test_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    (line, *_) = saved(tmp_path)
    assert line.pointer
    segment = tmp_path / f"{RUN}.warc.gz"
    data = bytearray(segment.read_bytes())
    data[line.pointer.offset + 300] ^= 0xFF
    segment.write_bytes(bytes(data))
    with pytest.raises(ArchiveError, match=segment.name):
        read_page(tmp_path, line)


def test_an_offset_that_is_no_page_is_refused(tmp_path: Path) -> None:
    (line, *_) = saved(tmp_path)
    assert line.pointer
    for offset in (0, line.pointer.offset + 1, 10**9):
        wrong = Fetch(RUN, "ex", line.url, AT, Outcome.FETCHED, pointer=Pointer(line.pointer.segment, offset))
        with pytest.raises(ArchiveError):
            read_page(tmp_path, wrong)


def test_a_missing_segment_and_a_line_without_page_are_refused(tmp_path: Path) -> None:
    missing = Fetch(RUN, "ex", "https://ex.fr/", AT, Outcome.FETCHED, pointer=Pointer("gone.warc.gz", 0))
    with pytest.raises(ArchiveError, match=r"gone\.warc\.gz"):
        read_page(tmp_path, missing)
    with pytest.raises(ArchiveError, match="rien n'a été archivé"):
        read_page(tmp_path, Fetch(RUN, "ex", "https://ex.fr/", AT, Outcome.RESERVED, "tdm"))


@pytest.mark.usefixtures("json_logs")
@pytest.mark.parametrize("damage", [b'"outcome": "fetchez"', b"\0" * 20, b'"outcome": "fetched\r', b"\xff"])
def test_a_damaged_line_costs_itself_alone(
    tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    state = open_state(tmp_path / "state.db")
    lines = saved(tmp_path / "archive")
    journal = tmp_path / "archive" / f"{RUN}.journal.jsonl"
    first, second, third = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(first + second.replace(b'"outcome": "fetched"', damage) + third)
    assert ingest(tmp_path / "archive", state, ()) == [lines[0], lines[2]]
    assert captures.pending_count(state) == 2
    assert ingest(tmp_path / "archive", state, ()) == []
    state.close()
    (event,) = [record.msg for record in caplog.records if record.levelno == logging.ERROR]
    assert isinstance(event, dict)
    assert (event["file"], event["lines"], event["damaged"], event["good"]) == (str(journal), [2], 1, 2)


def test_a_line_of_other_types_is_damaged(tmp_path: Path) -> None:
    (line, *_) = saved(tmp_path)
    good = json.loads(to_line(line))
    wrong: list[tuple[str, object]] = [("url", None), ("url", 3), ("source", []), ("candidate", 5)]
    for key, value in [*wrong, ("candidate", {"x": 1})]:
        with pytest.raises(ValueError, match="not a journal line"):
            from_line(json.dumps(good | {key: value}).encode())


def test_a_journal_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"gone\.journal\.jsonl"):
        read_journal(tmp_path / "gone.journal.jsonl")


def test_an_empty_journal_has_no_line_and_no_damage(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "x.journal.jsonl").write_bytes(b"")
    assert read_journal(tmp_path / "x.journal.jsonl") == []
    assert caplog.records == []


def test_salvage_passes_over_a_damaged_line(tmp_path: Path) -> None:
    journal, _ = crashed(tmp_path)
    first, second, third = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(first + b"\0" * (len(second) - 1) + b"\n" + third)
    salvage(tmp_path)
    kept = read_journal(tmp_path / f"{RUN}.journal.jsonl")
    assert [fetch.final_url for fetch in kept] == ["https://ex.fr/0", "https://ex.fr/2"]
    assert [read_page(tmp_path, fetch).body for fetch in kept] == [body(0), body(2)]


def test_salvage_drops_a_torn_line_and_what_it_did_not_acknowledge(tmp_path: Path) -> None:
    journal, segment = crashed(tmp_path)
    whole = segment.read_bytes()
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:2]) + lines[2][:-30])
    assert salvage(tmp_path) == [RUN]
    kept = read_journal(tmp_path / f"{RUN}.journal.jsonl")
    assert [fetch.final_url for fetch in kept] == ["https://ex.fr/0", "https://ex.fr/1"]
    cut = (tmp_path / f"{RUN}.warc.gz").read_bytes()
    assert whole.startswith(cut)
    assert len(cut) < len(whole)
    assert [page.body for page in pages_of(tmp_path / f"{RUN}.warc.gz")] == [body(0), body(1)]
    assert salvage(tmp_path) == []


def test_salvage_drops_lines_whose_record_never_reached_the_disk(tmp_path: Path) -> None:
    _, segment = crashed(tmp_path)
    segment.write_bytes(segment.read_bytes()[:-10])
    salvage(tmp_path)
    assert len(read_journal(tmp_path / f"{RUN}.journal.jsonl")) == 2


def test_salvage_of_a_crawl_that_had_no_time_for_anything(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, RUN)
    writer._journal._file.close()
    writer._file.close()
    assert salvage(tmp_path) == [RUN]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{RUN}.journal.jsonl", f"{RUN}.warc.gz"]
    assert list(pages_of(tmp_path / f"{RUN}.warc.gz")) == []


def test_salvage_between_the_two_renamings(tmp_path: Path) -> None:
    _, segment = crashed(tmp_path)
    segment.rename(tmp_path / f"{RUN}.warc.gz")
    assert salvage(tmp_path) == [RUN]
    assert len(read_journal(tmp_path / f"{RUN}.journal.jsonl")) == 3
