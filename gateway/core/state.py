"""The home's state: parallel arrays by handle, and the one place that changes them.

A handle is a small integer that stands for one property of one device. It stays while the device keeps the
property, however often the device is described anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from gateway.core import hazard
from gateway.core.fault import FaultList
from gateway.core.hazard import Hazards
from gateway.core.name import Names
from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import Registry, Spec
from schemas.updates import FaultReported, PropertiesReported
from schemas.validate import Widened, check_of, compile_check, effective
from schemas.value import Check, Value
from schemas.vocabulary import Kind, Sensitivity

ASSUMED: Final = 1  # flag of a value: taken from a command, the device never reports it
RESTORED: Final = 2  # flag of a value: from before the start, not reported since
MOST_PROPERTIES: Final = 4096  # of one device
MOST_KEPT: Final = 1024  # values of one device that wait for their property to be described again
MOST_SHARED: Final = 4096  # compiled checks that are kept for the next device of the same kind

SECRET_RULE: Final = "is a secret, which is never kept"  # noqa: S105
_NESTED: Final[frozenset[type]] = frozenset({list, dict})

ChangeListener = Callable[["DeviceEntry", list[int], list[Value], int], None]
FaultListener = Callable[["DeviceEntry", FaultReported], None]


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
    handles: tuple[int, ...] = ()  # of its properties, in the order of the description
    by_path: dict[str, int] = field(default_factory=dict)  # "1/onOff/onOff" -> handle
    faults: FaultList = field(default_factory=FaultList)


@dataclass(frozen=True, slots=True)
class Kept:
    """A value without a handle, with its time and flags."""

    value: Value
    updated_ms: int
    flags: int


@dataclass(slots=True, kw_only=True, eq=False)
class Binding:
    """What one device look-up of the hot path gives: property index to handle."""

    entry: DeviceEntry
    handle_of: dict[int, int]
    marked: bool = False  # some value carries a flag that a report takes away
    attic: dict[str, "Kept"] = field(default_factory=dict)  # values of paths that the description lacks now


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebound:
    """What a description changed: handles that came and handles that are free now."""

    added: tuple[int, ...]
    freed: tuple[int, ...]


class HomeState:
    """Values of all properties, in parallel arrays by handle; a device's handles are `entry.handles`.

    A free handle has the path "". Only the pipeline and the command router write; all others read.
    """

    def __init__(self, registry: Registry, on_change: ChangeListener, on_fault: FaultListener) -> None:
        self.registry = registry
        self.names = Names(registry)
        self.values: list[Value] = []
        self.updated_ms: list[int] = []  # wall time of the last report of this value, 0 for unknown
        self.flags = bytearray()  # ASSUMED, RESTORED
        self.sensitivity: list[Sensitivity] = []
        self.hazards: list[Hazards] = []  # of writing it
        self.device_of: list[DeviceEntry | None] = []
        self.paths: list[str] = []  # "1/onOff/onOff"
        self.checks: list[Check] = []
        self.specs: list[Spec | None] = []  # of the catalogue, narrowed; None for a vendor property
        self.descriptions: list[PropertyDescription | None] = []
        self._free: list[int] = []
        self._specs: dict[Spec, Spec] = {}  # equal ones are kept once
        self._compiled: dict[Spec, Check] = {}
        self._on_change = on_change
        self._on_fault = on_fault

    def bind(self, binding: Binding, device: DeviceDescription) -> Rebound:
        """Give every property of a description its handle; what the device had before under a path it keeps.

        Fills the binding and its entry. A property that repeats a path, or is beyond the 4096th, gets none and is a
        fault. Some adapters learn a device piece by piece and describe it anew at each: the value of a path that
        goes waits in the attic, and is there again, as one from before, when the path comes back.
        """
        entry = binding.entry
        before = entry.by_path
        hazards = hazard.of_properties(device, self.registry)
        by_path: dict[str, int] = {}
        handle_of: dict[int, int] = {}
        for index, one in enumerate(device.properties):
            if one.path in by_path or len(by_path) >= MOST_PROPERTIES:
                self._unplaced(entry, one)
                continue
            handle = before[one.path] if one.path in before else self._allocate(entry)
            try:
                self._describe(handle, entry, one, hazards[index])
            except (TypeError, ValueError, AttributeError):
                self.fault(entry, "property-malformed", one.path, "its description has fields of the wrong type")
                if one.path not in before:
                    self.release((handle,))
                continue
            by_path[one.path] = handle_of[index] = handle
        gone = {path: handle for path, handle in before.items() if path not in by_path}
        self._store_away(binding, gone)
        self.release(tuple(gone.values()))
        entry.description, entry.by_path = device, by_path
        entry.handles = tuple(handle_of.values())
        binding.handle_of = handle_of
        for path in [path for path in binding.attic if self.names.present(path, by_path) in by_path]:
            kept = binding.attic.pop(path)
            self.restore(binding, path, kept.value, kept.updated_ms, kept.flags)
        return Rebound(added=tuple(h for p, h in by_path.items() if p not in before), freed=tuple(gone.values()))

    def _store_away(self, binding: Binding, gone: dict[str, int]) -> None:
        for path, handle in gone.items():
            if self.values[handle] is not None and len(binding.attic) < MOST_KEPT:
                binding.attic[path] = Kept(self.values[handle], self.updated_ms[handle], self.flags[handle])

    def release(self, handles: tuple[int, ...]) -> None:
        """Free handles: their values are forgotten and the numbers may be used again."""
        for handle in handles:
            self.values[handle] = self.device_of[handle] = self.specs[handle] = self.descriptions[handle] = None
            self.updated_ms[handle] = self.flags[handle] = 0
            self.paths[handle] = ""
            self.sensitivity[handle] = Sensitivity.UNLABELLED
            self._free.append(handle)

    def _unplaced(self, entry: DeviceEntry, one: PropertyDescription) -> None:
        self.fault(
            entry, "property-unplaced", one.path, "the path is used twice, or the device has too many properties"
        )

    def _allocate(self, entry: DeviceEntry) -> int:
        if self._free:
            return self._free.pop()
        self.values.append(None)
        self.updated_ms.append(0)
        self.flags.append(0)
        self.sensitivity.append(Sensitivity.UNLABELLED)
        self.hazards.append(hazard.NONE)
        self.device_of.append(entry)
        self.paths.append("")
        self.checks.append(_secret)
        self.specs.append(None)
        self.descriptions.append(None)
        return len(self.values) - 1

    def _describe(self, handle: int, entry: DeviceEntry, one: PropertyDescription, hazards: Hazards) -> None:
        spec = self._spec(entry, one)
        check = _check(one) if spec is None else self._check_of(spec)
        if spec is not None and (one.kind, one.unit) != (spec.kind, spec.unit):
            check = _other  # an adapter of another version: its numbers would be taken for what they are not
        self.device_of[handle] = entry
        self.paths[handle] = one.path
        self.descriptions[handle] = one
        self.specs[handle] = spec
        self.checks[handle] = check
        self.sensitivity[handle] = Sensitivity.UNLABELLED if spec is None else spec.sensitivity
        self.hazards[handle] = hazards
        if self.values[handle] is not None and check(self.values[handle]):
            self.values[handle] = None

    def _spec(self, entry: DeviceEntry, one: PropertyDescription) -> Spec | None:
        """Narrow the catalogue by the description; what widens it is a fault, and the catalogue holds."""
        spec = self.registry.specs.get((one.capability, one.name))
        if spec is None:
            if not one.is_vendor:
                self.fault(entry, "unknown-property", one.path, "the schema has no such property")
            return None
        narrowed = effective(spec, one)
        if isinstance(narrowed, Widened):
            self.fault(entry, "description-widens", one.path, narrowed.reason)
            return spec
        return next((known for known in (spec, self._specs.get(narrowed)) if known == narrowed), narrowed)

    def _check_of(self, spec: Spec) -> Check:
        """Compile a check once for all properties with the same limits; a home has many of the same device."""
        known = self._compiled.get(spec)
        if known is None:
            known = _secret if spec.kind is Kind.SECRET else check_of(spec)
            if len(self._compiled) < MOST_SHARED:
                self._compiled[spec], self._specs[spec] = known, spec
        return known

    def apply(self, binding: Binding, report: PropertiesReported, at_ms: int) -> None:
        """Take one report. `at_ms` is its wall time, 0 for unknown. Never raises for what the report holds.

        Unchanged values (same value and type) are recognised first and cost the least. Listeners are called once
        with all that was accepted; what was refused is a fault of the device.
        """
        handles: list[int] = []
        try:
            if binding.marked:
                self._unmark(binding, report, handles)
            self._take(binding, report, at_ms, handles)
        except (TypeError, ValueError, AttributeError, RecursionError):
            self.fault(binding.entry, "malformed-report", "", "a change is not a pair of property index and JSON value")
        if handles:
            self._on_change(binding.entry, handles, [self.values[handle] for handle in handles], at_ms)

    def _take(self, binding: Binding, report: PropertiesReported, at_ms: int, handles: list[int]) -> None:
        """Store what is new and sound. The hot path: every name in it is local on purpose."""
        values, updated_ms, handle_of = self.values, self.updated_ms, binding.handle_of
        for index, value in report.changes:
            try:
                handle = handle_of[index]
            except KeyError:
                self._unknown_index(binding.entry, index)
                continue
            old = values[handle]
            kind = value.__class__
            if value == old and kind is old.__class__ and (kind not in _NESTED or same(value, old)):
                if at_ms:
                    updated_ms[handle] = at_ms
                continue
            rule = self.checks[handle](value)
            if rule is not None:
                self.fault(binding.entry, "refused-value", self.paths[handle], rule)
                continue
            values[handle] = value
            updated_ms[handle] = at_ms
            handles.append(handle)

    def _unmark(self, binding: Binding, report: PropertiesReported, handles: list[int]) -> None:
        """Take the flags from what is reported now; a flag that goes is a change even where the value stays."""
        for index, value in report.changes:
            handle = binding.handle_of.get(index)
            if handle is None or not self.flags[handle] or self.checks[handle](value):
                continue
            self.flags[handle] = 0
            if same(value, self.values[handle]):
                handles.append(handle)
        binding.marked = any(self.flags[handle] for handle in binding.entry.handles)

    def _unknown_index(self, entry: DeviceEntry, index: object) -> None:
        place = str(index)[:20] if isinstance(index, int) else ""
        self.fault(entry, "unknown-property", place, "no property of the last description has this index")

    def assume(self, binding: Binding, handle: int, value: Value, at_ms: int) -> None:
        """Take a written value as the state of a property that is never reported back, and flag it."""
        self.values[handle] = value
        self.updated_ms[handle] = at_ms
        self.flags[handle] = ASSUMED
        binding.marked = True
        self._on_change(binding.entry, [handle], [value], at_ms)

    def restore(self, binding: Binding, path: str, value: Value, updated_ms: int, flags: int = 0) -> None:
        """Put back a value from before, under today's name; what the device does not allow now waits in the attic."""
        path = self.names.present(path, binding.entry.by_path)
        handle = binding.entry.by_path.get(path)
        if handle is None:
            self._keep(binding, path, Kept(value, updated_ms, flags))
            return
        if value is None or self.values[handle] is not None or self.checks[handle] is _secret:
            return
        if self.checks[handle](value):
            self._keep(binding, path, Kept(value, updated_ms, flags))
            return
        self.values[handle] = value
        self.updated_ms[handle] = updated_ms
        self.flags[handle] = RESTORED | flags
        binding.marked = True

    def _keep(self, binding: Binding, path: str, kept: Kept) -> None:
        if len(binding.attic) < MOST_KEPT:
            binding.attic[path] = kept

    def fault(self, entry: DeviceEntry, code: str, place: str, reason: str) -> None:
        """Count a fault on the device; its reason holds no value."""
        self._on_fault(entry, FaultReported(device=entry.description.key, code=code, place=place, reason=reason))


def same(new: Value, old: Value) -> bool:
    """Whether two values are the same to a reader of JSON: equal, and of the same type at every depth."""
    if new.__class__ is not old.__class__:
        return False
    if isinstance(new, list) and isinstance(old, list):
        return len(new) == len(old) and all(map(same, new, old))
    if isinstance(new, dict) and isinstance(old, dict):
        return new.keys() == old.keys() and all(same(value, old[key]) for key, value in new.items())
    return new == old


def _secret(_value: Value) -> str | None:
    return SECRET_RULE


def _other(_value: Value) -> str | None:
    return "is described in another kind or unit than the schema has"


def _check(one: PropertyDescription) -> Check:
    """Compile the check of a property that only its description defines."""
    if one.kind is Kind.SECRET:
        return _secret
    return compile_check(kind=one.kind, minimum=one.minimum, maximum=one.maximum, values=one.values)
