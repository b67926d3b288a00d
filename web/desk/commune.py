"""A commune: its mayor by the register, its initiatives, quotes and articles over time."""

from fastapi import APIRouter

router = APIRouter()
