"""What the API is: for programs (OpenAPI), and for people, on a page without anybody else's script."""

from functools import cache
from typing import Any, get_type_hints

from fastapi import APIRouter, Response
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from store.readers.desk import api
from store.readers.desk.ledger import Week
from store.sandbox.cells import to_json
from web.api import articles, feeds, things
from web.api.asking import JSON, Asking

router = APIRouter()
_ROWS = {
    "/api/articles": api.Article, "/api/stories": api.Story, "/api/initiatives": api.Initiative,
    "/api/quotes": api.Quote, "/api/mayors": api.Mayor, "/api/communes/{insee}": api.Commune,
    "/api/technologies": api.Technology, "/api/sources": api.Source, "/api/agenda": api.Event,
    "/api/coverage": Week, "/api/trends": api.Trend,
}  # fmt: skip
_WORDS = (
    "Lecture seule. Chaque liste se lit page par page : suivre « next ». Une réponse porte l’étiquette (ETag) de "
    "l’instantané publié : la redemander avec If-None-Match ne coûte rien. "
    "Les mots d’autrui sont coupés à 200 caractères."
)


@router.get("/", include_in_schema=False)
def page(visit: Asking) -> Response:
    """The page that people read."""
    described = schema("")
    return visit.page("api.html", "Interface de programmation", paths=described["paths"], said=_WORDS)


@router.get("/openapi.json", include_in_schema=False)
def openapi(visit: Asking) -> Response:
    """The description that programs read."""
    return Response(
        to_json(schema(visit.base)), media_type=JSON, headers={"Cache-Control": "private, max-age=3600"}
    )


@cache
def schema(base: str) -> dict[str, Any]:
    """OpenAPI 3.1 of the API's own routes; `base` is the path that everything lies under."""
    whole = APIRouter(prefix="/api")
    for part in (articles, things, feeds):
        whole.include_router(part.router)
    made = get_openapi(
        title="Beffroi", version="1", description=_WORDS, routes=whole.routes, servers=[{"url": base or "/"}]
    )
    made.setdefault("components", {})["securitySchemes"] = {"jeton": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{"jeton": []}]
    for path, kind in _ROWS.items():
        made["components"].setdefault("schemas", {})[kind.__name__] = _described(kind)
        made["paths"][path]["get"]["responses"]["200"] = _answer(kind.__name__, single="{" in path)
    return made


def _described(kind: type[Any]) -> dict[str, Any]:
    """A row as JSON Schema, by its annotations."""
    fields = {name: TypeAdapter(hint).json_schema() for name, hint in get_type_hints(kind).items()}
    return {
        "type": "object",
        "description": kind.__doc__ or "",
        "properties": fields,
        "required": list(fields),
    }


def _answer(name: str, *, single: bool) -> dict[str, Any]:
    row = {"$ref": f"#/components/schemas/{name}"}
    about = {"snapshot": {"type": "integer"}, "published_at": {"type": "string", "format": "date-time"}}
    page = {
        "count": {"type": "integer"}, "next": {"type": ["string", "null"]}, "items": {"type": "array", "items": row},
    }  # fmt: skip
    content: dict[str, Any] = {
        "application/json": {
            "schema": {"type": "object", "properties": about | ({"item": row} if single else page)}
        }
    }
    if not single:
        content["text/csv"] = {"schema": {"type": "string"}}
    return {"description": "Trouvé", "content": content}
