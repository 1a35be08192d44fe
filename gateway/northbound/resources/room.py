"""Rooms: the names that devices are placed under."""

from collections import Counter
from typing import Annotated

from pydantic import Field

from gateway.northbound.base import Model
from gateway.northbound.context import Api
from gateway.northbound.problem import Problem
from gateway.northbound.route import Call, Routes
from gateway.northbound.scope import Scope

routes = Routes("rooms")


class RoomBody(Model):
    """A room and how many devices are in it."""

    name: str
    devices: int


class RoomList(Model):
    """Rooms by name."""

    rooms: list[RoomBody]


class RoomEdit(Model):
    """The room's new name."""

    name: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f/]*[^\x00-\x20\x7f/]$")]


@routes.add("GET", "/rooms", en="List rooms", zh="房间列表", scopes=(Scope.READ,), answers={200: RoomList})
async def list_rooms(api: Api, call: Call) -> RoomList:
    """List the rooms in which the token sees a device."""
    found = Counter(entry.room for entry in api.home.devices() if entry.room and call.view.sees(entry))
    return RoomList(rooms=[RoomBody(name=name, devices=count) for name, count in sorted(found.items())])


@routes.add(
    "PATCH",
    "/rooms/{room}",
    en="Rename a room",
    zh="重命名房间",
    scopes=(Scope.ADMIN,),
    body=RoomEdit,
    answers={200: RoomBody},
)
async def rename_room(api: Api, call: Call) -> RoomBody:
    """Rename a room: its devices move along, and so do the restrictions of tokens."""
    old, new = call.parameters["room"], call.body_as(RoomEdit).name
    inside = [entry for entry in api.home.devices() if entry.room == old]
    if not inside:
        raise Problem("not-found", "no such room", place="room")
    await api.access.rename_room(old, new)
    for entry in inside:
        await api.home.place(entry.id, new)
    return RoomBody(name=new, devices=len(inside))
