"""The digest room: a week's letter from draft to sent, and errata.

Another hand on what `beffroi digest` does: every decision is made by jobs/letters, nothing is decided here.
"""

from fastapi import APIRouter

from web.desk.press import (
    approval,
    check,
    confirming,
    copying,
    draft,
    errata,
    leaving,
    preview,
    readers,
    sends,
    weeks,
)

router = APIRouter()
for _page in (weeks, readers, draft, check, preview, approval, leaving, confirming, sends, copying, errata):
    router.include_router(_page.router)
