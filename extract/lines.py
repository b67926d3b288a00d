"""The visible text of a page line by line, as a reader would see it: enough for bylines, not for the body."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from extract.head import clean

MAX_LINES, MAX_ELEMENTS = 1500, 20_000

_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "head", "select", "button", "form"}
)
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "cite", "em", "font", "i", "label", "mark", "small", "span", "strong", "sup", "sub",
    "time", "u", "wbr", "img", "strike", "s", "code", "q", "big",
})  # fmt: skip


def lines_of(tree: Any, heading: Any | None) -> Iterator[tuple[str, bool]]:
    """(line, whether it comes after the heading) for each visible line; all come after a heading that is None."""
    parts: list[str] = []
    after, count = heading is None, 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    for elements, (event, element) in enumerate(walk):
        if count >= MAX_LINES or elements >= 2 * MAX_ELEMENTS:
            return
        starts = event == "start"
        if element.tag not in _INLINE:
            if line := clean(" ".join(parts)):
                count += 1
                yield line, after
            parts.clear()
        if starts and element.tag in _UNSEEN:
            walk.skip_subtree()
        elif starts and element.text:
            parts.append(element.text)
        if not starts:
            after = after or element is heading
            if element.tail:
                parts.append(element.tail)
