"""A release that had to change: immutable, but for what the law takes out. Its sums are true again, and it says so."""

import csv
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from core.erasure import Erasure
from jobs.files import replace_text
from store.releasing.seal import SUMS, differences, seal

PACKAGE = "datapackage.json"
CHANGES = "CHANGES.md"


def reseal(release: Path, erasure: Erasure) -> bool:
    """Seal a release whose files were scrubbed, and tell the change without a name; False when nothing had changed."""
    if not (release / SUMS).is_file() or not differences(release):
        return False
    _describe(release)
    _tell(release / CHANGES, erasure)
    seal(release)
    return True


def _describe(release: Path) -> None:
    """The description of a release repeats the size and the digest of each file."""
    path = release / PACKAGE
    if not path.is_file():
        return
    described = json.loads(path.read_text("utf-8"))
    for resource in described.get("resources", ()):
        file = release / str(resource.get("path"))
        if file.is_file():
            resource["bytes"] = file.stat().st_size
            with file.open("rb") as content:
                if "rows" in resource:
                    resource["rows"] = _rows(file)
                resource["hash"] = f"sha256:{hashlib.file_digest(content, 'sha256').hexdigest()}"
    replace_text(path, json.dumps(described, ensure_ascii=False, indent=2) + "\n")


def _rows(table: Path) -> int:
    with table.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def _tell(path: Path, erasure: Erasure) -> None:
    kind = "une source" if erasure.slug else "une personne ou un article"
    line = f"- {datetime.now(UTC):%Y-%m-%d} : lignes retirées ou masquées, à la demande ({kind}).\n"
    before = path.read_text("utf-8") if path.exists() else "# Changements\n\n"
    if line not in before:
        replace_text(path, before.rstrip("\n") + "\n" + line)
