"""A small schema that changes: an oven before and after."""

from collections.abc import Iterable
from typing import Any

from schemas.device import PropertyDescription
from schemas.registry import CapabilitySpec, Registry, Spec
from schemas.vocabulary import Kind, Sensitivity


def spec(capability: str, name: str, kind: Kind = Kind.NUMBER, **changes: Any) -> Spec:
    own: dict[str, Any] = {"access": "rwn", "sensitivity": Sensitivity.BEHAVIOUR, "category": "device-state"}
    return Spec(capability=capability, name=name, kind=kind, zh=name, en=name, **(own | changes))


def schema(*specs: Spec, versions: dict[str, str]) -> Registry:
    return Registry.of("1.0", _capabilities(specs, versions), [])


def _capabilities(specs: Iterable[Spec], versions: dict[str, str]) -> Iterable[CapabilitySpec]:
    for name, version in versions.items():
        own = {one.name: one for one in specs if one.capability == name}
        yield CapabilitySpec(id=name, version=version, group="kitchen", zh=name, en=name, properties=own)


def described(one: Spec, **changes: Any) -> PropertyDescription:
    """Describe a property as the schema has it."""
    own: dict[str, Any] = {"name": one.name, "kind": one.kind, "unit": one.unit, "access": one.access}
    own |= {"minimum": one.minimum, "maximum": one.maximum, "values": one.values}
    return PropertyDescription(endpoint=1, capability=one.capability, address=one.name, **(own | changes))


BEFORE = schema(
    spec("oven", "heat", unit="Cel", minimum=0, maximum=300),
    spec("oven", "level", Kind.INTEGER, minimum=0, maximum=9),
    spec("oven", "mode", Kind.ENUM, values=("off", "bake", "grill")),
    spec("oven", "door", Kind.BOOLEAN),
    spec("oven", "colour", Kind.STRING, max_length=8),
    versions={"oven": "1.4"},
)
AFTER = schema(
    spec("oven", "temperature", unit="[degF]", minimum=32, maximum=572, aliases=("oven/heat",)),
    spec("oven", "level", unit="%", minimum=0, maximum=100),
    spec("oven", "mode", Kind.ENUM, values=("off", "bake")),
    spec("oven", "door", Kind.ENUM, values=("open", "closed")),
    spec("seat", "warmth", Kind.INTEGER, minimum=0, maximum=3, aliases=("vendor/acme.heat",)),
    versions={"oven": "2.0", "seat": "1.0"},
)
