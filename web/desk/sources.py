"""The sources room: health, ledger, refusals; sources added, switched, visited now."""

from fastapi import APIRouter

router = APIRouter()
