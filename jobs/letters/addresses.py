"""Mail addresses, as a mail server can be given them: one address, nothing that a header or a command could end in."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address

import idna

from core.errors import InputError

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST, _LONGEST_LOCAL = 254, 64  # RFC 5321, 4.5.3.1, and the erratum that sets 254


def address(typed: str) -> str:
    """One address in lower case, its domain as ASCII (IDNA 2008); InputError for anything else.

    A local part in other letters than ASCII is refused: most servers could not be asked to take it.
    """
    said = typed.strip(" ")
    if not said.isprintable() or said.count("@") != 1 or len(said) > _LONGEST:
        raise _refused(typed)
    local, _, domain = said.partition("@")
    try:
        made = Address(addr_spec=f"{local}@{_ascii(domain)}")
    except (HeaderParseError, ValueError) as error:  # idna's errors are ValueErrors
        raise _refused(typed) from error
    whole = made.addr_spec.lower()
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(made.domain):
        raise _refused(typed)
    if len(local) > _LONGEST_LOCAL or len(whole) > _LONGEST:
        raise _refused(typed)
    return whole


def _ascii(domain: str) -> str:
    return idna.encode(domain, uts46=True).decode()


def _refused(typed: str) -> InputError:
    shown = "".join(c if c.isprintable() else "�" for c in typed[:80])
    return InputError(
        f"adresse refusée : « {shown} »", "Écrivez une adresse comme prenom@exemple.fr, et une seule."
    )
