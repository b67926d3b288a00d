"""Reading the newsroom's own access log and the archive that its visitor kept: what the proof is made of."""

import gzip
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

from demo import EXPECTED, Access, Newsroom, sources
from demo.load import outlets
from demo.printing import printed_by

ROBOTS, TDMREP = "/robots.txt", "/.well-known/tdmrep.json"
_ENCODED = re.compile("[\N{RIGHT SINGLE QUOTATION MARK}'\"«»&<>\u00a0]")
_LONG_ENOUGH = 30  # characters: no two texts of the newsroom share such a run by chance


@dataclass(frozen=True, slots=True)
class Copy:
    """A planted copy: the story, its outlet, the path that the entry point gives, and what becomes of it."""

    slug: str
    outlet: str
    path: str
    outcome: str

    @property
    def host(self) -> str:
        return f"{self.outlet}.localhost"


def copies() -> list[Copy]:
    """Every planted copy."""
    articles: dict[str, dict[str, Any]] = tomllib.loads(EXPECTED.read_text("utf-8"))["articles"]
    return [
        Copy(slug, copy["outlet"], copy["url"], copy["outcome"])
        for slug, article in articles.items()
        for copy in article["copies"]
    ]


def slug_of(access: Access) -> str:
    """The outlet that was asked."""
    return access.host.partition(".")[0]


def kind_of(access: Access) -> str:
    """What was asked for: robots, tdmrep, entry (also the further pages of a listing) or page."""
    if access.path in {ROBOTS, TDMREP}:
        return "robots" if access.path == ROBOTS else "tdmrep"
    entry = next(outlet.entry_path for outlet in outlets() if outlet.slug == slug_of(access))
    listed = access.path.startswith(f"{entry}page/")
    return "entry" if listed or access.path == entry else "page"


def kinds(log: Iterable[Access]) -> Counter[str]:
    """How many requests of each kind."""
    return Counter(kind_of(access) for access in log)


def by_host(log: Iterable[Access]) -> dict[str, list[Access]]:
    """The requests of each host, in order."""
    found: dict[str, list[Access]] = {}
    for access in log:
        found.setdefault(access.host, []).append(access)
    return found


def disallowed(newsroom: Newsroom, host: str, path: str) -> bool:
    """Whether the host's robots.txt closes this address, in another reading of it than the crawler's."""
    rules = RobotFileParser()
    rules.parse(newsroom.respond(host, ROBOTS, {}).body.decode().splitlines())
    return not rules.can_fetch("Beffroi", path)


def reserved(newsroom: Newsroom, host: str, path: str) -> bool:
    """Whether the host's tdmrep.json reserves this address."""
    answer = newsroom.respond(host, TDMREP, {})
    rules = json.loads(answer.body) if answer.status == 200 else []
    return any(path.startswith(rule["location"]) for rule in rules)


def fragments(newsroom: Newsroom, story: str, outlet_slug: str) -> list[bytes]:
    """The longest plain run of each paragraph of a copy: bytes that its page has, however it is escaped."""
    outlet = next(outlet for outlet in outlets() if outlet.slug == outlet_slug)
    printed = next(p for p in printed_by(outlet, newsroom.today, newsroom.edition) if p.slug == story)
    runs = [max(_ENCODED.split(block.text), key=len).strip() for block in printed.blocks]
    return [run.encode() for run in runs if len(run) >= _LONG_ENOUGH]


def archived(archive: Path) -> Iterator[bytes]:
    """Every segment decompressed, and every journal: all that a crawl leaves behind."""
    for path in sorted(archive.iterdir()):
        content = path.read_bytes()
        yield gzip.decompress(content) if path.suffix == ".gz" else content


def entries(port: int) -> Counter[str]:
    """How many entry points each outlet has."""
    tables = tomllib.loads(sources(port))
    return Counter({slug: len(table["entries"]) for slug, table in tables.items()})
