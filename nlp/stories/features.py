"""From an article and what was found in it to what stories compare: whom it is about, and its words. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core.names import name_key
from core.types import Mention, MentionKind, Place, StoryTrace
from nlp.stories.words import rarity, terms

SCHEME = 1
"""Number of this way of making traces: stored ones of another are made anew."""

MOST_TERMS = 120
"""Terms kept of an article, those that say most: a long report is not nearer to everything for its length."""

MOST_PLACES = 40
"""A list of two hundred communes is about none of them."""

MOST_PEOPLE = 40
"""People kept of an article, those that are named first."""

READ = 20_000
"""Characters read of an article: what it is about stands at its beginning."""

Terms = NDArray[np.uint32]
Weights = NDArray[np.float32]

_LOCAL = frozenset({MentionKind.COMMUNE, MentionKind.EPCI})
_WIDE = frozenset({MentionKind.DEPARTEMENT, MentionKind.REGION})
_IN_TITLE, _IN_LEAD = 3.0, 2.0
_LEAD = 350
_FIRST = 0.1  # of two towns named alike, the first is whom it is about: "Tulle … after Brive"
_DATED = re.compile(r"[^\n]{0,40}?(?:\(AFP\)| [-–—] )")
_PLACES = _LOCAL | _WIDE


def trace(
    article_id: str, version: int, day: date, title: str, body: str, mentions: Iterable[Mention]
) -> StoryTrace:
    """What grouping needs of an article whose `body` begins with its title; offsets of mentions point into it."""
    found = [mention for mention in mentions if mention.end <= READ and not _dateline(mention, body)]
    places = _places(found, len(title))
    who = _PLACES | {MentionKind.PERSON} if places else _PLACES
    weighed = terms(title, body[:READ], ((m.start, m.end) for m in found if m.kind in who))
    weighed |= _technologies(found, len(title))
    ids, weights = _packed(weighed)
    people = tuple(
        list(dict.fromkeys(name_key(m.name) for m in found if m.kind is MentionKind.PERSON))[:MOST_PEOPLE]
    )
    return StoryTrace(article_id, version, SCHEME, day, places, people, ids.tobytes(), weights.tobytes())


def _dateline(mention: Mention, body: str) -> bool:
    """Whether it says where the agency sits, not what the article is about ("PARIS, 18 nov. (AFP) -")."""
    opens = mention.surface == "PARIS" and body[mention.start - 1 : mention.start] in {"", "\n"}
    return opens and _DATED.match(body, mention.end) is not None


@lru_cache(maxsize=65536)
def key(term: str) -> int:
    """A term as an integer of 32 bits."""
    return crc32(term.encode("utf-8", "replace"))


def _places(mentions: Iterable[Mention], title: int) -> tuple[Place, ...]:
    """Towns and bodies of towns; départements and régions of an article that names neither."""
    placed = [m for m in mentions if m.kind in _LOCAL] or [m for m in mentions if m.kind in _WIDE]
    placed.sort(key=lambda m: (m.kind, m.key, m.start))
    first = min((m.start for m in placed), default=0)
    weighed = [_place(list(same), title, first) for _, same in groupby(placed, key=lambda m: (m.kind, m.key))]
    return tuple(sorted(weighed, key=lambda place: (-place.weight, place.key))[:MOST_PLACES])


def _place(mentions: list[Mention], title: int, first: int) -> Place:
    at = mentions[0].start
    where = _IN_TITLE if at < title else _IN_LEAD if at < title + _LEAD else 1.0
    subject = _FIRST if at == first else 0.0
    return Place(f"{mentions[0].kind}:{mentions[0].key}", round(where + log(len(mentions)) + subject, 4))


def _technologies(mentions: Iterable[Mention], title: int) -> Mapping[str, float]:
    """Technologies as terms of their own: outlets say "robot conversationnel" and "chatbot" of the same thing."""
    counts: dict[str, float] = {}
    for mention in mentions:
        if mention.kind is MentionKind.TECHNOLOGY:
            term = f"={mention.key}"
            counts[term] = max(counts.get(term, 0.0), 2.0 if mention.start < title else 1.0)
    return counts


def _packed(weighed: Mapping[str, float]) -> tuple[Terms, Weights]:
    """Hashes, those that say most first, and the weight of each; of two terms with one hash, that of the first."""
    heaviest = sorted(weighed.items(), key=lambda item: (-item[1] * rarity(item[0]), item[0]))
    hashed: dict[int, float] = {}
    for term, weight in heaviest[:MOST_TERMS]:
        hashed.setdefault(key(term), weight)
    return np.array(list(hashed), "<u4"), np.array(list(hashed.values()), "<f4")
