"""How ECHONET Lite writes a value in bytes: named, invertible forms of EDT, the data of one property.

APPENDIX "Detailed Requirements for ECHONET Device Objects", chapter 1: numbers are big-endian; of each size the codes
at the ends tell overflow and underflow, which is not known here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from schemas.conversion import ConversionError
from schemas.value import Scalar, Value
from schemas.vocabulary import Kind

Read: TypeAlias = Callable[[bytes], Scalar | None]
Write: TypeAlias = Callable[[Value], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edt:
    """One form. `size` is in bytes, 0 for any; `at` is its place in a property of `whole` bytes that holds several."""

    name: str
    kind: Kind
    size: int
    get: Read
    put: Write
    least: int | None = None
    most: int | None = None
    unit: str = ""
    at: int = 0
    whole: int = 0

    def read(self, data: bytes) -> Scalar | None:
        """Give the raw value; None where the device does not know it; ConversionError where the bytes are none."""
        wanted = self.whole or self.size
        if not data or (wanted and len(data) != wanted):
            raise ConversionError(f"{wanted or 'some'} bytes", data.hex())
        return self.get(data[self.at : self.at + self.size] if self.size else data)

    def write(self, raw: Value, before: bytes = b"") -> bytes:
        """Give the bytes; `before` are those of now, into which a part is put."""
        data = self.put(raw)
        if not self.whole:
            return data
        if len(before) != self.whole:
            raise ConversionError(f"the {self.whole} bytes of now", before.hex())
        return before[: self.at] + data + before[self.at + self.size :]


def _whole(raw: Value) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ConversionError("a whole number", raw)
    return raw


def _span(least: int, most: int, none: frozenset[int]) -> Callable[[int], int]:
    def within(value: int) -> int:
        if value in none or not least <= value <= most:
            raise ConversionError(f"a whole number, {least} to {most}", value)
        return value

    return within


def number(
    size: int, *, signed: bool = False, least: int | None = None, most: int | None = None, none: tuple[int, ...] = ()
) -> Edt:
    """Big-endian number; overflow, underflow and the codes `none` are not known, unless `most` goes beyond them."""
    top = (1 << 8 * size - 1 if signed else 1 << 8 * size) - 1
    codes = {top, -top - 1 if signed else top - 1, *none}
    unknown = frozenset(code for code in codes if most is None or most < code or code < 0)
    low = (-top if signed else 0) if least is None else least
    high = max(value for value in range(top - 4, top + 1) if value not in unknown) if most is None else most
    within = _span(low, high, unknown)

    def get(data: bytes) -> Scalar | None:
        value = int.from_bytes(data, "big", signed=signed)
        return None if value in unknown else within(value)

    def put(raw: Value) -> bytes:
        return within(_whole(raw)).to_bytes(size, "big", signed=signed)

    name = f"{'int' if signed else 'uint'}{8 * size}"
    return Edt(name=name, kind=Kind.INTEGER, size=size, get=get, put=put, least=low, most=high)


def state(size: int = 1, *, none: tuple[int, ...] = ()) -> Edt:
    """One of several codes; the codes `none` tell nothing."""
    within = _span(0, (1 << 8 * size) - 1, frozenset(none))

    def get(data: bytes) -> Scalar | None:
        value = int.from_bytes(data, "big")
        return None if value in none else value

    def put(raw: Value) -> bytes:
        return within(_whole(raw)).to_bytes(size, "big")

    return Edt(name=f"state{8 * size}", kind=Kind.ENUM, size=size, get=get, put=put)


def mask(size: int = 1) -> Edt:
    """Bits that are each a state."""
    inner = state(size)
    return replace(inner, name=f"mask{8 * size}", kind=Kind.INTEGER)


def level(count: int = 8, base: int = 0x31, *, none: tuple[int, ...] = ()) -> Edt:
    """Steps 1 to `count`, counted from a code; the codes `none`, such as automatic, are no step."""
    within = _span(1, count, frozenset())

    def get(data: bytes) -> Scalar | None:
        return None if data[0] in none else within(data[0] - base + 1)

    def put(raw: Value) -> bytes:
        return bytes([within(_whole(raw)) + base - 1])

    return Edt(name=f"level{count}", kind=Kind.INTEGER, size=1, get=get, put=put, least=1, most=count)


def clock(hours: int = 23, *, none: tuple[bytes, ...] = ()) -> Edt:
    """Hours and minutes, a byte each, as minutes; `none` tell no time."""
    most = hours * 60 + 59
    within = _span(0, most, frozenset())

    def get(data: bytes) -> Scalar | None:
        if data in none:
            return None
        if data[1] > 59 or data[0] > hours:
            raise ConversionError("hours and minutes", data.hex())
        return data[0] * 60 + data[1]

    def put(raw: Value) -> bytes:
        return bytes(divmod(within(_whole(raw)), 60))

    return Edt(name="clock", kind=Kind.INTEGER, size=2, get=get, put=put, least=0, most=most, unit="min")


def text(size: int) -> Edt:
    """ASCII of a fixed length, filled up with NUL."""

    def get(data: bytes) -> Scalar | None:
        try:
            return data.rstrip(b"\0 ").decode("ascii")
        except UnicodeDecodeError:
            raise ConversionError("ASCII", data.hex()) from None

    def put(raw: Value) -> bytes:
        if not isinstance(raw, str) or not raw.isascii() or len(raw) > size:
            raise ConversionError(f"at most {size} ASCII letters", raw)
        return raw.encode("ascii").ljust(size, b"\0")

    return Edt(name=f"text{size}", kind=Kind.STRING, size=size, get=get, put=put)


def _from_digits(raw: Value, size: int) -> bytes:
    try:
        data = bytes.fromhex(raw.removeprefix("0x")) if isinstance(raw, str) else b""
    except ValueError:
        data = b""
    if not data or (size and len(data) != size):
        raise ConversionError("hexadecimal digits", raw)
    return data


def digits(size: int = 0, *, none: tuple[bytes, ...] = ()) -> Edt:
    """Bytes that are a code, as hexadecimal digits behind 0x."""
    return Edt(
        name="digits",
        kind=Kind.STRING,
        size=size,
        get=lambda data: None if data in none else f"0x{data.hex().upper()}",
        put=lambda raw: _from_digits(raw, size),
    )


def _day(data: bytes) -> Scalar | None:
    try:
        return date(int.from_bytes(data[:2], "big"), data[2], data[3]).isoformat()
    except ValueError:
        raise ConversionError("a date", data.hex()) from None


def _day_bytes(raw: Value) -> bytes:
    try:
        day = date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        day = None
    if day is None:
        raise ConversionError("a date, year-month-day", raw)
    return day.year.to_bytes(2, "big") + bytes([day.month, day.day])


DATE: Final = Edt(name="date", kind=Kind.STRING, size=4, get=_day, put=_day_bytes)
"""Year in two bytes, month, day, as ISO 8601."""


def _release(data: bytes) -> Scalar | None:
    if data[:2] != b"\0\0" or not chr(data[2]).isascii() or not chr(data[2]).isalpha():
        raise ConversionError("a release letter in the third byte", data.hex())
    return f"{chr(data[2])}.{data[3]}"


def _release_bytes(raw: Value) -> bytes:
    letter, dot, revision = raw.partition(".") if isinstance(raw, str) else ("", "", "")
    good = len(letter) == 1 and letter.isascii() and letter.isalpha() and dot
    if not good or not revision.isascii() or not revision.isdecimal() or len(revision) > 3 or int(revision) > 255:
        raise ConversionError("a release and its revision, R.1", raw)
    return bytes([0, 0, ord(letter), int(revision)])


RELEASE: Final = Edt(name="release", kind=Kind.STRING, size=4, get=_release, put=_release_bytes)
"""Letter of the APPENDIX and its revision: 00 00 52 01 is R.1."""

_HOURS: Final = {0x41: 3600, 0x42: 60, 0x43: 1, 0x44: 1 / 24}


def _operated(data: bytes) -> Scalar | None:
    parts = _HOURS.get(data[0])
    if parts is None:
        raise ConversionError("a unit of time, 41 to 44", data.hex())
    return int.from_bytes(data[1:], "big") / parts


def _operated_bytes(raw: Value) -> bytes:
    hours = raw if isinstance(raw, int | float) and not isinstance(raw, bool) else -1
    if not 0 <= hours <= 0xFFFFFFFF:
        raise ConversionError("hours", raw)
    return b"\x43" + round(hours).to_bytes(4, "big")


OPERATED: Final = Edt(name="operated", kind=Kind.NUMBER, size=5, get=_operated, put=_operated_bytes, unit="h")
"""A unit of time and a count of it, as hours; written in hours."""


def _color(data: bytes) -> Scalar | None:
    return f"#{data.hex().upper()}"


def _color_bytes(raw: Value) -> bytes:
    if not isinstance(raw, str) or not raw.startswith("#"):
        raise ConversionError("#RRGGBB", raw)
    return _from_digits(raw[1:], 3)


COLOR: Final = Edt(name="color", kind=Kind.STRING, size=3, get=_color, put=_color_bytes)
"""Red, green and blue, a byte each."""


def part(form: Edt, at: int, whole: int) -> Edt:
    """Put a form at a place of a property that holds several."""
    return replace(form, name=f"{form.name}@{at}", at=at, whole=whole)
