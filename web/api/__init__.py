"""The API: the same questions as the pages, as JSON and CSV, for machines that have a token."""

from fastapi import APIRouter

router = APIRouter(prefix="/api")
