"""The letters that left, as pages that stay: a folder a week, written whole or not at all, and a list, feed and agenda.

`publish` is for those whose letters leave through another service: it says that a letter has left, and writes it.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core import logs
from core.errors import InputError, Undecided
from core.letters import Issue, IssueState
from digest import erratum, rectified
from digest.shelf import shelf
from jobs.files import replace_text
from jobs.keeping import keep_copy
from jobs.letters import errata, openings
from jobs.letters.forms import Renderers, Shelved, around, forms, letter_of, renderers
from jobs.letters.swapping import aside, swap
from jobs.letters.weeks import issue_named
from jobs.workspace import Workspace
from state import deliveries, leaving, letters
from state.open import State, open_state
from store.lock import writer_lock

LOCK = "letters.lock"
_AROUND = ("index.html", "atom.xml", "agenda.ics")


def folder(workspace: Workspace) -> Path:
    """Where the archive is."""
    return workspace.data / "letters"


def publish(workspace: Workspace, key: str, how: Renderers | None = None, *, read: str | None = None) -> Path:
    """Say that an approved letter or erratum has left, and put it in the archive; again, it only writes it again.

    `read`: the hash of what somebody was shown and says it of, if anything else is to be refused.
    """
    week, number = issue_named(key)
    with closing(open_state(workspace.state)) as state:
        found = letters.issue(state, week.label, number)
        if found is None or found.state is IssueState.DRAFT:
            raise InputError(
                f"la lettre {key} n’est pas approuvée : elle ne sort pas",
                f"« beffroi digest approve {key} ».",
            )
        if read is not None and read != found.sha256:
            raise Undecided(
                f"{key} a changé depuis que cette page fut affichée : rien n’est rangé",
                "Voici ce qui est approuvé maintenant.",
            )
        if found.state is IssueState.SENDING:
            raise InputError(
                f"la lettre {key} est en train de partir", f"« beffroi digest send {week.label} » la finit."
            )
        if found.state is IssueState.APPROVED:
            _refuse_unsent(state, found)
            errata.check(workspace, found)
            openings.check(workspace, found)
            if not leaving.left_elsewhere(state, found, datetime.now(UTC)):
                raise InputError(f"la lettre {key} vient de changer", "Relisez-la : beffroi digest list.")
            keep_copy(state)
            logs.get(__name__).info("letter published", issue=key)
    return write(workspace, week.label, how)


def _refuse_unsent(state: State, found: Issue) -> None:
    """Whom we sent a letter gets its errata: published without being sent, they would never reach anybody."""
    if found.erratum and deliveries.mailed(state, found.week):
        raise InputError(
            f"la lettre {found.week} est partie par courriel d’ici : son rectificatif aussi",
            f"« beffroi digest send {found.key} » l’envoie à qui l’a reçue, et le publie.",
        )


@contextmanager
def alone(workspace: Workspace) -> Iterator[None]:
    """The right to write the archive: what is read under it is what is written, whatever is forgotten meanwhile."""
    with writer_lock(workspace.data, workspace.settings.store.writer_wait_seconds, "archive", name=LOCK):
        yield


def write(workspace: Workspace, week: str, how: Renderers | None = None) -> Path:
    """Write a week that has left, or is leaving, with its errata, then the list, the feed and the agenda.

    Mails lead to its page: it is there from the first of them on. Returns its folder.
    """
    with alone(workspace):
        sent = _sent(workspace)
        if week not in _weeks(sent):
            raise InputError(
                f"la lettre {week} n’est pas partie", "« beffroi digest list » dit où elle en est."
            )
        _write_weeks(workspace, [week], sent, how or renderers())
    return folder(workspace) / week


def rewrite(workspace: Workspace, how: Renderers | None = None) -> list[str]:
    """Write anew every week that is there, from what the state says now; the caller is `alone`.

    All of them: what was forgotten does not tell where it was, and a kill may have left some as they were, or aside.
    """
    sent, root = _sent(workspace), folder(workspace)
    found = [week for week in _weeks(sent) if (root / week).exists() or aside(root / week).exists()]
    if found:
        _write_weeks(workspace, found, sent, how or renderers())
    for part in root.glob(".*"):  # what kills left half written
        shutil.rmtree(part) if part.is_dir() else part.unlink()
    return found


def _sent(workspace: Workspace) -> list[Issue]:
    with closing(open_state(workspace.state)) as state:
        return [one for one in letters.issues(state) if one.state in letters.GONE]


def _weeks(sent: Sequence[Issue]) -> list[str]:
    return [one.week for one in sent if not one.erratum]


def _write_weeks(workspace: Workspace, weeks: Sequence[str], sent: Sequence[Issue], made: Renderers) -> None:
    """All of it is rendered before anything is written."""
    root = folder(workspace)
    root.mkdir(parents=True, exist_ok=True)
    files = {week: _week(made, workspace, [one for one in sent if one.week == week]) for week in weeks}
    around_it = _root(made, workspace, sent)
    for week, forms_of in files.items():
        swap(root / week, forms_of)
    for name, content in around_it.items():
        replace_text(root / name, content.decode())


def withdraw(workspace: Workspace, week: str, how: Renderers | None = None) -> None:
    """Take what has not left after all out of the archive: a letter with its folder, or an erratum."""
    made, root = how or renderers(), folder(workspace)
    with alone(workspace):
        sent = _sent(workspace)
        if week in _weeks(sent):
            _write_weeks(workspace, [week], sent, made)
            return
        around_it = _root(made, workspace, sent) if sent else {}
        shutil.rmtree(root / week, ignore_errors=True)
        for name in _AROUND:
            if name in around_it:
                replace_text(root / name, around_it[name].decode())
            else:
                (root / name).unlink(missing_ok=True)


def shelved(sent: Sequence[Issue]) -> list[Shelved]:
    """The letters among what has left, the newest first, each with what its errata put right, and when."""
    found = [
        _shelved(one, [other for other in sent if other.erratum and other.week == one.week])
        for one in sent
        if not one.erratum
    ]
    return sorted(found, key=lambda one: one.issue.week, reverse=True)


def _shelved(one: Issue, mending: Sequence[Issue]) -> Shelved:
    """A letter headed by what its errata say, and which of its items each of these is about."""
    itself, told = letter_of(one), [letter_of(other) for other in mending]
    lines = tuple(line for other in told for line in erratum.lines(other))
    proofs = {line: url for other in (*told, itself) for line, url in other.proofs.items()}
    at = {
        key: _left_at(other) for other in mending for key in rectified.mended(itself, other.facts)
    }  # the last erratum of an item counts
    whole = replace(itself, erratum=(*lines, *itself.erratum), proofs=proofs)
    return Shelved(whole, one, max(map(_left_at, mending), default=None), at)


def _left_at(one: Issue) -> datetime:
    return one.sent_at or one.approved_at


def _week(made: Renderers, workspace: Workspace, issues: Sequence[Issue]) -> dict[str, bytes]:
    """The page, and each letter and erratum in the forms in which it is copied elsewhere."""
    settings = workspace.settings
    one = shelved(issues)[0]
    files = {"index.html": made.page(one.letter, **around(settings, one)).encode()}
    for issue in issues:
        name = f"rectificatif-{issue.erratum}" if issue.erratum else "letter"
        itself = Shelved(letter_of(issue), issue)
        files |= {f"{name}.{end}": form for end, form in forms(made, settings, itself).items()}
    return files


def _root(made: Renderers, workspace: Workspace, sent: Sequence[Issue]) -> dict[str, bytes]:
    kept = shelved(sent)
    newest = kept[0]
    # an older week's erratum is of what was told then: its days are not those of the newest letter
    told = [one.facts for one in sent if one.erratum and one.week == newest.issue.week]
    written = max(one.rectified_at or one.sent_at for one in kept)
    everywhere = [one.facts for one in sent if one.erratum]
    agenda = replace(
        rectified.corrected_events(newest.letter, told, everywhere), title=workspace.settings.workspace.name
    )
    rows = [(one.letter, one.sent_at, one.rectified_at) for one in kept]
    return {
        "index.html": shelf(workspace.settings.workspace.name, rows).encode(),
        "atom.xml": made.atom(workspace.settings, kept),
        "agenda.ics": made.calendar(agenda, written),
    }
