"""Words in the papers of a release: lists that end, text from the net, JSON."""

import json
from typing import Any

from store.exporting.papers import many

_SHOWN = 50


def listed(lines: list[str]) -> str:
    """The lines of a Markdown list, the first ones if there are many."""
    if not lines:
        return "Aucune."
    more = [f"- … et {many(len(lines) - _SHOWN, 'autre')}"] if len(lines) > _SHOWN else []
    return "\n".join([*lines[:_SHOWN], *more])


def plain(text: str | None) -> str:
    """Words from the net in a Markdown line: no markup of theirs."""
    words = " ".join((text or "?").split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in words)


def as_text(value: Any) -> str:
    """JSON for people, too."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
