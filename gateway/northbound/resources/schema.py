"""The device schema, as it is in force here."""

from gateway.northbound.base import Model
from gateway.northbound.context import Api
from gateway.northbound.problem import Problem
from gateway.northbound.route import Call, Routes
from gateway.northbound.scope import Scope
from gateway.northbound.shape import SENSITIVITY
from schemas.registry import CapabilitySpec, Spec

routes = Routes("schema")


class CapabilityRow(Model):
    """A capability by name."""

    id: str
    version: str
    group: str
    en: str
    zh: str


class DeviceTypeRow(Model):
    """A kind of device."""

    id: str
    en: str
    zh: str
    required: list[str]
    optional: list[str]


class SchemaBody(Model):
    """What the schema has."""

    version: str
    capabilities: list[CapabilityRow]
    device_types: list[DeviceTypeRow]


class SpecBody(Model):
    """A property, an argument of a command or a field of an event."""

    name: str
    en: str
    zh: str
    kind: str
    unit: str
    minimum: float | None
    maximum: float | None
    step: float | None
    values: list[str] | None
    max_length: int | None
    access: str
    fresh_s: int
    sensitivity: str
    category: str
    hazards: list[str]


class CommandSpecBody(Model):
    """A command."""

    name: str
    en: str
    zh: str
    arguments: list[SpecBody]
    required: list[str]
    hazards: list[str]


class EventSpecBody(Model):
    """An event."""

    name: str
    en: str
    zh: str
    sensitivity: str
    fields: list[SpecBody]


class CapabilityBody(CapabilityRow):
    """A capability with all it holds."""

    properties: list[SpecBody]
    commands: list[CommandSpecBody]
    events: list[EventSpecBody]


@routes.add("GET", "/schema", en="The device schema", zh="设备模式", scopes=(Scope.READ,), answers={200: SchemaBody})
async def get_schema(api: Api, _call: Call) -> SchemaBody:
    """List capabilities and device types."""
    registry = api.home.registry
    return SchemaBody(
        version=registry.version,
        capabilities=[CapabilityRow(**_row(one)) for one in registry.capabilities.values()],
        device_types=[
            DeviceTypeRow(id=one.id, en=one.en, zh=one.zh, required=list(one.required), optional=list(one.optional))
            for one in registry.device_types.values()
        ],
    )


@routes.add(
    "GET",
    "/schema/capabilities/{capability}",
    en="One capability",
    zh="能力详情",
    scopes=(Scope.READ,),
    answers={200: CapabilityBody},
)
async def get_capability(api: Api, call: Call) -> CapabilityBody:
    """Give one capability with its properties, commands and events."""
    found = api.home.registry.capabilities.get(call.parameters["capability"])
    if found is None:
        raise Problem("not-found", "the schema has no such capability", place="capability")
    return CapabilityBody(
        **_row(found),
        properties=[_spec(one) for one in found.properties.values()],
        commands=[
            CommandSpecBody(
                name=one.name,
                en=one.en,
                zh=one.zh,
                arguments=[_spec(argument) for argument in one.arguments],
                required=list(one.required),
                hazards=sorted(one.hazards),
            )
            for one in found.commands.values()
        ],
        events=[
            EventSpecBody(
                name=one.name,
                en=one.en,
                zh=one.zh,
                sensitivity=SENSITIVITY[one.sensitivity],
                fields=[_spec(field) for field in one.fields],
            )
            for one in found.events.values()
        ],
    )


def _row(one: CapabilitySpec) -> dict[str, str]:
    return {"id": one.id, "version": one.version, "group": one.group, "en": one.en, "zh": one.zh}


def _spec(one: Spec) -> SpecBody:
    return SpecBody(
        name=one.name,
        en=one.en,
        zh=one.zh,
        kind=one.kind,
        unit=one.unit,
        minimum=one.minimum,
        maximum=one.maximum,
        step=one.step,
        values=None if one.values is None else list(one.values),
        max_length=one.max_length,
        access=one.access,
        fresh_s=one.fresh_s,
        sensitivity=SENSITIVITY[one.sensitivity],
        category=one.category,
        hazards=sorted(one.hazards),
    )
