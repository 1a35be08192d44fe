"""From a device's exposes to its description and the compiled way of each value, in both directions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from adapters.mqtt.zigbee2mqtt.action import Actions, actions, is_carried
from adapters.mqtt.zigbee2mqtt.command import WARNING_PARTS, Encoder, Offer, commands, is_button
from adapters.mqtt.zigbee2mqtt.expose import GET, BadExpose, Leaf, leaves
from adapters.mqtt.zigbee2mqtt.leaf import PLAIN, access, is_secret, shape, unit, vendor_enum
from adapters.mqtt.zigbee2mqtt.mapping import COLOR_MODE, COMPANIONS, ROWS
from adapters.mqtt.zigbee2mqtt.trait import TYPES, Traits, traits
from schemas.conversion import VENDOR_PREFIX, Convert, fitted
from schemas.device import CommandDescription, EndpointDescription, PropertyDescription
from schemas.mapping import Fit, Misfit, Row, fits
from schemas.mappings.index import grouped
from schemas.mappings.setting import claims, is_known, is_only_read
from schemas.registry import Registry, Spec
from schemas.validate import compile_check
from schemas.value import Check, Value
from schemas.vocabulary import VENDOR, Kind

VENDOR_NAME: Final = "zigbee2mqtt"
_ROWS: Final = grouped((one.source, one) for one in ROWS)
_SUFFIX: Final = re.compile(r"^(?P<base>[a-z][a-z0-9_]*?)_(?P<place>phase_[abc]|[abc]|(?:l|ch)?[0-9]{1,2})$")
_SCALED: Final = frozenset(key[1].partition("/")[0] for key in _ROWS if "/" in key[1])
_PREFIX: Final = re.compile(
    r"^(?P<place>(?:input|channel|ch|zone|line|port|probe|sensor)_[0-9]{1,2})_(?P<base>[a-z][a-z0-9_]*)$"
)
_COUNTED: Final = frozenset({"alarm", "event", "fault", "mode"})
"""Names whose number tells several things of one place apart, not several places."""
_TYPED: Final = frozenset({"", "climate", "light", "switch", "fan", "cover", "lock"})
"""Containers in which a name means what it means outside; a composite may call anything anything."""
_GUARDED: Final = frozenset({("lock", "state"), ("cover", "state"), ("valve", "state")})
"""What moves or locks is written by its commands, which carry their hazards; never through a vendor property."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One property of a device: where it is in the state JSON and how its values go there and back."""

    description: PropertyDescription
    path: tuple[str, ...]
    decode: Convert
    encode: Convert
    check: Check
    readable: bool  # the device answers a `get`
    reported: bool


SlotCache: TypeAlias = dict[object, Slot]
"""Slots of equal leaves in equal places; definitions of thousands of models repeat the same few hundred."""
SLOTS: Final = 1 << 15

Binding: TypeAlias = tuple[int, Convert, Check]
Node: TypeAlias = "tuple[Binding, ...] | dict[str, Node]"
Bindings: TypeAlias = dict[str, Node]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """All that devices of one definition share. Immutable; `extended` gives another."""

    endpoints: tuple[EndpointDescription, ...]
    slots: tuple[Slot, ...]
    commands: tuple[CommandDescription, ...]
    encoders: Mapping[tuple[int, str, str], Encoder]
    bindings: Bindings
    actions: Actions
    faults: tuple[BadExpose, ...]

    @property
    def properties(self) -> tuple[PropertyDescription, ...]:
        """The descriptions, by index."""
        return tuple(slot.description for slot in self.slots)

    def extended(self, slot: Slot) -> "Blueprint":
        """Add one property at the end, so that no index moves."""
        slots = (*self.slots, slot)
        return replace(self, slots=slots, bindings=bind(slots))


def bind(slots: Iterable[Slot]) -> Bindings:
    """Turn slots into the tree that a state message is read against."""
    root: Bindings = {}
    for index, slot in enumerate(slots):
        if not slot.reported:
            continue
        level = root
        for part in slot.path[:-1]:
            level = _below(level, part)
        last = slot.path[-1]
        found = level.get(last, ())
        if isinstance(found, dict):
            level, last = found, ""
            found = level.get("", ())
        level[last] = (*(found if isinstance(found, tuple) else ()), (index, slot.decode, slot.check))
    return root


def _below(level: Bindings, part: str) -> Bindings:
    """Go one level down; what was bound to the whole value keeps the empty name there."""
    found = level.get(part)
    if not isinstance(found, dict):
        found = {} if found is None else {"": found}
        level[part] = found
    return found


def blueprint(exposes: object, registry: Registry, text: str = "", slots: SlotCache | None = None) -> Blueprint:
    """Map one definition. `text` is the vendor's description of the device in words."""
    return drawing(exposes, registry, text, slots)[0]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of a leaf: its property, and the command or event that carries it where no property does."""

    leaf: Leaf
    slot: Slot
    carried: str = ""

    @property
    def to(self) -> str:
        """The path in the catalogue, or the vendor path."""
        ours = self.slot.description
        return self.carried or f"{ours.capability}.{ours.name}"


def drawing(
    exposes: object, registry: Registry, text: str = "", slots: SlotCache | None = None
) -> tuple[Blueprint, list[Drawn]]:
    """Map one definition, and tell what became of each leaf."""
    found = list(leaves(exposes))
    good = [one for one in found if isinstance(one, Leaf)]
    drawn = _Drawing(registry, good, traits(good, text), {} if slots is None else slots)
    return drawn.draw(tuple(one for one in found if isinstance(one, BadExpose))), drawn.sources


def place(leaf: Leaf) -> tuple[str, str]:
    """Give endpoint label and plain name; power_phase_b is the power of phase_b."""
    if leaf.endpoint:
        return leaf.endpoint, leaf.base
    match = _SUFFIX.match(leaf.path[-1])
    if (
        match
        and match["base"] not in _COUNTED
        and not leaf.container
        and (("", match["base"]) in _ROWS or is_known(match["base"]))
    ):
        return match["place"], match["base"]
    before = _PREFIX.match(leaf.path[-1])
    if before and not leaf.container and (("", before["base"]) in _ROWS or is_known(before["base"])):
        return before["place"], before["base"]
    return "", leaf.base


class _Drawing:
    """One blueprint while it is made."""

    def __init__(self, registry: Registry, found: list[Leaf], about: Traits, cache: SlotCache) -> None:
        self._registry = registry
        self._cache = cache
        self._leaves = found
        self._about = about
        self._places = {id(leaf): place(leaf) for leaf in found}
        labels = {label for label, _ in self._places.values()} - {""}
        self._numbers = {label: n for n, label in enumerate(["", *sorted(labels, key=_natural)], start=1)}
        self._taken: set[tuple[int, str, str]] = set()
        self._slots: list[Slot] = []
        self._kinds = about.kinds
        self._offered: set[tuple[int, str, str]] = set()
        self.sources: list[Drawn] = []

    def draw(self, faults: tuple[BadExpose, ...]) -> Blueprint:
        offered: list[Offer] = []
        for leaf in self._leaves:
            offers = self._offers(leaf)
            slot = self._one(leaf, offers)
            self.sources.append(Drawn(leaf, slot, self._carried(leaf, offers) if slot.description.is_vendor else ""))
            offered += offers
        self._add_color_mode()
        words = [str(value) for leaf in self._leaves if leaf.base == "action" for value in leaf.values]
        return Blueprint(
            endpoints=tuple(self._endpoints()),
            slots=tuple(self._slots),
            commands=tuple(c for c, _ in offered),
            encoders={(c.endpoint, c.capability, c.name): encode for c, encode in offered},
            bindings=bind(self._slots),
            actions=actions(words, self._numbers.items(), lock="lock" in self._kinds),
            faults=faults,
        )

    def _offers(self, leaf: Leaf) -> list[Offer]:
        """Give the commands of a leaf that no other leaf gave before."""
        found = commands(self._registry, leaf, self._endpoint(leaf), self._about)
        fresh = [one for one in found if (one[0].endpoint, one[0].capability, one[0].name) not in self._offered]
        self._offered.update((one.endpoint, one.capability, one.name) for one, _ in fresh)
        return fresh

    def _carried(self, leaf: Leaf, offers: list[Offer]) -> str:
        """Name the command or event that a leaf becomes, where at least half of its words do."""
        lock = "lock" in self._kinds
        if leaf.base == "action" and is_carried(map(str, leaf.values), lock=lock):
            return "doorLock.lockOperation" if lock else "genericSwitch.shortRelease"
        if lock and leaf.base in {"action_user", "action_source_name"}:
            return "doorLock.lockOperation"
        if leaf.container == "warning" and leaf.name in WARNING_PARTS and "mode" in self._about.names:
            return "warningDevice.start"
        if leaf.type not in {"enum", "binary"}:
            return ""
        words = len(leaf.values) or 1 + (leaf.value_off is not None and not is_button(leaf, self._kinds))
        told = offers[0][0] if offers and len(offers) * 2 >= words else None
        return f"{told.capability}.{told.name}" if told else ""

    def _endpoint(self, leaf: Leaf) -> int:
        return self._numbers[self._places[id(leaf)][0]]

    def _one(self, leaf: Leaf, offers: list[Offer]) -> Slot:
        """Try the rows of a leaf in turn; the first that fits takes it."""
        if is_secret(leaf):
            return self._vendor(leaf, "its value is a secret")
        if offers and is_button(leaf, self._kinds):
            return self._vendor(leaf, f"it is the command {offers[0][0].capability}.{offers[0][0].name}", "r")
        reason = "the schema has no place for it"
        for row in self._rows(leaf):
            fit = self._fit(row, leaf)
            if isinstance(fit, Fit):
                return self._core(leaf, row, fit)
            reason = f"{row.capability}.{row.name}: {fit.reason}"
        return self._vendor(leaf, reason)

    def _rows(self, leaf: Leaf) -> Iterator[Row[Any]]:
        for key in self._about.keys(leaf, self._places[id(leaf)][1], _SCALED):
            yield from _ROWS.get(key, ())
        if self._about.container(leaf) in _TYPED:
            yield from claims(self._places[id(leaf)][1], self._kinds)

    def _fit(self, row: Row[Any], leaf: Leaf) -> Fit | Misfit:
        spec = self._registry.spec(row.capability, row.name)
        if (self._endpoint(leaf), row.capability, row.name) in self._taken:
            return Misfit("another property is already that")
        source = shape(leaf).source
        if is_only_read(source.access, spec):
            return Misfit("it is only read, ours is a setting")
        fit = fits(replace(row, convert=fitted(row.convert, source.values or (), source.maximum)), spec, source)
        if isinstance(fit, Fit) and not fit.access:
            return Misfit(f"its access {source.access or 'none'} and ours {spec.access} have nothing in common")
        return fit

    def _cached(self, key: object, make: Callable[[], Slot]) -> Slot:
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= SLOTS:
                self._cache.clear()
            found = self._cache[key] = make()
        return found

    def _core(self, leaf: Leaf, row: Row[Any], fit: Fit) -> Slot:
        key = (*identity(leaf), self._endpoint(leaf), row.capability, row.name, row.source)
        slot = self._cached(key, lambda: self._core_slot(leaf, fit))
        self._add(slot)
        other = COMPANIONS.get((fit.spec.capability, fit.spec.name))
        if other is not None:
            self._companion(slot, self._registry.spec(*other))
        elif "w" in access(leaf) and "w" not in fit.access and not self._is_guarded(leaf):
            self._add(self._vendor_slot(leaf, "the schema only reads it; this writes it", "w"))
        return slot

    def _core_slot(self, leaf: Leaf, fit: Fit) -> Slot:
        raw = shape(leaf)
        return self._slot(leaf, fit, _through(raw.decode, fit.decode), _through(fit.encode, raw.encode))

    def _slot(self, leaf: Leaf, fit: Fit, decode: Convert, encode: Convert) -> Slot:
        described = fit.description(
            endpoint=self._endpoint(leaf), address=leaf.address, label=leaf.label, optimistic="r" not in fit.access
        )
        check = _check(described, fit.spec.max_length)
        return Slot(described, leaf.path, decode, encode, check, bool(leaf.access & GET), "r" in fit.access)

    def _companion(self, slot: Slot, spec: Spec) -> None:
        there = slot.description
        described = replace(there, capability=spec.capability, name=spec.name, access="rn", optimistic=False)
        self._add(replace(slot, description=described))

    def _is_guarded(self, leaf: Leaf) -> bool:
        return (self._about.container(leaf), leaf.name) in _GUARDED

    def _vendor(self, leaf: Leaf, reason: str, only: str = "rwn") -> Slot:
        letters = "".join(letter for letter in access(leaf) if letter in only)
        if self._is_guarded(leaf):
            reason = "its commands write it, and another property tells the state"
            letters = letters.replace("w", "")
        if is_secret(leaf):
            letters = "w" if "w" in letters else ""
        slot = self._vendor_slot(leaf, reason, letters)
        if letters or only == "rwn":
            self._add(slot)
        return slot

    def _vendor_slot(self, leaf: Leaf, reason: str, letters: str) -> Slot:
        name = self._free_name(self._endpoint(leaf), f"{VENDOR_NAME}.{leaf.address}")
        key = (*identity(leaf), self._endpoint(leaf), name, reason, letters)
        return self._cached(key, lambda: self._new_vendor_slot(leaf, name, reason, letters))

    def _new_vendor_slot(self, leaf: Leaf, name: str, reason: str, letters: str) -> Slot:
        raw = shape(leaf)
        source, decode, encode = raw.source, raw.decode, raw.encode
        values = None
        if source.kind is Kind.ENUM:
            values = tuple(dict.fromkeys(str(value) for value in source.values or ()))
            decode, encode = vendor_enum(values, decode, encode)
        described = PropertyDescription(
            endpoint=self._endpoint(leaf),
            capability=VENDOR,
            name=name,
            address=leaf.address,
            kind=source.kind,
            unit=unit(leaf) if source.kind is Kind.NUMBER else "",
            access=letters,
            minimum=_ordered(source.minimum, source.maximum)[0],
            maximum=_ordered(source.minimum, source.maximum)[1],
            step=source.step,
            values=values,
            optimistic="r" not in letters,
            label=leaf.label,
            reason=reason,
        )
        reported = "r" in letters and source.kind is not Kind.SECRET
        return Slot(described, leaf.path, decode, encode, _check(described, None), bool(leaf.access & GET), reported)

    def _free_name(self, endpoint: int, name: str) -> str:
        """Give a second entry of the same place a number."""
        free, count = name, 1
        while (endpoint, VENDOR, free) in self._taken:
            count += 1
            free = f"{name}#{count}"
        return free

    def _add(self, slot: Slot) -> None:
        there = slot.description
        key = (there.endpoint, there.capability, there.name)
        if key not in self._taken:
            self._taken.add(key)
            self._slots.append(slot)

    def _add_color_mode(self) -> None:
        """Lights publish color_mode without announcing it."""
        for slot in list(self._slots):
            there = slot.description
            if there.name == "colorTemperature" or slot.path[-1:] == ("x",):
                self._add(
                    _color_mode(
                        there.endpoint, self._registry, slot.path[0].removeprefix("color_temp").removeprefix("color")
                    )
                )

    def _endpoints(self) -> Iterator[EndpointDescription]:
        for label, number in self._numbers.items():
            held = {slot.description.capability for slot in self._slots if slot.description.endpoint == number}
            yield EndpointDescription(id=number, device_type=_type(held, self._about), label=label)


def _color_mode(endpoint: int, registry: Registry, suffix: str) -> Slot:
    spec = registry.spec("colorControl", "colorMode")

    def decode(value: Value) -> Value:
        ours = COLOR_MODE.decode(value)
        return ours if ours is None or ours in (spec.values or ()) else f"{VENDOR_PREFIX}{ours}"

    described = PropertyDescription(
        endpoint=endpoint, capability=spec.capability, name=spec.name, address=f"color_mode{suffix}", kind=spec.kind,
        access="rn", values=spec.values,
    )  # fmt: skip
    return Slot(described, (f"color_mode{suffix}",), decode, lambda value: value, _check(described, None), False, True)  # noqa: FBT003


def identity(leaf: Leaf) -> tuple[Leaf, str]:
    """Give a key under which only truly equal leaves meet: true and 1 are equal to Python."""
    return leaf, repr((leaf.value_on, leaf.value_off, leaf.values))


def _check(there: PropertyDescription, max_length: int | None) -> Check:
    return compile_check(
        kind=there.kind, minimum=there.minimum, maximum=there.maximum, values=there.values, max_length=max_length
    )


def _through(first: Convert, second: Convert) -> Convert:
    """Chain two conversions; one that does nothing costs nothing."""
    if first in PLAIN:
        return second
    if second in PLAIN:
        return first
    return lambda value: second(first(value))


def _ordered(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Give the limits, unless they contradict each other."""
    return (None, None) if low is not None and high is not None and low > high else (low, high)


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", text) if part]


def _type(held: set[str], about: Traits) -> str:
    """Name the kind of device that an endpoint is; the first rule that holds."""
    return next(
        (name for name, rule in TYPES if rule(held, about)), "unknown" if not held - {VENDOR} else "genericDevice"
    )
