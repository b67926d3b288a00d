"""Signing in and out; one's own password."""

from fastapi import APIRouter

router = APIRouter()
