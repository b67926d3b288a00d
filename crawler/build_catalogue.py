"""Builds `catalogue.toml`: `python -m crawler.build_catalogue ../shared/data/sources.csv`.

The table of outlets (a row a feed, with its evidence level) and our overlay of decisions make one file in the
format of a workspace's sources.toml; the same input gives the same bytes.
"""

import argparse
import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from core.errors import InputError
from core.names import name_key
from core.settings import Section
from core.sources import parse
from core.sources_edit import table
from core.types import Entry, EntryKind, Source
from crawler.catalogue import PATH

OVERLAY = Path(__file__).with_name("catalogue_overlay.toml")
_SEEN = frozenset("AB")  # evidence levels of feeds that somebody saw answer, or that the publisher declares
_HEAD = """\
# Titres de la presse et des institutions, livrés avec Beffroi.
#
# « evidence » dit à quel point les adresses sont sûres :
#   A  quelqu'un les a vues répondre en 2026
#   B  l'éditeur les déclare, ou elles répondaient il y a des années
#   C  une ou plusieurs configurations publiques les donnent
#   D  source unique, sources contradictoires, ou aucun flux connu
# Aucune n'a été demandée depuis ici : « beffroi sources check » visite les titres actifs, « check --all » tous ;
# il propose d'activer ou de mettre de côté.
# A et B sont actives, C et D non, sauf les titres du métier, qui viennent d'abord et le sont tous.
"""


class NotedEntry(Section):
    """An entry point of our own, and why it is there."""

    kind: EntryKind
    url: str
    pattern: str | None = None
    note: str


class Title(Section):
    """What the overlay says of the outlet with this home page."""

    homepage: str
    slug: str | None = None
    name: str | None = None
    kind: str | None = None
    entries: tuple[NotedEntry, ...] = ()


class Heading(Section):
    """A section of the catalogue: which kinds of the table, and what they are called here."""

    title: str
    kinds: dict[str, str]


class Overlay(Section):
    """`catalogue_overlay.toml`."""

    sections: tuple[Heading, ...]
    beat: tuple[Title, ...]
    others: tuple[Title, ...]
    comments: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    zones: dict[str, tuple[str, ...]]
    departements: dict[str, tuple[str, ...]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of outlets."""

    name: str
    homepage: str
    feed_url: str
    kind: str
    zone: str
    level: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A source, and the comments of its entry points."""

    source: Source
    notes: tuple[str, ...]


def build(rows: Iterable[Row], overlay: Overlay) -> str:
    """The text of the catalogue.

    Raises:
        InputError: the overlay names a zone, a kind, a title or a slug that is not in the table, or lacks one.
    """
    outlets: dict[str, list[Row]] = {}
    for row in rows:
        outlets.setdefault(row.homepage, []).append(row)
    unknown = [t.homepage for t in (*overlay.beat, *overlay.others) if t.homepage not in outlets]
    _refuse(unknown, "titres absents de la table")
    sections = list(_sections(outlets, overlay))
    slugs = {listed.source.slug for _, titles in sections for listed in titles}
    named = {
        *overlay.comments,
        *overlay.departements,
        *(s for group in overlay.groups.values() for s in group),
    }
    _refuse(sorted(named - slugs), "noms inconnus")
    text = "\n".join([_HEAD, *_written(sections, overlay.comments)])
    parse(text, PATH.name)
    return text


def read_rows(path: Path) -> list[Row]:
    """The table of outlets; columns as in its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                name=line["name"],
                homepage=line["homepage"],
                feed_url=line["feed_url"],
                kind=line["kind"],
                zone=line["zone"],
                level=line["evidence_level"],
                evidence=line["evidence"],
            )
            for line in csv.DictReader(file)
        ]


def read_overlay(path: Path = OVERLAY) -> Overlay:
    """The decisions; pydantic's ValidationError for a file that is not in their form."""
    return Overlay(**tomllib.loads(path.read_text(encoding="utf-8")))


def _sections(outlets: Mapping[str, list[Row]], overlay: Overlay) -> Iterator[tuple[str, list[Listed]]]:
    beat = {title.homepage for title in overlay.beat}
    first = [_listed(outlets[title.homepage], title, overlay, on=True) for title in overlay.beat]
    yield "Titres du métier : collectivités et numérique public", first
    others = {title.homepage: title for title in overlay.others}
    left = [rows for home, rows in outlets.items() if home not in beat]
    kinds = {kind for heading in overlay.sections for kind in heading.kinds}
    _refuse(sorted({rows[0].kind for rows in left} - kinds), "familles sans section")
    for heading in overlay.sections:
        found = [rows for rows in left if rows[0].kind in heading.kinds]
        titles = [others.get(rows[0].homepage, Title(homepage=rows[0].homepage)) for rows in found]
        named = [
            title.model_copy(update={"kind": heading.kinds[rows[0].kind]})
            for rows, title in zip(found, titles, strict=True)
        ]
        yield heading.title, [_listed(r, t, overlay) for r, t in zip(found, named, strict=True)]


def _listed(rows: list[Row], title: Title, overlay: Overlay, *, on: bool = False) -> Listed:
    """The rows of one home page as one source; `on` enables it whatever the evidence."""
    level = min(row.level for row in rows)
    first = rows[0]
    name = title.name or (first.name.partition(" (")[0] if len(rows) > 1 else first.name)
    slug = title.slug or name_key(name).replace(" ", "-")
    feeds = [(Entry(EntryKind.FEED, row.feed_url), _note(row)) for row in rows if row.feed_url]
    ours = [(Entry(e.kind, e.url, e.pattern), e.note) for e in title.entries]
    source = Source(
        slug=slug,
        name=name,
        homepage=first.homepage if first.homepage.count("/") > 2 else f"{first.homepage}/",
        entries=tuple(entry for entry, _ in feeds + ours),
        kind=title.kind,
        outlet_group=next((g for g, members in overlay.groups.items() if slug in members), None),
        departements=overlay.departements.get(slug, _departements(first.zone, overlay.zones)),
        enabled=on or level in _SEEN,
        evidence=level,
        verified=level in _SEEN,
    )
    return Listed(source, tuple(note for _, note in feeds + ours))


def _note(row: Row) -> str:
    said = f"{row.level} ({row.evidence})" if row.evidence else row.level
    return said.replace(",", ", ") if row.level in _SEEN else f"{said}, non vérifié".replace(",E", ", E")


def _departements(zone: str, zones: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Of a zone such as "Lille/Lyon"; none for a national title."""
    names = [name for name in zone.split("/") if name]
    _refuse([name for name in names if name not in zones], "zones inconnues")
    return tuple(sorted({code for name in names for code in zones[name]}))


def _written(sections: Iterable[tuple[str, list[Listed]]], comments: Mapping[str, str]) -> Iterator[str]:
    for title, titles in sections:
        yield f"# --- {title} {'-' * max(3, 100 - len(title))}\n"
        for listed in titles:
            yield table(listed.source, listed.notes, comments.get(listed.source.slug, ""))


def _refuse(names: list[str], problem: str) -> None:
    if names:
        raise InputError(
            f"{OVERLAY.name} : {problem} : {', '.join(names)}", "Complétez ou corrigez ce fichier."
        )


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m crawler.build_catalogue", description=__doc__)
    parser.add_argument("table", type=Path, help="the table of outlets (CSV)")
    arguments = parser.parse_args()
    PATH.write_text(build(read_rows(arguments.table), read_overlay()), encoding="utf-8")


if __name__ == "__main__":
    _main()
