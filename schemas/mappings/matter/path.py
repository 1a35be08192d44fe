"""Paths into structs: `boostInfo.duration` is the field `duration` of the struct in the field `boostInfo`."""

from collections.abc import Mapping

from schemas.value import Value


def found(path: str, fields: Mapping[str, Value]) -> Value:
    """Give what stands at a path, None where nothing does; an empty path means all fields."""
    if not path:
        return dict(fields)
    first, _, rest = path.partition(".")
    value = fields.get(first)
    if not rest:
        return value
    return found(rest, value) if isinstance(value, dict) else None


def placed(path: str, value: Value) -> dict[str, Value]:
    """Give the fields that have a value at a path, and nothing else."""
    if not path:
        return value if isinstance(value, dict) else {}
    first, _, rest = path.partition(".")
    return {first: placed(rest, value) if rest else value}


def merged(one: Mapping[str, Value], other: Mapping[str, Value]) -> dict[str, Value]:
    """Lay one over the other: structs field by field, lists one after the other."""
    both = dict(one)
    for name, value in other.items():
        both[name] = _joined(both.get(name), value)
    return both


def _joined(below: Value, value: Value) -> Value:
    if isinstance(below, dict) and isinstance(value, dict):
        return merged(below, value)
    return [*below, *value] if isinstance(below, list) and isinstance(value, list) else value
