"""The title of an article, without the name of its site."""

import re
from typing import Any

from extract.head import Head, clean
from extract.jsonld import Node, text_of

_SUFFIX = re.compile(r"\s[|\-–—•·:»]\s")


def title(tree: Any, head: Head, node: Node, site_name: str) -> str:  # noqa: ARG001
    """The article's title without the site's name; empty when the page has none."""
    candidates = [
        clean(text_of(node.get("headline"))),
        head.first("og:title", "twitter:title"),
        *head.headings[:1],
        head.title,
    ]
    chosen = next((c for c in candidates if c), "")
    return without_suffix(chosen, site_name, head.headings)


def without_suffix(text: str, site_name: str, headings: tuple[str, ...] = ()) -> str:
    """Drop " - Smart City Mag": a tail that is the site's name, or what the visible heading leaves out."""
    cuts = list(_SUFFIX.finditer(text))
    for cut in cuts:
        head, tail = text[: cut.start()].strip(), text[cut.end() :].strip()
        if head in headings or _same(tail, site_name):
            return head
    return text


def _same(one: str, other: str) -> bool:
    return bool(other) and _bare(one) == _bare(other)


def _bare(name: str) -> str:
    """Letters and digits alone, without the domain's ending: "Actu.fr" and "actu" are one."""
    return re.sub(r"[\W_]+|fr$|com$", "", name.casefold())
