"""A journal line and a candidate as JSON values, and back, without loss.

The crawl's journal and the `captures` table both keep them this way.
"""

from dataclasses import fields
from datetime import datetime
from typing import Any

from core.types import Candidate, Fetch, Outcome, Pointer

Json = dict[str, Any]


def candidate_to_json(candidate: Candidate) -> Json:
    """Only what is known; instants keep the offset that the outlet gave."""
    return {key: _plain(value) for key, value in _known(candidate).items()}


def candidate_from_json(value: Json) -> Candidate:
    """The inverse; raises KeyError, TypeError or ValueError on anything else."""
    known: Json = {key: _instant(item) if key.endswith("_at") else item for key, item in value.items()}
    return Candidate(**known)


def fetch_to_json(fetch: Fetch) -> Json:
    """Only what is known."""
    value = {key: _plain(item) for key, item in _known(fetch).items()}
    if fetch.pointer is not None:
        value["pointer"] = [fetch.pointer.segment, fetch.pointer.offset]
    if fetch.candidate is not None:
        value["candidate"] = candidate_to_json(fetch.candidate)
    return value


def fetch_from_json(value: Json) -> Fetch:
    """The inverse; raises KeyError, TypeError or ValueError on anything else."""
    known = dict(value)
    known |= {key: _instant(value[key]) for key in ("at", "retry_at") if key in value}
    known["outcome"] = Outcome(value["outcome"])
    if "pointer" in value:
        segment, offset = value["pointer"]
        known["pointer"] = Pointer(segment, offset)
    if "candidate" in value:
        known["candidate"] = candidate_from_json(value["candidate"])
    return Fetch(**known)


def _known(noun: Candidate | Fetch) -> Json:
    values = {item.name: getattr(noun, item.name) for item in fields(noun)}
    return {key: value for key, value in values.items() if value is not None and value is not False}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"naive instant: {text}")
    return instant
