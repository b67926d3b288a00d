"""`/.well-known/tdmrep.json`: what a site reserves from text and data mining, before any page is asked.

W3C TDM Reservation Protocol, final report of May 2024: an array of {"location", "tdm-reservation"} where a
location is a path pattern like those of robots.txt (`*`, final `$`).
"""

import json
from urllib.parse import urlsplit

Rules = tuple[tuple[str, bool], ...]
PATH = "/.well-known/tdmrep.json"
MAX_BYTES = 512 * 1024
_MAX_RULES = 5000


def read_rules(body: bytes) -> Rules:
    """(location, reserved) in the file's order; raises ValueError when it is no such file."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError("not JSON") from error
    if not isinstance(value, list):
        raise ValueError("not an array")  # noqa: TRY004  a wrong file, not a wrong type
    items = (item for item in value[:_MAX_RULES] if isinstance(item, dict))
    return tuple(
        (item["location"], _is_one(item.get("tdm-reservation")))
        for item in items
        if isinstance(item.get("location"), str)
    )


def reserves(rules: Rules, url: str) -> bool:
    """Whether the rules reserve this address.

    Readers disagree on which of two matching rules counts, the first or the longest: the publisher gets
    the benefit of the doubt.
    """
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    matching = [(location, reserved) for location, reserved in rules if _matches(location, path)]
    if not matching:
        return False
    return matching[0][1] or max(matching, key=lambda rule: len(rule[0]))[1]


def _is_one(value: object) -> bool:
    return value in (1, "1") and value is not True


def _matches(location: str, path: str) -> bool:
    """Piece by piece from the left: a regular expression made of a stranger's stars could take for ever."""
    whole = location.endswith("$")
    first, *others = location.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if whole and not others:
        return path == first
    at = len(first)
    for piece in others[:-1] if whole else others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not whole or (path.endswith(others[-1]) and len(path) - len(others[-1]) >= at)
