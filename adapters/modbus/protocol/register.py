"""Registers of a Modbus device as a typed table, and a profile: all registers of one kind of device."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from schemas.value import Scalar

LONGEST_READ: Final = 125
"""Registers that one request may ask for (MODBUS Application Protocol Specification V1.1b3, §6.3 and §6.4)."""
LONGEST_BIT_READ: Final = 2000
"""Coils or discrete inputs likewise (§6.1 and §6.2)."""
LONGEST_WRITE: Final = 123
"""Registers that one request may write (§6.12)."""


class Space(StrEnum):
    """One of the four address spaces (MODBUS Application Protocol Specification V1.1b3, §4.3)."""

    COIL = "coil"
    DISCRETE = "discrete"
    INPUT = "input"
    HOLDING = "holding"

    @property
    def is_bits(self) -> bool:
        """Whether it holds single bits."""
        return self in {Space.COIL, Space.DISCRETE}

    @property
    def longest(self) -> int:
        """How much of it one request may ask for."""
        return LONGEST_BIT_READ if self.is_bits else LONGEST_READ


class Type(StrEnum):
    """How the words of a register are read. The more significant byte of a word always comes first (§4.2)."""

    INT16 = "int16"
    UINT16 = "uint16"
    INT32 = "int32"
    UINT32 = "uint32"
    INT64 = "int64"
    UINT64 = "uint64"
    FLOAT32 = "float32"
    FLOAT64 = "float64"
    STRING = "string"
    BOOL = "bool"
    ENUM = "enum"
    BITFIELD = "bitfield"


WORDS: Final[Mapping[Type, int]] = {
    Type.INT32: 2,
    Type.UINT32: 2,
    Type.INT64: 4,
    Type.UINT64: 4,
    Type.FLOAT32: 2,
    Type.FLOAT64: 4,
}
"""Words of the types that have more than one, whatever the register."""
NUMBERS: Final = frozenset({*WORDS, Type.INT16, Type.UINT16})
FLOATS: Final = frozenset({Type.FLOAT32, Type.FLOAT64})
SIGNED: Final = frozenset({Type.INT16, Type.INT32, Type.INT64})
COUNTED: Final = frozenset({Type.STRING, Type.ENUM, Type.BITFIELD})
"""Types whose words a register counts itself."""


class Poll(StrEnum):
    """How often a register is asked for."""

    FAST = "fast"  # at every turn
    USUAL = "usual"  # by what it means: states at every turn, what changes slowly less often
    SLOW = "slow"  # every five minutes
    ONCE = "once"  # when the conversation begins


class WordOrder(StrEnum):
    """Which word of a longer value comes first."""

    BIG = "big"
    LITTLE = "little"


NO_VALUES: Final[Mapping[int, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a register is in the common schema: `to` is "capability.property". `factor` is 1, or -1 to turn the sign.

    `floor` raises what is below it: an inverter at night takes a few watts, and generates nothing.
    """

    to: str
    endpoint: int = 1
    factor: int = 1
    floor: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One value of a device and where it is. `id` names it within its profile.

    `address` counts from 0, as requests do; a manual that writes 40001 means holding register 0. The value in `unit`
    is the number times `scale`, times ten to the power that the register `scale_by` holds. `absent` are the numbers,
    taken without sign, that mean "no value". `bit` picks one bit of a word. `values` names the numbers of an enum or
    the bits of a bitfield; where it is claimed, by the schema's members.
    """

    id: str
    space: Space
    address: int
    type: Type
    count: int = 1
    order: WordOrder = WordOrder.BIG
    bit: int | None = None
    scale: Fraction = Fraction(1)
    scale_by: str = ""
    unit: str = ""
    access: str = "r"  # r, w or rw
    absent: frozenset[int] = frozenset()
    values: Mapping[int, str] = field(default_factory=lambda: NO_VALUES)
    minimum: float | None = None
    maximum: float | None = None
    poll: Poll = Poll.USUAL
    claims: tuple[Claim, ...] = ()
    endpoint: int = 1  # of what no claim places
    label: str = ""
    group: str = ""  # registers of one group are read together
    several: bool = False  # the device takes function 16 only, even for one register
    optional: bool = False  # a device that has no value for it has not got it
    is_shown: bool = True  # false for what is only read for others: scale factors, padding

    @property
    def words(self) -> int:
        """How many words, or bits, it takes."""
        return self.count if self.type in COUNTED else WORDS.get(self.type, 1)

    @property
    def end(self) -> int:
        """The address after it."""
        return self.address + self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointType:
    """One endpoint of a device: its type in the catalogue."""

    id: int
    device_type: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that is known of one kind of device. `source` tells which document it follows."""

    id: str
    zh: str
    en: str
    source: str
    registers: tuple[Register, ...]
    endpoints: tuple[EndpointType, ...]
    manufacturer: str = ""
    model: str = ""
    serial: str = ""  # id of the register that holds the serial number
    fixed: tuple[tuple[str, Scalar], ...] = ()  # what is so with every such device: "capability.property" and value
