"""One board: connect, describe, and hear what it tells until the link ends."""

import asyncio
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from aioesphomeapi import core as faults
from aioesphomeapi import model as api
from aioesphomeapi.client import APIClient
from aioesphomeapi.model_conversions import STATE_TYPE_TO_INFO_TYPE

from adapters.esphome.describe import Board, Entity, boards
from adapters.sdk.errors import LinkError, ProtocolError, RejectedError, UnreachableError
from adapters.sdk.network import checked
from adapters.sdk.session import Outlet
from adapters.sdk.tap import Tap
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.conversion import ConversionError
from schemas.outcomes import Answer, Refused, Sent
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.value import Value

PORT: Final = 6053
CONNECT_S: Final = 15.0
LIST_S: Final = 30.0
READ_S: Final = 4.0
UNEXPECTED: Final = "unexpected-value"
KEEPALIVE_S: Final = 5.0  # a board that is silent for 4.5 times as long is gone
PAIR_FIX: Final = "pair it anew with the key of its configuration"

_DAMAGED: Final = "the device sent what is no message of its protocol"
_SILENT: Final = "the device does not answer"
_GONE: Final = "the device hung up"
_ANOTHER: Final = "another device answers at its address"
_KEY: Final = "the device does not accept the encryption key"
_OUTDATED: Final = "the device wants a password, which newer firmware no longer has"
_MEANINGS: Final[tuple[tuple[type[Exception], type[LinkError], str, str], ...]] = (
    # behind a greeting that the key was right for
    (faults.EncryptionErrorAPIError, ProtocolError, "malformed-message", "what the device sent cannot be decrypted"),
    (faults.InvalidEncryptionKeyAPIError, RejectedError, "key-rejected", _KEY),
    (faults.RequiresEncryptionAPIError, RejectedError, "key-needed", "the device wants an encryption key"),
    (faults.EncryptionPlaintextAPIError, RejectedError, "key-not-wanted", "the device speaks without encryption"),
    (faults.InvalidAuthAPIError, RejectedError, "password-needed", _OUTDATED),
    (faults.BadMACAddressAPIError, RejectedError, "another-device", _ANOTHER),
    (faults.BadNameAPIError, RejectedError, "another-device", _ANOTHER),
    (faults.SocketClosedAPIError, UnreachableError, "link-lost", _GONE),
    (faults.ReadFailedAPIError, UnreachableError, "link-lost", _GONE),
    (faults.EncryptionHelloAPIError, UnreachableError, "link-lost", _GONE),
    (ConnectionResetError, UnreachableError, "link-lost", _GONE),
    (faults.ProtocolAPIError, ProtocolError, "malformed-message", _DAMAGED),
    (faults.HandshakeAPIError, ProtocolError, "malformed-message", _DAMAGED),
    (faults.PingFailedAPIError, UnreachableError, "no-answer", _SILENT),
    (faults.TimeoutAPIError, UnreachableError, "no-answer", _SILENT),
    (TimeoutError, UnreachableError, "no-answer", _SILENT),
)
_VERSION: Final = re.compile(r"Incompatible API version|Unknown protocol selected")
"""The library has no class of its own for these."""


def translated(error: BaseException) -> LinkError:
    """Say an error of the library in our words; its own texts may hold addresses, never keys."""
    if _VERSION.search(str(error)):
        return RejectedError("the device speaks a version of its protocol that is unknown here", code="wrong-version")
    if isinstance(error.__cause__, ConnectionResetError):
        return translated(error.__cause__)
    for kind, ours, code, reason in _MEANINGS:
        if isinstance(error, kind):
            return ours(reason, PAIR_FIX if ours is RejectedError else "", code=code)
    return UnreachableError("the device cannot be reached, or hung up")


def broken(error: Exception | None) -> LinkError:
    """Say what ended a link on which our key was good: an odd byte there is damage, and no new wish for a key."""
    found = translated(error or faults.SocketClosedAPIError())
    return ProtocolError(_DAMAGED) if found.code.startswith("key-") else found


async def opened(kept: Mapping[str, Any], ended: "asyncio.Future[Exception | None]") -> APIClient:
    """Connect to the checked address of a board. `ended` is told why the link ended. Raises LinkError."""
    port = int(kept.get("port") or PORT)
    target = (await checked(str(kept["host"]), port))[0]

    def stopped(event: api.ConnectionClosedEvent) -> None:
        if not ended.done():
            ended.set_result(event.error)

    client = APIClient(
        target.address[0],
        port,
        None,
        client_info="hutong",
        keepalive=KEEPALIVE_S,
        noise_psk=str(kept.get("key") or "") or None,
        provide_time=False,
    )
    client.add_connection_closed_callback(stopped)
    try:
        async with asyncio.timeout(CONNECT_S):
            await client.connect(login=True)
    except (faults.APIConnectionError, TimeoutError, OSError) as error:
        await closed(client)
        raise translated(error) from error
    return client


async def closed(client: APIClient) -> None:
    """Hang up, whatever state the link is in."""
    with suppress(faults.APIConnectionError, TimeoutError, OSError):
        async with asyncio.timeout(1.0):
            await client.disconnect(force=True)


async def listed(client: APIClient) -> tuple[api.DeviceInfo, list[Any]]:
    """Ask a board what it is and has. Raises LinkError."""
    try:
        async with asyncio.timeout(LIST_S):
            device, infos, _ = await client.device_info_and_list_entities()
    except (faults.APIConnectionError, TimeoutError) as error:
        raise broken(error) from error
    return device, infos


class BoardSession:
    """One board and the devices that it names on its own."""

    def __init__(self, paired: Paired, registry: Registry, tap: Tap) -> None:
        """Only assigns."""
        self.name = paired.key
        self._kept = paired.kept
        self._registry = registry
        self._tap = tap
        self._client: APIClient | None = None
        self._boards: tuple[Board, ...] = ()
        self._by_key: dict[tuple[int, int], list[tuple[Board, Entity]]] = {}
        self._last: dict[tuple[str, str], dict[str, Value]] = {}  # by device and entity
        self._outlet: Outlet | None = None

    async def run(self, outlet: Outlet) -> None:
        """Connect, describe, hear. Raises LinkError."""
        ended: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        client = await opened(self._kept, ended)
        try:
            self.introduced(outlet, *await listed(client))
            self._client, self._outlet = client, outlet
            client.subscribe_states(lambda state: self.heard(outlet, state))
            why = await ended
        except faults.APIConnectionError as error:
            raise broken(error) from error
        finally:
            self._client = self._outlet = None
            await closed(client)
        raise broken(why)

    def introduced(self, outlet: Outlet, device: api.DeviceInfo, infos: list[Any]) -> None:
        """Take what the board is and has, and describe it. RejectedError where it is another."""
        self._told({"device": device.to_dict()})
        self._told({"entities": [{"kind": type(one).__name__, **one.to_dict()} for one in infos]})
        self._take(device, infos)
        for board in self._boards:
            outlet.describe(board.thing)

    def _told(self, message: Mapping[str, Any]) -> None:
        self._tap.heard(self.name, json.dumps(message, default=str).encode())

    def _take(self, device: api.DeviceInfo, infos: list[Any]) -> None:
        found = boards(device, infos, self._registry)
        if found[0].thing.key != self.name:
            raise RejectedError("another device answers at its address", PAIR_FIX, code="another-device")
        self._boards = found
        self._by_key, self._last = {}, {}
        for board in found:
            for entity in board.entities:
                place = (int(getattr(entity.info, "device_id", 0) or 0), entity.info.key)
                self._by_key.setdefault(place, []).append((board, entity))

    def heard(self, outlet: Outlet, state: Any) -> None:
        """Take one state. Entities of different kinds may have the same number, as those of one name do."""
        self._told({"kind": type(state).__name__, **state.to_dict()})
        place = (int(getattr(state, "device_id", 0) or 0), state.key)
        for board, entity in self._by_key.get(place, ()):
            if STATE_TYPE_TO_INFO_TYPE.get(type(state)) is not type(entity.info):
                continue
            if isinstance(state, api.Event):
                self._occurred(outlet, board, entity, state)
            else:
                self._reported(outlet, board, entity, state)

    def _reported(self, outlet: Outlet, board: Board, entity: Entity, state: Any) -> None:
        values: dict[str, Value] = {}
        for one in entity.fields:
            try:
                if one.read is not None:
                    values[entity.at(one.name)] = one.read(state)
            except (TypeError, ValueError):
                error = ProtocolError("it tells what its API does not know; the value before it stays", code=UNEXPECTED)
                outlet.fault(error, key=board.thing.key, place=entity.at(one.name))
        self._last.setdefault((board.thing.key, entity.address), {}).update(values)
        outlet.heard(board.thing, values)

    async def _repeat(self, client: APIClient, board: Board) -> None:
        """Tell again what the board told last: it tells every change at once, so that is what is, if it is there.

        That it is, its answer to a question shows; whatever it told before that answer has come before it.
        """
        async with asyncio.timeout(READ_S):
            await client.device_info()
        for (key, _), values in self._last.items():
            if key == board.thing.key and self._outlet is not None:
                self._outlet.heard(board.thing, values)

    def _occurred(self, outlet: Outlet, board: Board, entity: Entity, state: api.Event) -> None:
        ours = board.events.get((entity.address, state.event_type))
        if ours is not None:
            outlet.occurred(board.thing.key, entity.endpoint, *ours)
        outlet.heard(board.thing, {entity.at("event"): state.event_type})

    async def execute(self, command: Command) -> Answer:
        """Hand a command to the board; it tells its new state by itself."""
        client, board = self._client, self._board(command.device)
        if client is None or board is None:
            return Refused(command=command.id, code="not-connected", reason="there is no link", retry=True)
        try:
            match command:
                case SetProperties():
                    return self._set(client, board, command)
                case InvokeCommand():
                    return self._invoke(client, board, command)
                case ReadProperties():
                    await self._repeat(client, board)
                    return Sent(command=command.id)
        except (faults.APIConnectionError, TimeoutError) as error:
            raise broken(error) from error

    def _board(self, key: str) -> Board | None:
        return next((one for one in self._boards if one.thing.key == key), None)

    def _set(self, client: APIClient, board: Board, command: SetProperties) -> Answer:
        calls: dict[str, tuple[Entity, dict[str, Any]]] = {}
        try:
            for address, value in board.thing.writes(command.changes):
                _gather(calls, board, address, value)
        except (ConversionError, ValueError) as error:
            return Refused(command=command.id, code="out-of-range", reason=str(error))
        for entity, arguments in calls.values():
            self._call(client, entity, arguments)
        return Sent(command=command.id)

    def _invoke(self, client: APIClient, board: Board, command: InvokeCommand) -> Answer:
        action = board.actions.get((command.endpoint, command.capability, command.command))
        if action is None:
            return Refused(command=command.id, code="unknown-command", reason="the device has no such command")
        self._call(client, action.entity, action.arguments)
        return Sent(command=command.id)

    def _call(self, client: APIClient, entity: Entity, arguments: Mapping[str, Any]) -> None:
        said = {"command": entity.part.command, "entity": entity.address, "arguments": dict(arguments)}
        self._tap.said(self.name, json.dumps(said, default=str).encode())
        more = {"device_id": entity.info.device_id} if getattr(entity.info, "device_id", 0) else {}
        if entity.part.command in _PLAIN and arguments:
            getattr(client, entity.part.command)(entity.info.key, next(iter(arguments.values())), **more)
        else:
            getattr(client, entity.part.command)(entity.info.key, **arguments, **more)


_PLAIN: Final = frozenset({"switch_command", "number_command", "select_command", "text_command", "datetime_command"})
"""Commands whose one argument has a name of its own."""


def _gather(calls: dict[str, tuple[Entity, dict[str, Any]]], board: Board, address: str, value: Value) -> None:
    found = board.writer(address)
    if found is None:
        raise ValueError(f"{address} takes no value")
    entity, write = found
    calls.setdefault(entity.address, (entity, {}))[1].update(write(value))
