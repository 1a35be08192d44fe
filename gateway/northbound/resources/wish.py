"""Writing properties and invoking commands."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from gateway.core.state import DeviceEntry
from gateway.northbound import outcome
from gateway.northbound.access import Grant
from gateway.northbound.base import Model
from gateway.northbound.context import Api
from gateway.northbound.outcome import OutcomeBody
from gateway.northbound.problem import Problem
from gateway.northbound.resources.device import path_of
from gateway.northbound.route import Answer, Call, Routes
from gateway.northbound.scope import FarEnd, Scope
from schemas.vocabulary import Confirmation

routes = Routes("commands")

Word = Literal["", "person"]
DONE = {200: OutcomeBody, 202: OutcomeBody}
REFUSALS = (409, 422, 502, 504)


class ValueWish(Model):
    """A value for one property. `confirmation` is "person" where a person confirmed a hazard on purpose."""

    value: JsonValue
    confirmation: Word = ""


class ValuesWish(Model):
    """Values by path, written together where the vendor can do that."""

    properties: Annotated[dict[str, JsonValue], Field(min_length=1, max_length=256)]
    confirmation: Word = ""


class CommandWish(Model):
    """Arguments of a command."""

    arguments: Annotated[dict[str, JsonValue], Field(max_length=64)] = Field(default_factory=dict)
    confirmation: Word = ""


class ReadWish(Model):
    """Properties that the device shall report."""

    paths: Annotated[list[str], Field(min_length=1, max_length=256)]


def confirmed(grant: Grant | None, word: Word) -> Confirmation:
    """Give the confirmation on; raise Problem where no person can be behind it: a system's word is not a person's.

    This interface is reached over links of the home only, so a person here is a person at home.
    """
    if word and (grant is None or grant.far_end is not FarEnd.PERSON):
        raise Problem("confirmation-by-person-only", "this token's far end is not a person", place="/confirmation")
    return Confirmation(word)


def renamed(api: Api, entry: DeviceEntry, asked: Iterable[str]) -> dict[str, str]:
    """Give today's path of each property that was asked for by a former one."""
    found = ((path, api.home.path(entry, path)) for path in asked)
    return {path: now for path, now in found if path != now}


@routes.add(
    "PUT",
    "/devices/{device}/properties/{endpoint}/{capability}/{property}",
    en="Write one property",
    zh="写入单个属性",
    scopes=(Scope.CONTROL,),
    body=ValueWish,
    answers=DONE,
    problems=REFUSALS,
)
async def put_property(api: Api, call: Call) -> Answer:
    """Write a value and wait until the device reports it."""
    entry, asked, wanted = call.device(api), path_of(call), call.body_as(ValueWish)
    path = api.home.path(entry, asked)
    if path not in entry.by_path:
        raise Problem("not-found", "the device has no such property", place="property")
    came = await api.home.set_properties(
        entry.id, {path: wanted.value}, confirmation=confirmed(call.grant, wanted.confirmation), origin=call.origin
    )
    return outcome.answer(came, api.metrics, renamed(api, entry, [asked]))


@routes.add(
    "PATCH",
    "/devices/{device}/properties",
    en="Write several properties",
    zh="写入多个属性",
    scopes=(Scope.CONTROL,),
    body=ValuesWish,
    answers=DONE,
    problems=REFUSALS,
)
async def patch_properties(api: Api, call: Call) -> Answer:
    """Write values together and wait until the device reports them."""
    entry, wanted = call.device(api), call.body_as(ValuesWish)
    came = await api.home.set_properties(
        entry.id, wanted.properties, confirmation=confirmed(call.grant, wanted.confirmation), origin=call.origin
    )
    return outcome.answer(came, api.metrics, renamed(api, entry, wanted.properties))


@routes.add(
    "POST",
    "/devices/{device}/commands/{endpoint}/{capability}/{command}",
    en="Invoke a command",
    zh="执行命令",
    scopes=(Scope.CONTROL,),
    body=CommandWish,
    answers=DONE,
    problems=REFUSALS,
)
async def invoke(api: Api, call: Call) -> Answer:
    """Invoke a command of one endpoint."""
    entry, parts, wanted = call.device(api), call.parameters, call.body_as(CommandWish)
    came = await api.home.invoke(
        entry.id,
        int(parts["endpoint"]),
        parts["capability"],
        parts["command"],
        wanted.arguments,
        confirmation=confirmed(call.grant, wanted.confirmation),
        origin=call.origin,
    )
    return outcome.answer(came, api.metrics)


@routes.add(
    "POST",
    "/devices/{device}/read",
    en="Ask the device for present values",
    zh="请求设备上报当前值",
    scopes=(Scope.READ, Scope.CONTROL),
    body=ReadWish,
    answers=DONE,
    problems=REFUSALS,
)
async def read(api: Api, call: Call) -> Answer:
    """Have the device report properties; the values then show in the stream and in reads."""
    entry = call.device(api)
    paths = call.body_as(ReadWish).paths
    came = await api.home.read(entry.id, paths)
    return outcome.answer(came, api.metrics, renamed(api, entry, paths))
