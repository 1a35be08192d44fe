"""Devices and their properties."""

from typing import Annotated

from pydantic import Field

from gateway.northbound import shape
from gateway.northbound.base import Model, Query
from gateway.northbound.context import Api
from gateway.northbound.problem import Problem
from gateway.northbound.route import Answer, Call, Routes
from gateway.northbound.scope import Scope
from gateway.northbound.shape import DeviceBody, DeviceSummary, PropertyBody

routes = Routes("devices")

NAME = Annotated[str, Field(max_length=64, pattern=r"^[^\x00-\x1f\x7f/]*$")]


class DeviceQuery(Query):
    """Which devices."""

    room: str | None = None
    adapter: str | None = None


class DeviceList(Model):
    """Devices, oldest first, as of (epoch, seq)."""

    epoch: str
    seq: int
    devices: list[DeviceSummary]


class PropertyList(Model):
    """Properties of one device, as of (epoch, seq)."""

    epoch: str
    seq: int
    properties: list[PropertyBody]


class DeviceEdit(Model):
    """What to change; what is left out stays. "" gives back the vendor's name, or takes it out of its room."""

    name: NAME | None = None
    room: NAME | None = None


@routes.add(
    "GET",
    "/devices",
    en="List devices",
    zh="设备列表",
    scopes=(Scope.READ,),
    query=DeviceQuery,
    answers={200: DeviceList},
)
async def list_devices(api: Api, call: Call) -> DeviceList:
    """List the devices that the token sees."""
    wanted = call.query_as(DeviceQuery)
    found = [
        shape.summary(api.home, entry, call.view)
        for entry in api.home.devices()
        if call.view.sees(entry)
        and (wanted.room is None or entry.room == wanted.room)
        and (wanted.adapter is None or entry.adapter == wanted.adapter)
    ]
    return DeviceList(epoch=api.home.epoch, seq=api.home.seq, devices=found)


@routes.add("GET", "/devices/{device}", en="One device", zh="设备详情", scopes=(Scope.READ,), answers={200: DeviceBody})
async def get_device(api: Api, call: Call) -> DeviceBody:
    """Give one device with all it has."""
    return shape.whole(api.home, call.device(api), call.view, api.clock.wall_ms())


@routes.add(
    "PATCH",
    "/devices/{device}",
    en="Rename or place a device",
    zh="重命名设备或设置房间",
    scopes=(Scope.ADMIN,),
    body=DeviceEdit,
    answers={200: DeviceSummary},
)
async def edit_device(api: Api, call: Call) -> DeviceSummary:
    """Give a device another name or room; its id stays."""
    entry, wanted = call.device(api), call.body_as(DeviceEdit)
    if wanted.name is not None:
        entry = await api.home.rename(entry.id, wanted.name.strip())
    if wanted.room is not None:
        entry = await api.home.place(entry.id, wanted.room.strip())
    return shape.summary(api.home, entry, call.view)


@routes.add(
    "DELETE",
    "/devices/{device}",
    en="Forget a device that is gone",
    zh="删除已不存在的设备",
    scopes=(Scope.ADMIN,),
    answers={204: None},
)
async def forget_device(api: Api, call: Call) -> Answer:
    """Let go of a device that its adapter no longer has; should it come back, it has the same id."""
    try:
        await api.home.forget(call.device(api).id)
    except ValueError as error:
        raise Problem(
            "conflict",
            str(error),
            code="still-there",
            place="device",
            fix="Part from it with `hutong unpair`, or take it out of its adapter's settings or its own hub",
        ) from None
    return Answer(status=204)


@routes.add(
    "GET",
    "/devices/{device}/properties",
    en="Properties of a device",
    zh="设备属性",
    scopes=(Scope.READ,),
    answers={200: PropertyList},
)
async def list_properties(api: Api, call: Call) -> PropertyList:
    """Give values with age, unit and names."""
    found = shape.properties(api.home, call.device(api), call.view, api.clock.wall_ms())
    return PropertyList(epoch=api.home.epoch, seq=api.home.seq, properties=found)


@routes.add(
    "GET",
    "/devices/{device}/properties/{endpoint}/{capability}/{property}",
    en="One property",
    zh="单个属性",
    scopes=(Scope.READ,),
    answers={200: PropertyBody},
)
async def get_property(api: Api, call: Call) -> Answer:
    """Give one property, under its name of today whatever it was asked by."""
    entry = call.device(api)
    handle = entry.by_path.get(api.home.path(entry, path_of(call)))
    if handle is None:
        raise Problem("not-found", "the device has no such property", place="property")
    return Answer(status=200, body=shape.one(api.home, handle, call.view, api.clock.wall_ms()))


def path_of(call: Call) -> str:
    """Join the path of a property from its parts."""
    parts = call.parameters
    return f"{parts['endpoint']}/{parts['capability']}/{parts['property']}"
