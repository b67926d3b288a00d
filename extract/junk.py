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
from extract.french_dates import alone

MAX_LABEL = 60
"""A shorter line without a full stop is a label: a section, a kicker, a date."""

MAX_BOX = 400
"""An author's box is shorter, a paragraph that ends an article with its author's name seldom is."""

MAX_END = 100
"""What ends an article is a heading."""

MIN_SENTENCE, MIN_WORDS = 80, 8

MIN_QUOTE = 40
_QUOTES = ' \xa0\u202f«»"“”„‘’.'
_MARKERS = " >»→▶►[(*_~|—–-"
_LEAD = 8  # lines in which a frame may stand above the text
_TAIL = 3  # and below
_SENTENCE_END = re.compile(r"[.!?…:;]\s*[»”\")\]]?\s*$")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}\s?[h:]\s?\d{2}\b")
_WORDS = re.compile(r"[^\W\d_]+")
_TRADE = re.compile(
    r"\b(?:est|suit|couvre|collabore|écrit|travaille|journaliste|is|writes|covers|has|ist|schreibt)\b"
)
_OFFICE = re.compile(
    r"\b(?:mai(?:re|resse)|adjointe?|président|élue?|conseill|député|sénat|ministre|préf[eè]te?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What of an article may stand again around its text: `authors` are persons, `names` all who sign."""

    title: str
    summary: str = ""
    authors: tuple[str, ...] = ()
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
    kept = _without_pull_quotes(kept, notes)
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
    junk, always, ends = (_rules()[name] for name in ("lines", "always", "after_end"))
    kept: list[str] = []
    notes: list[Note] = []
    for number, line in enumerate(lines):
        bare = line.lstrip(_MARKERS)
        if len(line) < MAX_END and ends.match(bare):
            if len(kept) > 1 and _prose(lines[number:]) <= _prose(kept) / 2:
                return kept, [*notes, *(Note("cut.after-end", left) for left in lines[number:])]
            notes.append(Note("cut.junk", line))
        elif len(line) < 300 and (always.match(bare) or (junk.match(bare) and not _is_sentence(line))):
            notes.append(Note("cut.junk", line))
        else:
            kept.append(line)
    return kept, notes


def _without_pull_quotes(lines: list[str], notes: list[Note]) -> list[str]:
    """A sentence set in large type beside the paragraph that holds it is told once."""
    whole, kept = "\n".join(lines), []
    for line in lines:
        bare = line.strip(_QUOTES)
        told = MIN_QUOTE <= len(bare) < MAX_BOX and whole.count(bare) > 1
        if told and any(bare in other and len(other) > len(line) + MIN_QUOTE for other in lines):
            notes.append(Note("cut.pull-quote", line))
        else:
            kept.append(line)
    return kept


def _prose(lines: list[str]) -> int:
    """Characters of sentences: what follows a heading such as "À la une" may be most of the article."""
    return sum(len(line) for line in lines if len(line) >= MIN_SENTENCE and _SENTENCE_END.search(line))


def _is_sentence(line: str) -> bool:
    """Somebody speaks: labels, links and titles have no full stop, or few words before it."""
    return line.endswith(".") and not line.endswith("..") and len(line.split()) >= MIN_WORDS


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
    if lead and _is_label(line) and (_is_dateline(line) or _key_in(line, (frame.section,), exact=True)):
        return "cut.dateline"
    label = _is_label(line) and _key_in(line, frame.names)
    box = tail and number > 0 and len(line) < MAX_BOX and _is_about(line, frame.authors)
    return "cut.byline" if (((lead or tail) and label) or box) and not _OFFICE.search(line) else ""


def _is_about(line: str, authors: tuple[str, ...]) -> bool:
    """An author's box: it begins with the name, and says what that person does."""
    key = name_key(line)
    return any(key.startswith(name_key(author) + " ") for author in authors) and bool(_TRADE.search(line))


def _is_dateline(line: str) -> bool:
    """A date and little else: "Rentrée 2026, année zéro" is a heading."""
    words = _WORDS.findall(line)
    return bool(_DATED.search(line)) and (alone(line, spare=25) is not None or sum(map(len, words)) <= 12)


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
