"""Lines that survive extraction and belong to no article: cut by general rules, each noted.

`junk.toml` knows what the press writes around its texts; the frame of this very article (its title, signature and
date repeated above or below the text) is known from its fields.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from core.names import name_key
from core.types import Note

MAX_LABEL = 60
"""A shorter line without a full stop is a label: a section, a kicker, a date."""

MAX_BOX = 400
"""An author's box is shorter, a paragraph that ends an article with its author's name seldom is."""

_LEAD = 8  # lines in which a frame may stand above the text
_TAIL = 3  # and below
_SENTENCE_END = re.compile(r"[.!?…:;]\s*[»”\")\]]?\s*$")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}\s?[h:]\s?\d{2}\b")
_OFFICE = re.compile(
    r"\b(?:mai(?:re|resse)|adjointe?|président|élue?|conseill|député|sénat|ministre|préf[eè]te?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What of an article may stand again around its text."""

    title: str
    summary: str = ""
    names: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The article's lines, and a note for each line cut."""

    lines: tuple[str, ...]
    notes: tuple[Note, ...]


def clean(lines: Iterable[str], frame: Frame) -> Kept:
    """The lines of the article alone."""
    kept, notes = _without_junk(list(lines))
    start = _after_title(kept, frame)
    notes += [Note("cut.frame", line) for line in kept[:start] if not _repeats(line, frame)]
    text: list[str] = []
    rest = kept[start:]
    for number, line in enumerate(rest):
        rule = _frame_rule(line, frame, number, len(rest))
        if rule:
            notes.append(Note(rule, line))
        else:
            text.append(line)
    return Kept(tuple(text), tuple(notes))


def has_paywall(text: str) -> bool:
    """Whether the page's words say that the rest is for subscribers."""
    return _rules()["paywall"].search(text) is not None


def _without_junk(lines: list[str]) -> tuple[list[str], list[Note]]:
    junk, ends = _rules()["lines"], _rules()["after_end"]
    kept: list[str] = []
    notes: list[Note] = []
    for number, line in enumerate(lines):
        if len(line) < MAX_BOX and ends.match(line) and len(kept) > 1:
            return kept, [*notes, *(Note("cut.after-end", left) for left in lines[number:])]
        if len(line) < 300 and junk.match(line):
            notes.append(Note("cut.junk", line))
        else:
            kept.append(line)
    return kept, notes


def _after_title(lines: list[str], frame: Frame) -> int:
    """Where the text begins: after its title and standfirst, when only labels stand above them."""
    start = 0
    for index, line in enumerate(lines[:_LEAD]):
        if _repeats(line, frame) and all(_is_label(other) for other in lines[start:index]):
            start = index + 1
    return start


def _repeats(line: str, frame: Frame) -> bool:
    """The title, alone or behind its kicker, or the standfirst."""
    key, title = name_key(line), name_key(frame.title)
    if not key:
        return False
    kicker = bool(title) and key.endswith(title) and len(key) - len(title) < MAX_LABEL
    return kicker or key == name_key(frame.summary)


def _is_label(line: str) -> bool:
    return len(line) < MAX_LABEL and not _SENTENCE_END.search(line)


def _frame_rule(line: str, frame: Frame, number: int, total: int) -> str:
    """The rule under which a line is no text of the article, "" when it is."""
    lead, tail = number < _LEAD // 2, number >= total - _TAIL
    if lead and _is_label(line) and (_DATED.search(line) or _key_in(line, (frame.section,), exact=True)):
        return "cut.dateline"
    signed = len(line) < (MAX_BOX if tail and number else MAX_LABEL) and _key_in(line, frame.names)
    return "cut.byline" if (lead or tail) and signed and not _OFFICE.search(line) else ""


def _key_in(line: str, names: tuple[str, ...], *, exact: bool = False) -> bool:
    key = name_key(line)
    keys: Iterator[str] = (name_key(name) for name in names if name)
    return any(key == k if exact else f" {k} " in f" {key} " for k in keys if k)


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("extract").joinpath("junk.toml").read_text("utf-8"))
    return {
        name: re.compile("|".join(f"(?:{p})" for p in rules), re.IGNORECASE) for name, rules in data.items()
    }
