"""Things that editors merged into others: their old addresses lead to the new ones, for good."""

from fastapi import Response
from fastapi.responses import RedirectResponse

from web.desk.visit import Visit


def moved_to(visit: Visit, path: str) -> Response:
    """A permanent redirect to a page of ours."""
    return RedirectResponse(f"{visit.base}{path}", status_code=301)
