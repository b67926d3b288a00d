"""The letter as text: 72 columns, each address whole on a line of its own."""

import textwrap
from collections.abc import Iterable, Iterator

from digest.french import spaced
from digest.letter import Item, Letter, Section
from digest.render import spans, words
from digest.render.clean import cleaned
from digest.render.frame import BARE, Frame
from digest.render.spans import Line

COLUMNS = 72


def text(letter: Letter, frame: Frame = BARE) -> str:
    """The text part of a mail, every line ended."""
    return "\n".join(_lines(cleaned(letter), frame)) + "\n"


def _lines(letter: Letter, frame: Frame) -> Iterator[str]:
    yield from _wrapped(words.DRAFT) if frame.draft else ()
    yield from _wrapped(letter.title.upper())
    yield from _wrapped(words.when(letter))
    yield from _linked("Sur le web :", frame.web)
    yield from _errata(letter, frame)
    yield from _part(words.EDITORIAL, letter.editorial.splitlines())
    yield from ("", *_wrapped(nothing)) if (nothing := words.empty(letter, frame)) else ()
    for section, title in words.TITLES.items():
        if section is Section.BRIEFS:
            yield from _part(words.UNUSUAL, letter.unusual)
        yield from _section(title, letter.of(section))
    yield from _gaps(letter)
    yield from ("", "-" * COLUMNS)
    for part in words.foot(letter, frame):
        yield from _wrapped(part)
    yield from _linked("Se désabonner :", frame.unsubscribe)


def _errata(letter: Letter, frame: Frame) -> Iterator[str]:
    yield from _title(words.erratum_title(frame)) if letter.erratum else ()
    for line in letter.erratum:
        yield from _wrapped(line)
        yield from _linked("", letter.proofs.get(line, ""))


def _section(title: str, items: tuple[Item, ...]) -> Iterator[str]:
    yield from _title(title) if items else ()
    for number, item in enumerate(items):
        yield from ("",) * bool(number)
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    dated = spans.date_and_place(item)
    lead = [dated + " – "] * bool(dated)
    quote = [words.guillemets(item.quote)] * bool(item.quote)
    first = quote if item.section is Section.QUOTES else []
    last = [] if first else quote
    yield from _bullets((*first, "".join(lead) + _said(spans.heading(item)), _said(spans.sentence(item))))
    for part in (*item.news, item.extract, *last, *item.comment.splitlines()):
        yield from _wrapped(part, "  ")
    yield from _tellings(item)


def _tellings(item: Item) -> Iterator[str]:
    """Who tells it, each with its address; then the addresses of claims that none of them has."""
    for told in item.tellings:
        yield from _wrapped(_said(spans.telling(told)), "  ")
        yield from _linked("", told.url)
    known = {told.url for told in item.tellings}
    said = (*spans.heading(item), *spans.sentence(item))
    for url in dict.fromkeys(span.url for span in said if span.url not in known):
        yield from _linked("", url)


def _gaps(letter: Letter) -> Iterator[str]:
    lines = words.gaps(letter.gaps, words.BRIEFLY)
    yield from _title(words.GAPS) if lines else ()
    for line in lines:
        yield from _bullets((_said(line),))
        for span in line:
            yield from _linked("", span.url)


def _bullets(parts: Iterable[str]) -> Iterator[str]:
    """Paragraphs of one entry: the first with a mark, the others under it."""
    for number, part in enumerate(filter(None, parts)):
        yield from _wrapped(part, "  ", first="* " if number == 0 else "  ")


def _part(title: str, paragraphs: Iterable[str]) -> Iterator[str]:
    shown = [line for part in paragraphs for line in _wrapped(part)]
    yield from (*_title(title), *shown) if shown else ()


def _title(title: str) -> tuple[str, ...]:
    return ("", title.upper(), "=" * len(title), "")


def _linked(lead: str, url: str) -> Iterator[str]:
    if url:
        yield from (lead,) * bool(lead)
        yield f"  <{url}>"


def _wrapped(part: str, rest: str = "", first: str | None = None) -> list[str]:
    """Lines of at most COLUMNS; only a word longer than a line is cut."""
    lead = rest if first is None else first
    return textwrap.wrap(
        spaced(part), COLUMNS, initial_indent=lead, subsequent_indent=rest, break_on_hyphens=False
    )


def _said(line: Line) -> str:
    return "".join(span.text for span in line)
