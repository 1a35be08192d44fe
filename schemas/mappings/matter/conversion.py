"""Conversions that only Matter needs. The scaled integers of its data types are named here once."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from schemas.conversion import NUMERIC, Conversion, ConversionError, enum_map, linear, numbered, scale
from schemas.value import Value
from schemas.vocabulary import Kind

CENTI: Final = scale(1, 100)
"""Hundredths: temperature in 0.01 °C, percent100ths, power factor in 0.01 %."""
DECI: Final = scale(1, 10)
"""Tenths: flow in 0.1 m³/h, transition times in 0.1 s, SignedTemperature in 0.1 K."""
MILLI: Final = scale(1, 1000)
"""Thousandths, where the type itself names no unit: mHz, milliseconds of play."""
HALF: Final = scale(1, 2)
"""Half per cents: BatPercentRemaining."""
LEVEL: Final = scale(100, 254)
"""0 to 254 as per cent: levels and saturation."""
HUE: Final = scale(360, 254)
"""0 to 254 as degrees."""
CIE: Final = scale(1, 65536)
"""CIE 1931 x and y in 1/65536."""
CLOSED: Final = linear("closed-percent100ths", Fraction(-1, 100), Fraction(100))
"""Matter counts how far something is closed, in 0.01 %; we count how far it is open."""
GENERATED: Final = linear("generated-mW", Fraction(-1, 1000))
"""Matter counts what flows into a device as positive; a generator's own power is what flows out."""
CLOSED_PERCENT: Final = linear("closed-percent", Fraction(-1), Fraction(100))
"""Per cent of use or of closing as per cent of what is left or open."""

MATTER_EPOCH_MS: Final = 946_684_800_000
"""2000-01-01T00:00:00Z in our milliseconds."""
EPOCH_S: Final = linear("matter-epoch-s", Fraction(1000), Fraction(MATTER_EPOCH_MS))
EPOCH_US: Final = linear("matter-epoch-us", Fraction(1, 1000), Fraction(MATTER_EPOCH_MS))


def _lux(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 0xFFFF:
        raise ConversionError("a 16-bit number", value)
    return 10 ** ((value - 1) / 10000) if value else 0


def _from_lux(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise ConversionError("a number of lux", value)
    return round(10000 * math.log10(value) + 1) if value >= 1 else 0


ILLUMINANCE: Final = Conversion(
    name="matter-illuminance", decode=_lux, encode=_from_lux, sources=NUMERIC, rescales=True
)
"""MeasuredValue = 10,000 x log10(lux) + 1; 0 is too dark (Application Cluster Specification, 2.2.5.1)."""


def null_is(word: str, inner: Conversion) -> Conversion:
    """Let null mean a word of ours; a row says so where null is a choice and not "not known"."""

    def decode(value: Value) -> Value:
        return word if value is None else inner.decode(value)

    def encode(value: Value) -> Value:
        return None if value == word else inner.encode(value)

    return Conversion(
        name=f"null-is({word}, {inner.name})",
        decode=decode,
        encode=encode,
        sources=inner.sources,
        pairs=inner.pairs,
        rescales=inner.rescales,
    )


def _mask(value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ConversionError("a bitmap", value)
    return value


_INTEGER: Final = frozenset({Kind.INTEGER})


def bit(number: int) -> Conversion:
    """Whether one bit of a bitmap is set. Encoding gives that bit alone; `merged` keeps the others."""

    def decode(value: Value) -> Value:
        return None if value is None else bool(_mask(value) >> number & 1)

    def encode(value: Value) -> Value:
        if value is None:
            return None
        if value.__class__ is not bool:
            raise ConversionError("true or false", value)
        return int(value) << number

    return Conversion(name=f"bit({number})", decode=decode, encode=encode, sources=_INTEGER)


def bits(first: int, width: int, inner: Conversion) -> Conversion:
    """Read a number that stands in some bits of a bitmap."""
    ones = (1 << width) - 1

    def decode(value: Value) -> Value:
        return None if value is None else inner.decode(_mask(value) >> first & ones)

    def encode(value: Value) -> Value:
        return None if value is None else _mask(inner.encode(value)) << first

    return Conversion(name=f"bits({first}, {width})", decode=decode, encode=encode, sources=_INTEGER)


def set_of_bits(member: Conversion) -> Conversion:
    """Turn a bitmap into the list of its members, in the order of the bits."""

    def decode(value: Value) -> Value:
        if value is None:
            return None
        mask = _mask(value)
        return [member.decode(number) for number in range(mask.bit_length()) if mask >> number & 1]

    def encode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, list):
            raise ConversionError("a list of members", value)
        return sum({1 << _bit_number(member.encode(one), one) for one in value})

    return Conversion(name=f"set-of-bits({member.name})", decode=decode, encode=encode, sources=member.sources)


def _bit_number(number: Value, member: Value) -> int:
    if not isinstance(number, int) or number >= 64:
        raise ConversionError("a member that has a bit", member)
    return number


def truth(*, true: tuple[int, ...], false: int) -> Conversion:
    """Numbers of an enum that mean yes, the first of them being the one written, and the one that means no."""
    first, *others = true
    return enum_map({first: True, false: False}, aliases=dict.fromkeys(others, True))


def semantic(namespace: int, **members: int) -> Conversion:
    """Find the member in a list of AmbientContextTypeStruct: the first tag of one namespace; None where it has none."""
    tags = numbered(**members)

    def decode(value: Value) -> Value:
        if value is None:
            return None
        return next((tags.decode(number) for number in _tags(value, namespace)), None)

    def encode(value: Value) -> Value:
        if value is None:
            return None
        return [{"ambientContextSensed": [{"namespaceId": namespace, "tag": tags.encode(value)}]}]

    return Conversion(name=f"semantic(0x{namespace:02X})", decode=decode, encode=encode, sources=frozenset({Kind.LIST}))


def context(namespace: int, **members: int) -> Conversion:
    """Find the member in one AmbientContextTypeStruct, as `semantic` does in a list of them."""
    listed = semantic(namespace, **members)

    def decode(value: Value) -> Value:
        return None if value is None else listed.decode([value])

    def encode(value: Value) -> Value:
        found = listed.encode(value)
        return found[0] if isinstance(found, list) else None

    return Conversion(
        name=f"context(0x{namespace:02X})", decode=decode, encode=encode, sources=frozenset({Kind.OBJECT})
    )


def _tags(value: Value, namespace: int) -> list[Value]:
    if not isinstance(value, list):
        raise ConversionError("a list of contexts", value)
    return [tag["tag"] for context in value for tag in _sensed(context) if tag.get("namespaceId") == namespace]


def _sensed(context: Value) -> list[dict[str, Value]]:
    sensed = context.get("ambientContextSensed") if isinstance(context, dict) else None
    if not isinstance(sensed, list):
        raise ConversionError("a context with its tags", context)
    return [tag for tag in sensed if isinstance(tag, dict) and "tag" in tag]


def _has_any(value: Value) -> Value:
    if value is not None and not isinstance(value, list):
        raise ConversionError("a list", value)
    return None if value is None else bool(value)


def _nothing(value: Value) -> Value:
    if value is None or value is False:
        return None if value is None else []
    raise ConversionError("false: what a device has allocated is its own to say", value)


HAS_ANY: Final = Conversion(name="has-any", decode=_has_any, encode=_nothing, sources=frozenset({Kind.LIST}))
"""Whether a list holds anything. Only the way in: no list can be made of "yes"."""


def _text_of_octets(value: Value) -> Value:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ConversionError("hexadecimal digits", "octets")
    try:
        return bytes.fromhex(value).decode()
    except ValueError:
        raise ConversionError("the octets of a text", "octets") from None


def _octets_of_text(value: Value) -> Value:
    if value is None or isinstance(value, str):
        return value if value is None else value.encode().hex()
    raise ConversionError("a text", type(value).__name__)


OCTETS: Final = Conversion(
    name="octets", decode=_text_of_octets, encode=_octets_of_text, sources=frozenset({Kind.STRING})
)
"""A text as an octet string. Errors never quote the value: pin codes pass here."""


def _same_text(value: Value) -> Value:
    if value is None or isinstance(value, str):
        return value
    raise ConversionError("a text", type(value).__name__)


PLAIN: Final = Conversion(name="plain", decode=_same_text, encode=_same_text, sources=frozenset({Kind.STRING}))
"""A text that is a secret of ours, as Matter carries it. Errors never quote the value."""


def _hexadecimal(value: Value) -> Value:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ConversionError("hexadecimal digits", value)
    try:
        return bytes.fromhex(value).hex()
    except ValueError:
        raise ConversionError("hexadecimal digits", value) from None


HEX: Final = Conversion(name="hex", decode=_hexadecimal, encode=_hexadecimal, sources=frozenset({Kind.STRING}))
"""An octet string that we hold by its hexadecimal digits too, such as the number of a message."""


_CURRENCIES: Final[dict[int, str]] = {
    36: "AUD", 124: "CAD", 156: "CNY", 208: "DKK", 344: "HKD", 356: "INR", 360: "IDR", 392: "JPY", 410: "KRW",
    446: "MOP", 458: "MYR", 554: "NZD", 578: "NOK", 608: "PHP", 643: "RUB", 702: "SGD", 704: "VND", 710: "ZAR",
    752: "SEK", 756: "CHF", 764: "THB", 784: "AED", 826: "GBP", 840: "USD", 901: "TWD", 949: "TRY", 978: "EUR",
    985: "PLN", 986: "BRL",
}  # fmt: skip
_CURRENCY_NUMBERS: Final = {code: number for number, code in _CURRENCIES.items()}


def _currency(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 999:
        raise ConversionError("a currency number of ISO 4217", value)
    return _CURRENCIES.get(value) or f"{value:03d}"


def _currency_number(value: Value) -> Value:
    if value is None:
        return None
    number = _CURRENCY_NUMBERS.get(value) if isinstance(value, str) else None
    if number is not None:
        return number
    if isinstance(value, str) and len(value) == 3 and value.isascii() and value.isdecimal():
        return int(value)
    raise ConversionError("a currency code of ISO 4217", value)


CURRENCY: Final = Conversion(name="iso-4217", decode=_currency, encode=_currency_number, sources=_INTEGER)
"""ISO 4217 numbers as codes of three letters; a number that is not in the list stays three digits."""


def signed_step(step: Conversion, *, mode: str, size: str) -> Conversion:
    """One signed amount of ours as a direction (0 up, 1 down) and a size, two fields of a command."""

    def decode(value: Value) -> Value:
        amount = step.decode(_field(value, size))
        if not isinstance(amount, int | float):
            raise ConversionError("a size", value)
        return -amount if _field(value, mode) == 1 else amount

    def encode(value: Value) -> Value:
        if isinstance(value, bool) or not isinstance(value, int | float) or not -math.inf < value < math.inf:
            raise ConversionError("a number", value)
        return {mode: int(value < 0), size: round(step.encode(abs(value)))}  # type: ignore[arg-type]

    return Conversion(
        name=f"signed-step({step.name})", decode=decode, encode=encode, sources=frozenset({Kind.OBJECT}), rescales=True
    )


def _field(value: Value, name: str) -> Value:
    if not isinstance(value, Mapping):
        raise ConversionError("the fields of a command", value)
    return value.get(name)


def only_one() -> Conversion:
    """One value as the only entry of a list."""

    def decode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, list) or len(value) > 1:
            raise ConversionError("a list of one", value)
        return value[0] if value else None

    def encode(value: Value) -> Value:
        return None if value is None else [value]

    return Conversion(name="only-one", decode=decode, encode=encode, sources=frozenset({Kind.LIST}))


def search(parameter: int) -> Conversion:
    """One text as a ContentSearchStruct with one parameter (16: anything)."""

    def decode(value: Value) -> Value:
        if value is None:
            return None
        parameters = value.get("parameterList") if isinstance(value, dict) else None
        if not isinstance(parameters, list) or not parameters or not isinstance(parameters[0], dict):
            raise ConversionError("a search with a parameter", value)
        return parameters[0].get("value")

    def encode(value: Value) -> Value:
        return None if value is None else {"parameterList": [{"type": parameter, "value": value}]}

    return Conversion(name=f"search({parameter})", decode=decode, encode=encode, sources=frozenset({Kind.OBJECT}))
