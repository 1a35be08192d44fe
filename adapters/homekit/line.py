"""Questions to one accessory or bridge: one at a time, people's wishes first, and what it tells by itself.

HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, 6.6 "IP Accessory Attribute Database",
6.7 "Accessing Characteristics", 6.8 "Notifications".
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from adapters.homekit.protocol import OK
from adapters.sdk.beside import beside
from adapters.sdk.channel import Channel
from adapters.sdk.errors import DeviceError, LinkError, ProtocolError, RejectedError, UnreachableError
from adapters.sdk.jsontext import JsonTextError, read_object, write_object
from adapters.sdk.polling import Lane
from schemas.value import Value

MOST: Final = 40
"""Characteristics in one request; accessories bear a few dozen."""
TIMED_MS: Final = 5000
_LARGEST_PID: Final = 2**53


class Place(NamedTuple):
    """Where a characteristic is: accessory and instance id."""

    aid: int
    iid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the accessory says of one characteristic: a value, or a status other than 0 that tells why there is none."""

    place: Place
    value: Value = None
    status: int = OK


class Line:
    """Asks over a channel; `listening` must run meanwhile."""

    def __init__(self, channel: Channel, told: Callable[[list[Told]], None], *, answer_s: float) -> None:
        """`told` is called with what it tells by itself."""
        self._channel = channel
        self._told = told
        self._answer_s = answer_s
        self._lane = Lane()
        self._waiting: asyncio.Future[Mapping[str, Any]] | None = None
        self._take: Callable[[list[Told]], None] | None = None
        self._broken: LinkError | None = None
        self._owed = 0  # answers to questions that nobody waits for any more
        self._news = asyncio.Event()

    async def listen(self) -> None:
        """Hear until the link ends; who waits for an answer is told why."""
        try:
            while True:
                self._hear(await self._channel.receive())
        except LinkError as error:
            self._break(error)
            raise
        finally:
            self._break(UnreachableError("the link ended"))

    def _hear(self, message: bytes) -> None:
        try:
            told = read_object(message)
        except JsonTextError as error:
            raise ProtocolError(f"a message is damaged: {error}", code="malformed-json") from None
        if "event" in told:
            self._told(entries(told["event"]))
        elif self._owed:
            self._owed -= 1
        elif self._waiting is None or self._waiting.done():
            raise ProtocolError("it answered what nobody asked", code="unasked-answer")
        else:
            if self._take is not None:
                self._take(entries(_body(told)))
            self._waiting.set_result(told)

    def _break(self, error: LinkError) -> None:
        self._broken = self._broken or error
        self._news.set()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(self._broken)

    def wake(self) -> None:
        """End a pause early."""
        self._news.set()

    async def pause(self, seconds: float) -> None:
        """Wait, less where there is news. LinkError where the link is no good any more."""
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            pass
        self._news.clear()
        if self._broken is not None:
            raise self._broken

    async def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        take: Callable[[list[Told]], None] | None = None,
        urgent: bool = False,
    ) -> Mapping[str, Any]:
        """Ask and give status and body. After one that is not answered, the link is no good any more."""
        said = {"method": method, "path": path} | ({"body": dict(body)} if body is not None else {})
        async with self._lane.turn(urgent=urgent):
            self._take = take
            return await self._exchange(write_object(said), path.partition("?")[0])

    async def _exchange(self, message: bytes, what: str) -> Mapping[str, Any]:
        if self._broken is not None:
            raise self._broken
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(self._answer_s):
                await self._channel.send(message)
                return _accepted(await waiting)
        except TimeoutError:  # an answer that comes later would be taken for that of the next question
            error = UnreachableError(f"no answer to {what} in {self._answer_s:g} s", code="no-answer")
            self._break(error)
            raise error from None
        except asyncio.CancelledError:
            self._owed += waiting.cancelled()
            raise
        finally:
            self._waiting = self._take = None

    # -- what is asked

    async def accessories(self) -> Mapping[str, Any]:
        """Ask for the whole database. LinkError."""
        told = await self._ask("GET", "/accessories")
        if told["status"] != 200:
            raise ProtocolError(f"it answered /accessories with HTTP {told['status']}")
        return _body(told)

    async def get(
        self, places: Sequence[Place], *, take: Callable[[list[Told]], None] | None = None, urgent: bool = False
    ) -> list[Told]:
        """Read characteristics, MOST or fewer. DeviceError where it says no to all of them.

        `take` is called with the answer before anything is heard that the accessory told after it.
        """
        ids = ",".join(f"{one.aid}.{one.iid}" for one in places)
        told = await self._ask("GET", f"/characteristics?id={ids}", take=take, urgent=urgent)
        return _answered("reading", told)

    async def put(self, values: Sequence[tuple[Place, Value]], *, timed: bool = False) -> list[Told]:
        """Write characteristics together; `timed`: as one of them demands (6.7.2.4). DeviceError."""
        body: dict[str, Any] = {"characteristics": [_entry(place, value=value) for place, value in values]}
        if timed:
            body["pid"] = random.randrange(1, _LARGEST_PID)  # noqa: S311  it names a request, and keeps no secret
            prepared = await self._ask("PUT", "/prepare", {"ttl": TIMED_MS, "pid": body["pid"]}, urgent=True)
            if prepared["status"] != 200 or _body(prepared).get("status", OK) != OK:
                raise DeviceError("the accessory does not prepare a timed write", code="not-prepared")
        return _answered("writing", await self._ask("PUT", "/characteristics", body, urgent=True))

    async def subscribe(self, places: Sequence[Place]) -> list[Told]:
        """Ask to be told of changes, MOST or fewer. DeviceError."""
        wanted = [_entry(place, ev=True) for place in places]
        return _answered("subscribing", await self._ask("PUT", "/characteristics", {"characteristics": wanted}))


def _entry(place: Place, **more: Value) -> dict[str, Value]:
    return {"aid": place.aid, "iid": place.iid, **more}


def _accepted(told: Mapping[str, Any]) -> Mapping[str, Any]:
    status = told.get("status")
    if not isinstance(status, int):
        raise ProtocolError("an answer has no status")
    if status in {401, 470}:
        raise RejectedError(
            "the accessory does not know this pairing any more", "pair it anew", code="pairing-rejected"
        )
    return told


def _body(told: Mapping[str, Any]) -> Mapping[str, Any]:
    body = told.get("body")
    return body if isinstance(body, Mapping) else {}


def _answered(what: str, told: Mapping[str, Any]) -> list[Told]:
    """Give what it says of each characteristic. An error without a list counts for all of them."""
    found = entries(_body(told))
    if told["status"] not in {200, 204, 207} and not found:
        raise DeviceError(f"{what}: the accessory answered HTTP {told['status']}")
    return found


def entries(body: Any) -> list[Told]:
    """Read a list of characteristics; an entry that makes no sense is passed over."""
    listed = body.get("characteristics") if isinstance(body, Mapping) else None
    return [found for one in (listed if isinstance(listed, list) else ()) if (found := _one(one)) is not None]


def _one(told: Any) -> Told | None:
    if not isinstance(told, Mapping):
        return None
    aid, iid, status = told.get("aid"), told.get("iid"), told.get("status", OK)
    if aid.__class__ is not int or iid.__class__ is not int or status.__class__ is not int:
        return None
    return Told(place=Place(aid, iid), value=told.get("value"), status=status)


def parts(places: Iterable[Place]) -> list[list[Place]]:
    """Cut a list into requests, none of which is for more than one can bear."""
    listed = list(places)
    return [listed[start : start + MOST] for start in range(0, len(listed), MOST)]


@asynccontextmanager
async def listening(line: Line) -> AsyncIterator[Line]:
    """Hear for the time of a block."""
    async with beside(line.listen(), name="homekit listener"):
        yield line
