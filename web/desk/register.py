"""The register of initiatives: a table that is filtered, sorted, mapped, exported."""

from fastapi import APIRouter

router = APIRouter()
