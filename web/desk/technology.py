"""A technology: its trend, the towns that have it, its suppliers."""

from fastapi import APIRouter

router = APIRouter()
