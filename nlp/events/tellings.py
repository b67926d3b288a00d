"""One article's telling of an event: its name's words, kinds and acronyms, its days, its town.

What tells a kind ("réunion publique") is kept apart from what tells which one; years and numbers of editions tell
nothing.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from core.days import first_day, last_day
from core.names import name_key
from core.types import Event, EventTrace
from nlp.events.vocabulary import heads, words

_ACRONYM = re.compile(r"(?<![\w’'-])[A-Z][A-Z0-9]{1,9}(?![\w’'-])")
_INITIAL = re.compile(r"(?<![\w’'-])[A-ZÀ-Ý](?=[a-zà-ÿ])|(?<![\w’'-])[A-Z]{2,}(?![\w’'-])")
_NUMBER = re.compile(r"(?:\d+(?:e|er|re|eme|nd|nde)?|[ivx]+e)$")


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's telling of an event, as names and days are compared."""

    article_id: str
    name: str
    first: date
    last: date
    insee: str | None
    words: frozenset[str]
    heads: frozenset[str]
    acronyms: frozenset[str]

    def sign(self) -> tuple[object, ...]:
        """Equal for tellings that are like the same others, save for what their own articles tell."""
        return self.words, self.heads, self.acronyms, self.first, self.last, self.insee


def of_event(article_id: str, event: Event) -> Telling:
    """What is compared of a found event."""
    return _telling(article_id, event.name, event.start_date, event.end_date, event.insee)


def of_trace(trace: EventTrace) -> Telling:
    """What is compared of a known one."""
    return _telling(trace.article_id, trace.name, trace.start_date, trace.end_date, trace.insee)


@lru_cache(maxsize=65536)
def _telling(article_id: str, name: str, start: str, end: str, insee: str | None) -> Telling:
    tokens = [w for w in name_key(name).split() if not _NUMBER.match(w) and w not in _small()]
    kinds = frozenset(_stem(w) for w in tokens if _stem(w) in _generic())
    significant = frozenset(_stem(w) for w in tokens if len(w) > 1) - _generic()
    return Telling(
        article_id, name, first_day(start), last_day(end or start), insee, significant, kinds, _acronyms(name)
    )


def _acronyms(name: str) -> frozenset[str]:
    """Those written, and the initials of a name in capitals: "World Artificial ... Festival" is a WAICF."""
    upper = name.isupper() and " " in name.strip()  # a line in capitals
    written = frozenset() if upper else frozenset(_ACRONYM.findall(name))
    initials = "".join(m[0] for m in _INITIAL.findall(re.sub(r"\(.*?\)", "", name))) if not upper else ""
    return written | ({initials} if len(initials) >= 3 else frozenset())


def _stem(word: str) -> str:
    return word.rstrip("sx") if len(word) > 3 else word


@cache
def _generic() -> frozenset[str]:
    """The nouns of events, and what often goes with them: they tell a kind, not which one."""
    nouns = {_stem(name_key(head).split()[0]) for head in heads()}
    nouns |= {_stem(w) for w in words("identity", "kinds")}
    return frozenset(nouns - {_stem(w) for w in words("identity", "names")})


@cache
def _small() -> frozenset[str]:
    ranks = frozenset(w for phrase in words("adjectives", "before") for w in phrase.split())
    return ranks | frozenset(words("identity", "small"))


@lru_cache(maxsize=4096)
def city(insee: str) -> str:
    """Paris, Lyon and Marseille stand for their arrondissements."""
    for start, whole in (("751", "75056"), ("6938", "69123"), ("132", "13055")):
        if insee.startswith(start):
            return whole
    return insee
