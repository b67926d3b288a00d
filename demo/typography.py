"""French typography, applied to plainly typed text: the data files stay easy to write and to diff."""

import re

NBSP = "\u00a0"
# U+00A0 and not the narrow U+202F: it is what newsroom systems write, and windows-1252 has no narrow one.
_BEFORE = re.compile(r" (?=[:;!?»%€])")
_AFTER = re.compile(r"(?<=«) ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def set_type(text: str, curly: bool) -> str:
    """Text with its no-break spaces and, when `curly`, typographic apostrophes."""
    for pattern in (_BEFORE, _AFTER, _THOUSANDS):
        text = pattern.sub(NBSP, text)
    return text.replace("'", "\u2019") if curly else text
