"""Public events of a text, each with its days, its place and the sentence that tells of it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Event, Span
from nlp import findings
from nlp.events.acts import acts
from nlp.events.days import Link
from nlp.events.great import great, great_place
from nlp.events.heads import Named
from nlp.events.kickers import kicker
from nlp.events.link import Linker
from nlp.events.names import named
from nlp.events.openings import openings
from nlp.events.places import Places
from nlp.events.polls import polls
from nlp.events.state import state
from nlp.events.titles import title
from nlp.events.tours import toured
from nlp.events.unheld import unheld
from nlp.events.unknown import ELLIPTIC
from nlp.events.vocabulary import GENERIC, LOCAL
from nlp.findings import Findings

_SURE = 8.0
"""Points that need no doubt; `confidence` grows to there."""
_NAMED = re.compile(r"[A-ZÀ-Ý«“]")
"""What is more than common words: "le forum Bien vieillir" may be anywhere."""
_RECENT = 20
_ELLIPSIS = 300
"""Characters from "une réunion publique" to "la prochaine est fixée au 17"."""
_LASTS = 4
_EXTENDS = 0.3
"""What share of a mention each of name and day must have, for the mention to hold both."""


@Language.factory("events")
def create(nlp: Language, name: str) -> "Events":
    """Needs the dates and the towns."""
    del nlp, name
    return Events()


class Events:
    """Finds the events that have a day."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the events of the document's findings."""
        found = findings.of(doc)
        found.events = events(found)
        return doc


def events(found: Findings) -> list[Event]:
    """In order of the text; the same event told twice is given where its day is surest."""
    linker = Linker(found)
    names = named(found) if found.dates or found.published else []
    links = list(
        toured(
            found,
            _editions(
                [link for name in names if (link := linker.link(name)) and not unheld(found, link)], names
            ),
        )
    )
    links += [link for name in names[:1] if (link := kicker(found, name))]
    links += openings(found)
    links += acts(found)
    kept = [*_told_on(_once(_one_a_day(links))), *polls(found), *great(found)]
    places = Places(found)
    kept = [link for link in kept if link.rule != "year" or not _is_told(link, kept)]
    return sorted((_event(found, places, link) for link in kept), key=lambda e: e.mention)


def _one_a_day(links: Iterable[Link]) -> Iterator[Link]:
    """Of what one day of a sentence dates ("un débat aura lieu au conseil du 12 février"), the surest."""
    best: dict[tuple[int, int], Link] = {}
    for link in links:
        key = (link.around[0], link.date.start if link.date.rule != "eve" else -1)
        if key not in best or _worth(link) > _worth(best[key]):
            best[key] = link
    yield from best.values()


def _worth(link: Link) -> tuple[float, int]:
    bare = _is_bare(link) and (link.name.rank == 1 or link.name.head == "rendez vous")
    # "Rendez-vous samedi pour les portes ouvertes", "la démonstration samedi au Salon"
    return link.points + link.name.rank / 2 - 9.0 * bare, link.name.end - link.name.start


def _once(links: Iterable[Link]) -> Iterator[Link]:
    """Of links with the same head and day, or of a head and its own name, the surest."""
    best: dict[tuple[str, str], Link] = {}
    for link in links:
        key = (link.name.head.rstrip("s"), link.date.first)
        if key not in best or link.points > best[key].points:
            best[key] = link
    yield from best.values()


def _told_on(links: Iterable[Link]) -> list[Link]:
    """A bare head some days on ("le congrès se poursuit jeudi") is the congress named before."""
    kept: dict[str, Link] = {}
    others: list[Link] = []
    for link in sorted(links, key=lambda k: k.name.start):
        head = link.name.head
        known = kept.get(head)
        if head and known and not link.near and _is_bare(link) and 0 <= _days_on(known, link) <= _LASTS:
            longer = known.date._replace(last=max(known.date.last, link.date.last))
            kept[head] = known._replace(date=longer)
        elif head and known is None:
            kept[head] = link
        else:
            others.append(link)
    return [*kept.values(), *others]


def _editions(links: list[Link], names: list[Named]) -> list[Link]:
    """With the event that "la 80e édition" is of: the text's first that has a day, else the last one named before."""
    main = next((k.name for k in links if k.name.rank == 3), None)
    found = []
    for link in links:
        at = bisect_left(names, link.name.at, key=lambda n: n.at)
        if link.name.head == "edition":
            recent = (n for n in reversed(names[max(0, at - _RECENT) : at]) if n.rank == 3)
            called = main if main and main.at < link.name.at else next(recent, None)
            link = link._replace(called=called)  # noqa: PLW2901
        elif link.name.head == ELLIPTIC:
            called = names[at - 1] if at else None
            if called is None or called.head == ELLIPTIC or link.name.start - called.end > _ELLIPSIS:
                continue
            link = link._replace(called=called)  # noqa: PLW2901
        found.append(link)
    return found


def _is_told(link: Link, links: list[Link]) -> bool:
    """Whether the event of a year has its day elsewhere."""
    return any(
        k.name.head == link.name.head and k.rule != "year" and k.date.first[:4] == link.date.first
        for k in links
    )


def _is_bare(link: Link) -> bool:
    """Whether nothing but its head names it."""
    return link.name.end - link.name.at <= len(link.name.head)


def _days_on(known: Link, link: Link) -> int:
    """Days from the last of one to the first of the other, -1 when they are not known to the day."""
    if len(known.date.last) != 10 or len(link.date.first) != 10:
        return -1
    return (date.fromisoformat(link.date.first) - date.fromisoformat(known.date.last)).days


def _event(found: Findings, places: Places, link: Link) -> Event:
    local = link.name.head in LOCAL or link.rule in {"opening", "act"}
    if not local and link.name.head in GENERIC:
        local = (
            places.alone(link.around) and _NAMED.search(found.text, link.name.at + 1, link.name.end) is None
        )
    place, insee = places.of(link.name[:2], link.near or link.around, local=local)
    if link.rule in {"poll", "great"}:
        place, insee = great_place(link) if link.rule == "great" else ("", None)
    return Event(
        name=title(found, link),
        start_date=link.date.first,
        end_date=link.date.last,
        place=place,
        insee=insee,
        mention=_mention(found, link),
        evidence=link.around,
        evidence_text=found.text[slice(*link.around)],
        rule=link.rule,
        confidence=round(min(0.95, 0.4 + 0.55 * min(link.points, _SURE) / _SURE), 2),
        state=state(found, link),
    )


def _mention(found: Findings, link: Link) -> Span:
    """The name; with its day when they are one phrase ("la pose de la première pierre, le 3 février")."""
    start, end = link.name.start, link.name.end
    whole = link.date.end - start
    day = link.date.end - link.date.start
    if link.beside and whole and min(end - start, day) / whole >= _EXTENDS:
        end = link.date.end
    return start, start + len(found.text[start:end].rstrip())
