"""Scenarios of the home: which devices take part, in which role, what they use, and the numbers to check it by.

A scenario describes; it runs nothing. A device type names its scenarios in `schemas.device_types`; here is what it
does in each.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from schemas.registry import DeviceType, Registry
from schemas.scenarios import climate, living, safety
from schemas.scenarios.shape import Relation, Role, Scenario, Target, Task

__all__ = ["SCENARIOS", "Relation", "Role", "Scenario", "Target", "Task", "gaps", "has", "takes_part", "to_rows"]

_ALL: Final = (
    safety.SECURITY,
    living.KITCHEN,
    climate.SLEEP,
    living.BATHROOM,
    climate.AIR,
    climate.ENERGY,
    safety.ELDERLY_CARE,
    climate.LIGHTING,
    climate.COMFORT,
    safety.CHILDREN,
    living.ROBOT,
    living.MEDIA,
    living.LAUNDRY,
    living.PET,
    living.WEARABLES,
    living.INFRASTRUCTURE,
)

SCENARIOS: Final[Mapping[str, Scenario]] = {one.id: one for one in _ALL}
"""Every scenario, by id; those that policy names first."""


def takes_part(scenario: Scenario, device_type: DeviceType) -> tuple[Role, ...]:
    """Give the roles that a device type can take: it is named, and has what the role needs."""
    able = {*device_type.required, *device_type.optional}
    return tuple(
        one for one in scenario.roles if device_type.id in one.device_types and able.issuperset(one.capabilities)
    )


def gaps(scenario: Scenario, registry: Registry) -> Iterator[str]:
    """Tell what a scenario names and the schema does not have, one line each."""
    for one in scenario.roles:
        place = f"{scenario.id}/{one.id}"
        for name in one.capabilities:
            if name not in registry.capabilities:
                yield f"{place}: there is no capability {name}"
        for name in one.device_types:
            kind = registry.device_types.get(name)
            if kind is None:
                yield f"{place}: there is no device type {name}"
            elif one not in takes_part(scenario, kind):
                yield f"{place}: {name} lacks one of {', '.join(one.capabilities)}"
        if not any(_kinds(one, registry)):
            yield f"{place}: no device type can take it"
        yield from (f"{place}: {line}" for line in _members(one, registry))
    for target in scenario.targets:
        place = f"{scenario.id}/{target.id}"
        yield from (f"{place}: there is no {name}" for name in target.members if not has(registry, name))


def _kinds(one: Role, registry: Registry) -> Iterator[DeviceType]:
    return (registry.device_types[name] for name in one.device_types if name in registry.device_types)


def _members(one: Role, registry: Registry) -> Iterator[str]:
    able = {name for kind in _kinds(one, registry) for name in (*kind.required, *kind.optional)}
    for member in one.members:
        if not has(registry, member):
            yield f"there is no {member}"
        elif member.partition(".")[0] not in able:
            yield f"none of its device types has {member}"


def has(registry: Registry, member: str) -> bool:
    """Whether the schema has a property, a command "a.b()" or an event "a.b!"."""
    capability, _, name = member.partition(".")
    held = registry.capabilities.get(capability)
    if held is None:
        return False
    if name.endswith("()"):
        return name[:-2] in held.commands
    return name[:-1] in held.events if name.endswith("!") else name in held.properties


def to_rows() -> list[dict[str, Any]]:
    """Give every scenario as the published JSON has it."""
    return [_row(one) for one in SCENARIOS.values()]


def _row(one: Scenario) -> dict[str, Any]:
    return {
        "id": one.id,
        "zh": one.zh,
        "en": one.en,
        "description": {"en": one.about_en, "zh": one.about_zh},
        "roles": [_role(role) for role in one.roles],
        "targets": [_target(target) for target in one.targets],
    }


def _role(one: Role) -> dict[str, Any]:
    return {
        "id": one.id,
        "task": one.task.value,
        "zh": one.zh,
        "en": one.en,
        "required": one.required,
        "capabilities": list(one.capabilities),
        "device_types": list(one.device_types),
        "members": list(one.members),
    }


def _target(one: Target) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": one.id,
        "zh": one.zh,
        "en": one.en,
        "relation": one.relation.value,
        "value": one.value,
        "unit": one.unit,
        "source": one.source,
        "members": list(one.members),
    }
    return row | ({"reason": {"en": one.why[0], "zh": one.why[1]}} if one.why else {})
