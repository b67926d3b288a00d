"""The draft as its readers will see it, before anybody approves it."""

from importlib.util import find_spec
from pathlib import Path

from digest.letter import Week
from jobs.files import replace_text
from jobs.letters.editing import Draft, draft
from jobs.letters.forms import Renderers, renderers
from jobs.workspace import Workspace


def build(workspace: Workspace, week: Week) -> Path:
    """Write the draft of a week as a page; again, it is the same page. Returns its path."""
    if find_spec("jobs.letters.drafting") is None:  # until that and digest.render replace the page of before
        from digest import model
        from jobs import weekly

        return weekly.draft(workspace, model.Week(week.first, week.last))
    return preview(workspace, draft(workspace, week))[0]


def preview(workspace: Workspace, found: Draft, how: Renderers | None = None) -> tuple[Path, ...]:
    """Write the page, the mail and the text of a draft as they would leave now; returns their paths, the page first."""
    made, letter = how or renderers(), found.edited.letter
    written = {
        "index.html": made.page(letter, draft=True),
        "mail.html": made.mail(letter, draft=True),
        "mail.txt": made.text(letter, draft=True),
    }
    folder = workspace.digests / letter.week.label
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        replace_text(folder / name, text)
    return tuple(folder / name for name in written)
