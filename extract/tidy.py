"""A line of text as it is kept: NFC, nothing invisible, single spaces; no-break spaces as the press sets them."""

import re
import unicodedata

from extract.spaces import free_spaces

# C0 and C1 controls, soft hyphen, zero-width and bidirectional marks, byte-order mark, surrogates, non-characters
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_SPACES = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")


def tidy(line: str) -> str:
    """One line, without the bullets that extraction puts before list items."""
    if not line.isascii():
        line = free_spaces(line)
        line = _INVISIBLE.sub("", unicodedata.normalize("NFC", line))
    elif not line.isprintable():
        line = _INVISIBLE.sub("", line)
    return _SPACES.sub(" ", line).strip(" -•|")
