"""Adding what was read elsewhere: an address, or pasted text."""

from fastapi import APIRouter

router = APIRouter()
