"""What a page notes while somebody only looks: that they were here, that they read something, that a key was of use.

It is noted if that can be done at once: nobody waits for it, and no page fails for it.
"""

from collections.abc import Callable
from dataclasses import replace

from core import logs
from core.errors import StateError
from state.open import State

PATIENCE = 0.25
"""Seconds that a page waits for another writer before it goes without its note."""


def noted(state: State, write: Callable[[State], object]) -> bool:
    """Write with little patience; False when the state is busy or takes nothing, which the log then says."""
    try:
        write(replace(state, patience=PATIENCE))
    except StateError as error:
        logs.get(__name__).warning("not noted", error=str(error))
        return False
    return True
