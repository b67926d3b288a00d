"""How programs say who they are: a token in a header, or, of feeds, a key that opens this one feed and nothing else."""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlencode

from starlette.requests import Request

from core.days import paris_day
from core.desk import Role, User
from jobs.desk import tokens
from state import users
from web.access import secret
from web.desk.visit import Desk, Unknown

KEY = "cle"
_BEARER = "bearer "
_DIGITS = 32
"""Of the 64 of SHA-256: 128 bits, which nobody guesses, in an address that people paste."""


def of_token(request: Request, desk: Desk) -> User | None:
    """Who a token stands for: a reader. None without one; Unknown when it is none of ours.

    What a proxy asks for itself (Basic) is no token.
    """
    given = request.headers.get("authorization", "")
    if given[: len(_BEARER)].lower() != _BEARER:
        return None
    found = tokens.known(desk.state, given[len(_BEARER) :].strip(), paris_day(datetime.now(UTC)))
    if not found:
        raise Unknown
    return User(found.name, Role.READER)


def feed_key(desk: Desk, user: User, path: str, asked: Mapping[str, str]) -> str:
    """The key with which a feed of this user's opens without a session; "" where nobody signs in.

    A feed reader sends no header, and addresses end up in its logs: this key is of one path and one query, and ends
    with the user's password or place.
    """
    return "" if desk.open else f"{user.name}.{_signed(desk, user, path, asked)}"


def of_feed(desk: Desk, key: str, path: str, asked: Mapping[str, str]) -> User:
    """Whose key it is; Unknown for any other feed's, and for whoever has no place any longer."""
    name, _, given = key.rpartition(".")
    found = users.by_name(desk.state, name)
    if found and hmac.compare_digest(
        _signed(desk, found[0], path, asked).encode(), given.encode("utf-8", "replace")
    ):
        return User(found[0].name, Role.READER, found[0].epoch)
    raise Unknown


def _signed(desk: Desk, user: User, path: str, asked: Mapping[str, str]) -> str:
    said = "\n".join(("feed", user.name, str(user.epoch), path, urlencode(sorted(asked.items()))))
    return hmac.new(secret.key(desk.workspace.data).encode(), said.encode(), sha256).hexdigest()[:_DIGITS]
