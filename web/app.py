"""The application: the desk, its API and the public pages, behind one shield."""

from fastapi import FastAPI, Request
from starlette.middleware.base import RequestResponseEndpoint
from starlette.responses import Response

from jobs.workspace import Workspace
from state.open import open_state
from web import public
from web.access import secret
from web.access.guard import greeted
from web.access.session import Sessions
from web.desk import trouble
from web.desk.published import Published
from web.desk.rooms import ROUTERS
from web.desk.visit import Desk
from web.shield import DESK_POLICY, Shield


def create(workspace: Workspace, *, alone: bool = True) -> FastAPI:
    """The application of a workspace. `alone`: only this machine reaches it, and nobody signs in."""
    settings = workspace.settings.desk
    app = FastAPI(
        title=workspace.settings.workspace.name,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.workspace = workspace
    app.state.desk = Desk(
        workspace,
        open_state(workspace.state),
        Published(workspace.data, settings.memory_limit),
        Sessions(secret.key(workspace.data), settings.session_days),
        open=alone,
    )
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(public.router)
    trouble.handle(app)

    @app.middleware("http")
    async def greet(request: Request, go_on: RequestResponseEndpoint) -> Response:
        return await greeted(request, go_on)

    app.add_middleware(Shield, policy=DESK_POLICY, longest_body=LONGEST_BODY)
    return app


LONGEST_BODY = 2 * 1024 * 1024
"""Bytes of a form of the desk: a pasted article, a list of feeds."""
