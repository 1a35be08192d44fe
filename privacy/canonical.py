"""The one byte form of a record: RFC 8785 JSON.

What equals its default is left out, so that a field which is added to a record later changes no hash made before.
A member of a union carries its class name under `type`, as in `schemas.codec`.
"""

import dataclasses
import hashlib
import typing
from enum import Enum
from functools import cache
from typing import Any

import rfc8785


def plain(value: Any, *, tagged: bool = False) -> Any:
    """Turn a record into what JSON can carry."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [plain(item, tagged=tagged) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    kind: Any = value.__class__
    tree = {"type": kind.__name__} if tagged else {}
    for name, default, union in _fields(kind):
        held = getattr(value, name)
        if held != default:
            tree[name] = plain(held, tagged=union)
    return tree


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field.name, field.default, _is_union(hints[field.name])) for field in dataclasses.fields(kind))


def _is_union(hint: Any) -> bool:
    """Whether records of more than one kind may stand there, directly or in a tuple."""
    inner = typing.get_args(hint)
    records = [one for one in inner if dataclasses.is_dataclass(one)]
    return (len(records) > 1) or any(_is_union(one) for one in inner)


def canonical(record: Any) -> bytes:
    """Give the canonical bytes; rfc8785.CanonicalizationError where a number is no JSON number."""
    return rfc8785.dumps(plain(record))


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def identity(record: Any) -> str:
    """SHA-256 of the canonical form: the identity of a contract, a consent, an approval."""
    return digest(canonical(record))
