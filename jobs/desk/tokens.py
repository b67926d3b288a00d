"""Tokens of the API, as commands make, list and remove them. Their secret is shown once, and kept nowhere."""

import secrets
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256

from core.desk import Token
from core.errors import InputError
from core.lines import one_line
from jobs.workspace import Workspace
from state import tokens
from state.noting import noted
from state.open import State, open_state

_BYTES = 32
_PREFIX = "beffroi_"
"""So that whoever finds one in a file knows what it opens."""
_LONGEST = 60


def add(workspace: Workspace, name: str) -> str:
    """Make a token; returns its secret, which nobody can show again. InputError for a name that is none, or taken."""
    kept = one_line(name, _LONGEST)
    if not kept or kept != name:
        raise InputError(
            f"ce nom de jeton ne va pas : {kept or 'vide'}", f"Une ligne, {_LONGEST} caractères au plus."
        )
    secret = _PREFIX + secrets.token_urlsafe(_BYTES)
    with closing(open_state(workspace.state)) as state:
        if not tokens.add(state, kept, digest(secret), datetime.now(UTC)):
            raise InputError(f"jeton déjà connu : {kept}", "Ôtez-le d’abord, ou prenez un autre nom.")
    return secret


def listed(workspace: Workspace) -> list[Token]:
    """All tokens, by name."""
    with closing(open_state(workspace.state)) as state:
        return tokens.every(state)


def remove(workspace: Workspace, name: str) -> None:
    """Take a token away: from now on it opens nothing. InputError when none has this name."""
    with closing(open_state(workspace.state)) as state:
        if not tokens.remove(state, name):
            known = ", ".join(one.name for one in tokens.every(state)) or "aucun"
            raise InputError(f"jeton inconnu : {one_line(name)}", f"Jetons connus : {known}.")


def known(state: State, secret: str, today: date) -> Token | None:
    """The token of a secret, None for one that is none; that it was of use is noted once a day."""
    if not secret.startswith(_PREFIX):
        return None
    found = tokens.of_hash(state, digest(secret))
    if found and found.last_used_day != today:
        noted(state, lambda hurried: tokens.used(hurried, found.name, today))
    return found


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
