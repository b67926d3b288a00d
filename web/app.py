"""The application: the desk, its API and the public pages, behind one shield."""

from dataclasses import replace

from fastapi import FastAPI

from jobs.workspace import Workspace
from state.open import open_state
from web import public
from web.access import secret
from web.access.gate import Gate
from web.access.guard import Guard
from web.access.patience import Patience
from web.access.proxies import Proxied, trusted
from web.access.reach import PUBLIC, names
from web.access.session import Sessions
from web.desk import trouble
from web.desk.published import Published
from web.desk.rooms import ROUTERS
from web.desk.visit import Desk
from web.shield import DESK_HEADERS, DESK_POLICY, Shield

LONGEST_BODY = 2 * 1024 * 1024
"""Bytes of a form of the desk: a pasted article, a list of feeds."""
_ANYBODY = ("/connexion", *PUBLIC)
"""Where strangers post."""


def create(workspace: Workspace, *, alone: bool = True, host: str = "") -> FastAPI:
    """The application of a workspace, which listens on `host` (by default that of the settings).

    `alone`: only this machine reaches it, and nobody signs in.
    """
    settings = workspace.settings.desk
    app = FastAPI(
        title=workspace.settings.workspace.name,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    published = Published(workspace.data, settings.memory_limit)
    app.state.workspace = workspace
    app.state.desk = Desk(
        # jobs that rooms call read what is open already: another opening would have a memory of its own
        replace(workspace, held=published.reading),
        open_state(workspace.state),
        published,
        Sessions(secret.key(workspace.data), settings.session_days),
        open=alone,
        patience=Patience(),
    )
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(public.router)
    trouble.handle(app)
    _surround(app, workspace, host or settings.host, alone=alone)
    return app


def _surround(app: FastAPI, workspace: Workspace, host: str, *, alone: bool) -> None:
    """What stands before the rooms; added from the inside out."""
    settings = workspace.settings.desk
    base = settings.base_path
    app.add_middleware(Guard)
    app.add_middleware(Gate, base=base, names=names(workspace.settings, host), alone=alone)
    app.add_middleware(
        Shield,
        policy=DESK_POLICY,
        longest_body=LONGEST_BODY,
        headers=DESK_HEADERS,
        small=tuple(f"{prefix}{path}" for prefix in {"", base} for path in _ANYBODY),
    )
    app.add_middleware(Proxied, proxies=trusted(settings.proxies))
