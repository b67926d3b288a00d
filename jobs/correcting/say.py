"""What editors say of what was found, for good: `process` brings it to the results (corrections.py)."""

from jobs.correcting.dating import day
from jobs.correcting.deleting import delete
from jobs.correcting.judging import initiative, judge, topics_of
from jobs.correcting.links import link, role
from jobs.correcting.reckoning import figure
from jobs.correcting.things import merge, rename, split

__all__ = [
    "day",
    "delete",
    "figure",
    "initiative",
    "judge",
    "link",
    "merge",
    "rename",
    "role",
    "split",
    "topics_of",
]
