"""A story as the first screen shows it: who tells it, how open it is, why it is here, what can be done about it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from core.desk import Marks
from core.types import Correction
from digest.french import NBSP, counted, listed
from store.readers.desk.morning import Deed, Told
from store.search import Passage
from web.desk.frame import NATURES

_SIGNAL = re.compile(r"(?P<what>.*) : \+(?P<weight>\d+,\d)")
_SUMS = ("le reste", "départ", "total")
_REASONS, _DEEDS, _OUTLETS, _EXTRACT = 3, 3, 8, 200
_NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Card:
    """A story, or an article alone. `lead` is whose title stands for it; `ids` are of the list, the lead's first.

    `closed`: every open page of it gives an excerpt only. `told` says "5 titres, 2 groupes"; `before` what was told of
    it earlier. `passage` are pieces of the text, every second one found. `pending`: an editor said that it is not for
    us, and what is published does not know it yet; `words` are those corrections, `by` who said the last of them.
    """

    lead: Told
    members: tuple[Told, ...]
    ids: tuple[str, ...]
    day: date | None
    deeds: tuple[Deed, ...]
    told: str
    more: int
    reprints: int
    closed: bool
    before: str
    why: str
    passage: tuple[str, ...]
    marks: Marks
    pending: bool = False
    words: tuple[str, ...] = ()
    by: str = ""

    @property
    def outlets(self) -> tuple[Told, ...]:
        """One article of each title that tells it, the lead's first."""
        return tuple({one.source: one for one in reversed(self.members)}.values())[::-1][:_OUTLETS]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of articles besides themselves: sizes of stories, marks, passages found, watches, corrections."""

    sizes: Mapping[str, int]
    marks: Mapping[str, Marks]
    passages: Mapping[str, Passage]
    follows: Mapping[str, Collection[str]]
    words: Mapping[str, Correction]


def card(members: Sequence[Told], known: Known) -> Card:
    """The card of the articles of one story."""
    ordered = sorted(members, key=_leads)
    lead = ordered[0]
    voices = {one.voice for one in ordered}
    titles = {one.source for one in ordered}
    said = [known.words[one.article_id] for one in ordered if one.article_id in known.words]
    return Card(
        lead=lead,
        members=tuple(ordered),
        ids=tuple(one.article_id for one in ordered),
        day=max((one.day for one in ordered if one.day), default=None),
        deeds=tuple({deed.initiative_id: deed for one in ordered for deed in one.deeds}.values())[:_DEEDS],
        told=_told(len(titles), len(voices)),
        more=max(0, len(titles) - _OUTLETS),
        reprints=sum(one.repeats is not None for one in ordered),
        closed=all(one.access == "excerpt" for one in ordered),
        before=_before(known.sizes.get(lead.story or "", 0), ordered),
        why=_why(ordered, known.follows),
        passage=_passage(ordered, known.passages),
        marks=_marks(ordered, known.marks),
        pending=all(one.article_id in known.words for one in ordered),
        words=tuple(f"c{one.number}" for one in said),
        by=said[-1].by if said else "",
    )


def _leads(one: Told) -> tuple[bool, bool, bool, date, str]:
    """The first telling that is no reprint, one for us and open to all before others."""
    return (
        one.repeats is not None,
        not one.relevant,
        one.access == "excerpt",
        one.day or date.max,
        one.article_id,
    )


def _told(titles: int, voices: int) -> str:
    """Say "5 titres, 2 groupes"; of one title its name is enough."""
    if titles < 2:
        return ""
    return f"{counted(titles, 'titre')}, {counted(voices, 'groupe')}"


def _before(size: int, members: Sequence[Told]) -> str:
    others = size - len(members)
    return counted(others, "autre article", "autres articles") if others > 0 else ""


def _why(members: Iterable[Told], follows: Mapping[str, Collection[str]]) -> str:
    """Why it is shown, in a sentence: the watches that find it, then the strongest signals for it."""
    those = list(members)
    names = [
        f"«{NBSP}{name}{NBSP}»"
        for name, found in follows.items()
        if any(m.article_id in found for m in those)
    ]
    followed = f"Répond à {listed(names)}. " if names else ""
    lead = next((one for one in those if one.relevant), those[0])
    if not lead.relevant:
        nature = NATURES.get(lead.nature, lead.nature)
        return f"{followed}Pas une initiative{NBSP}: suivi comme {nature}." if nature else followed.strip()
    reasons = signals(lead.why)
    return f"{followed}Pour nous{NBSP}: {' ; '.join(reasons)}." if reasons else f"{followed}Jugé pour nous."


def signals(why: Iterable[str]) -> list[str]:
    """What spoke for an article, the strongest first, without figures: "technologies nommées (chatbot)"."""
    found = [match for one in why if (match := _SIGNAL.fullmatch(one)) and not one.startswith(_SUMS)]
    return [match["what"] for match in found if match["weight"] != "0,0"][:_REASONS]


def _passage(members: Iterable[Told], passages: Mapping[str, Passage]) -> tuple[str, ...]:
    """The passage that answers the words, cut at its marks; nothing of an article whose publisher reserves its text."""
    for one in members:
        if one.reserved or one.article_id not in passages:
            continue
        text, spans = passages[one.article_id]
        edges = [0, *(edge for span in spans for edge in span), len(text)]
        return tuple(text[start:end] for start, end in pairwise(edges))
    return ()


def _marks(members: Iterable[Told], marks: Mapping[str, Marks]) -> Marks:
    """Read once all is read; starred, tagged and noted as soon as one is."""
    own = [marks.get(one.article_id, _NO_MARKS) for one in members]
    tags = tuple(dict.fromkeys(tag for one in own for tag in one.tags))
    return Marks(
        all(one.read for one in own), any(one.starred for one in own), tags, sum(one.notes for one in own)
    )
