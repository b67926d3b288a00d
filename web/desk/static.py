"""Style and script: files of the package, kept by browsers for as long as their content is the same."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request, Response

router = APIRouter()
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_KNOWN = frozenset({"beffroi.svg", "desk.css", "desk.js", "htmx.min.js"})


@router.get("/statique/{name}")
def static(request: Request, name: str) -> Response:
    """A file; what the browser has already is not sent again."""
    if name not in _KNOWN:
        raise HTTPException(404)
    body, tag = _file(name)
    headers = {"Cache-Control": "public, max-age=86400", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_TYPES[name[name.rindex(".") :]], headers=headers)


@cache
def _file(name: str) -> tuple[bytes, str]:
    body = files("web").joinpath("static", name).read_bytes()
    return body, f'"{sha256(body).hexdigest()[:16]}"'


def version(name: str) -> str:
    """What tells this content of a file from others, for its address."""
    return _file(name)[1].strip('"')
