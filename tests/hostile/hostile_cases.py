"""A case as data: what a host does, and how each address asked of it must end."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

import hostile_acts as acts
from hostile_server import Act, HostileServer

from core.types import Entry, EntryKind, Fetch, Outcome, Source

Ending = tuple[Outcome, str | None]
FETCHED: Ending = (Outcome.FETCHED, None)
FEED, WITNESS, PAGE = "/rss", "/temoin", "/piege"
NO_ACTS: Mapping[str, Act] = {}


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile host. Addresses are written without the port, and without their own host.

    `expected` names how each line of the journal ends, and `others` counts the lines that it does not name:
    together they are all that the journal says of the source. `never` are paths that must not be asked for.
    """

    name: str
    about: str
    acts: Mapping[str, Act]
    expected: Mapping[str, Ending]
    others: Mapping[Ending, int] = field(default_factory=dict)
    never: tuple[str, ...] = ()
    kind: EntryKind = EntryKind.FEED
    entry: str = FEED
    pattern: str | None = None
    tls: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    verify_tls: bool = True

    @property
    def host(self) -> str:
        """Its virtual host."""
        return f"{self.name}.localhost"

    def source(self, server: HostileServer) -> Source:
        """The source to crawl."""
        url = server.url(self.host, self.entry, tls=self.tls)
        return Source(
            self.name,
            self.name,
            server.url(self.host, "/", tls=self.tls),
            (Entry(self.kind, url, self.pattern),),
            headers=self.headers,
            verify_tls=self.verify_tls,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What the journal says of a case, in the shape of what was expected."""

    named: dict[str, Ending]
    others: dict[Ending, int]
    never: tuple[str, ...]


def wanted(case: Case) -> Found:
    """What must be found."""
    return Found(dict(case.expected), dict(case.others), ())


def found(case: Case, server: HostileServer, lines: Iterable[Fetch]) -> Found:
    """What was; an address with two lines is told apart by a mark."""
    named: dict[str, Ending] = {}
    others: Counter[Ending] = Counter()
    for line in lines:
        if line.source != case.name:
            continue
        key, ending = key_of(case, server, line.url), (line.outcome, line.reason)
        if key in named:
            named[f"{key} again"] = ending
        elif key in case.expected:
            named[key] = ending
        else:
            others[ending] += 1
    asked = server.asked(case.host)
    return Found(named, dict(others), tuple(path for path in case.never if path in asked))


def key_of(case: Case, server: HostileServer, url: str) -> str:
    """An address as cases write it."""
    for port, scheme in ((server.port, "http"), (server.tls_port, "https")):
        url = url.replace(f":{port}", "").removeprefix(f"{scheme}://{case.host}")
    return url


def put(server: HostileServer, cases: Iterable[Case]) -> None:
    """Serve the hosts of these cases; a name taken twice is a mistake."""
    names = Counter(case.name for case in cases)
    if doubles := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"cases with the same name: {doubles}")
    for case in cases:
        server.host(case.host, case.acts)


# --- the usual shapes


def failed(reason: str) -> Ending:
    """It went wrong."""
    return Outcome.FAILED, reason


def refused(reason: str) -> Ending:
    """We did not ask."""
    return Outcome.REFUSED, reason


def blocked(reason: str) -> Ending:
    """A wall."""
    return Outcome.BLOCKED, reason


def page_case(
    name: str,
    about: str,
    act: Act,
    ending: Ending = FETCHED,
    more: Mapping[str, Act] = NO_ACTS,
    never: tuple[str, ...] = (),
) -> Case:
    """One hostile page between an honest feed and an honest page, which must both be read."""
    usual = {FEED: acts.feed([PAGE, WITNESS]), PAGE: act, WITNESS: acts.page("Témoin")}
    expected = {FEED: FETCHED, PAGE: ending, WITNESS: FETCHED}
    return Case(name, about, usual | dict(more), expected, never=never)


def pages_case(
    name: str, about: str, pages: Mapping[str, Act], expected: Mapping[str, Ending], *, left_alone: bool
) -> Case:
    """An honest feed of these pages, asked for in their order; `left_alone`: those not named are not asked."""
    paths = tuple(dict.fromkeys(chain(pages, expected)))
    usual = {FEED: acts.feed(paths)} | dict(pages)
    silent = tuple(path for path, (_, reason) in expected.items() if reason in {"cooldown", "wall", "trap"})
    return Case(name, about, usual, {FEED: FETCHED, **expected}, never=silent if left_alone else ())


def entry_case(
    name: str,
    about: str,
    act: Act,
    ending: Ending,
    more: Mapping[str, Act] = NO_ACTS,
    never: tuple[str, ...] = (),
) -> Case:
    """A hostile feed."""
    return Case(name, about, {FEED: act} | dict(more), {FEED: ending}, never=never)


def robots_case(name: str, about: str, act: Act, more: Mapping[str, Act] = NO_ACTS) -> Case:
    """Rules that cannot be read: nothing of the host is asked."""
    honest = {FEED: acts.feed([WITNESS]), WITNESS: acts.page("Témoin")}
    usual = {"/robots.txt": act} | honest | dict(more)
    return Case(name, about, usual, {FEED: refused("robots_unavailable")}, never=(FEED, WITNESS))


def readable_robots(case: Case) -> Case:
    """The same, when what robots.txt says comes to no rule at all: everything is asked."""
    return replace(case, expected={FEED: FETCHED, WITNESS: FETCHED}, never=())


def tdmrep_case(name: str, about: str, act: Act, ending: Ending) -> Case:
    """The answer to /.well-known/tdmrep.json; the feed is openly given in any case."""
    usual = {
        "/.well-known/tdmrep.json": act,
        FEED: acts.feed([WITNESS]),
        WITNESS: acts.page("Témoin"),
    }
    never = () if ending == FETCHED else (WITNESS,)
    return Case(name, about, usual, {FEED: FETCHED, WITNESS: ending}, never=never)


def read_case(name: str, about: str, act: Act, kind: EntryKind = EntryKind.FEED) -> Case:
    """A hostile entry point that is read all the same, its trap defused: its one article must be fetched."""
    usual = {FEED: act, WITNESS: acts.page("Témoin"), "/jamais": acts.fixed(acts.SECRET.encode())}
    return Case(name, about, usual, {FEED: FETCHED, WITNESS: FETCHED}, never=("/jamais",), kind=kind)
