"""The digest room: a week's letter from draft to sent, and errata."""

from fastapi import APIRouter

router = APIRouter()
