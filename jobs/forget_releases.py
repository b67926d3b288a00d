"""A release that had to change: immutable, but for what the law takes out. Its sums are true again, and it says so."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from core.erasure import Erasure
from jobs.files import replace_text

SUMS = "SHA256SUMS"
CHANGES = "CHANGES"
_BLOCK = 1 << 20


def reseal(release: Path, erasure: Erasure) -> bool:
    """Make the sums of a release right again, and tell the change without a name; False when nothing had changed."""
    sums = release / SUMS
    if not sums.is_file():
        return False
    before = {name: digest for digest, name in map(_parted, sums.read_text("utf-8").splitlines()) if name}
    after = {name: digest_of(release / name) for name in before if (release / name).is_file()}
    if after == before:
        return False
    named = {old: after[name] for name, old in before.items() if name in after}
    for path in sorted(release.glob("*.json")):
        _renamed(path, named)
    _tell(release, erasure)
    listed = sorted({*after, *(path.name for path in release.glob(f"{CHANGES}*"))})
    replace_text(sums, "".join(f"{digest_of(release / name)}  {name}\n" for name in listed))
    return True


def digest_of(path: Path) -> str:
    """Hex SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def _parted(line: str) -> tuple[str, str]:
    digest, _, name = line.partition(" ")
    return digest, name.strip().removeprefix("*")


def _renamed(path: Path, named: dict[str, str]) -> None:
    """Other files of a release repeat the digests."""
    text = after = path.read_text("utf-8")
    for old, new in named.items():
        after = after.replace(old, new)
    if after != text:
        replace_text(path, after)


def _tell(release: Path, erasure: Erasure) -> None:
    kind = "une source" if erasure.slug else "une personne ou un article"
    line = f"- {datetime.now(UTC):%Y-%m-%d} : lignes retirées ou masquées, à la demande ({kind}).\n"
    path = next(iter(sorted(release.glob(f"{CHANGES}*"))), release / f"{CHANGES}.md")
    before = path.read_text("utf-8") if path.exists() else "# Changements\n\n"
    replace_text(path, before if line in before else before.rstrip("\n") + "\n" + line)
