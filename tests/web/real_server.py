"""A server of flesh and blood, in a thread of its own, and requests as nobody's browser writes them."""

import asyncio
import socket
import threading
from typing import Self

from jobs.workspace import Workspace
from web.serving import server


class Serving:
    """Uvicorn from when it listens until it has stopped."""

    def __init__(self, space: Workspace, port: int, host: str = "127.0.0.1") -> None:
        self.port = port
        self._server = server(space, host, port, desk=True)
        self._app = self._server.config.app
        self._listens = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    async def _run(self) -> None:
        config = self._server.config
        config.load()
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup()
        self._listens.set()
        await self._server.main_loop()
        await self._server.shutdown()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._listens.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        desk = self._app.state.desk  # type: ignore[union-attr]
        desk.published.close()
        desk.state.close()

    def raw(self, request: bytes) -> bytes:
        """What is answered to these bytes, until the server hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(request)
            answer = b""
            while b"\r\n\r\n" not in answer or not _whole(answer):
                more = line.recv(65536)
                if not more:
                    break
                answer += more
            return answer


def _whole(answer: bytes) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(lengths) and len(body) >= int(lengths[0].partition(b":")[2])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
