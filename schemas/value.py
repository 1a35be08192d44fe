"""The values that properties hold, exactly those that JSON can carry."""

from collections.abc import Callable
from typing import TypeAlias

Scalar: TypeAlias = bool | int | float | str
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value] | None"
"""None means "not known". Lists and dicts are never mutated once they are a value."""

Check: TypeAlias = Callable[[Value], str | None]
"""None where the value is fine, else the rule it breaks, as a short sentence."""
