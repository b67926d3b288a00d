"""What a letter opens with: the errata of weeks before it, each in one letter only. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from core.letters import Issue, IssueState
from digest import letterjson
from digest.erratum import lines

Lines = Mapping[str, str]
"""What errata say, in order, each with the address of what it is about (empty: none)."""


def opening(issues: Iterable[Issue], week: str) -> Lines:
    """What the letter of a week opens with: the errata of weeks before it that no other letter told of.

    By what letters say, not by when they were approved: one may be approved late, or never leave.
    """
    known = list(issues)
    return {
        line: url
        for one in _errata(known, week)
        if not _tellers(known, one, week)
        for line, url in _lines(one).items()
    }


def told_already(issues: Iterable[Issue], letter: Issue) -> str:
    """The week whose letter left and opened with an erratum that this one opens with too; empty: none did."""
    known, said = list(issues), set(letter.content.get("erratum", ()))
    due = set(opening(known, letter.week))  # another erratum may say the same line
    tellers = (
        week
        for one in _errata(known, letter.week)
        if (lines := set(_lines(one))) <= said and not lines <= due
        for week in _tellers(known, one, letter.week)
    )
    return next(tellers, "")


def _errata(issues: Sequence[Issue], week: str) -> list[Issue]:
    """Those of weeks before it that somebody approved."""
    return [one for one in issues if one.erratum and one.week < week and one.state is not IssueState.DRAFT]


def opens_with(letter: Issue, erratum: Issue) -> bool:
    """Whether a letter of a later week says all that an erratum says."""
    lines = set(_lines(erratum))
    later = not letter.erratum and letter.week > erratum.week
    return later and bool(lines) and lines <= set(letter.content.get("erratum", ()))


def _tellers(issues: Sequence[Issue], erratum: Issue, week: str) -> list[str]:
    """The weeks of the other letters that left and said all that an erratum says."""
    kept = {IssueState.DRAFT, IssueState.APPROVED}
    left = (one for one in issues if one.state not in kept and one.week != week)
    return [one.week for one in left if opens_with(one, erratum)]


def _lines(erratum: Issue) -> Lines:
    letter = letterjson.from_json(erratum.content)
    return {line: letter.proofs.get(line, "") for line in lines(letter)}
