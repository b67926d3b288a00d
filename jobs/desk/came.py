"""What came of a request, in words."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from core.desk import RequestState
from core.errors import BeffroiError
from core.types import RunReport, SourceRun, SourceState
from digest.french import STATES, VOLUMES, counted, listed, reason

_MOST = 5
"""Sources that are named; the others are counted."""


class Came(NamedTuple):
    """How a request ended, and what to say of it."""

    state: RequestState
    said: str


def done(*said: str) -> Came:
    """It is done."""
    return Came(RequestState.DONE, _sentences(said))


def look(*said: str) -> Came:
    """It is done, and somebody should look at something."""
    return Came(RequestState.LOOK, _sentences(said))


def failed(*said: str) -> Came:
    """It could not be done."""
    return Came(RequestState.FAILED, _sentences(said))


def of_error(error: BeffroiError, root: Path) -> Came:
    """What an error of ours says, with its next step; files by their names in the workspace, wherever that lies."""
    return failed(*(said.replace(f"{root}/", "") for said in (str(error), error.next_step)))


def published(reports: Iterable[RunReport]) -> str:
    """Whether readers see something new."""
    number = max((report.counts.get("published", 0) for report in reports), default=0)
    return "publié" if number else "rien de neuf à publier"


def problems(reports: Iterable[RunReport]) -> tuple[str, ...]:
    """What needs a look besides the sources: a watch that could not be written, an archive that is full."""
    return tuple(
        f"{where} : {reason(why)}"
        for report in reports
        if not report.sources
        for where, _, why in report.problems
    )


def collected(reports: Sequence[RunReport], names: Mapping[str, str]) -> Came:
    """What a visit to some sources brought; `names` are theirs, by slug."""
    lines = [line for report in reports for line in report.sources]
    counts = sum((line.new for line in lines), 0), sum((line.updated for line in lines), 0)
    relevant = sum(report.counts.get("article.relevant", 0) for report in reports)
    brought = f"{counted(counts[0], 'page nouvelle', 'pages nouvelles')}, {counts[1]} relues"
    said = [f"{counted(len(lines), 'titre visité', 'titres visités')} : {brought}"]
    said.append(f"{counted(relevant, 'article', 'articles')} pour nous")
    wrong = [*_wrong(lines, names), *problems(reports)]
    ended = look if wrong else done
    return ended(*said, published(reports), *wrong)


def _wrong(lines: Sequence[SourceRun], names: Mapping[str, str]) -> list[str]:
    """The sources that gave nothing to read, or not as much as usual."""
    told = [(names.get(line.source, line.source), why) for line in lines if (why := _why(line))]
    said = [f"{source} : {why}" for source, why in told[:_MOST]]
    return said + ([f"et {len(told) - _MOST} autres, dans la salle des sources"] if len(told) > _MOST else [])


def _why(line: SourceRun) -> str:
    if line.state in {SourceState.BLOCKED, SourceState.MISSED}:
        reasons = [reason(code.removeprefix("entry.")) for code in line.reasons if code.startswith("entry.")]
        return f"{STATES[line.state]} ({listed(reasons)})" if reasons else STATES[line.state]
    return VOLUMES[line.volume] if line.volume in {"silent", "drop"} else ""


def _sentences(said: Iterable[str]) -> str:
    """Sentences, each with its capital and its full stop."""
    kept = [one.strip() for one in said if one.strip()]
    return " ".join(f"{one[0].upper()}{one[1:]}{'' if one[-1] in '.!?…' else '.'}" for one in kept)
