"""Which week's letter a page is about, and how its pages are framed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, Self

from fastapi import Depends, HTTPException, Path, Response

from core.desk import Role
from core.errors import BeffroiError, InputError
from core.letters import Issue, IssueState
from digest.french import span
from digest.letter import Week
from jobs.correcting.words import Words
from jobs.letters.weeks import week_named
from state import letters
from state.letters import GONE
from web.desk.trouble import for_desk
from web.desk.visit import Visit

ISSUE_STATES = {
    IssueState.DRAFT: "brouillon", IssueState.APPROVED: "approuvée, pas encore partie",
    IssueState.SENDING: "en cours d’envoi", IssueState.SENT: "partie",
}  # fmt: skip
ERRATA_STATES = {
    IssueState.DRAFT: "à approuver", IssueState.APPROVED: "approuvé, pas encore parti",
    IssueState.SENDING: "en cours d’envoi", IssueState.SENT: "parti",
}  # fmt: skip
MOST_ERRATA = 999


def named(week: Annotated[str, Path(max_length=40)]) -> Week:
    """The week of an address, written as we write it; anything else is no page."""
    try:
        found = week_named(week)
    except InputError:
        raise HTTPException(404) from None
    if found.label != week:
        raise HTTPException(404)
    return found


Named = Annotated[Week, Depends(named)]


class Fault(NamedTuple):
    """What was wrong with a form: shown beside it (`form` names it), with what was typed still there."""

    form: str
    what: str
    then: str = ""
    typed: Mapping[str, str] = {}

    @classmethod
    def of(cls, form: str, error: BeffroiError, **typed: str) -> Self:
        """The same of an error; what to type on a command line is nothing for a page."""
        what = str(error)
        return cls(form, what[:1].upper() + what[1:], for_desk(error.next_step), typed)


@dataclass(frozen=True, slots=True)
class Place:
    """The letter of a week and its errata, as far as people decided about them."""

    week: Week
    issues: tuple[Issue, ...]

    @property
    def path(self) -> str:
        """Where its pages are."""
        return f"/bouclage/{self.week.label}"

    @property
    def days(self) -> str:
        """Say "du 16 au 22 novembre 2026"."""
        return span(self.week.first, self.week.last)

    def issue(self, erratum: int = 0) -> Issue | None:
        """The letter, or an erratum of it; None while nobody approved the one, or wrote the other."""
        return next((one for one in self.issues if one.erratum == erratum), None)

    @property
    def gone(self) -> bool:
        """Whether the letter has begun to leave: nothing of it changes any more."""
        found = self.issue()
        return found is not None and found.state in GONE

    @property
    def state(self) -> str:
        """How far the letter is, in words."""
        found = self.issue()
        if found is None:
            return "brouillon, pas encore approuvé"
        return (
            "approuvée puis changée : à approuver de nouveau"
            if found.state is IssueState.DRAFT
            else ISSUE_STATES[found.state]
        )

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        """The pages about it, in the order of the work."""
        if self.gone:
            return ("apercu/page", "Ce qui est parti"), ("envoi", "Envoi"), ("rectificatif", "Rectificatif")
        return (
            ("", "Brouillon"), ("verifier", "Vérifier"), ("apercu/page", "Aperçu"), ("envoi", "Accord et envoi"),
        )  # fmt: skip


def place(visit: Visit, week: Week) -> Place:
    """What is known of a week."""
    return Place(week, tuple(letters.issues(visit.state, week.label)))


def words(visit: Visit) -> Words:
    """Who says it, for what is kept."""
    return Words(visit.user.name)


def shown(
    visit: Visit,
    template: str,
    of: Place,
    tab: str,
    fault: Fault | None = None,
    **context: Any,
) -> Response:
    """A page about a letter; 400 with a fault."""
    may = {"may_edit": visit.user.role.may(Role.EDITOR), "may_send": visit.user.role.may(Role.OWNER)}
    title = f"Lettre de la semaine {of.days}"
    return visit.page(
        template, title, status=400 if fault else 200, place=of, tab=tab, fault=fault, **may, **context
    )
