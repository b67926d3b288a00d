"""What is new in a week, and since when we can tell: pure functions over a snapshot, by the day of publication.

"First" means first since our watch began, and is said so; before the watch is long enough nothing is called first.
Doubt silences: all that was told before is known, however doubtful; only what is sure, dated and shown is announced.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from babel.dates import format_date

from digest import french
from digest.composing.departements import of_departement
from digest.letter import Week
from store.query import Novel, Snapshot, covered_weeks, novelties

ENOUGH = timedelta(weeks=12)
"""A town's project makes news every few weeks or months: what a shorter watch has not seen may be years old."""
SURE = 0.5
"""The confidence under which a fact is in the register, but is not announced as new."""
_USUAL_WEEKS = 8
_SHARE = 4  # a week with less than a quarter of the usual articles is a hole, not a quiet week
_HOLES = 2  # two in a row: a summer's break; more: the watch had stopped


@dataclass(frozen=True, slots=True)
class Novelties:
    """What a week tells first; nothing while the watch is not long `enough`.

    `since` is the Monday on which it began, None for a watch that begins.
    """

    since: date | None
    enough: bool
    items: tuple[Novel, ...]

    @property
    def note(self) -> str:
        """Since when we can tell, in words."""
        if self.since is None:
            return "Rien n’est dit nouveau : notre veille commence cette semaine."
        if not self.enough:
            begun = format_date(self.since, "d MMMM y", locale="fr").replace(
                "1 ", "1er ", self.since.day == 1
            )
            weeks = ENOUGH.days // 7
            return (
                f"Rien n’est dit nouveau : notre veille ne remonte qu’au {begun}, il y faut {weeks} semaines."
            )
        month = format_date(self.since, "MMMM y", locale="fr")
        return f"« Premier » et « nouveau » s’entendent depuis le début de notre veille, {month}."


def of_week(snapshot: Snapshot, week: Week) -> Novelties:
    """The novelties of a week; the same week of the same snapshot gives the same answer, whenever it is asked."""
    since = watch_start(covered_weeks(snapshot, week.first), week.first)
    enough = since is not None and week.first - since >= ENOUGH
    found = novelties(snapshot, week.first, week.last, SURE) if enough else ()
    return Novelties(since, enough, tuple(found))


def watch_start(weeks: Sequence[tuple[date, int]], day: date) -> date | None:
    """The Monday of the first week of the unbroken watch that ends before `day`; None without any.

    `weeks` are the Mondays of the weeks that have articles read for what they tell, and how many. Old articles that a
    feed still lists are no watch: a week counts with a quarter of what the last ones bring.
    """
    recent = [articles for monday, articles in weeks if monday >= day - timedelta(weeks=_USUAL_WEEKS)]
    if not recent:
        return None
    usual = median(recent)
    covered = [monday for monday, articles in weeks if articles * _SHARE >= usual]
    return _unbroken(covered, day)


def _unbroken(covered: Iterable[date], day: date) -> date | None:
    start, longest = None, timedelta(weeks=_HOLES + 1)
    for monday in sorted(covered, reverse=True):
        if (start or day) - monday > longest:
            break
        start = monday
    return start


def said(item: Novel, since: date | None = None) -> str:
    """A novelty as a short French phrase; a first says `since` when we watch, where that is known."""
    if item.kind == "first-quote":
        return f"Première parole {french.of_name(item.name)}"
    if item.kind == "new-status":
        before, after = _FROM[item.before or ""], _TO[item.after or ""]
        return f"{_capital(item.technology)} : {before} {after} ({item.name})"
    watched = f" (veille depuis {format_date(since, 'MMMM y', locale='fr')})" if since else ""
    return f"{_first(item)}{watched}"


_FROM = {
    "plan": "du projet",
    "announced": "de l’annonce",
    "experiment": "de l’essai",
    "deployed": "du service",
}
_TO = {
    "announced": "à l’annonce",
    "experiment": "à l’essai",
    "deployed": "à la mise en service",
    "abandoned": "à l’abandon",
}
"""A change of status, whatever the gender of what changes."""


def _first(item: Novel) -> str:
    if item.kind == "first-initiative":
        return f"Première initiative {_of(item)}"
    if item.kind == "first-technology":
        return f"Nouvelle technologie {_of(item)} : {item.technology}"
    return f"Première collectivité à s’y mettre, {item.name} : {item.technology}"


def _of(item: Novel) -> str:
    """Whose it is: "du Havre", "de la communauté de communes du Val", "du Département de l’Ardèche"."""
    match item.actor_kind:
        case "commune":
            return french.of_town(item.name)
        case "departement":
            return f"du Département {of_departement(item.name)}"
        case "region":
            return f"de la Région {item.name}"
        case _:
            return french.of_body(item.name)


def _capital(text: str | None) -> str:
    return f"{(text or '')[:1].upper()}{(text or '')[1:]}"
