"""Clauses of one sentence that each have their own town and verb: "Mâcon a un chatbot, Vitré en teste un"."""

import itertools
import re
from collections.abc import Sequence

from core.types import Span
from nlp.findings import Findings
from nlp.initiatives.acts import Action

_JOINT = re.compile(
    r"(?:,? (?:et|mais|tandis qu?e?|alors qu?e?|quand|puis)|,) "
    r"(?P<own>(?:a |la ville de |la mairie de |la commune de |la |le |les |l )?)$"
)
_JOINT_SIZE = 36
_VERB = 14
"""Characters between a town and the verb that it is the subject of, where another clause begins with it."""
_FIRST = 160
"""Characters between the towns of two such clauses."""


def clauses(found: Findings, acts: Sequence[Action]) -> list[Span]:
    """The joints of a text behind which a town does something else than the one before: from where to where."""
    towns = sorted((m.start, m.end) for m in found.communes)
    starts = sorted(a.start for a in acts)
    out: list[Span] = []
    past, verb = -_FIRST, 0  # the end of the last town with a verb of its own behind it
    for (start, end), after in itertools.pairwise([*towns, (len(found.text), 0)]):
        while verb < len(starts) and starts[verb] < end:
            verb += 1
        does = verb < len(starts) and starts[verb] < after[0]
        near = does and starts[verb] - end <= _VERB
        left = max(0, start - _JOINT_SIZE)
        joint = _JOINT.search(found.low, left, start) if near and start - past <= _FIRST else None
        if joint and not re.search(r"[.!?\n]", found.text[past:start]):
            out.append((joint.start(), joint.start("own")))
        if does:
            past = end
    return out
