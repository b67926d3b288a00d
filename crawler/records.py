"""Building WARC 1.1 records, with warcio: one gzip member each, so that any of them can be read alone."""

import json
import re
import zlib
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from core.types import Page

# Fields of our own in the header of a response record; the standard lets readers ignore them.
SOURCE_FIELD = "Beffroi-Source"
REQUESTED_FIELD = "Beffroi-Requested-URI"
# Level 9, warcio's own, takes three times as long for 2% less.
_LEVEL = 5
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")
# They describe the transfer; the archive holds the body decoded.
_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length", "set-cookie"})


def warcinfo(run_id: str, filename: str) -> bytes:
    """The first record of a segment."""
    info = {"software": "Beffroi", "format": "WARC File Format 1.1", "isPartOf": run_id}
    return _encode(_builder().create_warcinfo_record(filename, info))


def response(page: Page, record_id: str) -> bytes:
    """An answer with its body."""
    headers = [(name, value) for name, value in page.headers if name not in _TRANSFER]
    headers.append(("content-length", str(len(page.body))))
    http = StatusAndHeaders(f"{page.status} {_phrase(page.status)}", headers, protocol="HTTP/1.1")
    warc_headers = {
        "WARC-Record-ID": record_id,
        "WARC-Date": _date(page.fetched_at),
        SOURCE_FIELD: page.source,
        REQUESTED_FIELD: _safe(page.requested_url),
    }
    return _encode(
        _builder().create_warc_record(
            _safe(page.final_url),
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),
            http_headers=http,
            warc_headers_dict=warc_headers,
        )
    )


def metadata(url: str, at: datetime, value: dict[str, Any], refers_to: str | None) -> bytes:
    """What is known about an answer besides its bytes: hints, outcome, rights decision."""
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
    headers = {"WARC-Date": _date(at)} | ({"WARC-Refers-To": refers_to} if refers_to else {})
    return _encode(
        _builder().create_warc_record(
            _safe(url),
            "metadata",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type="application/json",
            warc_headers_dict=headers,
        )
    )


def new_id() -> str:
    """A record id."""
    return str(_builder()._make_warc_id())  # noqa: SLF001  warcio has no public one


def _builder() -> Any:
    return WARCWriter(BytesIO(), gzip=False, warc_version="WARC/1.1")


def _encode(record: Any) -> bytes:
    plain = BytesIO()
    WARCWriter(plain, gzip=False, warc_version="WARC/1.1").write_record(record)
    deflate = zlib.compressobj(_LEVEL, wbits=31)
    return deflate.compress(plain.getvalue()) + deflate.flush()


def _date(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _safe(url: str) -> str:
    """A URL that cannot break a header line."""
    return _UNSAFE.sub(lambda found: f"%{ord(found.group()):02X}", url)
