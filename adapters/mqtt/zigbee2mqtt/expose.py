"""What zigbee2mqtt says a device can do: its `exposes`, flattened into leaves.

Form: zigbee2mqtt 2.x documentation, "Exposes". A leaf is an entry with a `property` and without `features`;
an entry with features is a container, whose own `property`, where it has one, is a level of the JSON path.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from schemas.value import Scalar

DEPTH: Final = 8
LEAVES: Final = 2000
"""More leaves than any device has; a description beyond it is cut, and that is reported."""

READ: Final = 1  # published in the state
SET: Final = 2
GET: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One property instance. `container` is the type of the innermost typed container: light, climate, or ""."""

    name: str
    path: tuple[str, ...]
    type: str
    container: str
    endpoint: str
    access: int
    unit: str
    minimum: float | None
    maximum: float | None
    step: float | None
    values: tuple[Scalar, ...]
    value_on: Scalar | None
    value_off: Scalar | None
    value_toggle: Scalar | None
    label: str

    @property
    def base(self) -> str:
        """The last part of the path without the suffix of its endpoint: state_l1 at endpoint l1 is state."""
        last = self.path[-1]
        return last.removesuffix(f"_{self.endpoint}") if self.endpoint else last

    @property
    def address(self) -> str:
        """The place in the state JSON, as a dotted path."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class BadExpose:
    """Part of a description that cannot be understood."""

    place: str
    reason: str


def leaves(exposes: object) -> Iterator[Leaf | BadExpose]:
    """Flatten a description in its own order. What is not understood is told, and the rest goes on."""
    for count, found in enumerate(_walk(exposes, "exposes", (), "", "", DEPTH), start=1):
        yield found
        if count >= LEAVES:
            yield BadExpose("exposes", f"more than {LEAVES} entries; the rest is left out")
            return


def _walk(
    entries: object, place: str, path: tuple[str, ...], container: str, endpoint: str, depth: int
) -> Iterator[Leaf | BadExpose]:
    if not isinstance(entries, list):
        yield BadExpose(place, "it is not a list")
        return
    if not depth:
        yield BadExpose(place, f"it is nested more than {DEPTH} levels deep")
        return
    for index, entry in enumerate(entries):
        yield from _entry(entry, f"{place}[{index}]", path, container, endpoint, depth)


def _entry(
    entry: object, place: str, path: tuple[str, ...], container: str, endpoint: str, depth: int
) -> Iterator[Leaf | BadExpose]:
    if not isinstance(entry, dict):
        yield BadExpose(place, "it is not an object")
        return
    here = _text(entry, "endpoint") or endpoint
    name = _text(entry, "property")
    below = (*path, name) if name else path
    if "features" in entry:
        inner = _container(entry, container)
        yield from _walk(entry["features"], f"{place}.features", below, inner, here, depth - 1)
    elif name:
        yield _leaf(entry, below, container, here)
    else:
        yield BadExpose(place, "it has neither property nor features")


def _container(entry: dict[str, Any], outer: str) -> str:
    """Name a container: a composite by its name, because color_xy tells more than its type."""
    kind = _text(entry, "type")
    return _text(entry, "name") or _text(entry, "property") if kind == "composite" else kind or outer


def _leaf(entry: dict[str, Any], path: tuple[str, ...], container: str, endpoint: str) -> Leaf:
    return Leaf(
        name=_text(entry, "name") or path[-1],
        path=path,
        type=_text(entry, "type"),
        container=container,
        endpoint=endpoint,
        access=_integer(entry.get("access")),
        unit=_text(entry, "unit"),
        minimum=_number(entry.get("value_min")),
        maximum=_number(entry.get("value_max")),
        step=_number(entry.get("value_step")),
        values=_scalars(entry.get("values")),
        value_on=_scalar(entry.get("value_on")),
        value_off=_scalar(entry.get("value_off")),
        value_toggle=_scalar(entry.get("value_toggle")),
        label=_text(entry, "label"),
    )


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # endpoints may be numbers
    return value[:128] if isinstance(value, str) else ""


def _integer(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else READ


def _number(value: object) -> float | None:
    """Take a finite number; what else stands there is no limit."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if -1e308 < value < 1e308 else None


def _scalar(value: object) -> Scalar | None:
    return value if isinstance(value, str | bool | int | float) else None


def _scalars(values: object) -> tuple[Scalar, ...]:
    if not isinstance(values, Sequence) or isinstance(values, str):
        return ()
    return tuple(value for value in values[:256] if isinstance(value, str | bool | int | float))
