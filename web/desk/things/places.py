"""The places of a snapshot's rows, found once for all who ask (store/readers/desk/places.py)."""

from store.query import Snapshot
from store.readers.desk.places import Places, places
from web.desk.published import Published


def places_of(published: Published, snapshot: Snapshot) -> Places:
    """Where the rows of each article lie in this snapshot; asked beforehand, the first page is like the next."""
    return published.cached(snapshot, ("places",), lambda: places(snapshot))
