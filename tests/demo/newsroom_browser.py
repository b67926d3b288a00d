"""Ask a served newsroom over plain HTTP, the virtual host in the Host header."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True, slots=True)
class Browser:
    """Asks a served newsroom, by outlet and path, through the Host header."""

    port: int

    def __call__(
        self, slug: str, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            host = {"Host": f"{slug}.localhost:{self.port}"}
            connection.request(method, path, headers={**host, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers.items()), response.read())
