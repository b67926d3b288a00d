"""Copies of the state, made when it says something that nothing else says."""

from datetime import UTC, datetime

from core import logs
from core.errors import StateError
from state import copies
from state.open import State


def keep_copy(state: State) -> None:
    """Copy the state after what people said; what they said stands, and is not to be said again, without the copy."""
    try:
        copies.copy_state(state.path)
    except StateError as error:
        logs.get(__name__).warning("no copy of the state", reason=str(error))


def keep_daily_copy(state: State) -> None:
    """The same, when the newest copy is older than a day."""
    if copies.is_due(state.path, datetime.now(UTC)):
        keep_copy(state)
