"""What somebody typed in a form that was not taken, to be copied before it is lost."""

from urllib.parse import urlsplit

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from web.desk.visit import local

MOST, LONGEST = 20, 10_000
_SECRET = frozenset({"jeton", "password", "new", "again"})
_OURS = frozenset({
    "action", "anchor", "article", "back", "element", "empreinte", "entree", "fois", "genre", "geste", "ids", "insee",
    "key", "kind", "lu", "motif", "numero", "question", "rectificatif", "remove", "retour", "sort", "vers", "vu", "vue",
    "was", "words",
})  # fmt: skip
"""Names of what forms carry without anybody typing it."""


async def typed(request: Request) -> list[str]:
    """The words of a form, in its order; none of what it carries by itself, no password, no file."""
    try:
        form = await request.form()
    except (HTTPException, ClientDisconnect, RuntimeError):  # no form, or cut short: nothing to give back
        return []
    said = [
        value[:LONGEST]
        for name, value in form.multi_items()
        if isinstance(value, str) and value.strip() and name not in _SECRET | _OURS
    ]
    return said[:MOST]


def came_from(request: Request, base: str) -> str:
    """The page of ours that a form stood on, "" when nobody says so."""
    asked = urlsplit(request.headers.get("referer", ""))
    path = asked.path.removeprefix(base)
    if asked.netloc != request.headers.get("host") or not path.startswith("/") or local(path) != path:
        return ""
    return path + (f"?{asked.query}" if asked.query else "")
