"""The API: the same questions as the pages, as JSON and CSV, for machines that have a token."""

from fastapi import APIRouter

from web.api import about, articles, feeds, things

router = APIRouter(prefix="/api")
for _part in (about, articles, things, feeds):
    router.include_router(_part.router)
router.add_api_route("", about.page, include_in_schema=False)
