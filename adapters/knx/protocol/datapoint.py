"""Datapoint types: what the bits of a telegram mean (KNX Standard v2.1, 3/7/2 Datapoint Types; ranges are its own).

A payload is a number where the value lies in the six bits beside the service, else the octets that follow it
(3/3/7 §2.1). The tables are in `datapoints`; here is how a form is read and written.
"""

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any, Final, TypeAlias

Payload: TypeAlias = int | bytes
Plain: TypeAlias = bool | int | float | str | dict[str, Any] | None
Read: TypeAlias = Callable[[Payload], Plain]
Write: TypeAlias = Callable[[Plain], Payload]

DAYS: Final = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")  # 0: no day
_NO_VALUE: Final = 0x7FFF  # of a two-octet float: invalid data
_SIX_BITS: Final = 0x3F


class DatapointError(ValueError):
    """A payload that does not have the form of its type, or a value that the type cannot say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How values are laid out: octets (0: in the six bits), and both ways. `kind` is a word of the schema's kinds."""

    octets: int
    kind: str
    read: Read
    write: Write
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Datapoint:
    """One datapoint type. `unit` is UCUM; `values` are the members of an enum."""

    main: int
    sub: int | None
    en: str
    form: Form
    unit: str = ""
    values: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        """Give it as "9.001", or "9" where the subtype is not known."""
        return str(self.main) if self.sub is None else f"{self.main}.{self.sub:03d}"

    def decode(self, payload: Payload) -> Plain:
        """Read a payload. DatapointError; None where the sender says that it has no value."""
        octets = 0 if isinstance(payload, int) else len(payload)
        if self.form.octets not in {octets, ANY_LENGTH}:
            raise DatapointError(f"{_size(octets)} where DPT {self.name} has {_size(self.form.octets)}")
        return self.form.read(payload)

    def encode(self, value: Plain) -> Payload:
        """Write a value. DatapointError."""
        try:
            return self.form.write(value)
        except (struct.error, OverflowError, UnicodeEncodeError, KeyError, TypeError) as error:
            raise DatapointError(f"DPT {self.name} cannot say {str(value)[:40]!r}") from error


ANY_LENGTH: Final = -1


def _size(octets: int) -> str:
    return f"{octets} octets" if octets else "six bits"


def _number(value: Plain) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise DatapointError(f"expected a number, got {str(value)[:40]!r}")
    return value


def _bits(payload: Payload) -> int:
    return payload if isinstance(payload, int) else payload[0]


def _octets(payload: Payload) -> bytes:
    return payload if isinstance(payload, bytes) else bytes([payload])


# -- B1, B2, B1U3: within the six bits


def _write_bool(value: Plain) -> int:
    if not isinstance(value, bool):
        raise DatapointError(f"expected true or false, got {str(value)[:40]!r}")
    return int(value)


BIT: Final = Form(octets=0, kind="boolean", read=lambda p: bool(_bits(p) & 1), write=_write_bool)


def _read_step(payload: Payload) -> int:
    """A step code of 0 is a break, whatever the direction (3/7/2 §3.3.1)."""
    bits = _bits(payload)
    return bits & 7 if bits & 8 else -(bits & 7)


def _write_step(value: Plain) -> int:
    steps = _whole(value, -7, 7)
    return 8 | steps if steps > 0 else -steps


STEP: Final = Form(octets=0, kind="integer", read=_read_step, write=_write_step, minimum=-7, maximum=7, step=1)


# -- whole numbers


def _whole(value: Plain, low: int, high: int) -> int:
    number = round(_number(value))
    if not low <= number <= high:
        raise DatapointError(f"{number} is not within {low} to {high}")
    return number


def whole(code: str) -> Form:
    """Give U8, V8, U16, V16, U32, V32 or V64 by its struct code."""
    packing = struct.Struct(f">{code}")
    bits = 8 * packing.size
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if code.islower() else (0, (1 << bits) - 1)
    return Form(
        octets=packing.size,
        kind="integer",
        read=lambda payload: int(packing.unpack(_octets(payload))[0]),
        write=lambda value: packing.pack(_whole(value, low, high)),
        minimum=low,
        maximum=high,
        step=1,
    )


def scaled(code: str, top: float, bottom: float) -> Form:
    """Give a whole number of which one is top / bottom in the unit: 100 / 255 for DPT 5.001."""
    plain = whole(code)
    low, high = int(plain.minimum or 0), int(plain.maximum or 0)
    ratio = top / bottom

    def read(payload: Payload) -> float:
        return round(int(_number(plain.read(payload))) * top / bottom, 6)

    def write(value: Plain) -> Payload:
        return plain.write(min(max(round(_number(value) / ratio), low - 1), high + 1))

    return Form(
        octets=plain.octets,
        kind="number",
        read=read,
        write=write,
        minimum=round(low * ratio, 6),
        maximum=round(high * ratio, 6),
        step=ratio,
    )


# -- floating point


def _read_f16(payload: Payload) -> float | None:
    """(0.01 * M) * 2^E with a mantissa in two's complement (3/7/2 §3.10)."""
    raw = int.from_bytes(_octets(payload), "big")
    if raw == _NO_VALUE:
        return None
    mantissa = (raw & 0x7FF) - (0x800 if raw & 0x8000 else 0)
    return round(mantissa * (1 << (raw >> 11 & 15)) / 100, 2)


def _write_f16(value: Plain) -> bytes:
    hundredths, exponent = _number(value) * 100, 0
    while not -2048 <= round(hundredths) <= 2047:
        hundredths, exponent = hundredths / 2, exponent + 1
        if exponent > 15:
            raise DatapointError(f"{_number(value):g} is beyond ±670 760")
    mantissa = round(hundredths)
    raw = (0x8000 if mantissa < 0 else 0) | exponent << 11 | mantissa & 0x7FF
    if raw == _NO_VALUE:
        raise DatapointError(f"{_number(value):g} is beyond ±670 760")
    return raw.to_bytes(2, "big")


F16: Final = Form(octets=2, kind="number", read=_read_f16, write=_write_f16, minimum=-671_088.64, maximum=670_433.28)


def _read_f32(payload: Payload) -> float | None:
    value = float(struct.unpack(">f", _octets(payload))[0])
    return float(f"{value:.7g}") if abs(value) < float("inf") else None


F32: Final = Form(octets=4, kind="number", read=_read_f32, write=lambda value: struct.pack(">f", _number(value)))


# -- texts


def _read_text(encoding: str) -> Read:
    return lambda payload: _octets(payload).split(b"\0", 1)[0].decode(encoding, "replace")


def _write_text(encoding: str, octets: int) -> Write:
    def write(value: Plain) -> bytes:
        if not isinstance(value, str) or len(value) > octets or "\0" in value:
            raise DatapointError(f"expected a text of at most {octets} letters")
        return value.encode(encoding).ljust(octets, b"\0")

    return write


def text(octets: int, encoding: str) -> Form:
    """Give characters of a code, ended by zeros."""
    return Form(octets=octets, kind="string", read=_read_text(encoding), write=_write_text(encoding, octets))


# -- times


def _read_time(payload: Payload) -> str:
    day, minute, second = _octets(payload)
    hour = day & 31
    if hour > 23 or minute > 59 or second > 59:
        raise DatapointError("no time of day has these hours, minutes and seconds")
    return f"{DAYS[day >> 5]} {hour:02}:{minute:02}:{second:02}".strip()


def _write_time(value: Plain) -> bytes:
    day, _, clock = str(value).rpartition(" ")
    try:
        moment = datetime.strptime(clock, "%H:%M:%S")  # noqa: DTZ007 - a time of day has no zone
        return bytes([DAYS.index(day) << 5 | moment.hour, moment.minute, moment.second])
    except ValueError as error:
        raise DatapointError("expected a time like 'Mon 07:30:00'") from error


TIME: Final = Form(octets=3, kind="string", read=_read_time, write=_write_time)


def _read_date(payload: Payload) -> str:
    day, month, year = _octets(payload)
    try:
        return date(year + (1900 if year >= 90 else 2000), month, day).isoformat()
    except ValueError as error:
        raise DatapointError("no calendar has this day") from error


def _write_date(value: Plain) -> bytes:
    try:
        moment = date.fromisoformat(str(value))
    except ValueError as error:
        raise DatapointError("expected a date like 2026-11-22") from error
    if not 1990 <= moment.year <= 2089:
        raise DatapointError("a KNX date lies in 1990 to 2089")
    return bytes([moment.day, moment.month, moment.year % 100])


DATE: Final = Form(octets=3, kind="string", read=_read_date, write=_write_date)


def _read_moment(payload: Payload) -> str | None:
    """Count years from 1900; the flags that say "not valid" give None (3/7/2 §3.20)."""
    year, month, day, hour, minute, second, flags, _ = _octets(payload)
    if flags & 0b1001_1010:  # fault; year, date or time not valid
        return None
    try:
        return datetime(1900 + year, month, day, hour & 31, minute, second).isoformat()  # noqa: DTZ001 - local
    except ValueError as error:
        raise DatapointError("no calendar has this moment") from error


def _write_moment(value: Plain) -> bytes:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise DatapointError("expected a moment like 2026-11-22T07:30:00") from error
    if moment.tzinfo is not None or not 1900 <= moment.year <= 2155:
        raise DatapointError("a KNX moment is local and lies in 1900 to 2155")
    hour = moment.isoweekday() << 5 | moment.hour
    return bytes([moment.year - 1900, moment.month, moment.day, hour, moment.minute, moment.second, 0x20, 0])


MOMENT: Final = Form(octets=8, kind="string", read=_read_moment, write=_write_moment)


# -- scenes, colours, words


def _read_scene(payload: Payload) -> dict[str, bool | int]:
    octet = _octets(payload)[0]
    return {"scene": (octet & _SIX_BITS) + 1, "learn": bool(octet & 0x80)}


def _write_scene(value: Plain) -> bytes:
    if not isinstance(value, dict):
        raise DatapointError('expected {"scene": 1 to 64, "learn": true or false}')
    return bytes([_whole(value["scene"], 1, 64) - 1 | (0x80 if value.get("learn") is True else 0)])


SCENE_CONTROL: Final = Form(octets=1, kind="object", read=_read_scene, write=_write_scene)
SCENE: Final = Form(
    octets=1,
    kind="integer",
    read=lambda payload: (_octets(payload)[0] & _SIX_BITS) + 1,
    write=lambda value: bytes([_whole(value, 1, 64) - 1]),
    minimum=1,
    maximum=64,
    step=1,
)
"""Counted from 1, as people and ETS do; the octet counts from 0 (3/7/2 §3.18)."""


def _hex(value: Plain, octets: int) -> bytes:
    digits = str(value).removeprefix("#")
    if len(digits) != 2 * octets or not str(value).startswith("#"):
        raise DatapointError(f"expected a colour of {octets} octets like #{'ff' * octets}")
    try:
        return bytes.fromhex(digits)
    except ValueError as error:
        raise DatapointError("expected a colour in hexadecimal digits") from error


RGB: Final = Form(octets=3, kind="string", read=lambda p: f"#{_octets(p).hex()}", write=lambda value: _hex(value, 3))
RGBW: Final = Form(
    octets=6,
    kind="string",
    read=lambda p: f"#{_octets(p)[:4].hex()}",
    write=lambda value: _hex(value, 4) + b"\x00\x0f",  # all four are valid (3/7/2, DPT 251.600)
)


def words(members: Mapping[int, str], octets: int) -> Form:
    """Give an enum; a number without a word is the number itself as text, both ways."""
    numbers = {word: number for number, word in members.items()}

    def read(payload: Payload) -> str:
        number = _bits(payload)
        return members.get(number, str(number))

    def write(value: Plain) -> Payload:
        word = str(value)
        number = numbers.get(word, int(word) if word.isascii() and word.isdecimal() and len(word) < 4 else None)
        if not isinstance(value, str) or number is None or number > (255 if octets else _SIX_BITS):
            raise DatapointError(f"expected one of {', '.join(numbers)}")
        return bytes([number]) if octets else number

    return Form(octets=octets, kind="enum", read=read, write=write)


# -- what has no known type


def _read_raw(payload: Payload) -> str:
    return f"={payload}" if isinstance(payload, int) else payload.hex()


def _write_raw(value: Plain) -> Payload:
    form = str(value)
    try:
        if form.startswith("="):
            return _whole(int(form[1:]), 0, _SIX_BITS)
        if 0 < len(form) <= 28:
            return bytes.fromhex(form)
    except ValueError as error:
        raise DatapointError("expected =0 to =63, or octets in hexadecimal digits") from error
    raise DatapointError("expected =0 to =63, or 1 to 14 octets in hexadecimal digits")


RAW: Final = Form(octets=ANY_LENGTH, kind="string", read=_read_raw, write=_write_raw)
"""Six bits as "=5", octets as "0c1a": nothing is lost of what nobody has typed."""


def datapoint_name(text: str) -> tuple[int, int | None] | None:
    """Read "9.001", "9", "DPST-9-1" or "DPT-9", as people, xknx and ETS write types; None where it is none."""
    found = _NAME.fullmatch(text.strip())
    return None if found is None else (int(found[1]), int(found[2]) if found[2] else None)


_NAME: Final = re.compile(r"(?:DPS?T[- ]?)?(\d{1,5})(?:[.-](\d{1,5}))?", re.IGNORECASE | re.ASCII)


def datapoint(main: int, sub: int | None) -> Datapoint:
    """Give a datapoint type, the main type where the subtype is not in the table, and octets where neither is."""
    from adapters.knx.protocol.datapoints import MAINS, TABLE  # noqa: PLC0415  the table is made of the forms above

    found = TABLE.get((main, sub)) or MAINS.get(main)
    if found is None:
        return Datapoint(main=main, sub=sub, en="not typed here", form=RAW)
    return found if found.sub == sub else Datapoint(main=main, sub=sub, en=found.en, form=found.form)
