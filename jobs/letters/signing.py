"""Who signs an approval: its readers see the name, "root" answers for nothing."""

from core.errors import InputError
from core.names import name_key
from jobs.correcting.words import Words
from jobs.letters import typed

_LONGEST = 80
_NOBODY = frozenset({
    "admin", "administrateur", "administrator", "adm", "app", "beffroi", "centos", "daemon", "debian", "deploy",
    "docker", "ec2 user", "guest", "invite", "nobody", "opc", "pi", "postgres", "root", "service", "system",
    "systemd", "test", "ubuntu", "user", "utilisateur", "vagrant", "www data",
})  # fmt: skip
"""Accounts that are nobody's own, as keys."""


def signature(words: Words, director: str = "") -> str:
    """The name of who approves; InputError for one that is nobody's: an account, a number, no name at all."""
    given = words.author() if words.by is None else words.by
    by = typed.line(given.strip(), "le nom de qui approuve", _LONGEST)
    key = name_key(by)
    if not key or key.isdecimal() or key in _NOBODY or "\n" in by:
        known = director.strip() or "Prénom Nom"
        raise InputError(f"« {by} » n’est le nom de personne : qui approuve ?", f'Signez : --by "{known}".')
    return by
