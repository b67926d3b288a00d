"""The server of the public pages."""

import socket

import uvicorn

from jobs.workspace import Workspace
from web.public import create

_AT_ONCE = 64
_IDLE_SECONDS = 5


def run(workspace: Workspace, host: str, port: int) -> None:
    """Serve until stopped; OSError when the address is taken or none of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        server(workspace, host, port).run([listening])


def server(workspace: Workspace, host: str, port: int) -> uvicorn.Server:
    """A server that keeps no log of addresses: they hold readers' secrets."""
    return uvicorn.Server(
        uvicorn.Config(
            create(workspace),
            host=host,
            port=port,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=_IDLE_SECONDS,
            lifespan="off",
        )
    )
