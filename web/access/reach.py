"""Who can reach the desk, and under which names."""

import re
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from core.settings import Settings

ANY = frozenset({"", "0.0.0.0", "::"})  # noqa: S104  recognised, not listened on
"""Addresses that stand for all of this machine's."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"\[([0-9a-f:.]{2,45})\](?::\d{1,5})?|([^\s:/@\[\]]{1,253})(?::\d{1,5})?")
PUBLIC = ("/lettre/", "/lettres/", "/suivis/")
"""What readers of the letter ask for: no session, and a secret in the address where something can be done."""
STATIC = ("/statique/", "/favicon.ico")
"""What caches keep, the same for everybody."""


def is_local(host: str) -> bool:
    """Whether only this machine reaches an address to listen on."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_alone(settings: Settings, host: str) -> bool:
    """Whether nobody has to sign in: this machine alone, and no proxy on it behind which everybody looks local."""
    return is_local(host) and not settings.desk.proxies


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a request may call us by. `any_address`: or an address, which no stranger's domain can be."""

    known: frozenset[str]
    any_address: bool = False

    def has(self, host: str) -> bool:
        """Whether the Host of a request is one of ours."""
        name = name_of(host)
        if name in self.known:
            return True
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return self.any_address or address.is_loopback


def names(settings: Settings, host: str) -> Names:
    """This machine's, those of the settings, and that of the letter's public pages."""
    public = urlsplit(settings.letter.base_url).hostname or ""
    known = {name_of(one) for one in (host, settings.desk.host, public, *settings.desk.hosts)}
    known |= _LOCAL if is_alone(settings, host) else _LOCAL | {socket.gethostname().lower()}
    return Names(frozenset(known - ANY), any_address=host in ANY)


def name_of(host: str) -> str:
    """The name of a Host header, without its port; "" for what is none."""
    found = _HOST.fullmatch(host.strip().lower())
    if not found:
        return host.lower() if ":" in host and _is_address(host) else ""
    return (found[1] or found[2] or "").rstrip(".")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_public(path: str) -> bool:
    """Whether a path (without the base path) is one of the public pages."""
    return path.startswith(PUBLIC)
