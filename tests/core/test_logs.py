"""Logs never stand among answers."""

import subprocess
import sys


def test_a_log_of_a_process_that_configured_nothing_is_not_on_stdout() -> None:
    code = (
        "from core import logs; logs.get('store').warning('results opened again', cause='disk'); print('{}')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "{}\n"
    assert "results opened again" in done.stderr
