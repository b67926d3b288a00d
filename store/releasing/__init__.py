"""A citable version for good: cut, sealed, compared with the last one."""
