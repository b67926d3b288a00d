"""Who asks the API, what every list takes, and how an answer is written: JSON or CSV, with a tag per snapshot."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from core.days import paris_day
from core.errors import QueryError
from core.lines import one_line
from store.readers.desk.api import Some, Span
from store.sandbox.cells import inert, to_json, words
from store.searching.asked import day_from
from store.snapshot import Snapshot
from web.access import programs
from web.api import cursor
from web.desk.frame import address
from web.desk.visit import Desk, Unknown, Visit

JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8"
MOST = 200


def _asking(request: Request) -> Visit:
    """A program with a token, or a browser that signed in."""
    desk: Desk = request.app.state.desk
    user = programs.of_token(request, desk) or request.state.user
    if user is None:
        raise Unknown
    only_known(request)
    return Visit(request, desk, request.state.session, user)


def only_known(request: Request) -> None:
    """Raises QueryError for a parameter that the address does not take: without it the answer would be another."""
    known = list(dict.fromkeys(_parameters(request.scope["route"])))
    if strange := [name for name in request.query_params if name not in known]:
        took = f"Cette adresse prend : {', '.join(known)}." if known else "Cette adresse n’en prend aucun."
        raise QueryError(f"Paramètre inconnu : {one_line(strange[0], _NAME)}.", took)


def _parameters(route: Any) -> Iterator[str]:
    for field in route.dependant.query_params:
        of_model = getattr(field.field_info.annotation, "model_fields", None)  # a model stands for its fields
        yield from of_model or (field.alias,)


_NAME = 40


Asking = Annotated[Visit, Depends(_asking)]
"""Anybody who may read; there is nothing else in the API."""


def _published(request: Request) -> Iterator[Snapshot]:
    with request.app.state.desk.published.reading() as snapshot:
        yield snapshot


Published = Annotated[Snapshot, Depends(_published)]
"""What is published, for programs: rooms have theirs (`Reading`), which asks for a session."""


class Paged(BaseModel):
    """What every list of the API takes."""

    model_config = ConfigDict(extra="ignore")

    limit: int = Field(50, ge=1, le=MOST, description="Lignes d’une page.")
    cursor: str = Field(
        "", max_length=400, description="Où la page commence : « next » de la précédente le donne."
    )
    format: Literal["", "json", "csv"] = Field(
        "", description="json, ou csv ; sans lui, l’en-tête Accept décide."
    )


class Between(Paged):
    """A list that days can bound."""

    since: str = Field("", max_length=10, description="Premier jour : AAAA, AAAA-MM ou AAAA-MM-JJ.")
    until: str = Field("", max_length=10, description="Dernier jour, compris.")


def span(given: Between) -> Span:
    """The days of an address. Raises QueryError."""
    return Span(
        day_from(given.since, last=False) if given.since else None,
        day_from(given.until, last=True) if given.until else None,
    )


class Answer(NamedTuple):
    """A page of rows; `total` is given where it is known, `unknown` are filters by values that no article has."""

    rows: Sequence[Any]
    after: tuple[Any, ...] | None = None
    total: int | None = None
    unknown: Sequence[Any] = ()


def listed(
    visit: Visit, snapshot: Snapshot, given: Paged, kind: type[Any], make: Callable[[], Answer | Some]
) -> Response:
    """A page of a list, made only when the asker has not got it already."""
    tag = _tag(visit, snapshot, given)
    if _has(visit, tag):
        return Response(status_code=304, headers=_headers(tag))
    made = make()
    following = _next(visit, given, made.after)
    headers = _headers(tag) | ({"Link": f'<{following}>; rel="next"'} if following else {})
    if _wants_csv(visit, given):
        return Response(as_csv(kind, made.rows), media_type=CSV, headers=headers)
    said = {
        **_about(snapshot),
        **({"total": made.total} if isinstance(made, Answer) and made.total is not None else {}),
        **({"unknown": _unknown(made)} if isinstance(made, Answer) and made.unknown else {}),
        "count": len(made.rows),
        "next": following or None,
        "items": [row._asdict() for row in made.rows],
    }
    return Response(to_json(said), media_type=JSON, headers=headers)


def single(visit: Visit, snapshot: Snapshot, make: Callable[[], Any]) -> Response:
    """One thing."""
    tag = _tag(visit, snapshot, None)
    if _has(visit, tag):
        return Response(status_code=304, headers=_headers(tag))
    said = {**_about(snapshot), "item": make()._asdict()}
    return Response(to_json(said), media_type=JSON, headers=_headers(tag))


def kept(visit: Visit, snapshot: Snapshot, name: str, make: Callable[[], Any]) -> Any:
    """Rows that are read once a snapshot."""
    return visit.desk.published.cached(snapshot, ("api", name), make)


def as_csv(kind: type[Any], rows: Sequence[Any]) -> str:
    """Rows with a heading; no cell is a formula, lists are JSON."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(kind._fields)
    writer.writerows(
        [inert(value) if isinstance(value, str) else words(value) for value in row] for row in rows
    )
    return file.getvalue()


def given_in(model: BaseModel, *without: str) -> dict[str, str]:
    """What an address said, as text, so that another can say it again."""
    said = model.model_dump(exclude_defaults=True)
    return {name: str(value) for name, value in said.items() if name not in without}


def _unknown(made: Answer) -> list[dict[str, Any]]:
    """Why nothing was found, and what is near, as the first screen says it."""
    return [{"field": one.field, "value": one.value, "nearest": list(one.nearest)} for one in made.unknown]


def _next(visit: Visit, given: Paged, after: tuple[Any, ...] | None) -> str:
    if after is None:
        return ""
    said: Mapping[str, str] = {**given_in(given), "cursor": cursor.written(after)}
    return address("", visit.request.url.path, said)


def _about(snapshot: Snapshot) -> dict[str, Any]:
    return {"snapshot": snapshot.number, "published_at": snapshot.manifest.created_at}


def _wants_csv(visit: Visit, given: Paged) -> bool:
    return given.format == "csv" or (
        not given.format and "text/csv" in visit.request.headers.get("accept", "")
    )


def _tag(visit: Visit, snapshot: Snapshot, given: Paged | None) -> str:
    """Of the snapshot, the day (some lists begin today) and the question; formats are told apart."""
    url = visit.request.url
    form = "csv" if given and _wants_csv(visit, given) else "json"
    said = (
        snapshot.manifest.lineage,
        snapshot.number,
        paris_day(datetime.now(UTC)),
        url.path,
        url.query,
        form,
    )
    return f'"{sha256(repr(said).encode()).hexdigest()[:24]}"'


def _has(visit: Visit, tag: str) -> bool:
    given = visit.request.headers.get("if-none-match", "")
    return tag in {one.strip().removeprefix("W/") for one in given.split(",")}


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Cookie"}
