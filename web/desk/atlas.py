"""The map of France: articles and initiatives by département."""

from fastapi import APIRouter

router = APIRouter()
