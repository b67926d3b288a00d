"""The newsroom from a terminal: `python -m demo.server --port 8017`."""

import argparse
import threading
from datetime import date, datetime

from demo.days import PARIS
from demo.load import outlets
from demo.newsroom import Newsroom
from demo.serving import Access, Running, serve

__all__ = ["Access", "Running", "serve"]


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.server", description="Serve the demo newsroom.")
    parser.add_argument("--port", type=int, default=8017)
    parser.add_argument("--today", type=date.fromisoformat, default=datetime.now(PARIS).date())
    arguments = parser.parse_args()
    with serve(Newsroom(arguments.today, arguments.port), arguments.port) as running:
        for outlet in outlets():
            print(f"http://{outlet.host}:{running.port}/", flush=True)  # noqa: T201  (a command's output)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("Newsroom closed.")  # noqa: T201


if __name__ == "__main__":
    _main()
