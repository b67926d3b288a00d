"""The same event on several days in several towns: "le 10 mars à Dole et le 12 à Tavaux" are two."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from nlp.events.days import Link, days
from nlp.findings import Findings

_THEN = re.compile(
    r" (?:a|au|aux|en|dans|sur|chez) [^.;:!?\n«»]{2,60}?(?:,| et|, et| puis|, puis) (?:le |l )?$"
)
_REACH = 64
_STOPS = 8
"""More days than that are a timetable."""


def toured(found: Findings, links: Iterable[Link]) -> Iterator[Link]:
    """Each link, and one more for each day behind its own that has a place of its own."""
    dates = days(found)
    starts = [d.start for d in dates]
    for link in links:
        if link.date.start < link.name.start or link.rule not in {"beside", "takes-place", "place-between"}:
            yield link
            continue
        stops = [link.date]
        for d in dates[bisect_right(starts, link.date.start) :][:_STOPS]:
            gap = found.low[stops[-1].end : d.start]
            if len(d.first) != 10 or len(gap) > _REACH or not _THEN.match(gap):
                break
            stops.append(d)
        ends = [d.start for d in stops[1:]] + [link.around[1]]
        for d, end in zip(stops, ends, strict=True):
            near = (d.start, end) if len(stops) > 1 else None
            yield link._replace(date=d, near=near, beside=link.beside and len(stops) == 1)
