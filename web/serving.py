"""The server of the pages."""

import socket
from contextlib import nullcontext

import uvicorn

from jobs.workspace import Workspace
from web import app, public
from web.desk import worker

_AT_ONCE = 64
_IDLE_SECONDS = 5


def run(workspace: Workspace, host: str, port: int, *, desk: bool = False) -> None:
    """Serve until stopped; OSError when the address is taken or none of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        made = server(workspace, host, port, desk=desk)
        with worker.beside(made.config.app) if desk else nullcontext():
            made.run([listening])


def server(workspace: Workspace, host: str, port: int, *, desk: bool = False) -> uvicorn.Server:
    """A server that keeps no log of addresses: they hold readers' secrets. `desk`: the desk as well."""
    made = app.create(workspace) if desk else public.create(workspace)
    return uvicorn.Server(
        uvicorn.Config(
            made,
            host=host,
            port=port,
            root_path=workspace.settings.desk.base_path if desk else "",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=_IDLE_SECONDS,
            lifespan="off",
        )
    )
