"""Before any room: whose session it is."""

from starlette.concurrency import run_in_threadpool
from starlette.middleware.base import RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response

from core.desk import User
from state import users
from web.access.session import ALONE, COOKIE, Session
from web.desk.visit import Desk


async def greeted(request: Request, go_on: RequestResponseEndpoint) -> Response:
    """Say whose session it is (`request.state.session`, `.user`); a browser that has none is given one."""
    desk: Desk = request.app.state.desk
    known = desk.sessions.read(request.cookies.get(COOKIE))
    request.state.session = session = known or desk.sessions.new()
    request.state.user = await run_in_threadpool(_user, desk, session)
    answer = await go_on(request)
    if request.state.session is not known:
        give(request, answer, request.state.session)
    return answer


def give(request: Request, answer: Response, session: Session) -> None:
    """Hand a session to the browser."""
    desk: Desk = request.app.state.desk
    answer.set_cookie(
        COOKIE,
        desk.sessions.cookie(session),
        max_age=desk.sessions.seconds,
        path=request.scope.get("root_path", "") or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def _user(desk: Desk, session: Session) -> User | None:
    if desk.open:
        return ALONE
    found = users.by_name(desk.state, session.user) if session.user else None
    return found[0] if found and found[0].epoch == session.epoch else None
