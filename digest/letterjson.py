"""A letter as plain JSON and back without loss: what was approved is kept so, word for word."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from digest.letter import Letter

Json = dict[str, Any]


def to_json(letter: Letter) -> Json:
    """All that a letter says, as what JSON can hold."""
    plain: Json = _plain(letter)
    return plain


def from_json(value: Json) -> Letter:
    """The inverse; a field that an older letter lacks has its default.

    Raises KeyError, TypeError or ValueError on anything else.
    """
    letter: Letter = _read(Letter, value)
    return letter


def sha256(value: Any) -> str:
    """Of the canonical form: keys in order, no spaces. The same for what is equal, whatever kept it meanwhile."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    # a title from the net may hold a lone surrogate
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _read(hint: Any, value: Any) -> Any:
    """A value as its annotation says that it is."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return None if value is None else _read(next(one for one in inner if one is not NoneType), value)
    if origin is tuple:
        kinds = (inner[0],) * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_read(kind, item) for kind, item in zip(kinds, value, strict=True))
    if origin is Mapping:
        return {key: _read(inner[1], item) for key, item in value.items()}
    if is_dataclass(hint):
        hints = _hints(cast("type", hint))
        return hint(**{name: _read(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    return _simple(hint, value)


def _simple(hint: Any, value: Any) -> Any:
    if issubclass(hint, StrEnum):
        return hint(value)
    return date.fromisoformat(value) if hint is date else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Annotations are looked up once: a letter has a thousand pieces."""
    return get_type_hints(kind)
