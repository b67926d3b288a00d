"""A workspace with an approved letter and invented readers, and how their letter is written."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from letters import LETTER
from sqlalchemy import insert

from core.letters import Delivery, Issue, IssueState
from digest import letterjson
from digest.render.frame import UNSUBSCRIBE
from jobs import workspace
from jobs.letters import archive
from jobs.letters.mails import Rendered
from jobs.letters.subscribing import new_token
from jobs.workspace import Workspace
from state import deliveries, readers
from state.open import State, open_state
from state.schema import letter_issues

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
WEEK = "2026-W47"
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//FR\r\nEND:VCALENDAR\r\n"


def made(root: Path, port: int, base_url: str = "http://127.0.0.1:8080", **letter: Any) -> Workspace:
    overrides: dict[str, dict[str, Any]] = {
        "workspace": {"name": "La Lettre du Marais"},
        "letter": {"sender": "lettre@marais.example", "base_url": base_url, **letter},
        "smtp": {
            "host": "127.0.0.1", "port": port, "tls": "none", "per_minute": 1_000_000, "timeout_seconds": 5.0,
        },
    }  # fmt: skip
    return workspace.create(root, overrides)


def render(issue: Issue) -> Rendered:
    """The letter of a test: a line that begins with a dot, accents, a long line, the way out twice."""
    html = (
        f'<p>Bréville-sur-Aulne : « {issue.key} »</p>{"mot " * 400}<a href="{UNSUBSCRIBE}">Se désabonner</a>'
    )
    return Rendered(
        f"Semaine {issue.week}\u00a0: l’assistant vocal", html, f".un point\n..deux\n{UNSUBSCRIBE}\n", ICS
    )


def approve(
    space: Workspace, erratum: int = 0, state: IssueState = IssueState.APPROVED, week: str = WEEK
) -> None:
    content = letterjson.to_json(LETTER)
    row = {
        "week": week, "erratum": erratum, "state": state.value, "content": content,
        "sha256": letterjson.sha256(content), "facts": [], "approved_by": "rédaction", "approved_at": NOW,
    }  # fmt: skip
    with opened(space) as kept, kept.write() as connection:
        connection.execute(insert(letter_issues).values(row))


def subscribe(space: Workspace, *emails: str) -> None:
    with opened(space) as state:
        readers.admit(state, list(emails), [new_token() for _ in emails], NOW)


def token_of(space: Workspace, email: str) -> str:
    with opened(space) as state:
        found = readers.by_email(state, email)
    assert found
    return found.token


def records(space: Workspace, key: str = WEEK) -> dict[str, Delivery]:
    with opened(space) as state:
        return {one.email: one for one in deliveries.of(state, key)}


def states(space: Workspace, key: str = WEEK) -> dict[str, str]:
    return {email: one.state.value for email, one in records(space, key).items()}


@contextmanager
def opened(space: Workspace) -> Iterator[State]:
    with closing(open_state(space.state)) as state:
        yield state


def archived(space: Workspace) -> dict[Path, bytes]:
    """Its files; of a mail, whose parts are bounded by chance, only that it is there."""
    files = [path for path in archive.folder(space).rglob("*") if path.is_file()]
    return {path: b"" if path.suffix == ".eml" else path.read_bytes() for path in files}
