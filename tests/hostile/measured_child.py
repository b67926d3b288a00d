"""`ROOT PLAN.json`: run a plan as the application does, then print the crawl's peak resident memory in bytes.

A process of its own, smaller than any crawl: `ru_maxrss` of a child counts the memory of the process that
forked it too, and pytest is large.
"""

import resource
import sys
from pathlib import Path


def main(root: str, plan: str) -> None:
    """Wait for the crawl; its errors are ours."""
    sys.path.insert(0, root)
    from crawler.collect import crawl
    from crawler.plan import read_plan

    crawl(read_plan(Path(plan)))
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)  # noqa: T201  its one result


if __name__ == "__main__":
    main(*sys.argv[1:])
