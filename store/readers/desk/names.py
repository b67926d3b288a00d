"""What codes are called: communes with their département, technologies with their family."""

from collections.abc import Iterable
from typing import NamedTuple

from store.snapshot import Snapshot
from store.sql import query


class Name(NamedTuple):
    """What a code is called; `around` is a commune's département, a technology's family."""

    name: str
    around: str


Names = dict[tuple[str, str], Name]


def names(
    snapshot: Snapshot, communes: Iterable[str | None], technologies: Iterable[str | None] = ()
) -> Names:
    """What these communes and technologies are called, by kind and key."""
    asked = {
        "communes": sorted({one for one in communes if one}),
        "technologies": sorted({one for one in technologies if one}),
    }
    if not any(asked.values()):
        return {}
    found = snapshot.connection.execute(query("desk/article_names"), asked).fetchall()
    return {(kind, key): Name(name, around or "") for kind, key, name, around in found}
