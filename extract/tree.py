"""Text to one lxml tree: the only parse of a page."""

from typing import NamedTuple

from lxml import etree, html

MAX_CHARS = 2 * 1024 * 1024
"""Larger markup is no article: the largest of 108 real pages has 1.1 million characters once slimmed, and
5 million take 6 s to extract."""

MAX_ELEMENTS = 20_000
"""More of them are no article either (the largest of 108 real pages has 2,791), and extraction takes time with their
square: 50,000 paragraphs of one word 10 s, 20,000 not two."""

MAX_DEPTH_ERROR = etree.ErrorTypes.ERR_RESOURCE_LIMIT

_COUNT = etree.XPath("count(//*)")
_CONTROL = bytes([*range(9), 11, 12, *range(14, 32), 127])


class Parsed(NamedTuple):
    """The tree, or None and the reason why there is none (empty, too_large, too_deep, too_complex), with figures."""

    tree: html.HtmlElement | None
    reason: str = ""
    detail: str = ""


def parse(text: str) -> Parsed:
    """The page's tree. Entities and network are never resolved.

    `huge_tree` lets elements nest 2,048 deep instead of 256, which pages with unclosed tags need; what is deeper
    still would be lost without a word, so it is a reason.
    """
    if len(text) > MAX_CHARS:
        return Parsed(None, "too_large", f"{len(text)} caractères utiles, limite {MAX_CHARS}")
    data = text.encode("utf-8", "ignore").translate(None, _CONTROL)  # lone surrogates have no bytes to be
    if not data.strip():
        return Parsed(None, "empty")
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, ValueError):
        return Parsed(None, "empty")
    if any(entry.type == MAX_DEPTH_ERROR for entry in parser.error_log):
        return Parsed(None, "too_deep", "plus de 2048 éléments emboîtés")
    if (elements := int(_COUNT(tree))) > MAX_ELEMENTS:
        return Parsed(None, "too_complex", f"{elements} éléments, limite {MAX_ELEMENTS}")
    return Parsed(tree)
