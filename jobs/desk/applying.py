"""Corrections that wait: taken into the results, then published."""

from collections.abc import Mapping
from typing import Any

from digest.french import counted
from jobs.desk import came
from jobs.process import process
from jobs.publish import publish
from jobs.workspace import Workspace


def apply(workspace: Workspace, payload: Mapping[str, Any]) -> came.Came:
    """Process all that waits, corrections included, and publish; watches' pages follow by themselves."""
    del payload
    reports = [process(workspace), publish(workspace)]
    count = sum(
        number for report in reports for what, number in report.counts.items() if what == "correction"
    )
    taken = (
        f"{counted(count, 'correction prise', 'corrections prises')} en compte"
        if count
        else "rien n’attendait"
    )
    wrong = came.problems(reports)
    return (came.look if wrong else came.done)(taken, came.published(reports), *wrong)
