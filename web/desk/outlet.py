"""An outlet: its articles, its health."""

from fastapi import APIRouter

router = APIRouter()
