"""Leaves of an `exposes` document, each with its way to and from the device's state.

Access bits (guide/usage/exposes): 1 published in the state, 2 settable, 4 gettable.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulators.home.dialects.dialect import Orders, State

STATE, SET, GET = 1, 2, 4
ALL: Final = STATE | SET | GET


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One property: its document, what it shows of a state, and what a `set` of it asks of the device."""

    expose: Mapping[str, Any]
    show: Callable[[State], Any] | None = None
    orders: Callable[[Any], Orders] | None = None
    default: Any = None  # a setting that only the bridge keeps

    @property
    def property(self) -> str:
        """The key in state and set messages."""
        return str(self.expose["property"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Specific:
    """A typed group of leaves: light, switch, climate, cover, lock, fan."""

    type: str
    leaves: Sequence[Leaf]
    endpoint: str | None = None


def _document(name: str, label: str, kind: str, access: int, **more: Any) -> dict[str, Any]:
    return {"name": name, "label": label, "property": name, "type": kind, "access": access, **more}


def label_of(name: str) -> str:
    """`local_temperature` is shown to people as `Local temperature`."""
    return name.replace("_", " ").capitalize()


def numeric(name: str, key: str, *, access: int = STATE, **more: Any) -> Leaf:
    """A number that is the device's own value."""
    orders = (lambda value: [(key, value)]) if access & SET else None
    return Leaf(
        expose=_document(name, label_of(name), "numeric", access, **more),
        show=lambda state: state[key],
        orders=orders,
    )


def binary(name: str, key: str, on: Any = True, off: Any = False, *, access: int = STATE, **more: Any) -> Leaf:
    """A yes-or-no under two words; `TOGGLE` and other words ask for nothing the device knows."""
    words = {on: True, off: False}

    def ask(value: Any) -> Orders:
        return [(key, words.get(value, value))]

    return Leaf(
        expose=_document(name, label_of(name), "binary", access, value_on=on, value_off=off, **more),
        show=lambda state: on if state[key] is True else off,
        orders=ask if access & SET else None,
    )


def enum(name: str, key: str, values: Sequence[str], *, access: int = STATE, **more: Any) -> Leaf:
    """One of a few words that are the device's own."""
    orders = (lambda value: [(key, value)]) if access & SET else None
    return Leaf(
        expose=_document(name, label_of(name), "enum", access, values=list(values), **more),
        show=lambda state: state[key],
        orders=orders,
    )


def setting(name: str, values: Sequence[str], default: str, description: str) -> Leaf:
    """A preference that has no effect in this home but is stored, shown and settable."""
    document = _document(name, label_of(name), "enum", ALL, values=list(values))
    return Leaf(expose=document | {"description": description, "category": "config"}, default=default)


def action(values: Sequence[str]) -> Leaf:
    """Button presses: published as they happen, never part of the state."""
    document = _document("action", "Action", "enum", STATE, values=list(values), category="diagnostic")
    return Leaf(expose=document | {"description": "Triggered action (e.g. a button click)"})


BATTERY: Final = numeric(
    "battery",
    "battery_pct",
    unit="%",
    value_min=0,
    value_max=100,
    category="diagnostic",
    description="Remaining battery in %, can take up to 24 hours before reported",
)
