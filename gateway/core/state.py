"""The home's state: parallel arrays by handle, and the one place that changes them."""

from dataclasses import dataclass, field
from typing import Final

from gateway.core.fault import FaultList
from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import Spec
from schemas.validate import Check
from schemas.value import Value
from schemas.vocabulary import Hazard, Sensitivity

ASSUMED: Final = 1  # flag of a value: taken from a command, the device never reports it
RESTORED: Final = 2  # flag of a value: from before the start, not reported since


@dataclass(slots=True, kw_only=True, eq=False)
class DeviceEntry:
    """One device of the home. Only the core changes it; listeners read it."""

    id: str  # "d_" and 16 characters, for ever
    adapter: str  # name of the adapter instance
    description: DeviceDescription
    name: str  # the resident's, else the vendor's
    room: str = ""
    available: bool = False
    reason: str = ""  # why it is not available
    last_seen_ms: int = 0  # wall time of its last report, 0 for unknown
    handles: tuple[int, ...] = ()  # by property index of the description
    by_path: dict[str, int] = field(default_factory=dict)  # "1/onOff/onOff" -> handle
    faults: FaultList = field(default_factory=FaultList)


class HomeState:
    """Values of all properties, in parallel arrays by handle; a device's handles are `entry.handles`.

    A free handle has the path "". Only the pipeline writes; all others read.
    """

    values: list[Value]
    updated_ms: list[int]  # wall time of the last report of this value, 0 for unknown
    flags: bytearray  # ASSUMED, RESTORED
    sensitivity: list[Sensitivity]
    hazards: list[frozenset[Hazard]]  # of writing it
    device_of: list[DeviceEntry | None]
    paths: list[str]  # "1/onOff/onOff"
    checks: list[Check]
    specs: list[Spec | None]  # of the catalogue; None for a vendor property
    descriptions: list[PropertyDescription | None]
