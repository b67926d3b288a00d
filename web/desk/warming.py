"""What pages of things ask of a snapshot first: made beforehand, so that the first page is like the next."""

from store.readers.desk import asking
from web.desk import commune, outlet, technology
from web.desk.published import Published


def warm(published: Published) -> None:
    """Make it for the newest snapshot; at once where it is made already. NothingPublished when there is none."""
    with published.reading() as snapshot:
        asking.prepare(snapshot, *asking.KEPT)
        commune.heard(published, snapshot)
        technology.press(published, snapshot)
        technology.every(published, snapshot)
        outlet.health(published, snapshot)
