"""Values of one device on their two ways: by data point as on the wire, by address as the description has them.

An address is the number of a data point, or of a part of one (`24.hue`). Numbers are there in their unit, covers count
how far they are open, and a lamp's brightness is that of the colour while it shows one.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from adapters.tuya.devicefile import DataPoint
from adapters.tuya.mapping import COVERED, REVERSED, base
from adapters.tuya.packed import COLOUR, PACKED
from schemas.conversion import ConversionError
from schemas.value import Value

POSITION: Final = "position"
"""The part of `percent_control` that tells where a cover is that tells it nowhere else."""
_BRIGHT: Final = frozenset({"bright_value", "bright_value_v2"})
_WARMTH: Final = frozenset({"temp_value", "temp_value_v2"})
_COLOURED: Final = "colour"
_WHITE: Final = "white"


class Points:
    """The data points of one device, and what they were when it last told them.

    `opens` tells that a cover counts how far it is open; without it, that is so while its motor runs backwards.
    """

    def __init__(self, points: Iterable[DataPoint], *, opens: bool = False) -> None:
        """Take what is described."""
        self._points = {one.id: one for one in points}
        self._raw: dict[str, Any] = {}
        self._opens = opens
        self._mode = self._find("work_mode")
        self._colour = self._find(*(code for code, packed in PACKED.items() if packed is COLOUR))
        self._bright = self._find(*_BRIGHT)

    def _find(self, *codes: str) -> DataPoint | None:
        return next((one for one in self._points.values() if one.code in codes), None)

    def __contains__(self, point: str) -> bool:
        return point in self._points

    def __len__(self) -> int:
        return len(self._points)

    def __iter__(self) -> Iterator[DataPoint]:
        return iter(self._points.values())

    @property
    def told(self) -> Mapping[str, Any]:
        """Give the last values as on the wire."""
        return self._raw

    def remember(self, former: "Points") -> None:
        """Take over what was told when less was known."""
        self._raw |= former.told

    # what comes in

    def taken(self, raw: Mapping[str, Any]) -> tuple[dict[str, Value], list[tuple[str, str]]]:
        """Give values by address, and which points hold what cannot be taken apart, and why.

        What is no value of its kind otherwise stays as it came, so that whoever converts it sees that.
        """
        known = {name: value for name, value in raw.items() if name in self._points}
        turned = self._is_turned(known)
        self._raw |= known
        if turned:
            known |= {name: self._raw[name] for name in self._covered() if name in self._raw}
        found: dict[str, Value] = {}
        odd: list[tuple[str, str]] = []
        for name, value in known.items():
            try:
                found.update(self._told(self._points[name], value))
            except ConversionError as error:
                odd.append((name, str(error)))
        return found | self._shown(known), odd

    def _is_turned(self, raw: Mapping[str, Any]) -> bool:
        """Whether the motor runs the other way now."""
        return any(self._points[name].code == REVERSED and self._raw.get(name) != value for name, value in raw.items())

    def _covered(self) -> list[str]:
        return [one.id for one in self._points.values() if base(one.code)[0] in COVERED]

    def _counts_open(self) -> bool:
        back = self._find(REVERSED)
        return self._opens != (back is not None and self._raw.get(back.id) == "back")

    def _told(self, point: DataPoint, value: Any) -> Iterator[tuple[str, Value]]:
        code = base(point.code)[0]
        packed = PACKED.get(code)
        if packed is not None:
            yield from ((f"{point.id}.{part}", told) for part, told in packed.unpack(value).items())
        elif code in COVERED and _is_number(value):
            position = value if self._counts_open() else 100 - value
            yield point.id, position
            yield f"{point.id}.{POSITION}", position
        else:
            yield point.id, _scaled(value, point.scale)

    def _shown(self, known: Mapping[str, Any]) -> dict[str, Value]:
        """Give the brightness of a lamp anew where it is that of the colour, or is so no more."""
        if self._mode is None or self._colour is None or self._bright is None:
            return {}
        if not {self._mode.id, self._colour.id, self._bright.id} & known.keys():
            return {}
        try:
            if self._shows_colour():
                top = self._bright.number("max") or 0
                return {self._bright.id: COLOUR.unpack(self._raw.get(self._colour.id))["level"] * top / 100}
            return dict(self._told(self._bright, self._raw[self._bright.id]))
        except (ConversionError, KeyError):
            return {}

    def _shows_colour(self) -> bool:
        return self._mode is not None and self._raw.get(self._mode.id) == _COLOURED

    # what goes out

    def given(self, writes: Iterable[tuple[str, Value]]) -> dict[str, Value]:
        """Give values by data point, as they go on the wire, with what must go with them."""
        found: dict[str, Value] = {}
        parts: dict[str, dict[str, Any]] = {}
        for address, value in writes:
            name, _, part = self._aimed(address).partition(".")
            if part:
                parts.setdefault(name, {})[part] = self._level(address, value)
            else:
                found[name] = self._wire(self._points[name], value)
        for name, changes in parts.items():
            pack = PACKED[self._points[name].code].pack
            if pack is not None:
                found[name] = pack(self._raw.get(name), changes)
        return found | self._with(found)

    def _aimed(self, address: str) -> str:
        """The brightness of a lamp that shows a colour is a part of the colour."""
        if self._bright is not None and address == self._bright.id and self._colour is not None:
            return f"{self._colour.id}.level" if self._shows_colour() else address
        return address

    def _level(self, address: str, value: Value) -> Value:
        top = self._bright.number("max") if self._bright is not None and address == self._bright.id else None
        return value * 100 / top if top and isinstance(value, int | float) else value

    def _wire(self, point: DataPoint, value: Value) -> Value:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        if base(point.code)[0] in COVERED:
            value = value if self._counts_open() else 100 - value
        return round(value * 10**point.scale) if point.type == "integer" else value

    def _with(self, found: Mapping[str, Value]) -> dict[str, Value]:
        """Turn a lamp to colour or white where one of that is set."""
        if self._mode is None or self._mode.id in found:
            return {}
        codes = {self._points[name].code for name in found}
        wanted = _COLOURED if self._colour is not None and self._colour.code in codes else ""
        wanted = wanted or (_WHITE if codes & _WARMTH else "")
        has_it = wanted in self._mode.words and self._raw.get(self._mode.id) != wanted
        return {self._mode.id: wanted} if has_it else {}


def _scaled(value: Any, scale: int) -> Any:
    if not scale or not _is_number(value):
        return value
    try:
        return value / 10**scale
    except OverflowError:
        raise ConversionError("a number of ordinary size", value) from None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
