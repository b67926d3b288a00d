"""The places of a snapshot's rows, found once for all who ask (store/readers/desk/places.py)."""

from store.query import Snapshot
from store.readers.desk.places import Places, places
from web.desk.visit import Visit


def places_of(visit: Visit, snapshot: Snapshot) -> Places:
    """Where the rows of each article lie in this snapshot."""
    return visit.desk.published.cached(snapshot, ("places",), lambda: places(snapshot))
