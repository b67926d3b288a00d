"""Before any room: whose session it is, and a page for whatever breaks."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.desk import User
from state import users
from web.access.reach import PUBLIC, STATIC
from web.access.session import ALONE, Session
from web.desk import trouble
from web.desk.visit import Desk

_API = ("/api/",)


class Guard:
    """Says whose session it is (`request.state.session`, `.user`); a browser that has none is given one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, begun = Request(scope), False
        known: Session | None = None

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            current: Session | None = getattr(request.state, "session", None)
            if message["type"] == "http.response.start" and current is not known and _may_keep(request):
                give(request, message, current)
            await send(message)

        try:
            if not _path(request).startswith((*PUBLIC, *STATIC)):
                known = await _greet(request)
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            return
        except Exception as error:
            if begun:
                raise
            answer: Response = await trouble.page(request, error)
            await answer(scope, receive, sending)


async def _greet(request: Request) -> Session | None:
    """Find whose session it is; the one that the browser brought, or None."""
    desk: Desk = request.app.state.desk
    known = desk.sessions.read(request.cookies.get(_cookie(request)))
    request.state.session = session = known or desk.sessions.new()
    request.state.user = await run_in_threadpool(user_of, desk, session)
    return known


def give(request: Request, message: Message, session: Session | None) -> None:
    """Hand a session to the browser, with an answer that begins.

    Lax, not Strict: a link in a mail has to find its reader signed in, and would else be answered with an empty session
    in the place of theirs. What changes something is never a GET, and asks for the form's token and the origin besides.
    """
    if session is None:
        return
    desk: Desk = request.app.state.desk
    answer = Response()
    answer.set_cookie(
        _cookie(request),
        desk.sessions.cookie(session),
        max_age=desk.sessions.seconds,
        path=_base(request) or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    MutableHeaders(raw=message["headers"]).append("set-cookie", answer.headers["set-cookie"])


def user_of(desk: Desk, session: Session) -> User | None:
    """Who has this session; None before they sign in and once they are out, or their role or password has changed."""
    if desk.open:
        return ALONE
    if not session.user:
        return None
    return users.sitting(desk.state, session.user, session.epoch, session.number)


def _may_keep(request: Request) -> bool:
    """The public pages, files that caches keep, and programs take no cookie."""
    return not _path(request).startswith((*PUBLIC, *STATIC, *_API))


def _cookie(request: Request) -> str:
    desk: Desk = request.app.state.desk
    return desk.sessions.cookie_name(request.url.scheme, _base(request))


def _path(request: Request) -> str:
    path: str = request.scope["path"]
    return path.removeprefix(_base(request))


def _base(request: Request) -> str:
    return str(request.scope.get("root_path", ""))
