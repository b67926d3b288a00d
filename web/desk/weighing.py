"""About how much memory an answer keeps: exact enough to bound a cache, and quick whatever the answer is."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from sys import getsizeof

_LOOKED_AT = 64
"""Items of a collection that are weighed; the others are taken to be like them."""
_DEEPEST = 12


def weight(value: object, depth: int = 0) -> int:
    """About how many bytes a value and all that it holds take; what is held twice counts twice."""
    size = getsizeof(value)
    if depth > _DEEPEST or isinstance(value, str | bytes | int | float | None):
        return size
    if isinstance(value, Mapping):
        return size + _of_all(len(value), (part for pair in value.items() for part in pair), 2, depth)
    if isinstance(value, Sequence):
        step = max(1, len(value) // _LOOKED_AT)
        return size + _of_all(len(value), (value[n] for n in range(0, len(value), step)), 1, depth)
    if isinstance(value, AbstractSet):
        return size + _of_all(len(value), value, 1, depth)
    return size + sum(weight(part, depth + 1) for part in _fields(value))


def _of_all(count: int, parts: Iterable[object], each: int, depth: int) -> int:
    """The weight of `count` items of `each` parts, from the first ones given."""
    seen = [weight(part, depth + 1) for part in islice(parts, _LOOKED_AT * each)]
    return sum(seen) * count * each // len(seen) if seen else 0


def _fields(value: object) -> Iterable[object]:
    """What an object of ours holds."""
    slots = (name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()))
    own = (getattr(value, name) for name in slots if not name.startswith("__") and hasattr(value, name))
    return [*own, *getattr(value, "__dict__", {}).values()]
