"""No-break spaces carried through an extraction that makes all spaces plain.

French typesets them before : ; ? ! » and within numbers: they are part of the text that facts cite.
"""

import re
from typing import Any

from lxml import etree

# Letters of sinologists, which no newspaper prints: extraction drops what is not printable, private use included.
_HELD = {"\xa0": "\ua78f", "\u202f": "\ua78e"}
_FREE = {held: space for space, held in _HELD.items()}
_SPACED = etree.XPath("//*[text()[contains(., '\xa0') or contains(., '\u202f')]]")
_BETWEEN = re.compile(r"(?<=\S)[\xa0\u202f](?=\S)")
_AWAY = re.compile("[\ua78f\ua78e]")


def hold_spaces(tree: Any) -> Any:
    """Put a mark for each no-break space that stands between two characters; in place, returns the tree.

    Others are filling, which extraction rightly drops.
    """
    for element in _SPACED(tree):
        element.text = _held(element.text)
        for child in element:
            child.tail = _held(child.tail)
    return tree


def _held(text: str | None) -> str | None:
    return _BETWEEN.sub(lambda m: _HELD[m[0]], text) if text else text


def free_spaces(text: str) -> str:
    """The no-break spaces back in their places."""
    return _AWAY.sub(lambda m: _FREE[m[0]], text)
