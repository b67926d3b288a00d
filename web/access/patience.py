"""How often somebody may try to sign in: some tries at once, then pauses that double.

An attempt counts before its password is looked at, so that many at once are no way around; one that succeeds is taken
back. Kept in memory, within bounds: a restart forgets it.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address


@dataclass(slots=True)
class _Tries:
    count: int = 0
    last: float = 0.0


@dataclass(slots=True)
class Tries:
    """Tries by one kind of key: `free` without a pause, then one that doubles, of `longest` seconds at most."""

    free: int
    longest: float
    kept: OrderedDict[str, _Tries] = field(default_factory=OrderedDict)

    def wait(self, key: str, now: float) -> float:
        """Seconds until the next try, 0 when it may come now."""
        found = self.kept.get(key)
        if found is None or found.count < self.free:
            return 0.0
        pause: float = min(self.longest, 2.0 ** min(found.count - self.free, 20))
        return max(0.0, found.last + pause - now)

    def count(self, key: str, now: float) -> None:
        """One more; who tried nothing for FORGOTTEN begins anew."""
        found = self.kept.pop(key, None)
        if found is None or now - found.last > FORGOTTEN:
            found = _Tries()
        self.kept[key] = found
        found.count, found.last = found.count + 1, now
        while len(self.kept) > MOST:
            self.kept.popitem(last=False)

    def take_back(self, key: str) -> None:
        """The last try was no guess."""
        if found := self.kept.get(key):
            found.count -= 1

    def forget(self, key: str) -> None:
        """Nothing is held against this one."""
        self.kept.pop(key, None)


FORGOTTEN = 3600.0
MOST = 10_000
"""Keys of a kind: 2 MB; the one that tried longest ago goes first."""


class Patience:
    """Tries by name and by address. A name waits a minute at most: longer, and a stranger could keep its owner out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._names, self._addresses = Tries(5, 60.0), Tries(10, 900.0)
        self._lock = threading.Lock()

    def wait(self, name: str, address: str) -> float:
        """Seconds to wait; 0: the try is on, and counted."""
        now, net = self.clock(), network(address)
        with self._lock:
            pause = max(self._names.wait(name, now), self._addresses.wait(net, now))
            if pause <= 0:
                self._names.count(name, now)
                self._addresses.count(net, now)
            return pause

    def take_back(self, name: str, address: str) -> None:
        """The last try was not looked at."""
        with self._lock:
            self._names.take_back(name)
            self._addresses.take_back(network(address))

    def succeeded(self, name: str, address: str) -> None:
        """It was who they say. Of the address only this try is forgiven: others may guess from there."""
        with self._lock:
            self._names.forget(name)
            self._addresses.take_back(network(address))


def network(address: str) -> str:
    """What one client has of addresses: of IPv6, 64 bits are theirs to choose."""
    try:
        one = ip_address(address)
    except ValueError:
        return address
    if isinstance(one, IPv6Address):
        return str(one.ipv4_mapped or IPv6Address(int(one) >> 64 << 64))
    return str(one)
