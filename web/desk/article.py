"""An article: what it is, what was found in it with its sentences, its versions; all can be corrected in place."""

from fastapi import APIRouter

router = APIRouter()
