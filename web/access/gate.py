"""The gate of the desk: the path it lies under, who is turned away, and HEAD as GET without its body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.access import doors
from web.access.reach import Names
from web.shield import tell

_UNKNOWN = (
    "La rédaction ne connaît pas ce nom. Demandez-la par l’adresse où elle écoute, "
    "ou ajoutez ce nom à desk.hosts dans beffroi.toml."
)
_PROXIED = (
    "Un serveur mandataire se tient devant cette rédaction, qui prend chacun pour qui est assis à cette machine. "
    "Déclarez-le dans desk.proxies (beffroi.toml) et donnez à chacun un compte : beffroi users add."
)
_UNREADABLE = "Cette adresse n’est pas écrite comme une adresse l’est. Repartez de la première page."
_ELSEWHERE = "Cette demande vient d’un autre site : rien n’a été fait. Repartez de la page de la rédaction."


class Gate:
    """Everything that the desk answers passes here first."""

    def __init__(self, app: ASGIApp, *, base: str, names: Names, alone: bool) -> None:
        self._app, self._base, self._names, self._alone = app, base, names, alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = below(scope, self._base)
        if refused := self._refused(scope):
            await tell(send, *refused)
            return
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, _bodiless(send)
        await self._app(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        if not scope["query_string"].isascii():
            return 400, _UNREADABLE
        if doors.unknown_name(scope, self._names):
            return 400, _UNKNOWN
        if self._alone and doors.through_a_proxy(scope):
            return 403, _PROXIED
        if doors.from_elsewhere(scope, scope["path"].removeprefix(self._base)):
            return 403, _ELSEWHERE
        return None


def below(scope: Scope, base: str) -> Scope:
    """The request under the base path, whether the proxy took that off the path or not."""
    if not base:
        return scope
    path = scope["path"]
    if path == base:
        path = f"{base}/"
    elif not path.startswith(f"{base}/"):
        path = f"{base}{path}"
    return {**scope, "root_path": base, "path": path}


def _bodiless(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sent
