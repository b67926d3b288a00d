"""What editors say of what was found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class CorrectionAction(StrEnum):
    """What an editor can say of what was found."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    DELETE = "delete"
    ROLE = "role"
    LINK = "link"
    RELEVANT = "relevant"
    IRRELEVANT = "irrelevant"
    NATURE = "nature"
    TOPICS = "topics"
    STATUS = "status"
    SUPPLIER = "supplier"
    DAY = "day"
    FIGURE = "figure"
    UNDO = "undo"


class CorrectionKind(StrEnum):
    """What a correction is about."""

    ARTICLE = "article"
    COMMUNE = "commune"
    PERSON = "person"
    TECHNOLOGY = "technology"
    ORGANISATION = "organisation"
    QUOTE = "quote"
    FIGURE = "figure"
    EVENT = "event"
    INITIATIVE = "initiative"
    STORY = "story"


class Detail(NamedTuple):
    """What a correction must know of what it leads to, whatever becomes of that.

    `name` and `category` are those of the entity that another is merged into or linked to; of a speaker they are name
    and role; of a figure, how it is told, and how as an amount, empty where it is none. `insee` is the commune of a
    role, `was` the role that is replaced or deleted when the person has several; of an event that is linked it is the
    names of the communes that it was said to be in, joined by "|". `called` is what was corrected, as editors saw it
    then.
    """

    name: str = ""
    category: str = ""
    insee: str | None = None
    was: str = ""
    called: str = ""


NO_DETAIL = Detail()


@dataclass(frozen=True, slots=True)
class Correction:
    """An editor's word on what was found; it holds for good, whatever is read again.

    `key` names the thing as stored then; of a quote or a figure it is its words, normalised: offsets do not survive
    another reading. `article_id` None: wherever it is told. `value` is the new name, role, nature, status, days
    (core.days.span_of), figure (core.figures.reckoned), or the key that it is merged, split or linked into; of a quote,
    the person who speaks, empty where nobody can be named. `articles` are those of a split; of a status, of an event's
    days or commune, those that say it; of a quote or a figure, `article_id` and those that repeat its text by then (it,
    and what is said of events, reach later ones too). `number` is given by the state.
    """

    action: CorrectionAction
    kind: CorrectionKind
    key: str
    by: str
    at: datetime
    why: str = ""
    article_id: str | None = None
    value: str = ""
    detail: Detail = NO_DETAIL
    articles: tuple[str, ...] = ()
    undoes: int | None = None
    number: int = 0

    @property
    def leads_to(self) -> CorrectionKind:
        """The kind of what `value` names, where it names a thing: another of its kind, but for some links."""
        return _LINKED_TO.get(self.kind, self.kind) if self.action is CorrectionAction.LINK else self.kind


_LINKED_TO = {
    CorrectionKind.PERSON: CorrectionKind.COMMUNE,
    CorrectionKind.INITIATIVE: CorrectionKind.COMMUNE,
    CorrectionKind.EVENT: CorrectionKind.COMMUNE,
    CorrectionKind.QUOTE: CorrectionKind.PERSON,
}
