"""The WebSocket at /api/v1/stream: hello, then a snapshot or what was missed, then changes; and commands with ids.

Order: changes come in the order of their seq, a command's outcome behind every change that preceded it. Loss: no event
and no outcome while connected. A client that reads slowly gets the newest values only, and is told (`folded`); one for
which even its events are too much is told (close code 4002 with the point to resume from) and dropped.
"""

import asyncio
import json
import logging
from contextlib import suppress
from typing import Annotated, Final, Literal

from aiohttp import WSMsgType, web
from pydantic import Field, JsonValue, TypeAdapter, ValidationError

from gateway.northbound import dispatch, outcome, stream_text
from gateway.northbound.access import Grant
from gateway.northbound.base import Model
from gateway.northbound.body import check_json, parse, violated
from gateway.northbound.context import Api
from gateway.northbound.hub import ACCESS_CHANGED, STOPPING, Hub
from gateway.northbound.problem import Problem
from gateway.northbound.reader import SLOW, Listener
from gateway.northbound.resources.wish import Word, confirmed, renamed
from gateway.northbound.scope import Scope, View
from schemas.outcomes import Outcome
from schemas.vocabulary import Confirmation

log = logging.getLogger(__name__)

REFUSED: Final = 4001  # the token does not open the stream
CLOSE_CODES: Final = {SLOW: 4002, ACCESS_CHANGED: 4003, STOPPING: 1001}
AUTH_S: Final = 10.0  # for the first message, where no header authorised
CLOSE_S: Final = 5.0  # for a dropped client to take note
MOST_MESSAGE: Final = 64 * 1024
MOST_COMMANDS: Final = 16  # of one client, at the same time


class AuthMessage(Model):
    """The first message of a client that could not send a header."""

    type: Literal["auth"]
    token: Annotated[str, Field(max_length=256)]
    epoch: Annotated[str, Field(max_length=64)] = ""
    seq: Annotated[int, Field(ge=0)] = 0


class SetMessage(Model):
    """Write properties of one device."""

    type: Literal["set"]
    id: Annotated[str, Field(max_length=64)]
    device: Annotated[str, Field(max_length=64)]
    properties: Annotated[dict[str, JsonValue], Field(min_length=1, max_length=256)]
    confirmation: Word = ""


class InvokeMessage(Model):
    """Invoke a command of one endpoint."""

    type: Literal["invoke"]
    id: Annotated[str, Field(max_length=64)]
    device: Annotated[str, Field(max_length=64)]
    endpoint: Annotated[int, Field(ge=0, le=65535)]
    capability: Annotated[str, Field(max_length=64)]
    command: Annotated[str, Field(max_length=200)]
    arguments: Annotated[dict[str, JsonValue], Field(max_length=64)] = Field(default_factory=dict)
    confirmation: Word = ""


Message = SetMessage | InvokeMessage
MESSAGES: Final[TypeAdapter[Message]] = TypeAdapter(Annotated[Message, Field(discriminator="type")])


class Stream:
    """Serves the stream to any number of clients."""

    def __init__(self, api: Api, hub: Hub) -> None:
        self._api = api
        self._hub = hub

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one client until it goes, is dropped, or the gateway stops."""
        resume = _resume(request)
        header = request.headers.get("Authorization")
        grant = None if header is None else self._admit(header, request)
        socket = web.WebSocketResponse(
            heartbeat=self._api.settings.stream_ping_s, max_msg_size=MOST_MESSAGE, timeout=CLOSE_S, compress=False
        )
        if not socket.can_prepare(request).ok:
            raise Problem("malformed-request", "this is a WebSocket: ask with Upgrade: websocket", place="Upgrade")
        await socket.prepare(request)
        if grant is None:
            first = await self._first(socket, request)
            if first is None:
                return socket
            grant, resume = first
        await Session(self._api, self._hub, grant, socket).run(resume)
        if request.transport is not None:
            request.transport.abort()
        return socket

    def _admit(self, header: str, request: web.Request) -> Grant:
        grant = dispatch.authenticate(self._api, header, request.remote or "")
        _demand_any(grant)
        return grant

    async def _first(
        self, socket: web.WebSocketResponse, request: web.Request
    ) -> tuple[Grant, tuple[str, int] | None] | None:
        """Wait for the first message and judge it; closes the socket where it does not open the stream."""
        try:
            async with asyncio.timeout(AUTH_S):
                text = await socket.receive_str()
            message = parse(text.encode(), AuthMessage)
            grant = dispatch.admit(self._api, message.token, request.remote or "")
            _demand_any(grant)
        except Problem as problem:
            await socket.close(code=REFUSED, message=(problem.code or problem.kind).encode())
        except (TimeoutError, TypeError):
            await socket.close(code=REFUSED, message=b"token-required")
        else:
            return grant, (message.epoch, message.seq) if message.epoch else None
        return None


class Session:
    """One client, from its admission to its end."""

    def __init__(self, api: Api, hub: Hub, grant: Grant, socket: web.WebSocketResponse) -> None:
        self._api = api
        self._hub = hub
        self._grant = grant
        self._socket = socket
        # Who may only control sees no device here, as in GET /devices.
        self._view = grant.view if Scope.READ in grant.scopes else View(levels=0, devices=frozenset())
        self._commands: set[asyncio.Task[None]] = set()

    async def run(self, resume: tuple[str, int] | None) -> None:
        """Serve until the client goes or is dropped; commands still waiting for their outcome are given up then."""
        listener = self._hub.join(self._view, self._grant.id, resume)
        try:
            async with asyncio.TaskGroup() as tasks:
                reader = tasks.create_task(self._read(listener, tasks), name="stream-read")
                writer = tasks.create_task(self._write(listener), name="stream-write")
                watcher = tasks.create_task(_until_dropped(listener), name="stream-watch")
                await asyncio.wait((reader, writer, watcher), return_when=asyncio.FIRST_COMPLETED)
                for task in (reader, writer, watcher, *self._commands):
                    task.cancel()
        except* ConnectionError:
            log.debug("a stream client went away")
        finally:
            self._hub.leave(self._view, listener)
        await self._close(listener)

    async def _write(self, listener: Listener) -> None:
        while True:
            await listener.ready.wait()
            listener.ready.clear()
            while (frame := self._next(listener)) is not None:
                await self._socket.send_frame(frame, WSMsgType.TEXT)

    def _next(self, listener: Listener) -> bytes | None:
        """Give the next frame; where none waits and much was missed, that."""
        frame = listener.take()
        if frame is None and listener.backlog is not None:
            self._hub.catch_up(self._view, listener)
            frame = listener.take()
        return frame

    async def _close(self, listener: Listener) -> None:
        """Say why; where the client does not read even that within CLOSE_S, the connection is cut by the caller."""
        if self._socket.closed:
            return
        told = {"code": listener.dropped, "epoch": self._api.home.epoch, "seq": listener.sent_seq}
        code = CLOSE_CODES.get(listener.dropped, 1000)
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._socket.close(code=code, message=stream_text.dumps(told).encode(), drain=False)
        except (TimeoutError, ConnectionError):
            log.debug("a dropped stream client did not answer")

    async def _read(self, listener: Listener, tasks: asyncio.TaskGroup) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                self._tell(listener, "", Problem("malformed-json", "messages are JSON text"))
                continue
            try:
                wish = _parsed(message.data)
                self._check(wish)
            except Problem as problem:
                self._tell(listener, _id_of(message.data), problem)
                continue
            command = tasks.create_task(self._obey(listener, wish), name="stream-command")
            self._commands.add(command)
            command.add_done_callback(self._commands.discard)

    def _check(self, wish: Message) -> None:
        dispatch.demand(self._grant, frozenset({Scope.CONTROL}))
        if len(self._commands) >= MOST_COMMANDS:
            raise Problem("refused", f"{MOST_COMMANDS} commands are under way", code="busy", fix="Await some outcomes")
        self._api.visible(wish.device, self._grant.view)
        confirmed(self._grant, wish.confirmation)

    async def _obey(self, listener: Listener, wish: Message) -> None:
        try:
            came = await self._carry_out(wish)
            answer = outcome.answer(came, self._api.metrics, self._renamed(wish))
        except KeyError:
            self._tell(listener, wish.id, Problem("not-found", "no such device", place="device"))
        except Problem as problem:
            self._tell(listener, wish.id, problem)
        else:
            body = {"type": "outcome", "id": wish.id, "status": answer.status}
            body |= answer.body.model_dump() if answer.body else {}
            self._hub.reply(self._view, listener, stream_text.dumps(body).encode())

    async def _carry_out(self, wish: Message) -> Outcome:
        home, origin = self._api.home, f"token:{self._grant.id}"
        if isinstance(wish, SetMessage):
            return await home.set_properties(
                wish.device, wish.properties, confirmation=Confirmation(wish.confirmation), origin=origin
            )
        return await home.invoke(
            wish.device,
            wish.endpoint,
            wish.capability,
            wish.command,
            wish.arguments,
            confirmation=Confirmation(wish.confirmation),
            origin=origin,
        )

    def _renamed(self, wish: Message) -> dict[str, str]:
        """Give today's names of what a wish calls by former ones; of a device that went meanwhile, none."""
        if not isinstance(wish, SetMessage):
            return {}
        with suppress(KeyError):
            return renamed(self._api, self._api.home.device(wish.device), wish.properties)
        return {}

    def _tell(self, listener: Listener, wish: str, problem: Problem) -> None:
        body = {"type": "problem", "id": wish, **problem.body("en").model_dump()}
        body["type"], body["problem"] = "problem", f"/api/v1/problems#{problem.kind}"
        self._hub.reply(self._view, listener, stream_text.dumps(body).encode())


async def _until_dropped(listener: Listener) -> None:
    await listener.gone.wait()


def _demand_any(grant: Grant) -> None:
    if not grant.scopes & {Scope.READ, Scope.CONTROL}:
        raise Problem("scope-missing", "this needs the scope read or control", place="read")


def _resume(request: web.Request) -> tuple[str, int] | None:
    if unknown := sorted(set(request.query) - {"epoch", "seq"}):
        raise Problem("invalid-query", f"{unknown[0][:64]}: unknown parameter", place=unknown[0][:64])
    epoch, seq = request.query.get("epoch", ""), request.query.get("seq", "")
    if not epoch:
        return None
    if not (seq.isascii() and seq.isdigit() and len(seq) < 18):
        raise Problem("invalid-query", "seq is a number of the stream", place="seq")
    return epoch, int(seq)


def _parsed(text: str) -> Message:
    check_json(text)
    try:
        return MESSAGES.validate_json(text, strict=True)
    except ValidationError as error:
        raise violated("invalid-body", error) from None


def _id_of(text: str) -> str:
    """Find the id in a message that is otherwise wrong, so that its sender knows which one it was."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    wish = found.get("id") if isinstance(found, dict) else None
    return wish if isinstance(wish, str) and len(wish) <= 64 else ""
