"""Takes what adapters report and makes the home's state and events of it, in order, one record at a time.

Nothing an adapter hands over can raise here: what cannot be taken is a fault, on the device where one can be named,
else on the adapter.
"""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from gateway.core import event as told
from gateway.core.clock import Clock
from gateway.core.errors import DiskFailed
from gateway.core.fault import FaultList, legible
from gateway.core.feed import Feed
from gateway.core.history import History
from gateway.core.occurrence import checked_event
from gateway.core.registry import KEY_LENGTH, DeviceRegistry, Full, Identity
from gateway.core.state import RESTORED, Binding, DeviceEntry, HomeState
from schemas.codec import MAX_BYTES, CodecError, encode
from schemas.device import DeviceDescription
from schemas.registry import Registry
from schemas.updates import (
    AdapterStateChanged,
    AvailabilityChanged,
    DeviceDescribed,
    DeviceRemoved,
    EventOccurred,
    FaultReported,
    PropertiesReported,
)
from schemas.value import Value

MOST_CHANGES: Final = 8192  # in one report
LASTING: Final = 512  # properties more, and what the home holds is taken out of the garbage collector's sight
FAULT_EVENT_NS: Final = 1_000_000_000  # a device tells of new faults at most this often
DOWN_STATES: Final = frozenset({"connecting", "stopped"})
NOT_YET: Final = "not reported since the start"
MOST_UNKEPT: Final = 256  # devices of an adapter that come or go while the disk takes nothing
AGAIN_NS: Final = 1_000_000_000  # until that is tried again
_BAD_RECORD: Final = (TypeError, ValueError, AttributeError, KeyError, RecursionError, OverflowError)

Watcher = Callable[[PropertiesReported], None]


@dataclass(slots=True, kw_only=True, eq=False)
class Source:
    """One adapter instance as the pipeline sees it."""

    name: str
    bindings: dict[str, Binding] = field(default_factory=dict)  # by vendor key
    described: set[str] = field(default_factory=set)  # vendor keys described since the adapter's last start
    unreachable: dict[str, str] = field(default_factory=dict)  # vendor key -> why, as the adapter says
    unkept: dict[str, DeviceDescribed | DeviceRemoved] = field(default_factory=dict)  # by vendor key; tried again
    again_ns: int = 0  # when
    state: str = "starting"
    reason: str = ""  # of the state
    faults: FaultList = field(default_factory=FaultList)
    updates: int = 0
    fault_count: int = 0


class Pipeline:
    """The one writer of the home's state."""

    def __init__(
        self, clock: Clock, schema: Registry, identities: DeviceRegistry, feed: Feed, history: History
    ) -> None:
        self.entries: dict[str, DeviceEntry] = {}  # by id
        self.sources: dict[str, Source] = {}
        self.state = HomeState(schema, self._changed, self._faulted)
        self.dirty: set[str] = set()  # ids whose values changed since they were saved
        self.redescribed: set[str] = set()  # ids whose description is to be saved
        self.watchers: dict[str, list[Watcher]] = {}  # by id; for reads and commands that wait
        self.observe: Callable[[list[int], list[Value]], None] = lambda _handles, _values: None
        self.drop: Callable[[tuple[int, ...]], None] = lambda _handles: None
        self._clock = clock
        self._schema = schema
        self._identities = identities
        self._feed = feed
        self._history = history
        self._fault_told_ns: dict[str, int] = {}
        self._lasting = 0  # properties there were when memory was last set apart

    def source(self, name: str) -> Source:
        """Give the adapter instance of this name."""
        return self.sources.setdefault(name, Source(name=name))

    def binding(self, entry: DeviceEntry) -> Binding:
        """Give the binding of a device."""
        return self.sources[entry.adapter].bindings[entry.description.key]

    async def take(self, source: Source, updates: Iterable[Any]) -> None:
        """Take updates of one adapter, oldest first."""
        self._history.advance()
        now_ms, now_ns = self._clock.wall_ms() or 0, self._clock.monotonic_ns()
        if source.unkept and now_ns >= source.again_ns:
            await self._keep_again(source, now_ns)
        for update in updates:
            try:
                if update.__class__ is PropertiesReported:
                    self._report(source, update, now_ms, now_ns)
                else:
                    await self._other(source, update)
            except _BAD_RECORD as error:
                self._bad(source, "malformed-record", type(update).__name__, f"{type(error).__name__} in its fields")

    def _report(self, source: Source, report: PropertiesReported, now_ms: int, now_ns: int) -> None:
        binding = source.bindings.get(report.device)
        if binding is None:
            self._bad(source, "unknown-device", report.device, "it was not described before its first report")
            return
        count = len(report.changes)
        if count > MOST_CHANGES:
            self.state.fault(
                binding.entry, "report-too-large", "", f"{count} changes, at most {MOST_CHANGES} are taken"
            )
            return
        source.updates += count
        binding.entry.last_seen_ms = now_ms
        self.state.apply(binding, report, 0 if report.retained or not now_ms else self._at(report, now_ms, now_ns))
        if self.watchers and binding.entry.id in self.watchers:
            for watcher in tuple(self.watchers[binding.entry.id]):
                watcher(report)

    def _at(self, report: PropertiesReported, now_ms: int, now_ns: int) -> int:
        """Tell the wall time of arrival; an arrival in the future is now."""
        late_ms = (now_ns - report.arrived_ns) / 1e6 * self._clock.rate
        return now_ms - int(late_ms) if 0 < late_ms < now_ms else now_ms

    async def _other(self, source: Source, update: Any) -> None:
        match update:
            case DeviceDescribed(device=DeviceDescription() as device):
                source.unkept.pop(device.key, None)
                await self._describe(source, device)
            case DeviceRemoved():
                source.unkept.pop(update.device, None)
                await self._remove(source, update)
            case AvailabilityChanged():
                self._reach(source, update)
            case EventOccurred():
                self._occur(source, update)
            case FaultReported():
                self._fault(source, update)
            case AdapterStateChanged():
                self.link(source, legible(update.state), legible(update.reason))
            case _:
                self._bad(source, "malformed-record", type(update).__name__, "it is no update of the contract")

    # devices

    async def _describe(self, source: Source, device: DeviceDescription) -> None:
        if device.key.__class__ is not str or not 0 < len(device.key) <= KEY_LENGTH:
            self._bad(
                source, "malformed-record", "DeviceDescribed", f"a device key is a text of 1 to {KEY_LENGTH} letters"
            )
            return
        device = self._named(device)
        known = source.bindings.get(device.key)
        if (known is None or known.entry.description != device) and (reason := _storable(device)):
            self._refuse(source, known, reason)
            return
        if known is None:
            await self._admit(source, device)
            return
        fresh = device.key not in source.described
        source.described.add(device.key)
        changed = known.entry.description != device
        if changed:
            self._rebind(known, device)
        moved = self._settle(source, known.entry)
        if changed or (fresh and moved):
            self.tell_changed(known.entry)

    def _named(self, device: DeviceDescription) -> DeviceDescription:
        """Give today's names; a description that is malformed is told so later."""
        try:
            return self.state.names.described(device)
        except (TypeError, ValueError, AttributeError):
            return device

    def _refuse(self, source: Source, known: Binding | None, reason: str) -> None:
        if known is None:
            self._bad(source, "malformed-record", "DeviceDescribed", reason)
        else:  # what it was before stays in force
            self.state.fault(known.entry, "malformed-description", "", reason)

    async def _admit(self, source: Source, device: DeviceDescription) -> None:
        try:
            identity = await self._identities.admit(source.name, device.key)
        except Full as full:
            self._bad(source, "too-many-devices", device.key, str(full))
            return
        except DiskFailed as error:  # the devices that are known go on
            self._not_kept(source, device.key, DeviceDescribed(device=device), error)
            return
        entry = self.restore(source, identity, device).entry
        source.described.add(device.key)
        self._redescribed(entry)
        self._settle(source, entry)
        self._feed.tell(told.DeviceAdded(seq=self._feed.next_seq(), device=entry))

    def _not_kept(self, source: Source, key: str, update: DeviceDescribed | DeviceRemoved, error: Exception) -> None:
        """Lay an update aside that the disk does not take; the adapter will not say it again."""
        self._bad(source, "not-stored", key, f"whether it is of the home cannot be kept, and is tried again: {error}")
        if len(source.unkept) < MOST_UNKEPT:
            source.unkept[key] = update
            source.again_ns = self._clock.monotonic_ns() + AGAIN_NS

    async def _keep_again(self, source: Source, now_ns: int) -> None:
        """Try what the disk did not take, a second later at the next word of the adapter."""
        source.again_ns = now_ns + AGAIN_NS
        for update in tuple(source.unkept.values()):
            await self._other(source, update)

    def restore(self, source: Source, identity: Identity, device: DeviceDescription) -> Binding:
        """Put a device into the home without telling anybody: at the start, and as the first step of admission."""
        device = self._named(device)
        entry = DeviceEntry(
            id=identity.id,
            adapter=source.name,
            description=device,
            name=identity.name or legible(device.name),
            room=identity.room,
            reason=NOT_YET,
        )
        binding = Binding(entry=entry, handle_of={})
        self._bind(binding, device)
        self.entries[entry.id] = entry
        source.bindings[device.key] = binding
        return binding

    def _bind(self, binding: Binding, device: DeviceDescription) -> None:
        kinds = {path: self._kind(handle) for path, handle in binding.entry.by_path.items()}
        bound = self.state.bind(binding, device)
        for handle in bound.freed:
            self._history.forget(handle)
        if bound.freed:
            self.drop(bound.freed)
            self._feed.cut()
        for path, handle in binding.entry.by_path.items():
            kind = self._kind(handle)
            if kind is not None and kinds.get(path) is not kind:
                self._history.forget(handle)
                self._history.follow(handle, binding.entry.id, path, kind)

    def _kind(self, handle: int) -> Any:
        one = self.state.specs[handle] or self.state.descriptions[handle]
        return None if one is None else one.kind

    def _rebind(self, binding: Binding, device: DeviceDescription) -> None:
        self._bind(binding, device)
        entry = binding.entry
        entry.name = self._identities[entry.id].name or legible(device.name)
        self._redescribed(entry)

    def _redescribed(self, entry: DeviceEntry) -> None:
        """Have a description saved; when the home has grown, set apart what lasts.

        Else the collector would look through the whole of a growing home again and again, at last for hundreds of
        milliseconds at once. Garbage that is kept with it is what came since the last round: next to nothing, and no
        oftener than the home grows beyond what it ever was.
        """
        self.redescribed.add(entry.id)
        if len(self.state.values) >= self._lasting + LASTING:
            self._lasting = len(self.state.values)
            gc.freeze()

    async def _remove(self, source: Source, removed: DeviceRemoved) -> None:
        binding = source.bindings.get(removed.device)
        if binding is None:
            return
        try:
            await self._let_go(source, binding.entry, legible(removed.reason) or "removed")
        except DiskFailed as error:
            self._not_kept(source, removed.device, removed, error)

    async def forget(self, entry: DeviceEntry) -> None:
        """Let go of a device that its adapter no longer has. ValueError where it has it, DiskFailed."""
        source = self.sources[entry.adapter]
        if entry.description.key in source.described:
            raise ValueError("its adapter still has it")
        await self._let_go(source, entry, "forgotten")

    async def _let_go(self, source: Source, entry: DeviceEntry, reason: str) -> None:
        key = entry.description.key
        await self._identities.remove(entry.id)
        source.described.discard(key)
        source.unreachable.pop(key, None)
        del source.bindings[key], self.entries[entry.id]
        for handle in entry.handles:
            self._history.forget(handle)
        self.drop(entry.handles)
        self.state.release(entry.handles)
        entry.available, entry.reason = False, reason
        entry.handles, entry.by_path = (), {}
        self.dirty.discard(entry.id)
        self._feed.cut()
        self._feed.tell(told.DeviceGone(seq=self._feed.next_seq(), device=entry))

    # availability

    def _reach(self, source: Source, change: AvailabilityChanged) -> None:
        binding = source.bindings.get(change.device)
        if binding is None:
            if change.available is True:  # one that nobody knows cannot be reached: nothing is new
                self._bad(source, "unknown-device", change.device, "its availability came before its description")
            return
        if change.available is True:
            source.unreachable.pop(change.device, None)
        else:
            source.unreachable[change.device] = legible(change.reason) or "the device cannot be reached"
        if self._settle(source, binding.entry):
            self.tell_changed(binding.entry)

    def link(self, source: Source, state: str, reason: str) -> None:
        """Take the state of an adapter's own link; its devices can be reached no better than the link."""
        source.state, source.reason = state, reason
        self._settle_all(source)

    def lose(self, source: Source, state: str, reason: str) -> None:
        """Take an adapter for gone: whatever it described is to be described again."""
        source.described.clear()
        source.unreachable.clear()
        source.unkept.clear()
        self.link(source, state, reason)

    def _settle_all(self, source: Source) -> None:
        self._history.advance()
        for binding in tuple(source.bindings.values()):
            if self._settle(source, binding.entry):
                self.tell_changed(binding.entry)

    def _settle(self, source: Source, entry: DeviceEntry) -> bool:
        """Work out whether a device can be reached; true when that changed."""
        reason = self._why_not(source, entry.description.key)
        if (entry.available, entry.reason) == (not reason, reason):
            return False
        was, entry.available, entry.reason = entry.available, not reason, reason
        if was and reason:
            for handle in entry.handles:
                self._history.lose(handle)
        elif not was and not reason:
            self._known_again(entry)
        return True

    def _why_not(self, source: Source, key: str) -> str:
        if source.state == "broken":
            return source.reason
        if key not in source.described:
            of_all = "" if source.state == "connected" else source.reason  # else it speaks of others
            return source.unreachable.get(key) or of_all or NOT_YET
        if source.state in DOWN_STATES:
            return source.reason or f"the adapter is {source.state}"
        return source.unreachable.get(key, "")

    def _known_again(self, entry: DeviceEntry) -> None:
        for handle in entry.handles:
            if self.state.values[handle] is not None and not self.state.flags[handle] & RESTORED:
                self._history.note(handle, self.state.values[handle])

    # what came of it

    def _changed(self, entry: DeviceEntry, handles: list[int], values: list[Value], at_ms: int) -> None:
        for handle, value in zip(handles, values, strict=True):
            self._history.note(handle, value)
        self.dirty.add(entry.id)
        self.observe(handles, values)
        self._feed.tell(
            told.ValuesChanged(
                seq=self._feed.next_seq(), device=entry, handles=tuple(handles), values=tuple(values), at_ms=at_ms
            )
        )

    def _occur(self, source: Source, event: EventOccurred) -> None:
        binding = source.bindings.get(event.device)
        if binding is None:
            self._bad(source, "unknown-device", event.device, "its event came before its description")
            return
        sound, rules = checked_event(event, self._schema)
        for name, rule in rules:
            self.state.fault(binding.entry, "refused-event", f"{event.endpoint}/{event.capability}/{name}", rule)
        if sound is not None:
            at_ms = self._clock.wall_ms() or 0
            self._feed.tell(told.EventRaised(seq=self._feed.next_seq(), device=binding.entry, event=sound, at_ms=at_ms))

    def tell_changed(self, entry: DeviceEntry) -> None:
        """Tell that something of a device that is no value is not what it was."""
        self._feed.tell(told.DeviceChanged(seq=self._feed.next_seq(), device=entry))

    # faults

    def _fault(self, source: Source, fault: FaultReported) -> None:
        binding = source.bindings.get(fault.device) if fault.device else None
        if binding is None:
            source.faults.add(fault)
            source.fault_count += fault.count
        else:
            self._faulted(binding.entry, fault)

    def _bad(self, source: Source, code: str, place: object, reason: str) -> None:
        source.fault_count += 1
        source.faults.add(FaultReported(device="", code=code, place=str(place), reason=reason))

    def _faulted(self, entry: DeviceEntry, fault: FaultReported) -> None:
        self.sources[entry.adapter].fault_count += fault.count
        if entry.faults.add(fault) and entry.id in self.entries:
            now_ns = self._clock.monotonic_ns()
            if now_ns - self._fault_told_ns.get(entry.id, -FAULT_EVENT_NS) >= FAULT_EVENT_NS:
                self._fault_told_ns[entry.id] = now_ns
                self.tell_changed(entry)


def _storable(device: DeviceDescription) -> str:
    """Why a description cannot be kept or shown; empty where it can. One that cannot would hold up all others."""
    try:
        size = len(encode(device))
    except CodecError:
        return "its description has fields of the wrong type, or text that UTF-8 cannot carry"
    return "" if size <= MAX_BYTES else f"its description is longer than {MAX_BYTES} bytes"
