"""The SQL page: examples, schema, a table of results, CSV."""

from fastapi import APIRouter

router = APIRouter()
