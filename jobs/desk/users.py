"""Who may sit at the desk: accounts, roles, passwords.

Passwords are kept as argon2id hashes: 46 MiB and one lane, as OWASP's password storage sheet has it, and two passes
where it asks for one. Two are looked at at once: strangers who knock must not fill a server of 4 GB.
"""

import re
import threading
import unicodedata
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from core.desk import Role, User
from core.errors import InputError, SettingsError
from jobs.forgetting.screening import refuse_named
from jobs.workspace import Workspace
from state import users
from state.open import State, open_state

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 1024
_NAME = re.compile(r"\w[\w.-]{0,39}")
_OPEN = "rédaction"
"""Who signs what is done where nobody signs in (web.access.session.ALONE)."""
_MEMORY, _PASSES, _LANES = 47_104, 2, 1
_AT_ONCE, _WAITING = 2, 8
_working = threading.BoundedSemaphore(_AT_ONCE)
_queue = threading.BoundedSemaphore(_AT_ONCE + _WAITING)


class TooMany(Exception):
    """More people sign in at this moment than passwords can be looked at."""


def add(workspace: Workspace, typed: str, role: Role, password: str) -> User:
    """Give somebody an account. InputError for a name or a password that will not do, or a name that is taken."""
    name = name_of(typed)
    if name == _OPEN or not _NAME.fullmatch(name):
        raise InputError(
            f"« {typed[:40]} » ne peut pas être un nom de compte",
            "De 1 à 40 lettres, chiffres, points ou tirets, sans espace ; « rédaction » est pris.",
        )
    user, now = User(name, role), datetime.now(UTC)
    with _opened(workspace) as state:
        refuse_named(state, name)
        if users.by_name(state, name) or not users.add(state, user, hashed(password), now):
            raise InputError(
                f"« {name} » a déjà un compte", f"Autre mot de passe : « beffroi users passwd {name} »."
            )
    return user


def listed(workspace: Workspace) -> list[User]:
    """Everybody, by name."""
    with _opened(workspace) as state:
        return users.every(state)


def give_password(workspace: Workspace, typed: str, password: str) -> User:
    """Give somebody another password, which ends their sessions. InputError as `add`, or for a name nobody has."""
    with _opened(workspace) as state:
        user, _ = _known(state, typed)
        users.change(state, user.name, password=hashed(password))
    return user


def give_role(workspace: Workspace, typed: str, role: Role) -> User:
    """Give somebody another role, which ends their sessions. InputError for nobody, and for the last owner."""
    with _opened(workspace) as state:
        user, _ = _known(state, typed)
        if not users.change(state, user.name, role=role):
            raise _last(user)
    return User(user.name, role)


def remove(workspace: Workspace, typed: str) -> User:
    """Take somebody's account away. InputError for nobody, and for the last owner."""
    with _opened(workspace) as state:
        user, _ = _known(state, typed)
        if not users.remove(state, user.name):
            raise _last(user)
    return user


def refuse_ownerless(workspace: Workspace, host: str) -> None:
    """A desk that others reach needs somebody who may sign in and do everything: SettingsError without."""
    if not any(one.role is Role.OWNER for one in listed(workspace)):
        raise SettingsError(
            f"d’autres machines peuvent joindre la rédaction ({host or 'toute adresse'}), et personne n’y a de compte"
            " de direction",
            "Faites-en un : « beffroi users add NOM --role owner » ; ou servez cette machine seule : --host 127.0.0.1,"
            " sans desk.proxies.",
        )


def signed_in(state: State, typed: str, password: str) -> User | None:
    """Who has this name and this password; None for a wrong one and for nobody, after the same work.

    A hash of older parameters is made anew on the way. Raises TooMany.
    """
    found = users.by_name(state, name_of(typed))
    with _turn():
        right = _verified(found[1] if found else _nobodys(), password)
        if not found or not right:
            return None
        if _hasher().check_needs_rehash(found[1]):
            users.rehash(state, found[0].name, found[1], _hasher().hash(_bytes(password)))
    return found[0]


def change_own(state: State, user: User, password: str) -> User:
    """Somebody's own new password; the account with its new epoch. Raises InputError, TooMany."""
    refuse_password(password)
    with _turn():
        made = _hasher().hash(_bytes(password))
    users.change(state, user.name, password=made)
    found = users.by_name(state, user.name)
    if not found:
        raise InputError("ce compte n’existe plus", "Demandez-en un autre à qui dirige la veille.")
    return found[0]


def hashed(password: str) -> str:
    """What is kept of a password. InputError for one that will not do."""
    refuse_password(password)
    return _hasher().hash(_bytes(password))


def refuse_password(password: str) -> None:
    """Say what is wrong with a new password; never the password itself."""
    if len(password) < SHORTEST or len(set(password)) < 4:
        raise InputError(
            f"Mot de passe trop court : {SHORTEST} caractères au moins, et pas toujours les mêmes",
            "Plusieurs mots sans rapport entre eux se retiennent bien.",
        )
    if len(password) > LONGEST:
        raise InputError(f"Mot de passe trop long : {LONGEST} caractères au plus")


def name_of(typed: str) -> str:
    """A name as it is kept: "Odile" and "odile" are the same account."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", typed.strip()).lower())


def _verified(kept: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(kept, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def _bytes(password: str) -> bytes:
    """The same bytes from every keyboard; what stood for bytes that are no text stays what it is."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY, parallelism=_LANES)


@cache
def _nobodys() -> str:
    """What the password of an unknown name is held against, so that it takes as long as a known one's."""
    return _hasher().hash("personne")


@contextmanager
def _turn() -> Generator[None]:
    """One's turn at the work; TooMany when too many wait already: threads that wait here serve nobody else."""
    if not _queue.acquire(blocking=False):
        raise TooMany
    try:
        with _working:
            yield
    finally:
        _queue.release()


@contextmanager
def _opened(workspace: Workspace) -> Generator[State]:
    with closing(open_state(workspace.state)) as state:
        yield state


def _known(state: State, typed: str) -> tuple[User, str]:
    found = users.by_name(state, name_of(typed))
    if not found:
        raise InputError(f"« {typed[:40]} » n’a pas de compte", "« beffroi users list » les donne.")
    return found


def _last(user: User) -> InputError:
    return InputError(
        f"« {user.name} » est seul à diriger : sans lui, personne ne pourrait plus se connecter pour envoyer",
        "Donnez d’abord ce rôle à quelqu’un d’autre : « beffroi users role NOM owner ».",
    )
