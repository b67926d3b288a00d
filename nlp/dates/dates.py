"""Dates and periods of a text, in order; none overlaps another."""

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from core.types import DateMention
from nlp import findings
from nlp.dates import months, patterns, relative, written
from nlp.dates.anchors import anchors
from nlp.dates.clues import Clues
from nlp.findings import Findings

_Reader = Callable[[Clues, int], DateMention | None]
_DAYS: tuple[_Reader, ...] = (written.period, written.several, written.single)
# who reads what begins so, the longest construction first
_READERS: dict[str, tuple[_Reader, ...]] = {
    "number": (written.numeric, *_DAYS, months.year),
    "weekday": (*_DAYS, written.weekday_day, relative.weekday_pair, relative.weekday_alone),
    "month": (months.month_alone,),
    "season": (months.season,),
    "part": (months.part,),
    "term": (months.term,),
    "near": (relative.near,),
    "turn": (relative.turn, relative.length),
    "length": (relative.length,),
}


@Language.factory("dates")
def create(nlp: Language, name: str) -> "Dates":
    """Needs nothing but the text and its day."""
    del nlp, name
    return Dates()


class Dates:
    """Finds what is dated and resolves it against the day of publication."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the dates of the document's findings."""
        found = findings.of(doc)
        found.dates = list(dates(found))
        return doc


def dates(found: Findings) -> Iterator[DateMention]:
    """Every date that can be resolved; without a day of publication only those written in full."""
    clues, end = Clues(found), 0
    last: DateMention | None = None
    for at, kind in anchors(found.low):
        if at < end:
            continue
        mention = written.next_day(clues, at, last) if kind in {"number", "weekday"} else None
        mention = relative.that_day(clues, at, last) if kind == "near" else mention
        mention = mention or (relative.following(clues, at, last) if kind == "weekday" else None)
        mention = mention or next((m for reader in _READERS[kind] if (m := reader(clues, at))), None)
        if mention:
            end, last = mention.end, mention
            if not patterns.NAMED_AFTER.search(clues.before(at, 36)):
                yield mention
