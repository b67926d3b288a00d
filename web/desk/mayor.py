"""A mayor: mandates, quotes, articles. Who has no public role has no page."""

from fastapi import APIRouter

router = APIRouter()
