"""Lines that are another article's title: "LIRE AUSSI : ..."."""

from collections.abc import Iterator

from core.types import Span

_MARGIN = 4
_ELSEWHERE = (
    "lire aussi",
    "lire egalement",
    "a relire",
    "voir aussi",
    "sur le meme sujet",
    "sur le meme theme",
)


def elsewhere(low: str) -> Iterator[Span]:
    """Lines that announce other articles: they begin with such words."""
    for words in _ELSEWHERE:
        at = low.find(words)
        while at >= 0:
            start = low.rfind("\n", 0, at) + 1
            end = low.find("\n", at)
            end = len(low) if end < 0 else end
            if at - start <= _MARGIN:
                yield start, end
            at = low.find(words, end)
