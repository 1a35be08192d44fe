"""Words of registers and values, both ways.

A value is a number in the register's unit, a text, a truth value, the name of an enum's number or the list of the
names of a bitfield's bits; None where the device says that it has none. ConversionError where there is no such value.
"""

import math
import struct
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from adapters.modbus.protocol.register import FLOATS, SIGNED, Register, Type, WordOrder
from schemas.conversion import VENDOR_PREFIX, ConversionError
from schemas.value import Value

Words = tuple[int, ...]

EXPONENTS: Final = range(-10, 11)
"""Powers of ten that a scale register may hold (SunSpec Device Information Model Specification V1.1, sunssf)."""


def decode(register: Register, words: Sequence[int], exponent: int = 0) -> Value:
    """Give the value of a register. `exponent` is what its scale register holds."""
    number = _whole(register, words)
    if register.type is Type.STRING:
        return _text(register, words)
    if number in register.absent:
        return None
    if register.type is Type.BOOL:
        return bool(number >> register.bit & 1 if register.bit is not None else number)
    if register.type is Type.ENUM:
        return register.values.get(number, str(number))
    if register.type is Type.BITFIELD:
        return _names(register, number)
    return _number(register, number, exponent)


def raw(register: Register, words: Sequence[int]) -> int | None:
    """Give the plain whole number that a register holds, None where it has none: for scale registers."""
    number = _whole(register, words)
    return None if number in register.absent else _with_sign(register, number)


def _whole(register: Register, words: Sequence[int]) -> int:
    """Put the words together, most significant first, without sign."""
    if len(words) != register.words:
        raise ConversionError(f"{register.words} words", list(words))
    number = 0
    for word in words if register.order is WordOrder.BIG else reversed(words):
        number = number << 16 | word
    return number


def _with_sign(register: Register, number: int) -> int:
    bits = 16 * register.words
    return number - (1 << bits) if register.type in SIGNED and number >> (bits - 1) else number


def _number(register: Register, number: int, exponent: int) -> Value:
    if register.type in FLOATS:
        return _float(register, number, exponent)
    top, bottom = _ratio(register, exponent)
    exact = _with_sign(register, number) * top
    return exact / bottom if exact % bottom else exact // bottom  # both to the nearest float, or whole


def _float(register: Register, number: int, exponent: int) -> Value:
    wide = register.type is Type.FLOAT64
    (value,) = struct.unpack(">d" if wide else ">f", number.to_bytes(8 if wide else 4, "big"))
    if math.isnan(value):
        return None
    if math.isinf(value):
        raise ConversionError("a finite number", value)
    shown = value if wide else float(f"{value:.7g}")  # what single precision holds
    top, bottom = _ratio(register, exponent)
    return shown if top == bottom else float(Fraction(shown) * Fraction(top, bottom))


def _ratio(register: Register, exponent: int) -> tuple[int, int]:
    """Give what a number is multiplied with and divided by."""
    if exponent not in EXPONENTS:
        raise ConversionError("a power of ten from -10 to 10", exponent)
    top, bottom = register.scale.numerator, register.scale.denominator
    return (top * 10**exponent, bottom) if exponent >= 0 else (top, bottom * 10**-exponent)


def _text(register: Register, words: Sequence[int]) -> Value:
    ordered = words if register.order is WordOrder.BIG else [word >> 8 | (word & 0xFF) << 8 for word in words]
    data = b"".join(word.to_bytes(2, "big") for word in ordered)
    text = data.split(b"\0", 1)[0].decode("utf-8", "replace")
    return "".join(letter for letter in text if letter.isprintable()).strip() or None


def _names(register: Register, number: int) -> Value:
    """Name the bits that are set, in the order of the table, each name once."""
    places = dict.fromkeys((*register.values, *range(16 * register.words)))
    return list(dict.fromkeys(register.values.get(bit, f"bit{bit}") for bit in places if number >> bit & 1))


def encode(register: Register, value: Value, exponent: int = 0, before: Sequence[int] = (0,)) -> Words:
    """Give the words to write. `before` is what a word holds of which only one bit is changed."""
    if register.type is Type.STRING:
        return _text_words(register, value)
    if register.type is Type.BOOL:
        return (_one_bit(register, value, before[0]),)
    if register.type is Type.ENUM:
        return _words(register, _code(register, value))
    if register.type is Type.BITFIELD:
        return _words(register, _bits(register, value))
    return _words(register, _plain(register, value, exponent))


def _words(register: Register, number: int) -> Words:
    count = register.words
    found = tuple(number >> 16 * place & 0xFFFF for place in reversed(range(count)))
    return found if register.order is WordOrder.BIG else found[::-1]


def _plain(register: Register, value: Value, exponent: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        raise ConversionError("a number", value)
    exact = Fraction(value) / Fraction(*_ratio(register, exponent))
    if register.type in FLOATS:
        return _float_bits(register, exact)
    number, bits = round(exact), 16 * register.words
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if register.type in SIGNED else (0, (1 << bits) - 1)
    if not low <= number <= high:
        raise ConversionError(f"a number that {register.type} holds", value)
    number &= (1 << bits) - 1
    if number in register.absent:
        raise ConversionError("a number that does not mean 'no value'", value)
    return number


def _is_finite(value: float) -> bool:
    return isinstance(value, int) or math.isfinite(value)


def _float_bits(register: Register, exact: Fraction) -> int:
    form = ">d" if register.type is Type.FLOAT64 else ">f"
    try:
        return int.from_bytes(struct.pack(form, float(exact)), "big")
    except OverflowError:
        raise ConversionError(f"a number that {register.type} holds", "a greater one") from None


def _text_words(register: Register, value: Value) -> Words:
    data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else None
    if data is None or len(data) > 2 * register.count or b"\0" in data:
        raise ConversionError(f"a text of at most {2 * register.count} bytes", value)
    padded = data.ljust(2 * register.count, b"\0")
    found = tuple(int.from_bytes(padded[at : at + 2], "big") for at in range(0, len(padded), 2))
    return found if register.order is WordOrder.BIG else tuple(word >> 8 | (word & 0xFF) << 8 for word in found)


def _one_bit(register: Register, value: Value, before: int) -> int:
    if not isinstance(value, bool):
        raise ConversionError("true or false", value)
    if register.bit is None:
        return int(value)
    mask = 1 << register.bit
    return before | mask if value else before & ~mask


def _code(register: Register, value: Value) -> int:
    """Give the number of a name: the first that has it; a plain number where it has none."""
    for number, name in register.values.items():
        if name == value:
            return number
    return _plain_code(register, value, 16 * register.words, "")


def _bits(register: Register, value: Value) -> int:
    if not isinstance(value, list):
        raise ConversionError("a list of names", value)
    number = 0
    for name in value:
        named = [bit for bit, known in register.values.items() if known == name]
        number |= 1 << (named[0] if named else _plain_code(register, name, 6, "bit"))
    return _held(register, number, value)


def _plain_code(register: Register, value: Value, bits: int, prefix: str) -> int:
    text = value.removeprefix(VENDOR_PREFIX).removeprefix(prefix) if isinstance(value, str) else ""
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise ConversionError(f"one of {', '.join(dict.fromkeys(register.values.values())) or 'its numbers'}", value)
    number = int(text)
    return number if prefix and number < 1 << bits else _held(register, number, value)


def _held(register: Register, number: int, value: Value) -> int:
    if number >> 16 * register.words or number in register.absent:
        raise ConversionError("a number that the register holds", value)
    return number
