"""Changes to `sources.toml` that leave the rest of it, comments and layout included, as people wrote it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypedDict
from urllib.parse import urlsplit

import tomlkit
from tomlkit.container import Container
from tomlkit.items import Array, Comment, InlineTable, Item, Table, Whitespace

from core import sources as sources_file
from core.errors import InputError, SettingsError
from core.types import Entry, Policy, Source

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def table(source: Source, notes: Sequence[str] = (), comment: str = "") -> str:
    """A source as people would write it: what is usual is left out, one entry point a line.

    `notes` are comments for its entry points, in their order; `comment` stands above the table.
    """
    lines = [f"# {line}" for line in comment.splitlines()]
    lines += [
        f"[{_key(source.slug)}]",
        f"name = {_text(source.name)}",
        f"homepage = {_text(source.homepage)}",
    ]
    if source.kind:
        lines.append(f"kind = {_text(source.kind)}")
    if source.outlet_group:
        lines.append(f"group = {_text(source.outlet_group)}")
    if source.departements:
        lines.append(f"departements = [{', '.join(map(_text, source.departements))}]")
    lines.append(f"enabled = {_flag(source.enabled)}")
    if source.evidence:
        lines.append(f"evidence = {_text(source.evidence)}")
    lines += [f"verified = {_flag(source.verified)}", *_unusual(source)]
    lines += _entries(source.entries, notes)
    return "\n".join(lines) + "\n"


class Flags(TypedDict, total=False):
    """What a command may change of a source."""

    enabled: bool
    verified: bool


class Details(TypedDict, total=False):
    """What the desk may change of a source besides."""

    name: str
    group: str
    departements: list[str]


def refuse_known(text: str, slug: str, homepage: str) -> None:
    """Raise InputError when a source of this slug or home page is in the text."""
    for other in sources_file.parse(text, sources_file.FILE_NAME):
        if home_key(other.homepage) == home_key(homepage):
            raise InputError(
                f"{homepage} est déjà la page d'accueil de [{other.slug}]",
                f"Complétez cette table de {sources_file.FILE_NAME}.",
            )
        if other.slug == slug:
            raise InputError(f"[{slug}] existe déjà ({other.name})", "Choisissez un autre nom : --slug.")


def with_sources(text: str, sources: Iterable[Source]) -> str:
    """The text with more tables at its end; raises SettingsError when the whole cannot be read."""
    tables = "\n".join(map(table, sources))
    tables = tables.replace("\n", "\r\n") if "\r\n" in text else tables
    before = text.rstrip()
    blank = "\r\n\r\n" if "\r\n" in text else "\n\n"
    added = f"{before}{blank}{tables}" if before else tables
    sources_file.parse(added, sources_file.FILE_NAME)
    return added


def with_flags(text: str, changes: Mapping[str, Flags]) -> str:
    """The text with `enabled` and `verified` of these sources set: {slug: {"enabled": False}}.

    Raises:
        SettingsError: the file cannot be read, or cannot be changed without changing something else.
    """
    before = sources_file.parse(text, sources_file.FILE_NAME)
    document = tomlkit.parse(text.replace("\r\n", "\n"))
    for slug, flags in changes.items():
        for key, value in flags.items():
            _set(document[slug], key, bool(value))
    changed = tomlkit.dumps(document)
    changed = changed.replace("\n", "\r\n") if "\r\n" in text else changed
    wanted = tuple(replace(s, **changes.get(s.slug, Flags())) for s in before)
    if sources_file.parse(changed, sources_file.FILE_NAME) != wanted:
        raise SettingsError(
            f"{sources_file.FILE_NAME} : {', '.join(changes)} ne peut être changé sans toucher au reste",
            "Changez « enabled » et « verified » à la main.",
        )
    return changed


def with_details(text: str, slug: str, details: Details) -> str:
    """The text with these details of a source; an empty group or list is taken out.

    Raises:
        SettingsError: the file cannot be read, or cannot be changed without changing something else.
    """
    before = sources_file.parse(text, sources_file.FILE_NAME)
    document = tomlkit.parse(text.replace("\r\n", "\n"))
    for key, value in details.items():
        if value:
            _set(document[slug], key, value)
        elif key in document[slug]:
            del document[slug][key]
    changed = tomlkit.dumps(document)
    changed = changed.replace("\n", "\r\n") if "\r\n" in text else changed
    wanted = tuple(_detailed(s, details) if s.slug == slug else s for s in before)
    if sources_file.parse(changed, sources_file.FILE_NAME) != wanted:
        raise SettingsError(
            f"{sources_file.FILE_NAME} : [{slug}] ne peut être changé sans toucher au reste",
            "Changez cette table à la main.",
        )
    return changed


def with_entry(text: str, slug: str, entry: Entry, instead_of: str = "") -> str:
    """The text with one entry point more of a source, after the others, or in the place of that of an address.

    Raises:
        SettingsError: the file cannot be read, or cannot be changed without changing something else.
    """

    def changed(points: list[Entry], lines: Array) -> list[Entry]:
        place = [point.url for point in points].index(instead_of) if instead_of else len(points)
        if instead_of:
            lines[place] = _inline(entry)
        else:
            whole = "\n" in lines.as_string()
            lines.add_line(_inline(entry), indent="  ")
            if not whole:
                lines.add_line(indent="")
        return [*points[:place], entry, *points[place + bool(instead_of) :]]

    return _with_points(text, slug, changed)


def without_entry(text: str, slug: str, url: str) -> str:
    """The text without an entry point of a source. Raises as `with_entry` does."""

    def changed(points: list[Entry], lines: Array) -> list[Entry]:
        place = [point.url for point in points].index(url)
        del lines[place]
        return [*points[:place], *points[place + 1 :]]

    return _with_points(text, slug, changed)


def _with_points(text: str, slug: str, change: Callable[[list[Entry], Array], list[Entry]]) -> str:
    before = sources_file.parse(text, sources_file.FILE_NAME)
    document = tomlkit.parse(text.replace("\r\n", "\n"))
    points = next(list(source.entries) for source in before if source.slug == slug)
    lines = document[slug]["entries"]
    after = change(points, lines) if isinstance(lines, Array) else None  # tables of their own: [[x.entries]]
    changed = tomlkit.dumps(document)
    changed = changed.replace("\n", "\r\n") if "\r\n" in text else changed
    wanted = tuple(replace(s, entries=tuple(after or ())) if s.slug == slug else s for s in before)
    if after is None or sources_file.parse(changed, sources_file.FILE_NAME) != wanted:
        raise SettingsError(
            f"{sources_file.FILE_NAME} : [{slug}] ne peut être changé sans toucher au reste",
            "Changez « entries » à la main.",
        )
    return changed


def _inline(entry: Entry) -> InlineTable:
    pattern = f", pattern = {_text(entry.pattern)}" if entry.pattern else ""
    made = tomlkit.parse(f"x = {{ kind = {_text(entry.kind.value)}, url = {_text(entry.url)}{pattern} }}")[
        "x"
    ]
    assert isinstance(made, InlineTable)  # noqa: S101  what was just written
    return made


def _detailed(source: Source, details: Details) -> Source:
    return replace(
        source,
        name=details.get("name", source.name),
        outlet_group=details.get("group", source.outlet_group) or None,
        departements=tuple(details.get("departements", source.departements)),
    )


def without_source(text: str, slug: str) -> str:
    """The text without the table of a source; raises SettingsError when it cannot be taken out alone."""
    before = sources_file.parse(text, sources_file.FILE_NAME)
    document = tomlkit.parse(text.replace("\r\n", "\n"))
    document.remove(slug)
    changed = tomlkit.dumps(document)
    changed = changed.replace("\n", "\r\n") if "\r\n" in text else changed
    if sources_file.parse(changed, sources_file.FILE_NAME) != tuple(s for s in before if s.slug != slug):
        raise SettingsError(
            f"{sources_file.FILE_NAME} : [{slug}] ne peut être retiré sans toucher au reste",
            "Retirez cette table à la main.",
        )
    return changed


def _set(found: Item | Container, key: str, value: object) -> None:
    """Comments between a table and the next belong to what follows them: a new key goes before those."""
    if not isinstance(found, Table) or key in found:
        found[key] = value  # type: ignore[index]  # a table, or an inline one
        return
    body, tail = found.value.body, []
    while body and body[-1][0] is None and isinstance(body[-1][1], (Comment, Whitespace)):
        tail.append(body.pop()[1])
    found[key] = value
    for item in reversed(tail):
        found.add(item)  # type: ignore[call-overload]  # a comment or blank lines, as its overloads say


def _unusual(source: Source) -> list[str]:
    lines = []
    if source.policy is not Policy.FULL:
        lines.append(f"policy = {_text(source.policy.value)}")
    if source.poll_minutes:
        lines.append(f"poll = {_text(_duration(source.poll_minutes))}")
    if source.headers:
        pairs = ", ".join(f"{_text(name)} = {_text(value)}" for name, value in source.headers)
        lines.append(f"headers = {{ {pairs} }}")
    if not source.verify_tls:
        lines.append("verify_tls = false")
    return lines


def _entries(entries: Sequence[Entry], notes: Sequence[str]) -> list[str]:
    lines = []
    for number, entry in enumerate(entries):
        pattern = f", pattern = {_text(entry.pattern)}" if entry.pattern else ""
        note = f"  # {notes[number]}" if number < len(notes) else ""
        lines.append(f"  {{ kind = {_text(entry.kind.value)}, url = {_text(entry.url)}{pattern} }},{note}")
    return ["entries = [", *lines, "]"] if lines else ["entries = []"]


def _duration(minutes: int) -> str:
    for unit, size in (("d", 24 * 60), ("h", 60)):
        if minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}m"


def _key(slug: str) -> str:
    return slug if _BARE.fullmatch(slug) else _text(slug)


def _text(value: str) -> str:
    """A literal string where backslashes would have to be doubled, as in patterns."""
    literal = "\\" in value and "'" not in value and value.isprintable()
    return tomlkit.string(value, literal=literal).as_string()


def _flag(value: bool) -> str:
    return "true" if value else "false"


def feed_key(url: str) -> str:
    """What makes two feeds one: neither the scheme, nor www., nor what follows "#". Another query is another feed."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def home_key(url: str) -> str:
    """What makes two home pages one: neither the scheme, nor www., nor a closing slash."""
    return re.sub(r"^https?://(www\.)?", "", url.lower()).rstrip("/")
