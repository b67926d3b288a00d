"""The letter as Markdown (CommonMark): what others write is text, whatever marks it holds."""

import re
from collections.abc import Iterable, Iterator

from digest.french import spaced
from digest.letter import Item, Letter, Section
from digest.render import spans, words
from digest.render.clean import cleaned
from digest.render.frame import BARE, Frame
from digest.render.spans import Line, Span

_MARKS = re.compile(
    r"[\\`*_\[\]<>#|~&]"  # what may mean something anywhere
    r"|^[-+=]|^\d{1,9}(?=[.)])|!$"  # at the start of a paragraph; before a link
    r"|(?<=[a-z]):(?=//)|(?<=www)\.|@",  # what turns bare addresses into links
    re.IGNORECASE,
)


def markdown(letter: Letter, frame: Frame = BARE) -> str:
    """The letter, a paragraph a line."""
    paragraphs = (
        part.strip(" ") for part in _paragraphs(cleaned(letter), frame)
    )  # four blanks would be code
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _paragraphs(letter: Letter, frame: Frame) -> Iterator[str]:
    yield f"**{_text(words.DRAFT)}**" if frame.draft else ""
    yield f"**{_text(words.rectified(frame.rectified))}**" if frame.rectified else ""
    yield f"# {_text(letter.title)}"
    yield _text(words.when(letter))
    yield _said((Span("Lire sur le web", frame.web),)) if frame.web else ""
    yield f"## {words.erratum_title(frame)}" if letter.erratum else ""
    yield from map(_said, spans.errata(letter))
    yield from _part(words.EDITORIAL, letter.editorial.splitlines())
    yield _text(words.empty(letter, frame))
    for section, title in words.TITLES.items():
        if section is Section.BRIEFS:
            yield from _part(words.UNUSUAL, letter.unusual)
        items = letter.of(section)
        yield f"## {title}" if items else ""
        for item in items:
            yield from _item(item)
    missing = words.gaps(letter.gaps)
    yield from (f"## {words.GAPS}", "\n".join(f"- {_said(line)}" for line in missing)) if missing else ()
    yield "---"
    yield from map(_text, words.foot(letter, frame))


def _item(item: Item) -> Iterator[str]:
    headed = item.section in {Section.STORIES, Section.INITIATIVES}
    dated = spans.date_and_place(item)
    quote = f"> {_text(words.guillemets(item.quote))}" if item.quote else ""
    yield quote if item.section is Section.QUOTES else ""
    lead = f"**{_text(dated)}** – " if dated else ""
    yield ("### " if headed else "") + lead + _said(spans.heading(item))
    yield _said(spans.sentence(item))
    yield from (f"**{_text(news)}**" for news in item.news)
    yield _text(item.extract)
    yield "" if item.section is Section.QUOTES else quote
    yield from map(_text, item.comment.splitlines())
    yield " · ".join(_said(spans.telling(told)) for told in item.tellings)


def _part(title: str, paragraphs: Iterable[str]) -> Iterator[str]:
    shown = [_text(part) for part in paragraphs if part]
    yield from (f"## {title}", *shown) if shown else ()


def _said(line: Line) -> str:
    return "".join(
        f"[{_text(span.text)}](<{span.url}>)" if span.url and span.text.strip() else _text(span.text)
        for span in line
    )


def _text(text: str) -> str:
    return _MARKS.sub(lambda found: found[0] + "\\" if found[0].isdigit() else "\\" + found[0], spaced(text))
