"""What ESPHome's own firmware said is heard again, what we said is said again, and the home is told the same."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from aioesphomeapi import core as faults
from aioesphomeapi import model as api

from adapters.esphome.link import translated
from adapters.esphome.session import EsphomeSession
from adapters.sdk.buffer import Buffer
from adapters.sdk.errors import RejectedError
from adapters.sdk.record import Line, read
from adapters.sdk.session import Outlet
from adapters.sdk.tap import Tap
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.outcomes import Sent
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.updates import AvailabilityChanged, DeviceDescribed, PropertiesReported, Update

REGISTRY: Final = Registry.load()
CAPTURES: Final = Path(__file__).parents[2] / "captures" / "esphome"


def lines() -> list[Line]:
    return read((CAPTURES / "board.jsonl").read_text("utf-8").splitlines())


class Played:
    """In place of the client: keeps what it is told to do, in the form of a recording."""

    def __init__(self) -> None:
        self.called: list[str] = []

    async def device_info(self) -> None:
        """Answer, and so show that it is there."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_arguments, **_more: self.called.append(name)


def made(said: Mapping[str, Any]) -> Any:
    """Make one of the library's models of what was recorded of it."""
    return getattr(api, said["kind"]).from_dict({name: value for name, value in said.items() if name != "kind"})


def heard(session: EsphomeSession, outlet: Outlet, said: Mapping[str, Any], device: list[Any]) -> None:
    if "device" in said:
        device[:] = [api.DeviceInfo.from_dict(dict(said["device"]))]
    elif "entities" in said:
        session.introduced(outlet, device[0], [made(one) for one in said["entities"]])
    else:
        session.heard(outlet, made(said))


def told(updates: list[Update]) -> list[Any]:
    found: list[Any] = []
    paths: list[str] = []
    for update in updates:
        match update:
            case DeviceDescribed():
                paths = [one.path for one in update.device.properties]
                found.append(["described", update.device.model, paths, [one.name for one in update.device.commands]])
            case PropertiesReported():
                found.append({paths[index]: value for index, value in update.changes})
            case AvailabilityChanged():
                found.append(["available", update.available])
            case _:
                raise AssertionError(update)
    return found


async def replayed() -> tuple[list[Any], list[str]]:
    device: list[Any] = []
    first = json.loads(lines()[0].message)
    key = first["device"]["mac_address"].upper()
    session = EsphomeSession(Paired(key=key, name="Board", kept={}), REGISTRY, Tap())
    buffer, played = Buffer(), Played()
    outlet = Outlet(key, buffer, lambda: 0, lambda: None)
    session._client = played  # type: ignore[assignment]
    for line in lines():
        said = json.loads(line.message)
        if line.way == "in":
            heard(session, outlet, said, device)
        else:
            assert await session.execute(wish(session, said)) == Sent(command="c")
    return told(list(await asyncio.wait_for(buffer.take(), 1))), played.called


def wish(session: EsphomeSession, said: Mapping[str, Any]) -> Command:
    """Give the wish that led to what was said."""
    (board,) = session._boards
    if said["command"] == "lock_command":
        (place,) = [one for one in board.actions if one[2] == "lockDoor"]
        return InvokeCommand(id="c", device=board.thing.key, endpoint=place[0], capability=place[1], command=place[2])
    ((name, value),) = said["arguments"].items()
    described = board.thing.description.properties
    index = next(n for n, one in enumerate(described) if one.address == f"{said['entity']}/{name}")
    ours = value * 100 if name == "brightness" else value
    return SetProperties(id="c", device=board.thing.key, changes=((index, ours),))


async def test_a_recording_gives_the_same_again() -> None:
    golden = json.loads((CAPTURES / "board.golden.json").read_text("utf-8"))
    found, called = await replayed()
    assert found == golden
    assert called == [json.loads(one.message)["command"] for one in lines() if one.way == "out"]


async def test_a_read_tells_again_what_was_told_and_adds_no_listener() -> None:
    key = json.loads(lines()[0].message)["device"]["mac_address"].upper()
    session = EsphomeSession(Paired(key=key, name="Board", kept={}), REGISTRY, Tap())
    buffer, played, device = Buffer(), Played(), list[Any]()
    outlet = Outlet(key, buffer, lambda: 0, lambda: None)
    session._client, session._outlet = played, outlet  # type: ignore[assignment]
    for line in lines():
        if line.way == "in":
            heard(session, outlet, json.loads(line.message), device)
    await buffer.take()
    for _ in range(3):
        wanted = ReadProperties(id="c", device=key, properties=(0,))
        assert await session.execute(wanted) == Sent(command="c")
    again = [one for one in await asyncio.wait_for(buffer.take(), 1) if isinstance(one, PropertiesReported)]
    assert again
    assert played.called == []


async def test_a_stranger_at_its_address_is_told_with_a_fix_of_its_own() -> None:
    session = EsphomeSession(Paired(key="02:00:00:00:00:01", name="Board", kept={}), REGISTRY, Tap())
    outlet = Outlet(session.name, Buffer(), lambda: 0, lambda: None)
    stranger = api.DeviceInfo(name="board", mac_address="02:00:00:00:00:03")  # type: ignore[call-arg]
    with pytest.raises(RejectedError, match="another device answers") as caught:
        session.introduced(outlet, stranger, [])
    assert caught.value.code == "another-device"
    assert caught.value.fix == "pair the board with the address that it has now; it stays what it was"
    assert translated(faults.BadMACAddressAPIError("", "", "")).fix == caught.value.fix


async def test_a_password_that_a_board_tells_is_in_no_recording() -> None:
    board = api.DeviceInfo(name="board", mac_address="02:00:00:00:00:01")  # type: ignore[call-arg]
    texts = [
        api.TextInfo(object_id="wifi", key=1, name="Wi-Fi", mode=api.TextMode.PASSWORD),  # type: ignore[call-arg]
        api.TextInfo(object_id="note", key=2, name="Note"),  # type: ignore[call-arg]
    ]
    tap, recorded = Tap(), list[bytes]()
    session = EsphomeSession(Paired(key="02:00:00:00:00:01", name="Board", kept={}), REGISTRY, tap)
    outlet = Outlet(session.name, Buffer(), lambda: 0, lambda: None)
    session.introduced(outlet, board, texts)
    states = [api.TextState(key=one.key, state=f"told {one.key}") for one in texts]  # type: ignore[call-arg]
    with tap.listened(lambda _link, _way, message: recorded.append(message)):
        for state in states:
            session.heard(outlet, state)
    assert [json.loads(one)["state"] for one in recorded] == ["told 2"]
