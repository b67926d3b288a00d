"""Watch lists: follow a search, see what it finds, stop following."""

from fastapi import APIRouter

router = APIRouter()
