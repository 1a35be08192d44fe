"""Data points that hold several values in one text: colours, and the figures of a phase.

Colours are hexadecimal: `hhhhssssvvvv` with hue 0 to 360, saturation and value 0 to 1000; of older lamps
`rrggbbhhhhssvv` with saturation and value 0 to 255; or a JSON object of h, s, v. Source: tinytuya 1.20, BulbDevice.py.
A phase is base64: voltage in 0.1 V (2 bytes), current in mA (3), power in W (3), big-endian. Source: Tuya, "Standard
Status Set" of smart meters (zndb), phase_a.
"""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.sdk.jsontext import JsonTextError, read_object, write_object
from adapters.tuya.mapping import COLOURED
from schemas.conversion import ConversionError

_HEX: Final = re.compile(r"(?:[0-9a-fA-F]{2})*")
_OLD: Final = 14
_NEW: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """How one kind of text is taken apart and, where it can be written, put together upon what it was before."""

    parts: tuple[str, ...]
    unpack: Callable[[Any], Mapping[str, float]]
    pack: Callable[[Any, Mapping[str, Any]], str] | None = None


def _colour(raw: Any) -> Mapping[str, float]:
    hue, saturation, value, top = _hsv(raw)
    if hue > 360 or max(saturation, value) > top:
        raise ConversionError("a colour within its bounds", raw)
    return {"hue": float(hue), "saturation": saturation * 100 / top, "level": value * 100 / top}


def _hsv(raw: Any) -> tuple[int, int, int, int]:
    """Give hue, saturation, value and the greatest of the last two."""
    if not isinstance(raw, str):
        raise ConversionError("a colour as text", raw)
    if raw.startswith("{"):
        return _told_hsv(raw)
    if not _HEX.fullmatch(raw):
        raise ConversionError("a colour in hexadecimal digits", raw)
    data = bytes.fromhex(raw)
    if len(raw) == _NEW:
        return *(int.from_bytes(data[at : at + 2], "big") for at in (0, 2, 4)), 1000  # type: ignore[return-value]
    if len(raw) == _OLD:
        return int.from_bytes(data[3:5], "big"), data[5], data[6], 255
    raise ConversionError("a colour of 12 or 14 digits", raw)


def _told_hsv(raw: str) -> tuple[int, int, int, int]:
    try:
        told = read_object(raw)
    except JsonTextError:
        raise ConversionError("a colour as h, s and v", raw) from None
    found = [told.get(name) for name in "hsv"]
    if not all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in found):
        raise ConversionError("a colour as h, s and v", raw)
    return found[0], found[1], found[2], 1000  # type: ignore[return-value]


def _packed(raw: Any, changes: Mapping[str, Any]) -> str:
    """Put new parts into a colour; of one that is not known yet, full and bright."""
    before = {"hue": 0.0, "saturation": 100.0, "level": 100.0}
    try:
        before = dict(_colour(raw))
    except ConversionError:
        raw = ""
    told = before | dict(changes)
    hue = min(max(round(told["hue"]), 0), 360)
    top = 255 if len(raw) == _OLD and not raw.startswith("{") else 1000
    saturation, value = (min(max(round(told[name] * top / 100), 0), top) for name in ("saturation", "level"))
    if raw.startswith("{"):
        return write_object({"h": hue, "s": saturation, "v": value}).decode()
    if top == 255:
        return f"{_rgb(hue, saturation / 255, value / 255)}{hue:04x}{saturation:02x}{value:02x}"
    return f"{hue:04x}{saturation:04x}{value:04x}"


def _rgb(hue: int, saturation: float, value: float) -> str:
    """Give red, green and blue of a colour, two digits each (the six sectors of the hue circle)."""

    def part(offset: int) -> int:
        place = (offset + hue / 60) % 6
        return round(255 * value * (1 - saturation * max(0.0, min(place, 4 - place, 1.0))))

    return "".join(f"{part(offset):02x}" for offset in (5, 3, 1))


def _phase(raw: Any) -> Mapping[str, float]:
    try:
        data = base64.b64decode(raw, validate=True) if isinstance(raw, str) else b""
    except ValueError:  # also for what is no base64
        data = b""
    if len(data) < 8:
        raise ConversionError("the figures of a phase", raw)
    voltage, current, power = (int.from_bytes(data[start:end], "big") for start, end in ((0, 2), (2, 5), (5, 8)))
    return {"voltage": voltage / 10, "current": current / 1000, "power": float(power)}


COLOUR: Final = Packed(parts=("hue", "saturation", "level"), unpack=_colour, pack=_packed)
PHASE: Final = Packed(parts=("voltage", "current", "power"), unpack=_phase)

PACKED: Final[Mapping[str, Packed]] = {
    **dict.fromkeys(COLOURED, COLOUR),
    **dict.fromkeys(("phase_a", "phase_b", "phase_c"), PHASE),
}
"""By the code of the data point."""
