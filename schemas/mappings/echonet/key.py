"""Where an ECHONET Lite row applies, and how rows are written down.

AIR_CONDITIONER = Class(0x0130)
AIR_CONDITIONER.at(0xBB, number(1, signed=True), "thermostat.localTemperature", unit="Cel")
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from schemas.conversion import IDENTITY, Conversion
from schemas.mapping import Row
from schemas.mappings.echonet.edt import Edt
from schemas.value import Value

SUPER_CLASS: Final = 0x0000
"""Stands for every class of device."""


@dataclass(frozen=True, slots=True, order=True)
class EchonetKey:
    """One property of one class: class group and class code in one number, and the property code."""

    eoj: int
    epc: int

    def __str__(self) -> str:
        """Write it as documents do."""
        return f"0x{self.eoj:04X}/0x{self.epc:02X}"


class While(NamedTuple):
    """Holds while another property of the object has one of these codes, or while nobody knows it."""

    epc: int
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """What a counter is multiplied with: its unit, by the code that another property holds, and a factor of its own."""

    unit: int
    units: Mapping[int, Fraction]
    factor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EchonetRow:
    """One property, or a part of one, that is a property of ours.

    `part` names the compartment, burner or room that it speaks of: an endpoint of its own. `wide` is the reason why
    the row counts where the form allows values beyond ours.
    """

    row: Row[EchonetKey]
    edt: Edt
    access: str = "rn"
    part: str = ""
    when: While | None = None
    coefficient: Coefficient | None = None
    wide: str = ""

    @property
    def source(self) -> EchonetKey:
        """Where it stands."""
        return self.row.source

    @property
    def capability(self) -> str:
        """Our capability."""
        return self.row.capability

    @property
    def name(self) -> str:
        """Our property."""
        return self.row.name


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRow:
    """One command of ours that is the setting of one property; `arguments` are ours for which it holds."""

    capability: str
    name: str
    key: EchonetKey
    data: bytes
    arguments: Mapping[str, Value] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Class:
    """A class of device, and how its rows are written down."""

    eoj: int

    def at(  # noqa: PLR0913  one argument a column of the table
        self,
        epc: int,
        edt: Edt,
        to: str,
        convert: Conversion = IDENTITY,
        *,
        unit: str = "",
        w: bool = False,
        part: str = "",
        when: While | None = None,
        coefficient: Coefficient | None = None,
        wide: str = "",
    ) -> EchonetRow:
        """Write down one row: code, form, property of ours, conversion, and whether it can be set."""
        capability, name = to.split(".")
        row = Row(
            source=EchonetKey(self.eoj, epc),
            capability=capability,
            name=name,
            convert=convert,
            unit=unit or edt.unit,
        )
        return EchonetRow(
            row=row,
            edt=edt,
            access="rwn" if w else "rn",
            part=part,
            when=when,
            coefficient=coefficient,
            wide=wide,
        )

    def command(self, epc: int, data: int, ours: str, **arguments: Value) -> CommandRow:
        """Write down one command: code, the byte that is set, ours."""
        capability, name = ours.split(".")
        key = EchonetKey(self.eoj, epc)
        return CommandRow(capability=capability, name=name, key=key, data=bytes([data]), arguments=arguments)
