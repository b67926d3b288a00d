"""The demo newsroom's letter, from its draft to an erratum, in the forms in which it is read."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser
import pytest
from icalendar import Calendar

from core.types import CorrectionAction as Action
from digest.letter import ClaimKind
from jobs.correcting import say as correcting
from jobs.correcting.words import Words
from jobs.letters import approving, archive, checking, editing, errata, previewing
from jobs.letters.weeks import week_named
from jobs.process import process
from jobs.publish import publish
from jobs.workspace import Workspace

if TYPE_CHECKING:
    from jobs.demo import Shown

pytest.importorskip("jobs.letters.drafting")
pytest.importorskip("digest.render.page")

ODILE = Words("Odile", "relu")


@pytest.fixture
def space(shown: "Shown", tmp_path: Path) -> Workspace:
    """A copy of the demonstration."""
    shutil.copytree(shown.workspace.root, tmp_path / "demo", symlinks=True)
    return replace(shown.workspace, root=tmp_path / "demo")


def test_from_draft_to_erratum(space: Workspace, shown: "Shown") -> None:
    week = week_named(shown.digest.parent.name)
    found = editing.draft(space, week)
    assert found.composed.claims
    checking.tick(space, found, ["tout"], [], ODILE)
    issue = approving.approve(space, editing.draft(space, week), ODILE)
    folder = archive.publish(space, issue.key)
    # what was composed and what corrections are compared with say the same of every fact
    assert errata.touched(space, week).differences == ()
    feed = feedparser.parse((folder.parent / "atom.xml").read_bytes())
    assert (feed.bozo, len(feed.entries)) == (False, 1)
    agenda = Calendar.from_ical((folder.parent / "agenda.ics").read_bytes())
    assert len(agenda.walk("VEVENT")) > 0
    html = (folder / "index.html").read_text("utf-8")
    for claim in found.composed.claims:
        if claim.kind is ClaimKind.SUPPLIER:
            assert claim.words in html
    initiative = next(key for kind, key, _, _ in issue.facts if kind == "initiative-status")
    correcting.initiative(space, Action.STATUS, initiative, "plan", None, ODILE)
    process(space)
    publish(space)
    assert len(errata.touched(space, week).differences) == 1
    errata.prepare(space, week, "Nos excuses.", ODILE)
    errata.approve(space, week, 1, ODILE)
    archive.publish(space, f"{week.label}/1")
    html = (folder / "index.html").read_text("utf-8")
    assert "Rectifié le" in html
    assert "Nos excuses." in html
    assert errata.touched(space, week).differences == ()


def test_what_nobody_confirmed_is_in_no_form(space: Workspace, shown: "Shown") -> None:
    week = week_named(shown.digest.parent.name)
    found = editing.draft(space, week)
    paths = previewing.preview(space, found)
    titles = " ".join(told.title for item in found.composed.items for told in item.tellings)
    for claim in found.composed.claims:
        words = claim.words.partition(",")[0]
        if claim.kind is ClaimKind.ABANDONED or words in titles:
            continue
        for path in paths:
            assert words not in path.read_text("utf-8"), (words, path.name)
