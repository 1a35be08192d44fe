"""What happened: the records that flow from an adapter into the home. All past tense."""

from dataclasses import dataclass

from schemas.device import DeviceDescription
from schemas.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDescribed:
    """A device appeared, or its description changed. Comes before any other report of that device."""

    device: DeviceDescription


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRemoved:
    """The vendor says that the device is gone for good; its id stays reserved."""

    device: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityChanged:
    """The device can, or can no longer, be reached. Its last values stay."""

    device: str
    available: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertiesReported:
    """An atomic batch of one device: listeners see all of it or none.

    `changes` are pairs of property index (in the last description) and value, in schema units. `arrived_ns` is
    the monotonic clock when the message reached the adapter; `device_time_ms` the device's own wall time, if it
    gave one. Repeating an unchanged value is allowed and costs little.
    """

    device: str
    arrived_ns: int
    changes: tuple[tuple[int, Value], ...]
    device_time_ms: int | None = None
    retained: bool = False  # kept by a broker, so of unknown age


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOccurred:
    """Something happened that has no lasting value: a button press, a doorbell."""

    device: str
    endpoint: int
    capability: str
    event: str
    arrived_ns: int
    fields: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultReported:
    """Bad input that was met and contained. `device` is empty when no device can be named."""

    device: str
    code: str  # stable, lower-case with hyphens: "malformed-json", "out-of-range"
    place: str  # topic, path, address
    reason: str  # one sentence for a person, never a secret
    fix: str = ""
    count: int = 1  # how many of the same were folded into this one


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterStateChanged:
    """The adapter's own link: connecting, connected, degraded, stopped."""

    state: str
    reason: str = ""


Update = (
    DeviceDescribed
    | DeviceRemoved
    | AvailabilityChanged
    | PropertiesReported
    | EventOccurred
    | FaultReported
    | AdapterStateChanged
)
