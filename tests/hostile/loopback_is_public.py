"""`ROOT PLAN.json`: run a plan with private addresses forbidden, where 127.0.0.1 alone passes for public.

A hostile server can only be reached on loopback, and what it leads to must be refused all the same: this is
the one way to see a real redirect from a "public" host to a private one.
"""

import sys


def main(root: str, plan: str) -> None:
    """Run the crawl in this process; prints 0, for no memory is measured."""
    sys.path.insert(0, root)
    from crawler import run
    from crawler.net import guard, resolver

    is_public = guard.is_public

    def public_or_loopback(address: str) -> bool:
        return address == "127.0.0.1" or is_public(address)

    guard.is_public = public_or_loopback
    resolver.is_public = public_or_loopback  # type: ignore[attr-defined]
    run.main([plan])
    print(0)  # noqa: T201  the caller reads a number


if __name__ == "__main__":
    main(*sys.argv[1:])
