import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_importing_the_package_loads_no_engine() -> None:
    program = "import sys, store; print(*({'duckdb', 'tantivy', 'pyarrow', 'pydantic'} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == ""
