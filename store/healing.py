"""Rows that follow from others, worked out anew when the statements that make them have changed."""

from store.derived import every_key, refresh, statements
from store.live import LiveStore
from store.meta import get_meta, revision, set_meta
from store.write import transaction

_DIGEST = "derived_sha256"


def heal(live: LiveStore) -> int:
    """Bring these rows to the present statements, unless they are known to be; return how many rows changed."""
    connection, digest = live.connection, statements()
    if get_meta(connection, _DIGEST) == digest:
        return 0
    with transaction(connection):
        changed = refresh(connection, every_key(connection))
        set_meta(connection, **{_DIGEST: digest})
        if changed:
            set_meta(connection, revision=str(revision(connection) + 1))
    live.settle()
    return changed
