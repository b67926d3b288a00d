"""Whether the archive holds what the state points at: the pages of captures, and of the articles they became."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.ids import canonical_url
from state import captures as captured
from state import pages
from state.open import State
from state.pages import Pointed

_GZIP = b"\x1f\x8b"
"""Each record is a gzip member of its own."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Captures that point at nothing, with their addresses, and articles that no page in the archive stands for.

    A page that was taken out on request is not lost.
    """

    captures: tuple[int, ...]
    urls: tuple[str, ...]
    articles: tuple[str, ...]


def lost(state: State, archive: Path, articles: Collection[str]) -> Lost:
    """What is lost of the captures, and of these articles."""
    captures, urls, held = [], [], set()
    for segment, lines in pages.pointed(state).items():
        gone = set(_gone(archive / segment, lines))
        captures += [line.capture_id for line in lines if line in gone]
        urls += [line.url for line in lines if line in gone]
        held |= {canonical_url(line.url) for line in lines if line not in gone}
    held |= {canonical_url(url) for url, _ in captured.withdrawn(state)}
    # What is only listed (its page is reserved, or was never read) left no page to lose.
    standing = {page.article_id for page in pages.articles(state) if page.url in held or not page.read}
    return Lost(tuple(captures), tuple(urls), tuple(sorted(set(articles) - standing)))


def _gone(segment: Path, lines: list[Pointed]) -> Iterator[Pointed]:
    """Those of a segment's captures at whose offset no record begins."""
    try:
        file = segment.open("rb")
    except OSError:
        yield from lines
        return
    with file:
        for line in lines:
            file.seek(line.offset)
            if file.read(len(_GZIP)) != _GZIP:
                yield line
