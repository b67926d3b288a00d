"""Read the newsroom's data: outlets.toml and one Markdown file a story, with TOML front matter."""

import functools
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

from demo.nouns import Article, EntryKind, Flag, JsonLd, Outlet, Override, Revision

HERE = Path(__file__).parent
_FENCE = "+++\n"


class DataError(ValueError):
    """A data file of the newsroom is wrong; the message names the file."""


@functools.cache
def outlets() -> tuple[Outlet, ...]:
    """Every outlet, in the order of outlets.toml."""
    tables = tomllib.loads((HERE / "outlets.toml").read_text(encoding="utf-8"))
    return tuple(_outlet(slug, table) for slug, table in tables.items())


def _outlet(slug: str, table: Mapping[str, Any]) -> Outlet:
    try:
        return Outlet(
            slug=slug,
            name=table["name"],
            tagline=table["tagline"],
            kind=EntryKind(table["kind"]),
            entry_path=table["entry_path"],
            article_path=table["article_path"],
            section_path=table["section_path"],
            feed_query=table.get("feed_query", ""),
            json_ld=JsonLd(table["json_ld"]),
            curly=table["curly"],
            disallow=tuple(table.get("disallow", ())),
            tdm_reserved=tuple(table.get("tdm_reserved", ())),
            sections=table["sections"],
        )
    except (KeyError, ValueError) as error:
        raise DataError(f"outlets.toml: outlet {slug}: {error!r}") from error


@functools.cache
def articles() -> tuple[Article, ...]:
    """Every story, in the order of file names. DataError names the file that does not parse."""
    return tuple(_article(path) for path in sorted((HERE / "articles").glob("*.md")))


def _article(path: Path) -> Article:
    opening, _, rest = path.read_text(encoding="utf-8").partition(_FENCE)
    front, fence, body = rest.partition(_FENCE)
    if opening or not fence:
        raise DataError(f"{path.name}: front matter must stand first, between two +++ lines")
    try:
        table = tomllib.loads(front)
        if twin := table.get("text_of"):
            # the same text under another address: written once, so that both stay the same
            body = path.with_name(f"{twin}.md").read_text(encoding="utf-8").split(_FENCE, 2)[2]
        return _from_front(path.stem, table, body.strip())
    except (KeyError, ValueError, OSError) as error:
        raise DataError(f"{path.name}: {error!r}") from error


def _from_front(slug: str, front: Mapping[str, Any], body: str) -> Article:
    return Article(
        slug=slug,
        title=front["title"],
        standfirst=front["standfirst"],
        author=front["author"],
        agency=front.get("agency", ""),
        section=front["section"],
        outlets=tuple(front["outlets"]),
        number=front["number"],
        day=front["day"],
        hour=time.fromisoformat(front["time"]),
        flags=frozenset(Flag(flag) for flag in front.get("flags", ())),
        overrides={name: _override(table) for name, table in front.get("outlet", {}).items()},
        revision=_revision(front["edition2"], body) if "edition2" in front else None,
        body=body,
    )


def _override(table: Mapping[str, Any]) -> Override:
    hour = table.get("time")
    return Override(
        title=table.get("title"),
        section=table.get("section"),
        number=table.get("number"),
        hour=time.fromisoformat(hour) if hour else None,
        blocks=table.get("blocks"),
    )


def _revision(table: Mapping[str, Any], body: str) -> Revision:
    pairs = tuple((old, new) for old, new in table["replace"])
    if missing := [old for old, _ in pairs if old not in body]:
        raise ValueError(f"edition2 replaces a text the body does not have: {missing[0]!r}")
    return Revision(table["title"], table["day"], time.fromisoformat(table["time"]), pairs)
