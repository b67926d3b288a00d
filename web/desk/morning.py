"""The first screen: what is found, by facets; all of its state is in the address."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from core.desk import Marks
from state import marks
from web.desk.asked import Asked, asked
from web.desk.visit import Reading, Visiting

router = APIRouter()


@router.get("/")
def morning(visit: Visiting, snapshot: Reading, given: Annotated[Asked, Query()]) -> Response:
    """The newest articles, or what is searched for."""
    query = asked(given)
    found = visit.desk.published.cached(snapshot, ("found", query), lambda: snapshot.find(query, facets=True))
    marked = marks.of(visit.state, visit.user.name, [hit.article_id for hit in found.hits])
    return visit.page(
        "morning.html", "Aujourd’hui", found=found, query=query, marks=marked, unmarked=Marks(), given=query.to_dict(),
        manifest=snapshot.manifest,
    )  # fmt: skip
