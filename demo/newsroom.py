"""The demo newsroom: invented outlets, each on a virtual host of one port, as a pure function of requests."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from types import MappingProxyType

from demo.load import HERE, outlets
from demo.site import Resource, build

MANDATES = HERE / "mandates.toml"
EXPECTED = HERE / "expected.toml"
_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer; `body` is what GET sends (the server leaves it out for HEAD)."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The outlets on a given day.

    `today` anchors every date (stories are dated in the days before it), `port` stands in absolute URLs,
    `edition` 2 changes one article that edition 1 published.
    """

    today: date
    port: int
    edition: int = 1

    def respond(self, host: str, path: str, headers: Mapping[str, str]) -> Response:
        """Answer GET `path` (which may carry a query string) on `host` (a port in it is ignored).

        `headers` are the request's, their names in any case; only If-None-Match and If-Modified-Since
        matter. An unknown host or path is a 404, never an exception.
        """
        site = _sites(self).get(host.partition(":")[0].lower())
        if site is None:
            return _plain(404, f"Aucun titre sur l'hôte {host}.\n")
        resource = site.get(path.partition("?")[0])
        if resource is None:
            return _plain(404, "Page introuvable.\n")
        if resource.status != 200:
            return _full(resource)
        return _conditional(resource, {name.lower(): value for name, value in headers.items()})


@functools.lru_cache(maxsize=8)
def _sites(newsroom: Newsroom) -> Mapping[str, Mapping[str, Resource]]:
    """Every resource by host and path: some ninety small pages, made once (a tenth of a second)."""
    return MappingProxyType(
        {outlet.host: build(outlet, newsroom.today, newsroom.port, newsroom.edition) for outlet in outlets()}
    )


def sources(port: int) -> str:
    """The newsroom's sources.toml, its URLs on `port`."""
    return (HERE / "sources.toml").read_text(encoding="utf-8").replace("{port}", str(port))


def _plain(status: int, text: str) -> Response:
    return Response(status, {"Content-Type": _TEXT}, text.encode())


def _full(resource: Resource) -> Response:
    return Response(resource.status, {"Content-Type": resource.media_type, **resource.extra}, resource.body)


def _conditional(resource: Resource, headers: Mapping[str, str]) -> Response:
    etag = f'"{sha256(resource.body).hexdigest()[:20]}"'
    modified = resource.modified.astimezone(UTC)
    validators = {"ETag": etag, "Last-Modified": format_datetime(modified, usegmt=True)}
    if _unchanged(etag, modified, headers):
        return Response(304, {**validators, **resource.extra}, b"")
    full = _full(resource)
    return Response(200, {**full.headers, **validators}, full.body)


def _unchanged(etag: str, modified: datetime, headers: Mapping[str, str]) -> bool:
    # RFC 9110, 13.1.3: If-Modified-Since is ignored when If-None-Match is there.
    if tags := headers.get("if-none-match"):
        return tags.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    since = _http_date(headers.get("if-modified-since", ""))
    return since is not None and modified <= since


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None  # RFC 9110 again: a date that does not parse is as if it were not sent
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
