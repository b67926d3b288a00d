"""Every benchmark of this folder, one after the other, and their tables at the end.

python bench/run_all.py [--json]: with it, one array of {"script", ...row} instead.
"""

import json
import subprocess
import sys
from pathlib import Path

from report import context, show

_HERE = Path(__file__).parent
SCRIPTS = (
    "crawl_speed.py", "crawl_memory.py", "hostile.py", "extract_speed.py", "bad_pages.py",
    "analysis_speed.py", "analysis_memory.py", "noise.py", "stories.py", "store_volume.py", "send_kill.py",
)  # fmt: skip


def main() -> int:
    """Run the scripts; 1 when one of them failed or does not hold what it promises."""
    results: dict[str, list[dict[str, object]]] = {}
    failed = []
    for script in SCRIPTS:
        if not (_HERE / script).exists():
            continue
        print(f"{script}...", file=sys.stderr)
        done = subprocess.run([sys.executable, _HERE / script, "--json"], stdout=subprocess.PIPE, check=False)
        if done.returncode:
            failed.append(script)
        if done.stdout.strip():
            results[script] = json.loads(done.stdout)
    _print(results, as_json="--json" in sys.argv)
    if failed:
        print(f"not held: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _print(results: dict[str, list[dict[str, object]]], *, as_json: bool) -> None:
    if as_json:
        rows = [{"script": script} | row for script, found in results.items() for row in found]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    known = context()  # of every row: said once, in the title
    for script, rows in results.items():
        title = f"{script} ({', '.join(f'{k} {v}' for k, v in known.items())})"
        show(title, [{name: value for name, value in row.items() if name not in known} for row in rows])


if __name__ == "__main__":
    sys.exit(main())
