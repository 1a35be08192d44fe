"""One board: connect, describe, and hear what it tells until the link ends."""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from time import monotonic_ns
from typing import Any, Final

from aioesphomeapi import core as faults
from aioesphomeapi import model as api
from aioesphomeapi.client import APIClient
from aioesphomeapi.model_conversions import STATE_TYPE_TO_INFO_TYPE

from adapters.esphome.describe import Board, Entity, boards
from adapters.esphome.link import ANOTHER, MOVED_FIX, broken, closed, listed, opened
from adapters.sdk.errors import DeviceError, ProtocolError, RejectedError, UnreachableError
from adapters.sdk.mailbox import EXPIRY_S, Mailbox
from adapters.sdk.session import Outlet
from adapters.sdk.tap import Tap
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.outcomes import Answer, Refused, Sent
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.value import Value

READ_S: Final = 4.0
WAKES_S: Final = 2.0
"""How often it is tried whether a board that sleeps is awake: some are for ten seconds only."""
ASLEEP_S: Final = 86_400.0
"""A board that has not woken for so long is lost."""
UNEXPECTED: Final = "unexpected-value"


class EsphomeSession:
    """One board and the devices that it names on its own."""

    def __init__(
        self,
        paired: Paired,
        registry: Registry,
        tap: Tap,
        *,
        now_ns: Callable[[], int] = monotonic_ns,
        queue_s: float = EXPIRY_S,
    ) -> None:
        """Only assigns. `queue_s`: how long a wish waits for a board that sleeps."""
        self.name = paired.key
        self._kept = paired.kept
        self._registry = registry
        self._tap = tap
        self._client: APIClient | None = None
        self._boards: tuple[Board, ...] = ()
        self._by_key: dict[tuple[int, int], list[tuple[Board, Entity]]] = {}
        self._last: dict[tuple[str, str], dict[str, Value]] = {}  # by device and entity
        self._outlet: Outlet | None = None
        self._now_ns = now_ns
        self._queue_s = queue_s
        self._sleeps = False  # deeply, and so says goodbye for a while
        self._awake_ns = 0
        self._wishes: dict[str, Mailbox] = {}  # by device

    async def run(self, outlet: Outlet) -> None:
        """Connect, describe, hear. Raises LinkError, unless the board said that it sleeps: then it is waited for."""
        while True:
            try:
                await self._converse(outlet)
            except UnreachableError:
                self._expire(outlet)
                if not self._sleeps or self._now_ns() - self._awake_ns > ASLEEP_S * 1e9:
                    raise
            await asyncio.sleep(WAKES_S)

    async def _converse(self, outlet: Outlet) -> None:
        ended: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        client = await opened(self._kept, ended)
        try:
            self.introduced(outlet, *await listed(client))
            self._client, self._outlet = client, outlet
            client.subscribe_states(lambda state: self.heard(outlet, state))
            self._deliver(client, outlet)
            why = await ended
        except faults.APIConnectionError as error:
            raise broken(error) from error
        finally:
            self._client = self._outlet = None
            self._awake_ns = self._now_ns()
            await closed(client)
        raise broken(why)

    def introduced(self, outlet: Outlet, device: api.DeviceInfo, infos: list[Any]) -> None:
        """Take what the board is and has, and describe it. RejectedError where it is another."""
        if self._tap.is_open:
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
            raise RejectedError(ANOTHER, MOVED_FIX, code="another-device")
        self._boards, self._sleeps = found, device.has_deep_sleep
        self._by_key, self._last = {}, {}
        for board in found:
            for entity in board.entities:
                place = (int(getattr(entity.info, "device_id", 0) or 0), entity.info.key)
                self._by_key.setdefault(place, []).append((board, entity))

    def heard(self, outlet: Outlet, state: Any) -> None:
        """Take one state. Entities of different kinds may have the same number, as those of one name do."""
        place = (int(getattr(state, "device_id", 0) or 0), state.key)
        for board, entity in self._by_key.get(place, ()):
            if STATE_TYPE_TO_INFO_TYPE.get(type(state)) is not type(entity.info):
                continue
            if self._tap.is_open and not entity.is_secret:
                self._told({"kind": type(state).__name__, **state.to_dict()})
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
        if client is None and board is not None and self._sleeps:
            return self._keep(board, command)
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
        try:
            self._write(client, _calls(board, board.thing.writes(command.changes)))
        except ValueError as error:
            return Refused(command=command.id, code="out-of-range", reason=str(error))
        return Sent(command=command.id)

    def _write(self, client: APIClient, calls: Iterable[tuple[Entity, Mapping[str, Any]]]) -> None:
        for entity, arguments in calls:
            self._call(client, entity, arguments)

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

    # ---- a board that sleeps

    def _keep(self, board: Board, command: Command) -> Answer:
        """Keep what is set until the board wakes. Commands do not wait: nobody knows what they would do then."""
        if not isinstance(command, SetProperties):
            return Refused(command=command.id, code="asleep", reason="the device sleeps", retry=True)
        try:
            writes = board.thing.writes(command.changes)
            _calls(board, writes)
        except ValueError as error:
            return Refused(command=command.id, code="out-of-range", reason=str(error))
        box = self._wishes.setdefault(board.thing.key, Mailbox(self._queue_s))
        if not box.put(writes, self._now_ns()):
            return Refused(command=command.id, code="too-many-waiting", reason="the device has not woken for long")
        return Sent(command=command.id, within_s=self._queue_s)

    def _deliver(self, client: APIClient, outlet: Outlet) -> None:
        """Tell a board that woke what waits for it."""
        self._expire(outlet)
        for board in self._boards:
            with self._wishes.get(board.thing.key, Mailbox()).taken(self._now_ns()) as wanted:
                self._write(client, _still(board, wanted, outlet))

    def _expire(self, outlet: Outlet) -> None:
        for key, box in self._wishes.items():
            for address in box.expired(self._now_ns()):
                reason = f"a wish for {address} was dropped: the device has not woken in {self._queue_s:g} s"
                outlet.fault(DeviceError(reason, code="expired"), key=key, place=address)


_PLAIN: Final = frozenset({"switch_command", "number_command", "select_command", "text_command", "datetime_command"})
"""Commands whose one argument has a name of its own."""


def _still(board: Board, wanted: Mapping[str, Value], outlet: Outlet) -> list[tuple[Entity, dict[str, Any]]]:
    """Give what is still to be written to a board that may have woken with other firmware."""
    try:
        return _calls(board, wanted.items())
    except ValueError as error:
        outlet.fault(DeviceError(f"wishes were dropped: {error}", code="expired"), key=board.thing.key)
        return []


def _calls(board: Board, writes: Iterable[tuple[str, Value]]) -> list[tuple[Entity, dict[str, Any]]]:
    """Gather what is written to each entity: one command each. ValueError where one takes no value."""
    calls: dict[str, tuple[Entity, dict[str, Any]]] = {}
    for address, value in writes:
        found = board.writer(address)
        if found is None:
            raise ValueError(f"{address} takes no value")
        entity, write = found
        calls.setdefault(entity.address, (entity, {}))[1].update(write(value))
    return list(calls.values())
