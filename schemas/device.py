"""Device and Endpoint, as an adapter describes them."""

import sys
from dataclasses import dataclass

from schemas.vocabulary import VENDOR, Hazard, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyDescription:
    """One property of one endpoint, with the limits this very device has.

    Its position in `DeviceDescription.properties` is the index that update batches use. For a property of the
    catalogue the description may only narrow what the catalogue says; for a vendor property it is all there is.
    """

    endpoint: int
    capability: str  # a name of the catalogue, or VENDOR
    name: str  # lowerCamelCase; for VENDOR "<vendor>.<name>"
    address: str  # where the vendor keeps it: topic and path, siid.piid, data point
    kind: Kind
    unit: str = ""  # UCUM
    access: str = "rn"  # of the letters r, w, n
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    values: tuple[str, ...] | None = None  # members of an enum or enumset
    optimistic: bool = False  # the device never reports it back
    label: str = ""  # what the vendor calls it
    reason: str = ""  # why it is a vendor property

    @property
    def path(self) -> str:
        """Text form, unique within the device: `1/onOff/onOff`; one text for all devices that have the same path."""
        return sys.intern(f"{self.endpoint}/{self.capability}/{self.name}")

    @property
    def is_vendor(self) -> bool:
        """Whether the common schema has no place for it."""
        return self.capability == VENDOR


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandDescription:
    """A command that this device takes, beyond writing its properties."""

    endpoint: int
    capability: str
    name: str
    address: str
    hazards: tuple[Hazard, ...] = ()
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointDescription:
    """One gang, zone, cavity or consumable of a device, as in Matter."""

    id: int
    device_type: str  # a device type of the catalogue, or "unknown"
    label: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDescription:
    """All an adapter knows about a device before its first value.

    `key` is the vendor's own lasting identity (an IEEE address, a serial), never a name that a person can change.
    Two descriptions with the same content are equal, so that announcing one again changes nothing.
    """

    key: str
    name: str
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    hardware: str = ""
    firmware: str = ""
    via: str = ""  # key of the device it is reached through
    endpoints: tuple[EndpointDescription, ...] = ()
    properties: tuple[PropertyDescription, ...] = ()
    commands: tuple[CommandDescription, ...] = ()
