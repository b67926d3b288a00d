"""What was nearly for us: the articles that an editor looks at to judge the judge."""

from datetime import UTC, datetime, timedelta

from jobs.correcting.corrections import judged
from jobs.workspace import Workspace
from store.readers import review

NEAR = 0.05
"""The score under which nothing is worth an editor's look: ordinary news of ordinary days stays under it."""


def missed(workspace: Workspace, days: int, most: int, now: datetime | None = None) -> list[review.Missed]:
    """The articles of the last days that were judged not to be for us, the nearest to the line first.

    Nothing under NEAR: it was not nearly ours; nothing of which an editor said it: that is decided.
    """
    since = (now or datetime.now(UTC)) - timedelta(days=days)
    with workspace.snapshot() as snapshot:
        return review.missed(snapshot, since, most, NEAR, judged(workspace))
