"""What is turned away before anybody looks at it: three questions about a request, each with its answer in words.

They stand beside the token of forms, not instead of it.
"""

from collections.abc import Iterable

from starlette.types import Scope

from web.access.reach import Names, is_public

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS = frozenset({"same-origin", "none"})
_OF_PROXIES = (
    b"x-forwarded-for",
    b"x-forwarded-host",
    b"x-forwarded-proto",
    b"x-real-ip",
    b"forwarded",
    b"via",
)
_PORTS = (":80", ":443")


def unknown_name(scope: Scope, names: Names) -> bool:
    """Whether a request calls us by a name that is not ours.

    A page whose domain was made to point here (DNS rebinding) could read all of a desk that nobody signs in to.
    """
    hosts = list(_of(scope, b"host"))
    return len(hosts) != 1 or not names.has(hosts[0])


def through_a_proxy(scope: Scope) -> bool:
    """Whether a proxy stands before a desk that takes everybody for whoever sits at this machine."""
    return any(name in _OF_PROXIES for name, _ in scope["headers"])


def from_elsewhere(scope: Scope, path: str) -> bool:
    """Whether another site's page makes a browser change something here, or ask for anything but a page to look at.

    As Go's CrossOriginProtection: what the browser says of itself, else the origin against our name; what says neither
    is no browser. Links may be followed from anywhere; but a picture that is an address of ours would have an open desk
    run a query for each visitor of a page elsewhere. Public pages are left out: mail services post there, and
    what counts is the secret of the address.
    """
    if is_public(path):
        return False
    foreign = [site for site in _of(scope, b"sec-fetch-site") if site not in _OURS]
    if foreign:
        return scope["method"] not in SAFE or not _followed(scope)
    if scope["method"] in SAFE or any(_of(scope, b"sec-fetch-site")):
        return False
    host = _bare("".join(_of(scope, b"host")))
    return any(_bare(origin.partition("://")[2]) != host for origin in _of(scope, b"origin"))


def _followed(scope: Scope) -> bool:
    """Whether somebody follows a link, and sees where it leads."""
    return list(_of(scope, b"sec-fetch-mode")) == ["navigate"] and list(_of(scope, b"sec-fetch-dest")) == [
        "document"
    ]


def _bare(netloc: str) -> str:
    """A name with its port, where that is not the usual one."""
    lower = netloc.lower()
    return next((lower.removesuffix(port) for port in _PORTS if lower.endswith(port)), lower)


def _of(scope: Scope, wanted: bytes) -> Iterable[str]:
    return (value.decode("latin-1") for name, value in scope["headers"] if name == wanted)
