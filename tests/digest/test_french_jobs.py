"""Every job that leaves a row in the results has a word that people know."""

import re
from pathlib import Path

import jobs
from digest.french import JOBS

_RECORDED = re.compile(r"""\brecorded\(\s*\w+,\s*["']([\w.]+)["']""")


def test_every_recorded_job_has_its_french_name() -> None:
    files = Path(jobs.__file__).parent.rglob("*.py")
    recorded = {name for file in files for name in _RECORDED.findall(file.read_text("utf-8"))}
    assert {"collect", "process", "forget", "forget.lift"} <= recorded, "the search itself finds them"
    assert recorded - JOBS.keys() == set()
