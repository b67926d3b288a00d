"""A workspace that follows the demo newsroom and has collected nothing yet."""

import shutil
from pathlib import Path
from typing import Any

from demo import MANDATES, sources
from jobs import workspace
from jobs.workspace import Workspace


def made(root: Path, port: int, **store: Any) -> Workspace:
    """A workspace in `root` whose sources are the newsroom's on `port`."""
    crawler: dict[str, Any] = {
        "allow_private_addresses": True,
        "delay_seconds": 0.0,
        "contact": "t@example.invalid",
        "sitemap_days": 36_500,  # the newsroom's day is fixed
    }
    settings: dict[str, dict[str, Any]] = {"crawler": crawler, "store": store}
    found = workspace.create(root, settings, sources(port))
    shutil.copyfile(MANDATES, root / "mandates.toml")
    return found
