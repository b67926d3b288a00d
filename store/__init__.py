"""Results: one writer (`store.live`), published snapshots (`store.publish`), readers (`store.query`).

`from store import open_snapshot` is the way in for a script: read-only, closed to the outside.
Importing this package loads neither DuckDB nor tantivy; its modules do.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.snapshot import Snapshot, open_snapshot

__all__ = ["Snapshot", "open_snapshot"]


def __getattr__(name: str) -> Any:
    """What is offered here is loaded when it is first asked for (PEP 562)."""
    if name in __all__:
        from store import snapshot

        return getattr(snapshot, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
