"""Gatherings told by a verb: "deux cents habitants ont manifesté samedi"; the day stands beside it."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from nlp.events.days import DAY, Link, days
from nlp.events.heads import Named
from nlp.findings import Findings
from nlp.text import sentence
from nlp.wordlists import either, table

_MADE = r"(?:a|ont|avait|avaient) (?:de nouveau )?"
_MET = r"(?:s est|se sont|s etait|s etaient) (?:de nouveau )?"
_GAP = re.compile(r"(?: a nouveau| en nombre| en silence)?,? ?(?:le |ce )?$")
_PART = re.compile(r" (?:matin|midi|soir|apres midi)\b")

_AGAINST = re.compile(
    r"[ \u00a0](?:contre|pour) l(?:es? |a |[’'])[\w’'-]{2,30}(?: (?:d(?:e|u|es|e la) |d[’'])?[\w’'-]{3,20})?"
)


def _verbs() -> dict[str, str]:
    """Stems of verbs and what each makes, as "manifest" and "manifestation"."""
    found: dict[str, str] = table("events.toml")["acts"]
    return found


_STEMS = either(_verbs())
_ACT = re.compile(
    rf"\b(?:(?:{_MADE}|{_MET})(?P<did>{_STEMS})(?:e|es|ee|ees)?"
    rf"|(?:se )?(?P<will>{_STEMS})(?:era|eront|aient|ait))\b"
)


def acts(found: Findings) -> Iterator[Link]:
    """Every such act that has its day behind it."""
    if not any(stem in found.low for stem in _verbs()):
        return
    dates = days(found)
    starts = [d.start for d in dates]
    for m in _ACT.finditer(found.low) if dates else ():
        at = bisect_left(starts, m.end())
        d = dates[at] if at < len(dates) else None
        if d is None or not DAY.match(d.first) or not _GAP.match(found.low[m.end() : d.start]):
            continue
        part = _PART.match(found.low, d.end)
        end = part.end() if part else d.end
        against = _AGAINST.match(found.text, end)
        kind = _verbs()[m["did"] or m["will"]] + (against.group() if against else "")
        name = Named(m.start(), end, kind, 2, m.start())
        yield Link(name, d, 7.0, "act", sentence(found.plain, m.start(), end))
