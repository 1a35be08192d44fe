"""One unit as the home knows it: its description, and both ways between its columns and values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor
from typing import Any, Final

from adapters.gree.mapping import PARTS, TENTHS, TOGETHER, Column, is_heat_pump, properties
from adapters.gree.temperature import HIGHEST, LOWEST, Thermometer, of_celsius, of_tenths, set_point
from adapters.sdk.thing import Thing
from schemas.binding import Bound, Described, bind
from schemas.conversion import ConversionError
from schemas.device import DeviceDescription, EndpointDescription
from schemas.registry import Registry
from schemas.value import Value

_SENSORS: Final = ("TemSen", "TemBody", "OutEnvTem")
"""In this order: the first tells how all of them count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a unit is. `via` is the gateway that it is behind."""

    key: str
    name: str
    brand: str = ""
    model: str = ""
    firmware: str = ""
    via: str = ""
    is_gateway: bool = False

    def described(self, kind: str, bound: tuple[Bound, ...] = ()) -> DeviceDescription:
        """Describe a device of this type."""
        return DeviceDescription(
            key=self.key,
            name=self.name,
            manufacturer=self.brand,
            model=self.model,
            firmware=self.firmware,
            via=self.via,
            endpoints=(EndpointDescription(id=1, device_type=kind),),
            properties=tuple(one.description for one in bound),
        )


def bound(there: Iterable[str], registry: Registry, extra: Iterable[str] = ()) -> tuple[Bound, ...]:
    """Place the properties of a unit that has these columns."""
    columns = tuple(properties(there, extra))
    placed = bind(map(_described, columns), registry)
    return tuple(_reasoned(one, column) for one, column in zip(placed, columns, strict=True))


def _described(one: Column) -> Described[str]:
    return Described(
        endpoint=1,
        name=f"gree.{one.name}",
        address=one.name,
        source=one.source,
        rows=() if one.row is None else (one.row,),
        label=one.name,
    )


def _reasoned(one: Bound, column: Column) -> Bound:
    reason = column.reason if one.description.is_vendor else ""
    return replace(one, description=replace(one.description, reason=reason)) if reason else one


def device_type(there: Sequence[str]) -> str:
    """Tell the device type of a unit that has these columns."""
    if is_heat_pump(there):
        return "heatPump"
    return "dehumidifier" if "Dwet" in there and "SetTem" not in there else "roomAirConditioner"


class Unit:
    """Not for two tasks at once."""

    def __init__(self, who: Identity, there: Iterable[str], registry: Registry, extra: Iterable[str] = ()) -> None:
        """Take the columns that it has, in the order in which they are asked for."""
        self.columns = tuple(there)
        self._bound = bound(self.columns, registry, extra)
        self.thing = Thing(who.described(device_type(self.columns), self._bound), self._bound)
        self._now: dict[str, Any] = {}
        self._thermometer = Thermometer()

    def heard(self, columns: Mapping[str, Any]) -> dict[str, Value]:
        """Give the values by address of what a unit told, in degrees Celsius where they are temperatures."""
        self._now |= columns
        values = {name: value for name, value in columns.items() if name not in PARTS}
        if "SetTem" in values:
            values["SetTem"] = set_point(self._now)
        for name in values.keys() & TENTHS.keys():
            values[name] = of_tenths(values[name], self._now.get(TENTHS[name]))
        for name in _SENSORS:
            if name in values:
                values[name] = self._thermometer.celsius(values[name])
        return values

    def wanted(self, changes: Iterable[tuple[int, Value]]) -> dict[str, Value]:
        """Give the columns to be set for wanted values, all in one command. ConversionError for what no unit takes."""
        found: dict[str, Value] = {}
        for index, value in changes:
            one = self._bound[index]
            raw = one.encode(value)
            _check(one, raw)
            found[one.described.address] = _on_the_wire(one, raw)
        if "SetTem" in found:
            found |= self._set_point(found)
        for name, other in TOGETHER.items():
            if name in found and other in self.columns and other not in found:
                found[other] = found[name]
        return found

    def _set_point(self, found: Mapping[str, Value]) -> dict[str, Value]:
        celsius = found["SetTem"]
        if not isinstance(celsius, int | float) or not LOWEST <= celsius <= HIGHEST:
            raise ConversionError(f"{LOWEST:g} to {HIGHEST:g} °C", celsius)
        fahrenheit = found.get("TemUn", self._now.get("TemUn")) == 1
        point = of_celsius(celsius, fahrenheit=fahrenheit, halves="Add0.5" in self.columns)
        parts: dict[str, Value] = {"TemRec": point.upper, "Add0.5": point.half}
        return {"SetTem": point.degrees} | {name: parts[name] for name in parts if name in self.columns}


def _on_the_wire(one: Bound, raw: Value) -> Value:
    """Give whole numbers, as columns are; the set-point of an air conditioner has parts and is made of them later."""
    address = one.described.address
    return floor(raw + 0.5) if isinstance(raw, float) and address != "SetTem" else raw


def _check(one: Bound, raw: Value) -> None:
    source = one.described.source
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise ConversionError("a number", raw)
    if source.minimum is not None and source.maximum is not None and not source.minimum <= raw <= source.maximum:
        raise ConversionError(f"{source.minimum:g} to {source.maximum:g} in its column", raw)
