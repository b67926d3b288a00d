"""The bylines that a page shows, for pages that declare nobody: marked elements, author links, "Par ...".

One pass over the elements (about a thousand on the median page); then the candidates nearest to the title are
judged first, and the first one that holds a name is the answer. Comments, teasers, captions are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from extract.head import Head
from extract.names import Name, introduced, looks_like_person, names
from extract.words import key

_MAX_ELEMENTS = 30_000
_MAX_CANDIDATES = 60
_MAX_BYLINE = 300
_MAX_LINE = 160
_MIN_TITLE = 15
_MIN_NEIGHBOURS = 4
_TAGS = (
    "a", "abbr", "address", "b", "br", "cite", "dd", "div", "em", "figcaption", "font", "footer", "header", "i", "h1",
    "h2", "h3", "h4", "h5", "h6", "li", "meta", "p", "section", "small", "span", "strong", "td", "time", "ul",
)  # fmt: skip
_MARK = re.compile(
    r"(?:^|[\s_:-]|(?<=[a-z]))"
    r"(?:authors?|auteure?s?|autor(?:e|es|en|in)?|bylines?|byl|signature|journalistes?|journalists?|contributors?"
    r"|contributeurs?|redacteurs?|writers?|reporters?|verfasser|vcard|lesauteurs)"
    r"(?:names?|links?|infos?|lines?)?(?-i:(?![a-z]))",
    re.IGNORECASE,
)
_HINT = re.compile(r"uth?or|uteur|utrice|yl|ignat|ourn|ontrib|edact|riter|eport|card|erfass|AU")
"""What every mark holds; looking for it first halves the time."""

_NOISE = re.compile(
    r"(?:bio|avatar|image|img|photo|picture|thumb|social|twitter|follow|desc|about|role|job|function|func|title|date|time"
    r"|email|mail|contact|icon|share|count|other|more)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentaires?|respond|related|recommend\w*|similar|similaires?|sidebar|teasers?|cards?"
    r"|popular|trending|most\w*|newsletter|promo\w*|footer|nav\w*|menu|breadcrumbs?|captions?|credits?|gallery|slider"
    r"|carousel|widget|feed|latest|archives?|playlist|modal|popup)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OUTSIDE = {"aside", "nav", "blockquote", "select", "form"}
_PICTURE = {"figure", "figcaption"}
"""Whoever is named there made the picture, unless linked as the author of the page."""

_AUTHOR_PATH = re.compile(
    r"/(?:auteure?s?|authors?|autor(?:e|es|en|i)?|journalistes?|journalists?|redacteurs?|staff|contributeurs?"
    r"|contributors?|writers?|reporters?|columnists?|skribent|forfatter)[/=][^/]+"
)
_HEADINGS = etree.XPath("//h1 | //h2")
_EMPHASISED = etree.XPath("//p[descendant::strong or descendant::b or descendant::em or descendant::i]")
_MAX_WORDS = 8
"""A longer text with a full stop is a sentence: "Par Jean Jaurès, la rue débouche sur la place."."""

_VISIBLE = etree.XPath("string(/html/body)", smart_strings=False)
_TITLES = etree.XPath(".//*[self::h2 or self::h3 or self::h4][.//a or ancestor::a]")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An element that may hold a byline; `marked` when the page's markup calls it one."""

    element: Any
    marked: bool
    text: str = ""


def signatures(tree: Any, head: Head, own: frozenset[str]) -> list[Name]:
    """The names of the byline nearest to the title, in the order of the page."""
    heading = _heading(tree, head)
    around = set(heading.iterancestors()) if heading is not None else set()
    for candidate in islice(_candidates(tree, heading), _MAX_CANDIDATES):
        if not _is_elsewhere(candidate.element, around) and (signed := _signed(candidate, own)):
            return [*signed, *(name for other in _beside(candidate) for name in _signed(other, own))]
    return []


def signed_paragraph(tree: Any, own: frozenset[str]) -> list[Name]:
    """A name in bold or italics, alone in the first or one of the last two paragraphs of a text.

    Small papers sign so without any markup (2 pages of 108, and no other such paragraph among them).
    """
    for paragraph in _EMPHASISED(tree)[:_MAX_CANDIDATES]:
        line = _text(paragraph, _MAX_LINE)
        if not looks_like_person(line):
            continue
        before = _told(paragraph.itersiblings("p", preceding=True))
        after = _told(paragraph.itersiblings("p"))
        first = before == 0 and str(_VISIBLE(tree)).count(line) == 1  # an interviewee is named again
        if (first or after < 2) and before + after >= _MIN_NEIGHBOURS:
            return list(names(line, own))
    return []


def _told(paragraphs: Iterator[Any]) -> int:
    """How many of these paragraphs say something, as far as it matters."""
    return sum(1 for _ in islice((p for p in islice(paragraphs, 100) if _text(p, 1)), _MIN_NEIGHBOURS))


def _heading(tree: Any, head: Head) -> Any:
    """The heading that holds the page's title, else the first that says something."""
    title = key(head.first("og:title", "twitter:title") or head.title)
    first = None
    for heading in _HEADINGS(tree)[:40]:
        text = key(_text(heading, _MAX_BYLINE))
        if len(text) > 10 and (text in title or (title and title in text)):
            return heading
        if text and first is None and heading.tag == "h1":
            first = heading
    return first


def _candidates(tree: Any, heading: Any) -> Iterator[_Candidate]:
    """Those after the title in the page's order, then those before it backwards (there, marked ones alone)."""
    before: list[_Candidate] = []
    passed = heading is None
    for element in islice(tree.iter(*_TAGS), _MAX_ELEMENTS):
        if element is heading:
            passed = True
        elif passed:
            if found := _marked(element) or _introduced(element):
                yield found
        elif found := _marked(element):
            before.append(found)
    yield from reversed(before)


def _marked(element: Any) -> _Candidate | None:
    get = element.get
    if "author" in (get("rel"), get("itemprop")):
        return _Candidate(element, marked=True)
    marks = get("class") or get("id") or get("data-testid")
    if (
        marks
        and _HINT.search(marks)
        and (mark := _MARK.search(marks))
        and not _NOISE.match(marks, _after_separator(marks, mark.end()))
    ):
        return _Candidate(element, marked=False)
    if element.tag == "a":
        href = get("href")
        if href and _AUTHOR_PATH.search(href):
            return _Candidate(element, marked=False)
    return None


def _after_separator(marks: str, at: int) -> int:
    while at < len(marks) and marks[at] in "_-":
        at += 1
    return at


def _introduced(element: Any) -> _Candidate | None:
    """A text that introduces a name, in an element or after one; the name may be in the next element."""
    for text, whole in ((element.text, element), (element.tail, element.getnext())):
        end = introduced(text) if text and len(text) <= _MAX_BYLINE else -1
        if end < 0:
            continue
        line = text
        if not text[end:].strip(" :\t\r\n\xa0") and whole is not None:
            line = _text(whole, _MAX_LINE) if whole is element else f"{text} {_text(whole, _MAX_LINE)}"
        if len(line) <= _MAX_LINE and not (line.rstrip().endswith(".") and len(line.split()) > _MAX_WORDS):
            return _Candidate(element, marked=False, text=line[introduced(line) :])
    return None


def _is_elsewhere(element: Any, around: set[Any]) -> bool:
    """Whether an element is in a part of the page that is about something else: up to what it shares with the title."""
    for level, ancestor in enumerate((element, *element.iterancestors())):
        if ancestor in around:
            return False
        marks = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        if ancestor.tag in (_OUTSIDE if element.get("rel") == "author" else _OUTSIDE | _PICTURE):
            return True
        if _ELSEWHERE.search(marks):
            return True
        if 0 < level < 5 and len(_text(ancestor, 601)) < 600 and _is_teaser(ancestor, element):
            return True
    return False


def _is_teaser(box: Any, element: Any) -> bool:
    """Whether a small box holds the linked title of another article beside the byline."""
    return any(
        element not in set(title.iterancestors()) and title not in set(element.iterancestors())
        for title in _TITLES(box)[:10]
        if title is not element and len(_text(title, 60)) > _MIN_TITLE
    )


def _signed(candidate: _Candidate, own: frozenset[str]) -> list[Name]:
    element = candidate.element
    if candidate.text:
        value = candidate.text.strip("()（） ")
        found = list(names(value, own))
        return found if found and all(looks_like_person(n.text) for n in found if n.person) else []
    if element.tag == "meta":
        return list(names(element.get("content") or "", own))
    if len(_text(element, _MAX_BYLINE + 1)) > _MAX_BYLINE:
        return []
    if inner := _declared(element):
        return [name for text in inner for name in names(text, own) if len(name.text.split()) < 6]
    pieces = list(dict.fromkeys(piece.strip() for piece in element.itertext() if piece.strip()))
    for value in (" ; ".join(pieces), " ".join(pieces)):
        found = [
            n for n in names(value, own) if not n.person or candidate.marked or looks_like_person(n.text)
        ]
        if found:
            return found
    return []


def _declared(element: Any) -> list[str]:
    """The texts of the innermost parts that are marked as a name, or lead to an author's page."""
    parts = [part for part in islice(element.iter(*_TAGS), 500) if _is_name(part)]
    outer = {id(up) for part in parts for up in part.iterancestors()}
    texts = (part.get("content") or _text(part, _MAX_BYLINE) for part in parts if id(part) not in outer)
    return [text for text in texts if text]


def _is_name(part: Any) -> bool:
    if (
        part.get("itemprop") == "name"
        or part.get("rel") == "author"
        or "fn" in (part.get("class") or "").split()
    ):
        return True
    return part.tag == "a" and _AUTHOR_PATH.search(part.get("href") or "") is not None


def _beside(candidate: _Candidate) -> list[_Candidate]:
    """Bylines side by side, marked alike: several authors, each in a box."""
    element = candidate.element
    marks, up = element.get("class"), element.getparent()
    if candidate.text or not marks or up is None or up.getparent() is None:
        return []
    siblings = [other for other in up.getparent().iter(element.tag) if other.get("class") == marks]
    after = siblings[siblings.index(element) + 1 :][:_MAX_CANDIDATES]
    level = {id(up), *map(id, up.itersiblings())}
    return [_Candidate(other, candidate.marked) for other in after if id(other.getparent()) in level]


def _text(element: Any, limit: int) -> str:
    """The text of an element in one line, a piece repeated once; what is longer is not read to its end."""
    pieces: list[str] = []
    length = 0
    for piece in islice(element.itertext(), 200):
        line = " ".join(piece.split())
        if line and (line not in pieces or not line[0].isalpha()):
            pieces.append(line)
        length += len(line) + 1
        if length > limit:
            break
    return " ".join(pieces)
