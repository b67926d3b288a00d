"""What can be said of a thing, as a form: any room shows it beside the thing (templates/desk/correct.html)."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.correcting.facts import CANDIDATE

NAMES = {
    Action.RENAME: "s’appelle autrement :",
    Action.MERGE: "ne fait qu’un avec :",
    Action.LINK: "se rattache plutôt à :",
    Action.SPLIT: "est ici une autre chose",
    Action.DELETE: "ce n’est pas vrai : retirer",
}
_OF: dict[Kind, tuple[Action, ...]] = {
    Kind.COMMUNE: (Action.LINK, Action.DELETE),
    Kind.PERSON: (Action.RENAME, Action.MERGE, Action.LINK, Action.DELETE),
    Kind.TECHNOLOGY: (Action.LINK, Action.DELETE),
    Kind.ORGANISATION: (Action.RENAME, Action.MERGE, Action.DELETE),
    Kind.QUOTE: (Action.DELETE,),
    Kind.FIGURE: (Action.DELETE,),
    Kind.EVENT: (Action.RENAME, Action.MERGE, Action.SPLIT, Action.DELETE),
    Kind.INITIATIVE: (Action.RENAME, Action.MERGE, Action.SPLIT, Action.DELETE),
}
"""What can be said of each kind of thing in one form; roles, states, suppliers, speakers, days, figures have theirs."""
_HERE = {Kind.COMMUNE, Kind.QUOTE, Kind.FIGURE}
"""What is only ever said of one article."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a thing.

    `anchor` is the id of the element that shows it on the page, `retour` the page to come back to. `here`: said of the
    article alone; `everywhere`: of all; neither: the editor chooses. `was` is a person's role; `status`, `supplier` and
    `town`, who carries it, are an initiative's; `speaker` is a quote's, `people` those whom its article names; `first`,
    `last` and `precision` say when an event takes place, `town` where; `value`, `unit` and `what` what a figure says.
    """

    kind: Kind
    key: str
    name: str
    anchor: str
    retour: str
    article: str = ""
    was: str = ""
    insee: str = ""
    status: str = ""
    supplier: str = ""
    town: str = ""
    speaker: str = ""
    people: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    precision: str = "day"
    value: str = ""
    unit: str = ""
    what: str = ""

    @property
    def actions(self) -> list[tuple[str, str]]:
        """What can be said, by code, in words."""
        possible = _OF.get(self.kind, ())
        if self.kind is Kind.TECHNOLOGY and self.key.startswith(CANDIDATE):
            possible = (Action.RENAME, Action.MERGE, *possible)
        if not self.article:
            possible = tuple(one for one in possible if one is not Action.SPLIT and self.kind not in _HERE)
        return [(one.value, NAMES[one]) for one in possible]

    @property
    def takes_value(self) -> bool:
        """Whether something may have to be typed."""
        return any(code != Action.DELETE for code, _ in self.actions)

    @property
    def here(self) -> bool:
        """Whether it is said of this article alone."""
        alone = self.kind in _HERE or (self.kind is Kind.PERSON and ":" not in self.key)
        return bool(self.article) and alone


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was not taken: where it stands, why, what to do, what had been typed and chosen (saying.Given)."""

    anchor: str
    message: str
    next_step: str
    value: str = ""
    why: str = ""
    action: str = ""
    article: str = ""
    insee: str = ""
    until: str = ""
    precision: str = ""
    everywhere: str = ""
    unit: str = ""
    what: str = ""


def with_query(path: str, **given: str) -> str:
    """A path of ours with something added to its query."""
    parts = urlsplit(path)
    query = "&".join(filter(None, (parts.query, urlencode(given))))
    return urlunsplit(("", "", parts.path, query, parts.fragment))
