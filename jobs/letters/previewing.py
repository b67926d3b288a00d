"""The draft as its readers will see it, before anybody approves it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from digest.letter import Week
from jobs.files import replace_text
from jobs.letters.editing import Draft, draft
from jobs.letters.forms import Renderers, renderers
from jobs.workspace import Workspace


def build(workspace: Workspace, week: Week, until: datetime | None = None) -> Path:
    """Write the draft of a week as a page, with all that is still to be checked; again, it is the same page.

    What was refused counts up to `until`, by default the end of the week. Returns its path.
    """
    found = draft(workspace, week, until)
    return _written(workspace, week, {"index.html": renderers().page(found.edited.whole, draft=True)})[0]


def preview(workspace: Workspace, found: Draft, how: Renderers | None = None) -> tuple[Path, ...]:
    """Write the page, the mail and the text of a draft as they would leave now; returns their paths, the page first."""
    made, letter = how or renderers(), found.edited.letter
    written = {
        "index.html": made.page(letter, draft=True),
        "mail.html": made.mail(letter, draft=True),
        "mail.txt": made.text(letter, draft=True),
    }
    return _written(workspace, letter.week, written)


def _written(workspace: Workspace, week: Week, pages: Mapping[str, str]) -> tuple[Path, ...]:
    folder = workspace.digests / week.label
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        replace_text(folder / name, text)
    return tuple(folder / name for name in pages)
