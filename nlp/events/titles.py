"""What an event is called in a list: its name without the article, an edition's number, or the next one's."""

import re

from nlp.events.days import Link
from nlp.findings import Findings

_ARTICLE = (
    "le|la|les|un|une|du|des|au|aux|ce|cet|cette|ces|son|sa|ses|leurs?|notre|nos|de la|à la|de|d[’']une?"
)
_RANK = (
    r"prochaine?s?|derni(?:er|ère)s?|premi(?:er|ère)s?|deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|"
    r"dixième|\d+(?:e|ème|er|re)"
)
_LEAD = re.compile(
    rf"^(?:(?:de l|à l|l|d)[’' ]|(?:{_ARTICLE}) )?(?:(?:{_RANK}) (?:édition (?:du |de la |des |de l[’'])?)?)?",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")


def title(found: Findings, link: Link) -> str:
    """At most 120 characters, on one line."""
    if link.rule in {"poll", "opening", "great", "act"}:
        return _SPACES.sub(" ", link.name.head)
    name = link.called or link.name
    lead = _LEAD.match(found.text[name.start : name.end])
    # not into the head itself: "la première pierre"
    start = min(name.start + (lead.end() if lead else 0), name.at)
    return _SPACES.sub(" ", found.text[start : name.end])[:120]
