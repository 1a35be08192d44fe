"""What an extension may say. Each rule gives one line that names the place and the fix."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from schemas.conversion import VENDOR_PREFIX
from schemas.registry import CapabilitySpec, CommandSpec, EventSpec, Registry, Spec
from schemas.units import UNITS
from schemas.vocabulary import VENDOR, Hazard, Sensitivity

FLOOR: Final = Sensitivity.BEHAVIOUR
"""The least label that a vendor's word is taken for."""

_VENDOR_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{1,31}")


class ExtensionError(ValueError):
    """An extension that is left out; one line with the place and the fix."""


def broken(vendor: str, offered: Registry, core: Registry) -> Iterator[str]:
    """Give every rule that an extension breaks."""
    if not _VENDOR_NAME.fullmatch(vendor) or vendor == VENDOR:
        yield f"{vendor!r} is no vendor name; use 2 to 32 small letters, digits, - and _, and not {VENDOR!r}"
    for one in offered.capabilities.values():
        yield from _names(vendor, one, core)
        yield from _units(one)
        yield from _aliases(vendor, one)
        if one.extends:
            yield from _against(one, core)
    for kind in offered.device_types:
        if not kind.startswith(f"{vendor}."):
            yield f"device type {kind}: its id must begin with {vendor!r} and a dot"


def _names(vendor: str, one: CapabilitySpec, core: Registry) -> Iterator[str]:
    if one.id == VENDOR:
        yield from _loose(vendor, one)
    elif one.id in core.capabilities:
        yield f"{one.id}: it shadows a capability of the core; call it {vendor}.{one.id}"
    elif not one.id.startswith(f"{vendor}."):
        yield f"{one.id}: its id must begin with {vendor!r} and a dot"


def _loose(vendor: str, one: CapabilitySpec) -> Iterator[str]:
    """Properties that stand on their own, outside any capability."""
    for name in one.properties:
        if not name.startswith(f"{vendor}."):
            yield f"{VENDOR}.{name}: its name must begin with {vendor!r} and a dot"
    if one.commands or one.events:
        yield f"{VENDOR}: commands and events need a capability; give them one, such as {vendor}.extra"


def _aliases(vendor: str, one: CapabilitySpec) -> Iterator[str]:
    """Former names are one's own: whoever could claim another's would be handed its values."""
    for spec in one.properties.values():
        for alias in spec.aliases:
            if not alias.removeprefix(f"{VENDOR}/").startswith(f"{vendor}."):
                yield f"{one.id}.{spec.name}: alias {alias!r} is not {vendor}'s own; remove it"


def _units(one: CapabilitySpec) -> Iterator[str]:
    for spec in one.properties.values():
        if spec.unit and spec.unit not in UNITS:
            yield f"{one.id}.{spec.name}: unit {spec.unit!r} is not known; use a UCUM code of schemas/units.py"


def _against(one: CapabilitySpec, core: Registry) -> Iterator[str]:
    """What extends a capability of the core may be stricter than it, and never laxer."""
    base = core.capabilities.get(one.extends)
    if base is None:
        yield f"{one.id}: it extends {one.extends!r}, which the core does not have"
        return
    for name in one.properties.keys() & base.properties.keys():
        yield from (f"{one.id}.{name}: {fault}" for fault in _laxer(one.properties[name], base.properties[name]))
    for name in one.commands.keys() & base.commands.keys():
        yield from _fewer(f"{one.id}.{name}()", one.commands[name], base.commands[name])
    for name in one.events.keys() & base.events.keys():
        yield from _lower(f"{one.id}.{name}!", one.events[name], base.events[name])


def _laxer(ours: Spec, base: Spec) -> Iterator[str]:
    place = f"{base.capability} has it"
    if ours.sensitivity < base.sensitivity:
        yield f"sensitivity {_word(ours.sensitivity)} is lower than {_word(base.sensitivity)}; {place} so"
    if (ours.kind, ours.unit) != (base.kind, base.unit):
        yield f"{ours.kind} {ours.unit or 'without unit'} is not {base.kind} {base.unit or 'without unit'}; {place} so"
    if missing := set(base.hazards) - set(ours.hazards) if ours.writable else set():
        yield f"hazards {_list(missing)} are missing; {place} with them"
    if base.actuates and ours.writable and not ours.actuates:
        yield f"it actuates; {place} so"
    if wider := set(ours.access) - set(base.access):
        yield f"access {''.join(sorted(wider))} is not given; {place} as {base.access}"
    if _outside(ours, base):
        yield f"its range is wider than {base.minimum} to {base.maximum}; narrow it"
    if new := [
        one for one in ours.values or () if one not in (base.values or ()) and not one.startswith(VENDOR_PREFIX)
    ]:
        yield f"value {new[0]!r} is not in it; write {VENDOR_PREFIX}{new[0]}"


def _outside(ours: Spec, base: Spec) -> bool:
    low = base.minimum is not None and (ours.minimum is None or ours.minimum < base.minimum)
    high = base.maximum is not None and (ours.maximum is None or ours.maximum > base.maximum)
    return low or high


def _fewer(place: str, ours: CommandSpec, base: CommandSpec) -> Iterator[str]:
    if missing := set(base.hazards) - set(ours.hazards):
        yield f"{place}: hazards {_list(missing)} are missing; {base.capability} has it with them"


def _lower(place: str, ours: EventSpec, base: EventSpec) -> Iterator[str]:
    if ours.sensitivity < base.sensitivity:
        yield f"{place}: sensitivity {_word(ours.sensitivity)} is lower than {_word(base.sensitivity)}"


def _list(hazards: Iterable[Hazard]) -> str:
    return ", ".join(sorted(hazards))


def _word(level: Sensitivity) -> str:
    return level.name.lower()


def doubled(vendor: str, offered: Mapping[str, object], known: Mapping[str, object], what: str) -> Iterator[str]:
    """Give the names that somebody else's extension has already."""
    for name in offered.keys() & known.keys():
        yield f"{what} {name} of {vendor!r} is taken by another extension; choose another id"
