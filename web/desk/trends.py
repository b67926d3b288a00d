"""Trends of technologies and topics, with outages hatched."""

from fastapi import APIRouter

router = APIRouter()
