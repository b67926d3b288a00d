"""A session: a signed cookie that says who somebody is, and the token that their forms carry.

The server keeps nothing of a session that goes on: it ends with its age, with the password's `epoch` that it was
signed under, or by signing out, which the state remembers by its number.
"""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

from itsdangerous import BadSignature, URLSafeTimedSerializer

from core.desk import Role, User

COOKIE = "beffroi"
_SALT = "session"


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody's session; `number` is random, `user` "" before they sign in."""

    number: str
    user: str = ""
    epoch: int = 0


ALONE = User("rédaction", Role.OWNER)
"""Whoever sits at this machine, where nobody signs in: the workspace's files are theirs already."""


class Sessions:
    """Signs sessions and reads them back."""

    def __init__(self, key: str, days: int) -> None:
        self._key = key.encode()
        self._signer = URLSafeTimedSerializer(key, salt=_SALT)
        self._name = f"{COOKIE}-{sha256(key.encode()).hexdigest()[:8]}"
        self.seconds = days * 86_400

    def cookie_name(self, scheme: str, base: str) -> str:
        """The cookie's name, another for each workspace: cookies know no ports, and two desks may be open at once.

        Under https, one that browsers refuse without Secure, and from a neighbour's subdomain.
        """
        if scheme != "https":
            return self._name
        return f"__Secure-{self._name}" if base else f"__Host-{self._name}"  # __Host- asks for the path "/"

    def new(self, user: User | None = None) -> Session:
        """A session with a number that nobody can guess."""
        number = secrets.token_urlsafe(18)
        return Session(number, user.name, user.epoch) if user else Session(number)

    def cookie(self, session: Session) -> str:
        """What the browser keeps."""
        return str(self._signer.dumps([session.number, session.user, session.epoch]))

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None for one that is too old or that we did not sign."""
        if not cookie:
            return None
        try:
            number, user, epoch = self._signer.loads(cookie, max_age=self.seconds)
        except (BadSignature, ValueError, TypeError):
            return None
        return Session(str(number), str(user), int(epoch))

    def token(self, session: Session) -> str:
        """What every form of this session carries: a page from elsewhere cannot know it."""
        return hmac.new(self._key, f"form:{session.number}".encode(), sha256).hexdigest()

    def is_token(self, session: Session, given: str) -> bool:
        """Whether a form's token is this session's."""
        return hmac.compare_digest(self.token(session).encode(), given.encode("utf-8", "replace"))
