"""How the server asks for memory: it lives for months on a small machine, beside the collection."""

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Names of mallopt(3)."""


def keep_small() -> None:
    """Have freed memory given back; to be called before threads start. Nothing where the C library is not GNU's.

    By default every thread gets an arena of its own, and blocks of up to 32 MB are kept once one was freed:
    40 MB more for the same pages, at 200,000 articles.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, 2)
        mallopt(_MMAP_THRESHOLD, 256 * 1024)
        mallopt(_TRIM_THRESHOLD, 1024 * 1024)
