"""Finding a person's name or an address in text however it is written, and putting blocks in its place.

What finds is the same for a name at hand (`Names`) and for one of which only hashes are kept (state.tombstones): a
request to forget and what keeps the name from coming back cannot disagree. Blocks are as many as the characters that
they cover, so that the offsets of every other fact stay right.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol
from urllib.parse import unquote

from core.ids import canonical_url
from core.names import name_key

BLOCK = "█"

_MARKS = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff"
_TOKEN = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")
_INVISIBLE = re.compile(f"[{_MARKS}]")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_WIDEST_GAP = 4
_KEY_LENGTH = 120
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SCHEME_AND_WWW = re.compile(r"^(?:https?:)?//(?:www\.)?|^www\.", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://[^\s\"'<>\\^`{}|]+|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/[^\s\"'<>\\^`{}|]*", re.IGNORECASE
)
_INNER = re.compile(r"(?<=.)https?://", re.IGNORECASE)
_AFTER = ".,;:!?)]»”’…"

Span = tuple[int, int]


class Finder(Protocol):
    """What can be found; `lengths` are those of the names in words, the longest first."""

    @property
    def lengths(self) -> tuple[int, ...]: ...  # noqa: D102
    def may(self, text: str) -> bool:
        """Whether it is worth looking into a text."""
        ...

    def way(self, words: tuple[str, ...]) -> str | None:
        """How these keys of words name somebody: `full`, `initials`, `surname`, or not at all."""
        ...

    def address(self, key: str) -> bool:
        """Whether this is the key of an address."""
        ...


# --- names -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Names:
    """The ways to write one person's name, as keys of words."""

    first: tuple[str, ...]
    last: tuple[str, ...]

    @cached_property
    def ways(self) -> dict[tuple[str, ...], str]:
        """Both orders, with the first names in full or as initials; the surname alone counts beside one of them."""
        initials = tuple(word[0] for word in self.first)
        named = {
            self.last: "surname",
            initials + self.last: "initials",
            self.last + initials: "initials",
        }
        return named | {self.first + self.last: "full", self.last + self.first: "full"}

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """In words, the longest first."""
        return tuple(sorted({len(words) for words in self.ways}, reverse=True))

    @cached_property
    def anchor(self) -> str:
        """What every way to write the name holds, folded."""
        return max(self.last, key=len)

    def may(self, text: str) -> bool:
        """Whether the surname's longest word is there at all."""
        return self.anchor in folded(text)

    def way(self, words: tuple[str, ...]) -> str | None:
        """See Finder."""
        return self.ways.get(words)


def names_of(name: str) -> Names:
    """Read « Odile Ferrandou », « FERRANDOU Odile » or « Ferrandou, Odile »; raises ValueError without both parts.

    The first name is the first word, hyphens included: the rest is the surname.
    """
    before, comma, after = name.partition(",")
    words = name.split()
    capitals = [word for word in words if len(word) > 1 and word == word.upper() != word.lower()]
    if comma:
        last, first = before, after
    elif 0 < len(capitals) < len(words):
        last, first = " ".join(capitals), " ".join(word for word in words if word not in capitals)
    else:
        first, last = " ".join(words[:1]), " ".join(words[1:])
    keys = tuple(name_key(first).split()), tuple(name_key(last).split())
    if not all(keys) or max(map(len, keys[1])) < 2:
        raise ValueError(name)
    return Names(*keys)


def folded(text: str) -> str:
    """Lower case, without accents nor invisible characters, ligatures opened; separators stay."""
    plain = text.casefold() if text.isascii() else unicodedata.normalize("NFKD", text.casefold())
    return _INVISIBLE.sub("", plain.translate(_LETTERS))


def name_spans(text: str, finder: Finder, *, loose: bool = False) -> list[Span]:
    """Where a person is named; `loose` takes the surname alone too, as where the name was met before.

    A text that names the person in full is loose by itself.
    """
    if not finder.may(text):
        return []
    tokens = [(m.start(), m.end(), name_key(m[0])) for m in _TOKEN.finditer(text)]
    found = list(_met(text, tokens, finder))
    named = loose or any(way != "surname" for _, way in found)
    key = len(text) < _KEY_LENGTH and text == text.lower()
    return [
        span
        for span, way in found
        if way != "surname" or (named and (key or text[span[0]] != text[span[0]].lower()))
    ]


def _met(text: str, tokens: list[tuple[int, int, str]], finder: Finder) -> Iterator[tuple[Span, str]]:
    at = 0
    while at < len(tokens):
        size, way = next(
            (
                (n, way)
                for n in finder.lengths
                if at + n <= len(tokens)
                and (way := finder.way(tuple(key for _, _, key in tokens[at : at + n])))
                and _together(text, tokens[at : at + n], way)
            ),
            (1, None),
        )
        if way:
            end = tokens[at + size - 1][1]
            yield (tokens[at][0], end), way
        at += size


def _together(text: str, tokens: list[tuple[int, int, str]], way: str) -> bool:
    """Words of one name are near each other; an initial has its full stop, « a » alone is a word."""
    near = all(b[0] - a[1] <= _WIDEST_GAP for a, b in pairwise(tokens))
    if way != "initials":
        return near
    return near and any(text[end : end + 1] == "." for _, end, key in tokens if len(key) == 1)


@dataclass(frozen=True)
class Sought:
    """A person's name, addresses by their keys, or both."""

    names: Names | None = None
    keys: frozenset[str] = frozenset()

    @property
    def lengths(self) -> tuple[int, ...]:
        """See Finder."""
        return self.names.lengths if self.names else ()

    def may(self, text: str) -> bool:
        """See Finder."""
        return self.names is not None and self.names.may(text)

    def way(self, words: tuple[str, ...]) -> str | None:
        """See Finder."""
        return self.names.way(words) if self.names else None

    def address(self, key: str) -> bool:
        """See Finder."""
        return key in self.keys


# --- addresses -------------------------------------------------------------------------------


def address_key(url: str) -> str:
    """What is the same for all spellings of an address: no scheme, no `www.`, no slash at the end."""
    return _SCHEME_AND_WWW.sub("", url.strip()).rstrip("/")


def address_keys(url: str) -> set[str]:
    """The keys under which an address is known: as written, and canonical."""
    return {address_key(url), address_key(canonical_url(url)), address_key(url.partition("#")[0])}


def is_forgotten(url: str, finder: Finder) -> bool:
    """Whether this address, or the person that it names, is to be forgotten."""
    return any(map(finder.address, address_keys(url))) or bool(name_spans(unquote(url), finder))


def address_spans(text: str, finder: Finder) -> list[Span]:
    """Where an address stands in a text, with or without its scheme."""
    found = []
    for met in _ADDRESS.finditer(text):
        # an address may hold another, as those of share buttons do
        starts = [0, *(inner.start() for inner in _INNER.finditer(met[0]))]
        for begin, end in zip(starts, [*starts[1:], len(met[0])], strict=True):
            url = met[0][begin:end].rstrip(_AFTER)
            if any(finder.address(address_key(one)) for one in _spellings(url)):
                found.append((met.start() + begin, met.start() + begin + len(url)))
    return found


def _spellings(url: str) -> set[str]:
    """An address as it stands, and without what may follow it."""
    bare = {url, *(url.partition(mark)[0] for mark in "#?&")}
    return bare | {canonical_url(url)} if "?" in url else bare


# --- both ------------------------------------------------------------------------------------


def spans(text: str, finder: Finder, *, loose: bool = False) -> list[Span]:
    """Where a name or an address stands, in order; what overlaps is given twice."""
    return sorted([*name_spans(text, finder, loose=loose), *address_spans(text, finder)])


def redacted(text: str, finder: Finder, *, loose: bool = False) -> str:
    """The text with blocks over what was found, as long as it was.

    What is written in a way that cannot be covered alone (entities, escapes, tags inside a name) costs the whole text.
    """
    for start, end in spans(text, finder, loose=loose):
        text = text[:start] + re.sub(r"\S", BLOCK, text[start:end]) + text[end:]
    if any(mark in text for mark in "&%\\<") and any(spans(view, finder) for view in views(text)):
        return BLOCK * len(text)
    return text


def holds(text: str, finder: Finder) -> bool:
    """Whether any reading of this text holds what is looked for."""
    return any(spans(view, finder) for view in views(text))


def views(text: str) -> Iterator[str]:
    """A text as it stands, then as a browser would read it: entities, escapes, %-codes, without its tags."""
    yield text
    plain = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text) if "\\" in text else text
    plain = plain.replace("\\/", "/")
    plain = html.unescape(html.unescape(plain)) if "&" in plain else plain
    if "%" in plain:
        yield unquote(plain, "latin-1")
        plain = unquote(plain)
    if plain != text:
        yield plain
    if "<" in plain:
        yield _TAG.sub("", plain)
        yield _TAG.sub(" ", plain)


def readings(content: bytes) -> Iterator[str]:
    """Bytes as text, in the encodings that the press has used."""
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        yield content.decode("utf-8", "replace")
        yield content.decode("cp1252", "replace")
    if b"\0" in content:
        yield content.decode("utf-16-le", "replace")
        yield content.decode("utf-16-be", "replace")


def held(content: bytes, finder: Finder) -> bool:
    """Whether bytes hold what is looked for, in any encoding and any writing."""
    return any(holds(text, finder) for text in readings(content))
