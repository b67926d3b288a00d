"""What a proxy says of whoever stands behind it, believed of the proxies in the settings and of nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send

from core.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Trusted:
    """Addresses and networks."""

    networks: tuple[IPv4Network | IPv6Network, ...]

    def has(self, address: str) -> bool:
        """Whether an address is one of them; what is no address is not."""
        try:
            one = ip_address(address)
        except ValueError:
            return False
        return any(one in network for network in self.networks)


def trusted(proxies: Iterable[str]) -> Trusted:
    """The proxies of the settings; SettingsError for what is no address: a name may point anywhere tomorrow."""
    return Trusted(tuple(_network(one) for one in proxies))


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError as error:
        raise SettingsError(
            f"desk.proxies : « {text} » n’est pas une adresse",
            "Écrivez par exemple 127.0.0.1 ou 10.0.0.0/24.",
        ) from error


class Proxied:
    """Gives requests the client, the scheme and the name that a trusted proxy speaks of."""

    def __init__(self, app: ASGIApp, proxies: Trusted) -> None:
        self._app, self._proxies = app, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        client = scope.get("client")
        if scope["type"] == "http" and client and self._proxies.has(client[0]):
            scope = forwarded(scope, self._proxies)
        await self._app(scope, receive, send)


def forwarded(scope: Scope, proxies: Trusted) -> Scope:
    """The request as the nearest proxy received it."""
    said = dict(scope)
    said["client"] = (_client(_listed(scope, b"x-forwarded-for"), scope["client"][0], proxies), 0)
    if (schemes := _listed(scope, b"x-forwarded-proto")) and schemes[-1] in {"http", "https"}:
        said["scheme"] = schemes[-1]
    if hosts := _listed(scope, b"x-forwarded-host"):
        others = [pair for pair in scope["headers"] if pair[0] != b"host"]
        said["headers"] = [(b"host", hosts[-1].encode("latin-1")), *others]
    return said


def _client(hops: list[str], nearest: str, proxies: Trusted) -> str:
    """Each proxy adds whom it heard at the end: the last that is none of ours is the client, earlier ones claims."""
    for hop in reversed(hops):
        address = _address(hop)
        if not address:
            return nearest
        nearest = address
        if not proxies.has(address):
            return address
    return nearest


def _address(hop: str) -> str:
    """An address without its port; "" for what is none."""
    bare = hop[1:].partition("]")[0] if hop.startswith("[") else hop
    bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        return str(ip_address(bare))
    except ValueError:
        return ""


def _listed(scope: Scope, wanted: bytes) -> list[str]:
    """The values of a header that may come several times, or as one list."""
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == wanted]
    return [part.strip() for value in values for part in value.split(",") if part.strip()]
