"""Every difference between two registries, in the order of the newer one."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from schemas.evolution.change import Change, Effect
from schemas.evolution.value import of_fields, of_value
from schemas.registry import CapabilitySpec, CommandSpec, DeviceType, EventSpec, Registry, Spec
from schemas.vocabulary import Hazard, Sensitivity

T = TypeVar("T")


def changes(old: Registry, new: Registry) -> tuple[Change, ...]:
    """Give every difference; nothing where both say the same."""
    return (*_capabilities(old, new), *_device_types(old, new))


def _capabilities(old: Registry, new: Registry) -> Iterator[Change]:
    for name in old.capabilities.keys() - new.capabilities.keys():
        yield Change(place=name, effect=Effect.BREAKING, what="the capability is gone")
    for name, one in new.capabilities.items():
        before = old.capabilities.get(name)
        if before is None:
            yield Change(place=name, effect=Effect.ADDITIVE, what="the capability is new")
        else:
            yield from _capability(before, one)
    yield from _moved(old, new)


def _moved(old: Registry, new: Registry) -> Iterator[Change]:
    """Compare each property that has another name now with what it was; those that are gone are gone."""
    for (capability, name), spec in old.specs.items():
        if (capability, name) in new.specs:
            continue
        now = new.aliases.get((capability, name))
        if now is not None:
            what = f"was {capability}/{name}, which is still read"
            yield Change(place="/".join(now), effect=Effect.ADDITIVE, what=what)
            yield from _property("/".join(now), spec, new.specs[now])
        elif capability in new.capabilities:
            yield Change(place=f"{capability}/{name}", effect=Effect.BREAKING, what="is gone")


def _capability(old: CapabilitySpec, new: CapabilitySpec) -> Iterator[Change]:
    if (old.zh, old.en, old.about, old.group) != (new.zh, new.en, new.about, new.group):
        yield Change(place=new.id, effect=Effect.TEXT, what="its texts changed")
    for name, spec in new.properties.items():
        yield from _added_or(f"{new.id}/{name}", old.properties.get(name), spec, _property)
    yield from _gone(new.id, old.commands, new.commands, "()")
    for name, command in new.commands.items():
        yield from _added_or(f"{new.id}/{name}()", old.commands.get(name), command, _command)
    yield from _gone(new.id, old.events, new.events, "!")
    for name, event in new.events.items():
        yield from _added_or(f"{new.id}/{name}!", old.events.get(name), event, _event)


def _gone(owner: str, old: Iterable[str], new: Iterable[str], mark: str) -> Iterator[Change]:
    for name in sorted(set(old) - set(new)):
        yield Change(place=f"{owner}/{name}{mark}", effect=Effect.BREAKING, what="is gone")


def _added_or(place: str, old: T | None, new: T, compare: Callable[[str, T, T], Iterator[Change]]) -> Iterator[Change]:
    if old is None:
        yield Change(place=place, effect=Effect.ADDITIVE, what="is new")
    else:
        yield from compare(place, old, new)


def _property(place: str, old: Spec, new: Spec) -> Iterator[Change]:
    yield from of_value(place, old, new)
    yield from _access(place, old, new)
    yield from _label(place, old, new)
    yield from _hazards(place, old.hazards, new.hazards)
    if old.actuates and not new.actuates:
        yield Change(place=place, effect=Effect.BREAKING, what="it no longer takes the hazards of its device type")
    for value in (one for one in new.ends if one not in old.ends):
        yield Change(place=place, effect=Effect.BREAKING, what=f"value {value} is taken to end what goes on")
    if old.fresh_s != new.fresh_s:
        yield Change(place=place, effect=Effect.ADDITIVE, what=f"fresh for {new.fresh_s} s, was {old.fresh_s} s")
    if gone := set(old.aliases) - set(new.aliases):
        what = f"former name {', '.join(sorted(gone))} is no longer read"
        yield Change(place=place, effect=Effect.BREAKING, what=what)


def _access(place: str, old: Spec, new: Spec) -> Iterator[Change]:
    for letter in sorted(set(old.access) - set(new.access)):
        yield Change(place=place, effect=Effect.BREAKING, what=f"access {letter} is gone")
    for letter in sorted(set(new.access) - set(old.access)):
        yield Change(place=place, effect=Effect.ADDITIVE, what=f"access {letter} is new")


def _label(place: str, old: Spec | EventSpec, new: Spec | EventSpec) -> Iterator[Change]:
    if old.sensitivity is not new.sensitivity:
        lowered = new.sensitivity < old.sensitivity
        what = f"sensitivity {_word(old.sensitivity)} became {_word(new.sensitivity)}"
        yield Change(place=place, effect=Effect.BREAKING if lowered else Effect.ADDITIVE, what=what, privacy=True)
    if old.category != new.category:
        what = f"category {old.category} became {new.category}"
        yield Change(place=place, effect=Effect.ADDITIVE, what=what, privacy=True)
    if old.why != new.why:
        yield Change(place=place, effect=Effect.TEXT, what="the reason of its label changed", privacy=True)


def _word(level: Sensitivity) -> str:
    return level.name.lower()


def _hazards(place: str, old: tuple[Hazard, ...], new: tuple[Hazard, ...]) -> Iterator[Change]:
    for hazard in sorted(set(old) - set(new)):
        yield Change(place=place, effect=Effect.BREAKING, what=f"hazard {hazard} is gone")
    for hazard in sorted(set(new) - set(old)):
        yield Change(place=place, effect=Effect.ADDITIVE, what=f"hazard {hazard} is new")


def _command(place: str, old: CommandSpec, new: CommandSpec) -> Iterator[Change]:
    yield from of_fields(place, old.arguments, new.arguments, frozenset(old.required), frozenset(new.required))
    yield from _hazards(place, old.hazards, new.hazards)
    yield from of_fields(f"{place} answer", old.returns, new.returns, frozenset(), frozenset())
    if old.actuates and not new.actuates:
        yield Change(place=place, effect=Effect.BREAKING, what="it no longer takes the hazards of its device type")
    if new.ends and not old.ends:
        yield Change(place=place, effect=Effect.BREAKING, what="it is taken to end what goes on")
    if (old.zh, old.en, old.about, old.outcome) != (new.zh, new.en, new.about, new.outcome):
        yield Change(place=place, effect=Effect.TEXT, what="its texts changed")


def _event(place: str, old: EventSpec, new: EventSpec) -> Iterator[Change]:
    yield from of_fields(place, old.fields, new.fields, frozenset(), frozenset())
    yield from _label(place, old, new)
    if (old.zh, old.en, old.about) != (new.zh, new.en, new.about):
        yield Change(place=place, effect=Effect.TEXT, what="its texts changed")


def _device_types(old: Registry, new: Registry) -> Iterator[Change]:
    for name in old.device_types.keys() - new.device_types.keys():
        yield Change(place=f"device type {name}", effect=Effect.BREAKING, what="is gone")
    for name, one in new.device_types.items():
        yield from _added_or(f"device type {name}", old.device_types.get(name), one, _device_type)


def _device_type(place: str, old: DeviceType, new: DeviceType) -> Iterator[Change]:
    before, after = {*old.required, *old.optional}, {*new.required, *new.optional}
    for name in sorted(before - after):
        yield Change(place=place, effect=Effect.BREAKING, what=f"{name} is gone")
    for name in sorted(after - before):
        needed = name in new.required
        what = f"{name} is new and required" if needed else f"{name} is new"
        yield Change(place=place, effect=Effect.BREAKING if needed else Effect.ADDITIVE, what=what)
    for name in sorted(set(new.required) & set(old.optional)):
        yield Change(place=place, effect=Effect.BREAKING, what=f"{name} is required now")
    for name in sorted(set(new.optional) & set(old.required)):
        yield Change(place=place, effect=Effect.BREAKING, what=f"{name} may lack now")
    yield from _hazards(place, old.hazards, new.hazards)
    if (old.zh, old.en, old.scenarios) != (new.zh, new.en, new.scenarios):
        yield Change(place=place, effect=Effect.TEXT, what="its texts changed")
