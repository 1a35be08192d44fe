"""The values that properties hold, exactly those that JSON can carry."""

from typing import TypeAlias

Scalar: TypeAlias = bool | int | float | str
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value] | None"
"""None means "not known". Lists and dicts are never mutated once they are a value."""
