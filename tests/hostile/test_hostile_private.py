"""Private addresses stay out of reach, whatever a hostile host makes of them."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hostile_acts as acts
import pytest
from hostile_cases import FEED, FETCHED, PAGE, WITNESS, Case, failed, found, put, wanted
from hostile_crawl import crawl_cases
from hostile_server import HostileServer

from core.types import Candidate

PRIVATE = failed("private_address")
BAIT = "127.0.0.2"


@pytest.fixture(scope="module")
def bait() -> Iterator[socket.socket]:
    """A neighbour on the private network: whoever connects is caught."""
    with socket.socket() as listener:
        listener.bind((BAIT, 0))
        listener.listen(16)
        listener.setblocking(False)
        yield listener


def forms(port: int) -> dict[str, str]:
    """The neighbour's address in every way that a browser understands, and addresses of other networks."""
    return {
        "dotted": f"http://{BAIT}:{port}/",
        "short": f"http://127.2:{port}/",
        "decimal": f"http://2130706434:{port}/",
        "hexadecimal": f"http://0x7f000002:{port}/",
        "octal": f"http://0177.0.0.2:{port}/",
        "mapped": f"http://[::ffff:127.0.0.2]:{port}/",
        "cloud": "http://169.254.169.254/latest/meta-data/",
        "home": "http://10.0.0.1/",
        "v6": "http://[fc00::1]/",
    }


def cases(port: int) -> list[Case]:
    """Redirects and links to private addresses, from hosts that pass for public."""
    addresses = forms(port)
    pages = {f"/vers-{name}": acts.redirect(url) for name, url in addresses.items()}
    return [
        Case(
            "to-private",
            "pages qui redirigent vers le réseau privé",
            {FEED: acts.feed([*pages, WITNESS]), WITNESS: acts.page("Témoin")} | pages,
            {FEED: FETCHED, WITNESS: FETCHED} | dict.fromkeys(pages, PRIVATE),
        ),
        Case(
            "links-private",
            "flux dont les liens mènent au réseau privé",
            {FEED: acts.feed([*addresses.values(), WITNESS]), WITNESS: acts.page("Témoin")},
            {FEED: FETCHED, WITNESS: FETCHED},
            {PRIVATE: len(addresses)},
        ),
        Case(
            "feed-to-private",
            "flux qui y redirige",
            {FEED: acts.redirect(addresses["dotted"])},
            {FEED: PRIVATE},
        ),
        Case(
            "robots-to-private",
            "robots.txt qui y redirige",
            {"/robots.txt": acts.redirect(addresses["dotted"]), FEED: acts.feed([PAGE])},
            {FEED: PRIVATE},
            never=(FEED,),
        ),
    ]


def nobody_came(bait: socket.socket) -> bool:
    try:
        bait.accept()[0].close()
    except BlockingIOError:
        return True
    return False


def test_redirects_and_links_to_private_addresses_are_refused(
    hostile_server: HostileServer, bait: socket.socket, tmp_path: Path
) -> None:
    led_astray = cases(bait.getsockname()[1])
    put(hostile_server, led_astray)
    crawled = crawl_cases(
        tmp_path / "w",
        hostile_server,
        led_astray,
        child="loopback_is_public.py",
        allow_private_addresses=False,
    )
    assert [found(case, hostile_server, crawled.lines) for case in led_astray] == list(
        map(wanted, led_astray)
    )
    assert nobody_came(bait)


def test_the_bait_catches_whoever_comes(bait: socket.socket) -> None:
    visit = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2]))).close()"
    subprocess.run([sys.executable, "-c", visit, BAIT, str(bait.getsockname()[1])], check=True)
    assert not nobody_came(bait)


def test_names_of_this_machine_are_refused_and_not_asked(
    hostile_server: HostileServer, tmp_path: Path
) -> None:
    urls = [hostile_server.url(host, "/a") for host in ("honest-feed.localhost", "localhost", "127.0.0.1")]
    wanted_pages = [Candidate(url, "essai", "") for url in urls]
    before = len(hostile_server.log)
    crawled = crawl_cases(tmp_path / "w", hostile_server, [], wanted_pages, allow_private_addresses=False)
    assert [(line.outcome, line.reason) for line in crawled.lines] == [PRIVATE] * 3
    assert len(hostile_server.log) == before
