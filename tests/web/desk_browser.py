"""A browser without a window: keeps its cookie, reads the form's token off the page, as people's browsers do."""

import asyncio
import re
from typing import Self

import httpx

from jobs.workspace import Workspace
from state import users
from web.app import create

HOST = "http://127.0.0.1:8080"
_TOKEN = re.compile(r'data-jeton="([0-9a-f]+)"')


class Browser:
    """Asks the application itself, without a network."""

    def __init__(self, space: Workspace, *, alone: bool = True) -> None:
        self.app = create(space, alone=alone)
        self.cookies = httpx.Cookies()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.app.state.desk.published.close()
        self.app.state.desk.state.close()

    def sign_in(self, name: str) -> None:
        """As somebody who has a place at the desk."""
        desk = self.app.state.desk
        found = users.by_name(desk.state, name)
        assert found
        named = desk.sessions.cookie_name("http", "")
        self.cookies.set(named, desk.sessions.cookie(desk.sessions.new(found[0])))

    def get(self, path: str, **sent: object) -> httpx.Response:
        """A page."""
        return self.ask("GET", path, **sent)

    def post(self, path: str, page: str = "/", **fields: object) -> httpx.Response:
        """A form of `page`, with its token."""
        found = _TOKEN.search(self.get(page).text)
        return self.ask("POST", path, data={"jeton": found[1] if found else "", **fields})

    def ask(self, method: str, path: str, **sent: object) -> httpx.Response:
        """Anything else; redirects are not followed."""

        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(self.app), base_url=HOST, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **sent)  # type: ignore[arg-type]
                self.cookies = client.cookies
                return answer

        return asyncio.run(asked())
