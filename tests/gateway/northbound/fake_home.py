"""A home without adapters: real state and feed, and outcomes that the test chooses."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from adapters.sdk.record import Recorder, Redactor
from gateway.core.clock import ManualClock
from gateway.core.event import DeviceAdded, DeviceChanged, DeviceGone, EventRaised, HomeEvent, ValuesChanged
from gateway.core.feed import Feed
from gateway.core.home import Home
from gateway.core.pairing import PairedStore, PairingDesk
from gateway.core.permission import Permission
from gateway.core.policy import DEFAULT_POLICY
from gateway.core.state import Binding, DeviceEntry, HomeState
from gateway.core.supervisor import AdapterStatus
from schemas.device import CommandDescription, DeviceDescription, EndpointDescription, PropertyDescription
from schemas.outcomes import Confirmed, Outcome
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.updates import EventOccurred, FaultReported, PropertiesReported
from schemas.value import Value
from schemas.vocabulary import VENDOR, Kind

LAMP, SENSOR, LOCK = "d_aaaaaaaaaaaaaaaa", "d_bbbbbbbbbbbbbbbb", "d_cccccccccccccccc"
REGISTRY = Registry.load()
NOW_MS = 1_800_000_000_000


def prop(capability: str, name: str, kind: Kind, **more: object) -> PropertyDescription:
    return PropertyDescription(endpoint=1, capability=capability, name=name, address=name, kind=kind, **more)  # type: ignore[arg-type]


DESCRIPTIONS = {
    LAMP: DeviceDescription(
        key="0x01",
        name="Lamp",
        serial="SERIAL-7781",
        endpoints=(EndpointDescription(id=1, device_type="dimmableLight"),),
        properties=(
            prop("onOff", "onOff", Kind.BOOLEAN, access="rwn"),  # behaviour
            prop("onOff", "startUpOnOff", Kind.ENUM, access="rwn"),  # household
            prop(VENDOR, "z2m.effect", Kind.STRING, access="rw"),  # unlabelled
        ),
        commands=(CommandDescription(endpoint=1, capability="onOff", name="toggle", address="toggle"),),
    ),
    SENSOR: DeviceDescription(
        key="0x02",
        name="Sensor",
        endpoints=(EndpointDescription(id=1, device_type="occupancySensor"),),
        properties=(
            prop("temperatureMeasurement", "measuredValue", Kind.NUMBER, unit="Cel"),  # behaviour
            prop("occupancySensing", "occupied", Kind.BOOLEAN),  # behaviour
        ),
    ),
    LOCK: DeviceDescription(
        key="0x03",
        name="Lock",
        endpoints=(EndpointDescription(id=1, device_type="doorLock"),),
        properties=(
            prop("doorLock", "operatingMode", Kind.ENUM),  # personal
            prop("emergencyCall", "active", Kind.BOOLEAN),  # special
        ),
    ),
}


@dataclass(slots=True)
class Asked:
    what: str
    device: str
    arguments: dict[str, Value]
    confirmation: str
    origin: str


@dataclass(slots=True)
class NoHistory:
    unwritten: int = 0
    dropped: int = 0


class NothingKept:
    async def load(self, _adapter: str) -> tuple[Paired, ...]:
        return ()

    async def forget(self, _adapter: str, _key: str) -> bool:
        return False


def pairs_nothing(adapter: str) -> tuple[None, None]:
    if adapter != "z2m":
        raise KeyError(adapter)
    return None, None


@dataclass(slots=True)
class FakeHome:
    """The part of Home that northbound uses."""

    registry: Registry = REGISTRY
    epoch: str = "e1"
    feed: Feed = field(default_factory=lambda: Feed(size=64))
    entries: dict[str, DeviceEntry] = field(default_factory=dict)
    restarted: list[str] = field(default_factory=list)
    described: set[str] = field(default_factory=set)  # ids that an adapter still has
    bindings: dict[str, Binding] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    outcome: Outcome = field(default_factory=lambda: Confirmed(command="c1"))
    hold: Callable[[], object] | None = None
    history: NoHistory = field(default_factory=NoHistory)
    pairing: PairingDesk = field(init=False)
    statuses: tuple[AdapterStatus, ...] = (AdapterStatus(name="z2m", type="mqtt", state="connected", updates=7),)
    state: HomeState = field(init=False)
    permission: Permission = field(init=False)

    def __post_init__(self) -> None:
        self.pairing = PairingDesk(ManualClock(wall=NOW_MS), cast("PairedStore", NothingKept()), pairs_nothing)
        self.state = HomeState(self.registry, self._changed, self._fault)
        self.permission = Permission(self.state, DEFAULT_POLICY)
        for device_id, description in DESCRIPTIONS.items():
            self.add(device_id, description)

    @property
    def as_home(self) -> Home:
        return cast("Home", self)

    def via(self, entry: DeviceEntry) -> str:
        found = (one.id for one in self.entries.values() if one.description.key == entry.description.via)
        return next(found, "") if entry.description.via else ""

    async def record(self, adapter: str, seconds: float) -> AsyncGenerator[str, None]:
        del seconds
        if adapter != "z2m":
            raise KeyError(adapter)
        yield Recorder("mqtt", "1", Redactor()).head

    def _changed(self, entry: DeviceEntry, handles: list[int], values: list[Value], at_ms: int) -> None:
        self.tell(
            lambda seq: ValuesChanged(seq=seq, device=entry, handles=tuple(handles), values=tuple(values), at_ms=at_ms)
        )

    def _fault(self, entry: DeviceEntry, fault: FaultReported) -> None:
        entry.faults.add(fault)
        self.tell(lambda seq: DeviceChanged(seq=seq, device=entry))

    def tell(self, make: Callable[[int], HomeEvent]) -> None:
        self.feed.tell(make(self.feed.next_seq()))

    def add(self, device_id: str, description: DeviceDescription) -> None:
        entry = DeviceEntry(id=device_id, adapter="z2m", description=description, name=description.name, available=True)
        binding = Binding(entry=entry, handle_of={})
        self.state.bind(binding, description)
        self.entries[device_id], self.bindings[device_id] = entry, binding
        self.tell(lambda seq: DeviceAdded(seq=seq, device=entry))

    def redescribe(self, device_id: str, description: DeviceDescription) -> None:
        entry = self.entries[device_id]
        self.state.bind(self.bindings[device_id], description)
        self.tell(lambda seq: DeviceChanged(seq=seq, device=entry))

    def remove(self, device_id: str) -> None:
        entry = self.entries.pop(device_id)
        self.tell(lambda seq: DeviceGone(seq=seq, device=entry))

    def report(self, device_id: str, *changes: tuple[int, Value]) -> None:
        """Report values by property index."""
        entry = self.entries[device_id]
        entry.last_seen_ms = NOW_MS
        report = PropertiesReported(device=entry.description.key, arrived_ns=0, changes=changes)
        self.state.apply(self.bindings[device_id], report, NOW_MS)

    def occur(self, device_id: str, capability: str, event: str, **fields: Value) -> None:
        entry = self.entries[device_id]
        occurred = EventOccurred(
            device="", endpoint=1, capability=capability, event=event, arrived_ns=0, fields=tuple(fields.items())
        )
        self.tell(lambda seq: EventRaised(seq=seq, device=entry, event=occurred, at_ms=NOW_MS))

    # what northbound calls

    @property
    def seq(self) -> int:
        return self.feed.seq

    def devices(self) -> tuple[DeviceEntry, ...]:
        return tuple(self.entries.values())

    def device(self, device_id: str) -> DeviceEntry:
        return self.entries[device_id]

    def path(self, device: DeviceEntry, path: str) -> str:
        return self.state.names.present(path, device.by_path)

    def subscribe(self, listener: Callable[[HomeEvent], None]) -> Callable[[], None]:
        return self.feed.subscribe(listener)

    def events_since(self, seq: int) -> tuple[HomeEvent, ...] | None:
        return self.feed.since(seq)

    async def set_properties(
        self, device_id: str, changes: Mapping[str, Value], *, confirmation: str = "", origin: str = ""
    ) -> Outcome:
        self.asked.append(Asked("set", device_id, dict(changes), confirmation, origin))
        return self.outcome

    async def invoke(
        self,
        device_id: str,
        endpoint: int,
        capability: str,
        command: str,
        arguments: Mapping[str, Value],
        *,
        confirmation: str = "",
        origin: str = "",
    ) -> Outcome:
        what = f"{endpoint}/{capability}/{command}"
        self.asked.append(Asked(what, device_id, dict(arguments), confirmation, origin))
        return self.outcome

    async def read(self, device_id: str, paths: Sequence[str]) -> Outcome:
        self.asked.append(Asked("read", device_id, dict.fromkeys(paths), "", ""))
        return self.outcome

    async def rename(self, device_id: str, name: str) -> DeviceEntry:
        self.entries[device_id].name = name
        return self._told(device_id)

    async def place(self, device_id: str, room: str) -> DeviceEntry:
        self.entries[device_id].room = room
        return self._told(device_id)

    async def forget(self, device_id: str) -> None:
        if device_id in self.described:
            raise ValueError("its adapter still has it")
        del self.entries[device_id]

    def _told(self, device_id: str) -> DeviceEntry:
        entry = self.entries[device_id]
        self.tell(lambda seq: DeviceChanged(seq=seq, device=entry))
        return entry

    def restart_adapter(self, name: str) -> None:
        if not any(status.name == name for status in self.statuses):
            raise KeyError(name)
        self.restarted.append(name)

    def adapters(self) -> tuple[AdapterStatus, ...]:
        return self.statuses
