"""Where a page of the API begins, in an address: a key as JSON, in letters that addresses hold."""

import base64
import binascii
import json
from typing import Any

from core.errors import InputError

_LONGEST = 250
"""Letters of an id, or of the key of a person, at most."""
_BIGGEST = 2**53


def written(key: tuple[Any, ...] | None) -> str:
    """The cursor of a key, "" at the end."""
    if key is None:
        return ""
    said = json.dumps(key, separators=(",", ":"), default=str).encode()
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


def read(cursor: str, *kinds: type) -> tuple[Any, ...] | None:
    """The key of a cursor, of these types; None for none. InputError for what is no cursor of this list."""
    if not cursor:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(found, list) or len(found) != len(kinds) or not all(map(_is, found, kinds)):
        raise _unreadable()
    return tuple(found)


def _is(value: Any, kind: type) -> bool:
    if isinstance(value, str) and not (len(value) <= _LONGEST and _is_text(value)):
        return False
    return type(value) is kind and not (isinstance(value, int) and abs(value) > _BIGGEST)


def _is_text(value: str) -> bool:
    """JSON can hold half a surrogate pair, which no program after this one takes for text."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in value


def _unreadable() -> InputError:
    return InputError("curseur illisible", "Suivez « next » de la réponse précédente, sans le changer.")
