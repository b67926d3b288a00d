"""What every room is handed: who asks, where the workspace is, what is published."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from core.desk import Request as Asked
from core.desk import RequestKind, Role, User
from jobs.workspace import Workspace
from state import requests, visits
from state.noting import noted
from state.open import State
from store.query import Snapshot
from web.access.patience import Patience
from web.access.session import Session, Sessions
from web.desk.published import Published

if TYPE_CHECKING:
    from web.desk.corrections.pending import Waiting


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of one workspace, the same for all who sit at it. `open`: on this machine alone, nobody signs in.

    `wanted` is set when something was asked of the writer: whoever runs requests need not wait for the next look.
    `seen`: when it was last noted that somebody was here.
    """

    workspace: Workspace
    state: State
    published: Published
    sessions: Sessions
    open: bool
    patience: Patience
    wanted: threading.Event = field(default_factory=threading.Event)
    seen: dict[str, datetime] = field(default_factory=dict)


class Denied(Exception):
    """Somebody asked for what their role does not give; `role` would."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


class Unknown(Exception):
    """Nobody signed in."""


class Forged(Exception):
    """A form without this session's token."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: who asks (`user`), in which session."""

    request: Request
    desk: Desk
    session: Session
    user: User

    @property
    def workspace(self) -> Workspace:
        """Where everything lies."""
        return self.desk.workspace

    @property
    def state(self) -> State:
        """What people decide goes here; open, and shared by all threads."""
        return self.desk.state

    @property
    def token(self) -> str:
        """What every form carries in its field "jeton"."""
        return self.desk.sessions.token(self.session)

    @property
    def can_edit(self) -> bool:
        """Whether to show what editors do; asking for it is refused all the same."""
        return self.user.role.may(Role.EDITOR)

    @property
    def base(self) -> str:
        """The path that everything lies under, "" or "/veille"."""
        return str(self.request.scope.get("root_path", "")).rstrip("/")

    @property
    def waiting(self) -> "Waiting":
        """What editors said that waits, and what was just said: the line under the header."""
        from web.desk.corrections.pending import waiting

        return waiting(self)

    def page(self, template: str, title: str, *, status: int = 200, **context: Any) -> Response:
        """A page of the desk (templates/desk/`template`); `title` is what it is about."""
        from web.desk.frame import rendered

        return rendered(self, template, title, status=status, **context)

    def back(self, path: str) -> Response:
        """After something was done: to a page of ours, asked anew."""
        return RedirectResponse(self.base + local(path), status_code=303)

    def ask(self, kind: RequestKind, **payload: Any) -> Asked:
        """Ask the writer for something; the same that waits already is not asked twice."""
        asked = requests.ask(self.state, Asked(kind, self.user.name, datetime.now(UTC), payload))
        self.desk.wanted.set()
        return asked


def local(path: str) -> str:
    """A path of ours, or "/" for an address that leads elsewhere: two slashes of any kind, a scheme."""
    plain = path.isprintable() and path[:1] == "/" and path[1:2] not in {"/", "\\"}
    return path if plain else "/"


def visit(request: Request) -> Visit:
    """Who asks. Unknown when they have to sign in first."""
    desk: Desk = request.app.state.desk
    session: Session = request.state.session
    user: User | None = request.state.user
    if user is None:
        raise Unknown
    _here(desk, user)
    return Visit(request, desk, session, user)


def _here(desk: Desk, user: User) -> None:
    """Note that somebody is here, whatever they look at: a list stays the same while it is worked through."""
    now, last = datetime.now(UTC), desk.seen.get(user.name)
    if last is None or now - last >= visits.NOTED:
        desk.seen[user.name] = now
        noted(desk.state, lambda state: visits.note(state, user.name, now))


Visiting = Annotated[Visit, Depends(visit)]
"""Anybody who may look."""


def _reading(visit: Visiting) -> Iterator[Snapshot]:
    with visit.desk.published.reading() as snapshot:
        yield snapshot


Reading = Annotated[Snapshot, Depends(_reading)]
"""What is published; a room that has it needs it, and answers 503 without."""


async def _posted(request: Request, visit: Visiting) -> Visit:
    """Who posts a form that is this session's; reading it here costs nothing, it is kept."""
    await check_token(request, visit.desk.sessions, visit.session)
    return visit


async def check_token(request: Request, sessions: Sessions, session: Session) -> None:
    """Raise Forged for a form (or a script's request) without this session's token."""
    given = request.headers.get("x-jeton") or (await request.form()).get("jeton", "")
    if not isinstance(given, str) or not sessions.is_token(session, given):
        raise Forged


Posting = Annotated[Visit, Depends(_posted)]
"""Anybody who may look, and marks something as their own."""


def _as(role: Role, visit: Visit) -> Visit:
    if not visit.user.role.may(role):
        raise Denied(role)
    return replace(visit)


def _editor(visit: Posting) -> Visit:
    return _as(Role.EDITOR, visit)


def _owner(visit: Posting) -> Visit:
    return _as(Role.OWNER, visit)


Editing = Annotated[Visit, Depends(_editor)]
"""Who may change what is said: corrections, the letter, what is added."""
Owning = Annotated[Visit, Depends(_owner)]
"""Who may send, and change sources."""
