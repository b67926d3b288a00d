"""One crawl of every hostile host and of two honest ones, for all tests that look at what it left."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from all_cases import CASES, HONEST
from hostile_cases import put
from hostile_crawl import Crawled, crawl_cases
from hostile_server import HostileServer, serving


@dataclass(frozen=True, slots=True)
class Siege:
    """The server, and what the crawl of all its hosts left."""

    server: HostileServer
    crawled: Crawled


@pytest.fixture(scope="session")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileServer]:
    with serving(tmp_path_factory.mktemp("hostile")) as server:
        put(server, [*CASES, *HONEST])
        yield server


@pytest.fixture(scope="session")
def siege(hostile_server: HostileServer, tmp_path_factory: pytest.TempPathFactory) -> Siege:
    folder = tmp_path_factory.mktemp("siege") / "workspace"
    return Siege(hostile_server, crawl_cases(folder, hostile_server, [*CASES, *HONEST]))
