"""What was asked of the writer, and what came of it."""

from fastapi import APIRouter

router = APIRouter()
