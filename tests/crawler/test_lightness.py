"""The parent's side of a crawl loads no Scrapy: one process has one reactor, and the command line is quick."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "module",
    [
        "crawler",
        "crawler.collect",
        "crawler.fetch",
        "crawler.archiving.archive",
        "crawler.discovery.discover",
    ],
)
def test_importing_loads_no_scrapy(module: str) -> None:
    code = f"import sys, {module}; sys.exit(bool({{'scrapy', 'twisted.web'}} & set(sys.modules)))"
    child = [sys.executable, "-P", "-c", code]
    assert subprocess.run(child, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode == 0
