"""The server of the pages."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import uvicorn
from fastapi import FastAPI

from jobs.desk.users import refuse_ownerless
from jobs.workspace import Workspace
from web import app, memory, public
from web.access.reach import is_alone
from web.desk import worker
from web.desk.things import warming

_AT_ONCE = 64
_IDLE_SECONDS = 5


def run(
    workspace: Workspace,
    host: str,
    port: int,
    *,
    desk: bool = False,
    ready: Callable[[int], None] = lambda _: None,
) -> None:
    """Serve until stopped; OSError when the address is taken or none of this machine, else as `server`.

    `ready` is called with the port once the address is ours: of port 0, with the one that the system gave.
    """
    memory.keep_small()
    made = server(workspace, host, port, desk=desk)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        ready(listening.getsockname()[1])
        with _company(made.config.app) if desk else nullcontext():
            made.run([listening])


@contextmanager
def _company(app: Any) -> Iterator[None]:
    """What works beside the pages: requests are done, and what is published is prepared."""
    with worker.beside(app), warming.beside(app.state.desk.published):
        yield


def server(workspace: Workspace, host: str, port: int, *, desk: bool = False) -> uvicorn.Server:
    """A server that keeps no log of addresses: they hold readers' secrets. `desk`: the desk as well.

    SettingsError for a desk that others reach and that nobody could sign in to.
    """
    return uvicorn.Server(
        uvicorn.Config(
            _desk(workspace, host) if desk else public.create(workspace),
            host=host,
            port=port,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,  # web.access.proxies: those of the settings alone are believed
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=_IDLE_SECONDS,
            lifespan="off",
        )
    )


def _desk(workspace: Workspace, host: str) -> FastAPI:
    alone = is_alone(workspace.settings, host)
    if not alone:
        refuse_ownerless(workspace, host)
    return app.create(workspace, alone=alone, host=host)
