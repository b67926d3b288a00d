"""Words from anywhere as one line of text: what a header, a list or a title can hold."""

import unicodedata

LONGEST = 200
_JOINERS = frozenset("\u200c\u200d")  # emoji and some scripts are written with them
_NO_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def one_line(words: str, most: int = LONGEST) -> str:
    """One line without controls, line separators and marks that turn the direction of writing, cut with an ellipsis.

    No-break spaces stay.
    """
    kept = "".join(
        c if c in _JOINERS or unicodedata.category(c) not in _NO_TEXT else " " for c in words[: 4 * most]
    )
    line = " ".join(part for part in kept.split(" ") if part)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
