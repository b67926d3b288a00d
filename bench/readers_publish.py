"""Four reader processes through 100 publishes: manifest, meta, rows and search index always of one revision.

python bench/readers_publish.py [PUBLISHES] [--json]
"""

import sys
import tempfile
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests" / "store")]

from readers import watched  # noqa: E402  the path comes first
from report import Row, publish  # noqa: E402

READERS = 4


def main() -> int:
    """Publish and read; 1 when a reader met an error or a mix of versions."""
    publishes = next((int(word) for word in sys.argv[1:] if word.isdecimal()), 100)
    with tempfile.TemporaryDirectory() as folder:
        met, _ = watched(Path(folder) / "data", READERS, publishes)
    bad = {what: count for what, count in met.items() if what not in {"whole", "outlived"}}
    for what, count in bad.items():
        print(count, what, file=sys.stderr)
    mixed = sum(count for what, count in bad.items() if what.startswith("mixed"))
    rows = [
        ("publishes", "snapshots", publishes, "", None),
        ("readings, all of a piece", "readings", met["whole"], "> 0", met["whole"] > 0),
        ("snapshots removed while they were read", "readings", met["outlived"], "", None),
        ("readings of mixed versions", "readings", mixed, "0", mixed == 0),
        ("errors of readers", "readings", sum(bad.values()) - mixed, "0", sum(bad.values()) == mixed),
    ]
    table = [Row(name, unit, n, n, n, limit, ok) for name, unit, n, limit, ok in rows]
    title = f"{READERS} readers beside a publisher"
    return 0 if publish(title, table, as_json="--json" in sys.argv) else 1


if __name__ == "__main__":
    sys.exit(main())
