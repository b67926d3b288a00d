"""What vouches for a name of which nobody has heard: a role or a verb of speech right beside it."""

import re
from collections.abc import Sequence

from core.types import Span
from nlp.civility import FOLDED_SHORT
from nlp.findings import Findings
from nlp.persons.role_words import Phrase
from nlp.persons.vocabulary import vocabulary
from nlp.wordlists import either

_ROLE_AFTER = re.compile(r"(?: \([^()\n]{1,40}\))?, ")
_ROLE_BEFORE = re.compile(rf"(?:, | )(?:{FOLDED_SHORT} )?$")
_SAYS = re.compile(rf"\b{either(vocabulary('says'))} $")
_VAGUE = frozenset(["same", "other", "reelected"])


class Beside:
    """Whether a run of capitals stands right beside a role's words or a verb of speech."""

    def __init__(self, found: Findings, said: Sequence[Phrase]) -> None:
        self._low = found.low
        roles = [p for p in said if p.family not in _VAGUE]
        self._starts, self._ends = {p.start for p in roles}, {p.end for p in roles}

    def has(self, span: Span) -> bool:
        """Whether one stands beside a span."""
        low = self._low
        after = _ROLE_AFTER.match(low[span[1] : span[1] + 50])
        if after and span[1] + after.end() in self._starts:
            return True
        before = _ROLE_BEFORE.search(low[max(0, span[0] - 8) : span[0]])
        if before and span[0] - len(before.group()) in self._ends:
            return True
        return _SAYS.search(low, max(0, span[0] - 14), span[0]) is not None
