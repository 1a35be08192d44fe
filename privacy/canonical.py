"""The one byte form of a record: RFC 8785 JSON.

What equals its default is left out, so that a field which is added to a record later changes no hash made before.
"""

import dataclasses
import hashlib
from enum import Enum
from typing import Any

import rfc8785


def plain(value: Any) -> Any:
    """Turn a record into what JSON can carry; a field with its default value is left out, but for the tag `type`."""
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value) if _told(f, value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def _told(field: "dataclasses.Field[Any]", record: Any) -> bool:
    return field.name == "type" or getattr(record, field.name) != field.default


def canonical(record: Any) -> bytes:
    """Give the canonical bytes of a record; rfc8785.CanonicalizationError where a number is no JSON number."""
    return rfc8785.dumps(plain(record))


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def identity(record: Any) -> str:
    """SHA-256 of the canonical form: the identity of a contract, a consent, an approval."""
    return digest(canonical(record))
