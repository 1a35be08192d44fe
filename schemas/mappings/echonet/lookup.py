"""Finding ECHONET Lite rows, both ways: by class and property code, and by what we have."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from schemas.mappings.echonet import appliance, climate, energy, housing, sensor, superclass
from schemas.mappings.echonet.key import SUPER_CLASS, Class, CommandRow, EchonetKey, EchonetRow
from schemas.mappings.index import grouped

ROWS: Final[tuple[EchonetRow, ...]] = (
    *superclass.ROWS,
    *sensor.ROWS,
    *climate.ROWS,
    *housing.ROWS,
    *energy.ROWS,
    *appliance.ROWS,
)
"""Every claim, the better one of two first."""

COMMANDS: Final[tuple[CommandRow, ...]] = (
    Class(0x0003).command(0xBF, 0x00, "emergencyCall.cancel"),
    *housing.COMMANDS,
    *energy.COMMANDS,
    *appliance.COMMANDS,
)
"""Commands of ours that are the setting of one property."""


@cache
def _by_key() -> Mapping[EchonetKey, tuple[EchonetRow, ...]]:
    return grouped((one.source, one) for one in ROWS)


@cache
def _by_property() -> Mapping[tuple[str, str], tuple[EchonetRow, ...]]:
    return grouped(((one.capability, one.name), one) for one in ROWS)


def by_epc(eoj: int, epc: int, others: Mapping[int, bytes] | None = None) -> tuple[EchonetRow, ...]:
    """Give the rows of one property of a class; those of the super class where it has none of its own.

    With the object's other properties, only those that hold now.
    """
    rows = _by_key().get(EchonetKey(eoj, epc)) or _by_key().get(EchonetKey(SUPER_CLASS, epc), ())
    return rows if others is None else tuple(one for one in rows if _holds(one, others))


def _holds(one: EchonetRow, others: Mapping[int, bytes]) -> bool:
    told = None if one.when is None else others.get(one.when.epc)
    return one.when is None or not told or told[0] in one.when.codes


def by_property(capability: str, name: str, eoj: int | None = None) -> tuple[EchonetRow, ...]:
    """Give the rows of one property of ours, within one class and the super class where one is named."""
    rows = _by_property().get((capability, name), ())
    return rows if eoj is None else tuple(one for one in rows if one.source.eoj in {eoj, SUPER_CLASS})


def by_command(eoj: int, epc: int, data: bytes) -> tuple[CommandRow, ...]:
    """Give the commands of ours that setting these bytes is."""
    return tuple(one for one in COMMANDS if one.key == EchonetKey(eoj, epc) and one.data == data)


def command_of(capability: str, name: str, eoj: int) -> tuple[CommandRow, ...]:
    """Give the ways in which a class does one of our commands."""
    return tuple(one for one in COMMANDS if (one.capability, one.name) == (capability, name) and one.key.eoj == eoj)
