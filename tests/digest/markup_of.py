"""What markup is made of, for tests that compare what hostile words leave with what plain words do."""

import re

import lxml.html

Shape = set[tuple[str, tuple[str, ...]]]


def shape(html: str) -> Shape:
    """Every kind of element, with the names of its attributes; comments (Outlook's) by their words."""
    found: Shape = set()
    for node in lxml.html.document_fromstring(html.encode(), parser=_parser()).iter():
        name = node.tag if isinstance(node.tag, str) else f"comment {node.text}"
        found.add((name, tuple(sorted(node.attrib)) if isinstance(node.tag, str) else ()))
    return found


def addresses(html: str) -> set[str]:
    """All that a browser might ask for or a reader open: attributes that hold addresses."""
    tree = lxml.html.document_fromstring(html.encode(), parser=_parser())
    return set(tree.xpath("//@href | //@src | //@action | //@srcset | //@background | //@data | //@poster"))


def outside(html: str) -> list[str]:
    """What style sheets ask for."""
    return re.findall(r"@import[^;]*|url\([^)]*\)", html)


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8")
