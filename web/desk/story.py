"""A story: the articles about one thing, with every outlet."""

from fastapi import APIRouter

router = APIRouter()
