"""Degrees as units write them: whole, with a bit for Fahrenheit or half a degree, and sensors that start at 40.

A set-point is in `SetTem`, in whole degrees Celsius. Where `TemUn` shows Fahrenheit, two of its degrees may share one
of Celsius, and `TemRec` tells the upper from the lower. Where a unit has `Add0.5`, that adds half a degree.
Sensors tell degrees Celsius, most of them plus 40 so that frost is a positive number. One that is not there tells 0, or
something that no room is.
Sources: tomikaa87/gree-remote README, "Fahrenheit" (TemRec, whose table marks whole degrees otherwise than its
equation: both are read), its issues 31 (sensors) and 40 (no sensor); jllcunha/openhab-greeair-binding, pull request 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from typing import Any, Final, TypeGuard

LOWEST: Final = 16.0
HIGHEST: Final = 30.0
OFFSET: Final = 40
HOTTEST: Final = 60
"""No room is hotter, nor is it outdoors; a unit without a sensor was seen to tell 78 °C always."""
_FROST: Final = 46
"""46 °F is the 8 °C of the frost guard."""
_MOST: Final = 86
_BYTE: Final = 256
_BEYOND: Final = 1 << 31
"""What no column holds, and floats cannot count with at some size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPoint:
    """What is on the wire for one set-point."""

    degrees: int
    upper: int = 0  # TemRec
    half: int = 0  # Add0.5

    @property
    def celsius(self) -> float:
        """Degrees Celsius."""
        return self.degrees + self.half / 2


def of_fahrenheit(fahrenheit: int) -> SetPoint:
    """Write whole degrees Fahrenheit."""
    exact = (fahrenheit - 32) * 5 / 9
    return SetPoint(degrees=round(exact), upper=int(exact > round(exact)))


_FAHRENHEIT: Final = {of_fahrenheit(one): one for one in range(_FROST, _MOST + 1)}


def of_celsius(celsius: float, *, fahrenheit: bool, halves: bool) -> SetPoint:
    """Write degrees Celsius as nearly as the unit can take them."""
    if fahrenheit:
        return of_fahrenheit(floor(celsius * 9 / 5 + 32.5))
    if halves:
        both = floor(celsius * 2 + 0.5)
        return SetPoint(degrees=both // 2, half=both % 2)
    return SetPoint(degrees=floor(celsius + 0.5))


def set_point(columns: Mapping[str, Any]) -> Any:
    """Read the set-point in degrees Celsius; None for 0, which is none. What is no number is given as it is."""
    degrees = columns.get("SetTem")
    if not _is_whole(degrees):
        return degrees
    if degrees == 0:
        return None
    if columns.get("TemUn") != 1:
        return SetPoint(degrees=degrees, half=int(columns.get("Add0.5") == 1)).celsius
    if degrees >= OFFSET:  # some firmware writes Fahrenheit as it is
        return _from_fahrenheit(degrees)
    told = SetPoint(degrees=degrees, upper=int(columns.get("TemRec") == 1))
    return _from_fahrenheit(_FAHRENHEIT.get(told, round(degrees * 9 / 5 + 32)))


def _from_fahrenheit(fahrenheit: int) -> float:
    return round((fahrenheit - 32) * 5 / 9, 1)


def of_tenths(whole: Any, tenths: Any) -> Any:
    """Read a sensor of a heat pump: degrees from 100, and tenths; None for 0. What is no number is given as it is."""
    if not _is_whole(whole):
        return whole
    return None if whole == 0 else round(whole - 100 + (tenths / 10 if _is_whole(tenths) else 0), 1)


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _BEYOND


class Thermometer:
    """Reads the sensors of one unit, and tells by its first value whether they start at 40.

    No room that people cool or heat is below 0 °C then, or above 39 °C. It stays so for the unit, whatever comes later.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._offset: int | None = None

    def celsius(self, value: Any) -> Any:
        """Read a sensor; None for 0 or above HOTTEST, which is no sensor. What is no number is given as it is."""
        if not _is_whole(value):
            return value
        if value == 0:
            return None
        if self._offset is None:
            if not 0 < value < _BYTE:  # what no sensor tells says nothing of how it counts
                return None
            self._offset = OFFSET if value >= OFFSET else 0
        celsius = float(value - self._offset)
        return celsius if celsius <= HOTTEST else None
