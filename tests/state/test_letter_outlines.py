"""Issues without their words: as many, as far, and another when anything of one changed."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select, update

from core.letters import DeliveryState, Issue, IssueState
from core.redaction import BLOCK
from state import deliveries, letters
from state.open import open_state
from state.schema import letter_issues

AT = datetime(2026, 11, 23, 7, tzinfo=UTC)
ONE = Issue(
    "2026-W47", 0, IssueState.APPROVED, {"subject": "Rodez", "items": []}, "0" * 64,
    (("quote", "a:0", "Nous", "quote:a:0"),), "Odile", AT,
)  # fmt: skip


def test_an_outline_is_the_issue_without_its_words(tmp_path: Path) -> None:
    with closing(open_state(tmp_path / "state.sqlite")) as state:
        letters.keep(state, ONE)
        letters.keep(state, replace(ONE, erratum=1, state=IssueState.DRAFT))
        outlines = [one for one, _ in letters.outlines(state)]
        assert outlines == [replace(one, content={}, facts=()) for one in letters.issues(state)]


def test_whatever_changes_an_issue_changes_its_outline(tmp_path: Path) -> None:
    with closing(open_state(tmp_path / "state.sqlite")) as state:
        letters.keep(state, ONE)
        known = [letters.outlines(state)]
        letters.keep(state, replace(ONE, approved_by="Luc"))
        known.append(letters.outlines(state))
        letters.mark(state, replace(ONE, approved_by="Luc"), IssueState.SENT, AT)
        known.append(letters.outlines(state))
        with state.write() as connection:  # as forgetting does: blocks in the place of a name, the hash stays
            words = connection.scalar(select(letter_issues.c.content))
            gone = json.loads(json.dumps(words).replace("Rodez", 5 * BLOCK))
            connection.execute(update(letter_issues).values(content=gone))
        known.append(letters.outlines(state))
        assert all(one != other for at, one in enumerate(known) for other in known[at + 1 :])


def test_deliveries_are_counted_by_issue_and_state(tmp_path: Path) -> None:
    with closing(open_state(tmp_path / "state.sqlite")) as state:
        with state.write() as connection:
            deliveries.queue(connection, "2026-W47", ["a@x.example", "b@x.example"], AT)
            deliveries.queue(connection, "2026-W46", ["a@x.example"], AT)
        deliveries.record(state, "2026-W47", "a@x.example", DeliveryState.SENT, AT)
        counts = deliveries.counts(state, ["2026-W47", "2026-W45"])
        assert counts == {"2026-W47": {"sent": 1, "queued": 1}}
