"""What pages of things ask of a snapshot first: made beforehand, so that the first page is like the next."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from core import logs
from core.errors import BeffroiError, NothingPublished
from store.readers.desk import asking
from web.desk import atlas, trends
from web.desk.published import Published
from web.desk.sources import room
from web.desk.things import commune, outlet, technology
from web.desk.things.places import places_of

EVERY = 2.0
"""Seconds between two looks at what is published."""


def warm(published: Published) -> None:
    """Make it for the newest snapshot; at once where it is made already. NothingPublished when there is none."""
    with published.reading() as snapshot:
        asking.prepare(snapshot, *asking.KEPT)
        commune.heard(published, snapshot)
        commune.most_told(published, snapshot)
        technology.press(published, snapshot)
        technology.every(published, snapshot)
        outlet.health(published, snapshot)
        places_of(published, snapshot)
        room.health_of(published, snapshot)
        trends.heard(published, snapshot, trends.Wanted())
        atlas.counts(published, snapshot, atlas.Wanted())
        atlas.told(published, snapshot)


@contextmanager
def beside(published: Published) -> Iterator[None]:
    """Warm what is published now, and what is published later, until the end of the block."""
    ending = threading.Event()
    thread = threading.Thread(target=_watch, args=(published, ending), name="warming", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def _watch(published: Published, ending: threading.Event) -> None:
    done: tuple[Hashable, int] | None = None
    while True:
        now = published.file, published.closings  # what broke and was let go is made anew, as is what is new
        if now[0] is not None and now != done and _prepared(published):
            done = now
        if ending.wait(EVERY):
            return


def _prepared(published: Published) -> bool:
    """Whether nothing is left to be done; False while others keep the tables from being packed."""
    try:
        warm(published)
        with published.reading() as snapshot:
            return asking.pack(snapshot)
    except NothingPublished:
        pass  # taken away meanwhile: pages say so
    except BeffroiError as error:
        logs.get(__name__).warning("pages are not prepared", error=str(error))
    except Exception:  # noqa: BLE001  whole in the log; pages make for themselves what was not made here
        logs.get(__name__).exception("pages are not prepared")
    return True
