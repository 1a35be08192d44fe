"""Raw values: the data types of the Matter data model, and what a mapping row has to know of them.

Matter 1.6 Core Specification, section 7.19 "Data Types". A raw value is what stands on the wire: numbers of enums,
masks of bitmaps, seconds since 2000 for epoch-s. A struct is a dict under its fields' names in lowerCamelCase, an
octet string is its hexadecimal digits.
"""

from dataclasses import dataclass
from typing import Final

from schemas.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class RawType:
    """One type: its kind, its unit where UCUM has one, and its limits."""

    kind: Kind
    unit: str = ""
    least: int | None = None
    most: int | None = None
    base: str = ""  # of a derived type: the integer it is made of


def _unsigned(bits: int) -> RawType:
    return RawType(Kind.INTEGER, "", 0, (1 << bits) - 1)


def _signed(bits: int, unit: str = "", base: str = "") -> RawType:
    return RawType(Kind.INTEGER, unit, -(1 << (bits - 1)), (1 << (bits - 1)) - 1, base)


_WIDE: Final = (1 << 62) - 1

RAW_TYPES: Final[dict[str, RawType]] = {
    "bool": RawType(Kind.BOOLEAN),
    **{f"uint{bits}": _unsigned(bits) for bits in (8, 16, 24, 32, 64)},
    **{f"int{bits}": _signed(bits) for bits in (8, 16, 32, 64)},
    **{f"map{bits}": _unsigned(bits) for bits in (8, 16, 32, 64)},
    "enum8": RawType(Kind.ENUM, "", 0, 0xFF),
    "enum16": RawType(Kind.ENUM, "", 0, 0xFFFF),
    "single": RawType(Kind.NUMBER),
    "string": RawType(Kind.STRING),
    "octstr": RawType(Kind.STRING),
    "list": RawType(Kind.LIST),
    "struct": RawType(Kind.OBJECT),
    "percent": RawType(Kind.INTEGER, "%", 0, 100, "uint8"),
    "percent100ths": RawType(Kind.INTEGER, "", 0, 10000, "uint16"),
    "temperature": RawType(Kind.INTEGER, "", -27315, 32767, "int16"),
    "elapsed-s": RawType(Kind.INTEGER, "s", 0, 0xFFFFFFFF, "uint32"),
    "epoch-s": RawType(Kind.INTEGER, "", 0, 0xFFFFFFFF, "uint32"),
    "epoch-us": RawType(Kind.INTEGER, "", 0, (1 << 64) - 1, "uint64"),
    "posix-ms": RawType(Kind.INTEGER, "", 0, (1 << 64) - 1, "uint64"),
    "money": _signed(64, base="int64"),
    "power-mW": RawType(Kind.INTEGER, "mW", -_WIDE, _WIDE, "int64"),
    "power-mVA": RawType(Kind.INTEGER, "mV.A", -_WIDE, _WIDE, "int64"),
    "power-mVAR": RawType(Kind.INTEGER, "mV.A{reactive}", -_WIDE, _WIDE, "int64"),
    "voltage-mV": RawType(Kind.INTEGER, "mV", -_WIDE, _WIDE, "int64"),
    "amperage-mA": RawType(Kind.INTEGER, "mA", -_WIDE, _WIDE, "int64"),
    "energy-mWh": RawType(Kind.INTEGER, "mW.h", -_WIDE, _WIDE, "int64"),
}
"""Every type that a row names. A type that the model derives (an enum of a cluster) is named by its base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The type of one attribute or field, with the constraints that are plain numbers."""

    type: str
    nullable: bool = False
    least: int | None = None
    most: int | None = None

    @staticmethod
    def of(text: str, least: int | None = None, most: int | None = None) -> "Raw":
        """Read a type as rows write it: a question mark after it says that null is a value too."""
        return Raw(type=text.removesuffix("?"), nullable=text.endswith("?"), least=least, most=most)

    @property
    def kind(self) -> Kind:
        """The kind of its values."""
        return RAW_TYPES[self.type].kind

    @property
    def unit(self) -> str:
        """The unit that its values are in, or "" where only the attribute tells."""
        return RAW_TYPES[self.type].unit

    @property
    def is_mask(self) -> bool:
        """Whether each bit has a meaning of its own."""
        return self.type.startswith("map")

    def limits(self) -> tuple[int | None, int | None]:
        """Give the least and the greatest raw value, without the one that stands for null on the wire."""
        whole = RAW_TYPES[self.type]
        least, most = whole.least, whole.most
        if self.nullable and not whole.base and least is not None and most is not None:
            least, most = (least, most - 1) if least == 0 else (least + 1, most)
        return (least if self.least is None else self.least, most if self.most is None else self.most)
