"""How much a process holds in memory of the files that it maps: pages that the system can take back."""

import os
from pathlib import Path

_STATM = Path("/proc/self/statm")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def mapped() -> int:
    """Bytes of files in this process's memory (proc(5), `shared`); 0 where the system does not say."""
    try:
        return int(_STATM.read_text().split()[2]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0
