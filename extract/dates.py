"""When an article was published: the rule that answered is kept with the answer."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from lxml import etree

from core.days import PARIS
from core.types import Note, Precision
from extract.head import Head
from extract.jsonld import Node, text_of

_TIMES = etree.XPath("//article//time/@datetime | //main//time/@datetime", smart_strings=False)
_META_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date.issued", "dcterms.created",
    "dc.date", "sailthru.date", "pubdate", "publication_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_FIRST = date(1995, 1, 1)
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
_FRENCH = re.compile(
    r"(?:publié|mis en ligne|posté|paru|le)[\s\w]{0,12}?"
    rf"\s(\d{{1,2}})(?:er)?\s({'|'.join(_MONTHS)})\s(\d{{4}})"
    r"(?:\s*(?:à|,|-)?\s*(\d{1,2})\s*[h:]\s*(\d{2})?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A publication date: midnight UTC of the day when only the day is known."""

    at: datetime
    precision: Precision
    rule: str


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published (None: nobody says so credibly), and the dates that were refused on the way."""

    dated: Dated | None
    notes: tuple[Note, ...] = ()


def published(
    tree: Any,
    head: Head,
    node: Node,
    *,
    url: str,  # noqa: ARG001
    hint: datetime | None,
    seen: datetime,
) -> Published:
    """The first credible date: JSON-LD, meta, visible French date, time element, feed, htmldate."""
    for rule, value in _declared(tree, head, node):
        if dated := credible(value, rule, seen):
            return Published(dated)
    if hint is not None:
        return Published(credible(hint.isoformat(), "feed", seen))
    return Published(_guessed(tree, seen))


def modified(head: Head, node: Node, seen: datetime) -> datetime | None:
    """The declared time of the last change."""
    for value in (text_of(node.get("dateModified")), head.first("article:modified_time", "og:updated_time")):
        if dated := credible(value, "modified", seen):
            return dated.at
    return None


def credible(value: str, rule: str, seen: datetime) -> Dated | None:
    """Parse an ISO date or instant; refuse what lies before the Web or after the page was seen."""
    try:
        at = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    has_time = bool(re.search(r"\d{1,2}:\d{2}", value)) and at.time() != time(0)
    if at.tzinfo is None:
        at = at.replace(tzinfo=PARIS) if has_time else at.replace(tzinfo=UTC)
    if not _FIRST <= at.date() <= (seen + timedelta(days=1)).date():
        return None
    if has_time:
        return Dated(at, Precision.INSTANT, rule)
    return Dated(datetime.combine(at.date(), time(0), UTC), Precision.DAY, rule)


def _declared(tree: Any, head: Head, node: Node) -> list[tuple[str, str]]:
    values = [("json-ld", text_of(node.get("datePublished"))), ("meta", head.first(*_META_NAMES))]
    values.append(("text", _written(tree)))
    values += [("time", value) for value in _TIMES(tree)[:1]]
    return [(rule, value) for rule, value in values if value]


def _written(tree: Any) -> str:
    """Read "Publié le 7 février 2025 à 15h30", as ISO text without offset, from the page's first lines."""
    visible = " ".join(
        " ".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")[:400]).split()
    )
    match = re.search(r"(?:publié|mis en ligne|posté|paru)\b", visible, re.IGNORECASE)
    found = _FRENCH.search(visible, match.start()) if match else None
    if found is None or match is None or found.start() - match.start() > 40:
        return ""
    day, month, year, hour, minute = found.groups()
    iso = f"{year}-{_MONTHS.index(month.lower()) + 1:02}-{int(day):02}"
    return f"{iso}T{int(hour):02}:{int(minute or 0):02}:00" if hour else iso


def _guessed(tree: Any, seen: datetime) -> Dated | None:
    """The extensive search of htmldate, the last resort."""
    from htmldate import find_date

    latest = seen.date().isoformat()
    value = find_date(
        tree, extensive_search=True, original_date=True, outputformat="%Y-%m-%d", max_date=latest
    )
    return credible(value, "htmldate", seen) if value else None
