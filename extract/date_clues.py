"""Where a page says when it was published: declared in its head, shown beside its title, or in its address."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from lxml import etree

from extract import french_dates, instants
from extract.french_dates import Written
from extract.head import Head, clean
from extract.headings import own
from extract.instants import Moment
from extract.jsonld import Node, text_of
from extract.lines import lines_of

META_NAMES = (
    "article:published_time", "og:article:published_time", "http://ogp.me/ns/article#published_time",
    "og:published_time", "article:published", "published_time", "datepublished", "rnews:datepublished",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "publicationdate", "published_at", "published",
    "date", "sailthru.date", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "dc:date",
    "citation_online_date", "citation_publication_date", "citation_date", "bepress_citation_date",
    "prism.publicationdate", "date.available", "dc.date.created", "dcterms.created", "date.created",
)  # fmt: skip
"""Explicit names first; "date" before Dublin Core, whose `issued` is often the last change (two of 86 pages)."""

MODIFIED_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "date.modified",
)

_DAY_PATHS = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d\d?)/(?P<day>\d\d?)(?=[/-]|$)"),
    re.compile(r"(?<![\d])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)"),
    re.compile(r"(?<=[/_-])(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[/_.-]|$)"),
)
_BESIDE = re.compile(
    r"comment|related|aside|sidebar|widget|\bnav|teaser|recommend|similar|latest|most-|last-|dernier|"
    r"breaking|ticker|carousel|agenda|suggest|also|next|prev",
    re.IGNORECASE,
)
_BESIDE_TAGS = frozenset({"aside", "nav"})
_PUBLISHED_CLASS = re.compile(r"publi(?!c\b|cit)|entry-date|post-?date|posted|date-?crea", re.IGNORECASE)
_CHANGED_CLASS = re.compile(r"updat|modif|maj\b|mise-?a-?jour", re.IGNORECASE)
_DATED = etree.XPath(
    "//*[contains(@class,'date') or contains(@class,'Date') or contains(@class,'publi') or contains(@class,'Publi')"
    " or contains(@class,'meta') or contains(@class,'posted') or contains(@class,'byline')"
    " or contains(@class,'info') or contains(@class,'auteur') or contains(@class,'author') or contains(@id,'date')]"
)
_SENTENCE = 90
_AFTER, _BEFORE, _FAR = 25, 6, 400
"""Lines after and before the title where a byline stands."""

_MAX_DATED, _MAX_TIMES, _MAX_CLIMB = 60, 40, 60
_LINKED_DATE = 60
"""A link around more than a date is a teaser; WordPress links the date alone to the article itself."""

_ENGLISH_DATE = 30
_BYLINE = 140
"""Longer lines are sentences: "un décret publié le 3 mars 2024 ..." is no byline."""


class Clue(NamedTuple):
    """A date as found: `text` is to be parsed when there is no `moment`."""

    rule: str
    text: str
    moment: Moment | None = None


def declared(head: Head, node: Node, items: Node, others: tuple[Node, ...] = ()) -> Iterator[Clue]:
    """What the page states for machines: JSON-LD, meta, microdata, then JSON-LD of the page around the article."""
    yield Clue("json-ld", text_of(node.get("datePublished")))
    yield Clue("meta", head.first(*META_NAMES))
    yield Clue("microdata", text_of(items.get("datePublished")))
    for other in others[:50]:
        if other is not node and str(other.get("@type")).endswith("Page"):
            yield Clue("json-ld", text_of(other.get("datePublished")))


class Sight:
    """A page as its readers see it: the title, and the lines around it, which are read once and only if asked for."""

    def __init__(self, tree: Any, head: Head) -> None:
        self.tree = tree
        self.heading = own(tree, head)

    @cached_property
    def around(self) -> tuple[list[str], list[str]]:
        """Lines before the heading, nearest first, and lines after it."""
        return _around(self.tree, self.heading)


def shown(sight: Sight, head: Head) -> Iterator[Clue]:
    """What readers see: a time element near the title, or a line there that says "Publié le"."""
    if found := _time_near(sight.heading):
        yield found
    if head.lang != "en":
        before, after = sight.around
        for line in (*after[:_AFTER], *before[:_BEFORE]):
            if len(line) <= _BYLINE and (moment := french_dates.published(line)):
                yield Clue("text", line, moment)


def hinted(sight: Sight, head: Head, node: Node, items: Node) -> Iterator[Clue]:
    """Dates that stand where one is expected, and do not say what of: weaker than an address or a feed."""
    tree = sight.tree
    if head.lang != "en":  # 03/04 in English is March or April
        yield from _in_lines(sight)
        for element in _DATED(tree)[:_MAX_DATED]:
            text = (
                clean(element.text_content()) if len(element) < 20 and not _is_beside(element, None) else ""
            )
            moment = french_dates.published(text[:_BYLINE]) or french_dates.alone(text)
            if moment:
                yield Clue("text", text, moment)
    for element, _ in zip(tree.iter("time"), range(_MAX_TIMES), strict=False):
        if not _is_beside(element, None) and (found := _time(element)):
            yield found
    for key in ("dateCreated", "uploadDate"):
        yield Clue("json-ld", text_of(node.get(key)))
        yield Clue("microdata", text_of(items.get(key)))


def _in_lines(sight: Sight) -> Iterator[Clue]:
    """Bare dates near the title; then labelled ones under the text, where other articles are announced too."""
    before, after = sight.around
    for line in (*after[:_AFTER], *before[:_BEFORE]):
        if len(line) <= _BYLINE and (moment := french_dates.alone(line, spare=30)):
            yield Clue("text", line, moment)
        elif len(line) <= _ENGLISH_DATE and (clue := _english("text", line)):
            yield clue
    for line in after[_AFTER:_FAR]:
        if len(line) <= _BYLINE and (moment := french_dates.published(line)):
            yield Clue("text", line, moment)


def address(url: str) -> Clue | None:
    """The day in an address: /2025/02/07/, /2025-02-07-titre, -20250207."""
    path = url.partition("?")[0][:2000]
    for pattern in _DAY_PATHS:
        for found in pattern.finditer(path):
            try:
                moment = instants.moment(
                    int(found["year"]), int(found["month"]), int(found["day"]), None, None
                )
            except instants.Impossible:
                continue
            return Clue("url", found[0], moment)
    return None


def changed(head: Head, node: Node, items: Node) -> Iterator[Clue]:
    """Declared dates of the last change."""
    yield Clue("json-ld", text_of(node.get("dateModified")))
    yield Clue("meta", head.first(*MODIFIED_NAMES))
    yield Clue("microdata", text_of(items.get("dateModified")))


def _time_near(heading: Any | None) -> Clue | None:
    """The time element closest to the title: in the smallest container that has both."""
    if heading is None:
        return None
    tried: set[Any] = set()
    for climbed, ancestor in enumerate(heading.iterancestors()):
        if ancestor.tag in {"body", "html"} or climbed > _MAX_CLIMB or len(tried) > _MAX_TIMES:
            break
        found = [e for e, _ in zip(ancestor.iter("time"), range(_MAX_TIMES), strict=False) if e not in tried]
        tried.update(found)
        clues = [
            (e, c) for e in found if not (_is_beside(e, ancestor) or _is_in_sentence(e)) and (c := _time(e))
        ]
        if clues:
            marked = (
                c for e, c in clues if e.get("pubdate") is not None or _PUBLISHED_CLASS.search(_marks(e))
            )
            return next(marked, clues[0][1])
    return None


def _is_in_sentence(element: Any) -> bool:
    """Whether a date stands in a paragraph that speaks of more than it."""
    paragraph = next(element.iterancestors("p", "li"), None)
    if paragraph is None:
        return False
    return len(paragraph.text_content()) - len(element.text_content()) > _SENTENCE


def _time(element: Any) -> Clue | None:
    """A time element's date, unless it is that of a change.

    A date that readers are shown beats the attribute when they differ: "Publié le 29 juin" over the machine's
    record of a later edit.
    """
    text = clean(element.text_content())[:200]
    context = f"{_text_before(element)} {text}"
    if _CHANGED_CLASS.search(_marks(element)) or french_dates.says_changed(context):
        return None
    declared = element.get("datetime") or ""
    seen = next(french_dates.dates(text), None)
    try:
        moment = instants.parse(declared)
    except instants.Impossible:
        moment = None
    if moment is None or not 1990 < moment.at.year < 2200:
        return Clue("time", text, seen.moment) if seen else _english("time", text)
    if seen and _days_apart(seen, moment) > 1:
        return Clue("time", text, seen.moment)
    return Clue("time", declared, moment)


def _english(rule: str, text: str) -> Clue | None:
    """French sites keep the "27 Sep 2016" that their software was made with."""
    try:
        moment = instants.parse(text)
    except instants.Impossible:
        return None
    return Clue(rule, text, moment) if moment and 1990 < moment.at.year < 2200 else None


def _days_apart(seen: Written, moment: Moment) -> int:
    return abs((seen.moment.at.date() - moment.at.date()).days)


def _text_before(element: Any) -> str:
    """The words just before an element, up to a neighbour that has a date of its own."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return clean(parent.text)[-40:] if parent is not None else ""
    text = clean(previous.text_content())[-40:]
    return clean(previous.tail)[-40:] or ("" if re.search(r"\d", text) else text)


def _is_beside(element: Any, within: Any | None) -> bool:
    """Whether an element stands in what surrounds an article: teasers, comments, menus, links, other articles."""
    for climbed, ancestor in enumerate(element.iterancestors()):
        if ancestor is within or ancestor.tag == "body" or climbed > _MAX_CLIMB:
            return False
        if ancestor.tag in _BESIDE_TAGS or _BESIDE.search(_marks(ancestor)):
            return True
        if ancestor.tag == "a" and len(ancestor.text_content()) > _LINKED_DATE:
            return True
        # an article's own footer may bear its date; the page's footer, or another article, does not
        if ancestor.tag == "article" or (
            ancestor.tag == "footer" and (within is None or within.tag != "article")
        ):
            return within is not None
    return False


def _marks(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _around(tree: Any, heading: Any | None) -> tuple[list[str], list[str]]:
    """Lines before the heading, nearest first, and lines after it."""
    before: list[str] = []
    after: list[str] = []
    for line, is_after in lines_of(tree, heading):
        (after if is_after else before).append(line)
        if len(after) == _FAR:  # no rule looks further
            break
    return before[::-1], after
