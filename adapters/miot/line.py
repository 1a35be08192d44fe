"""One device to talk with: one question at a time, people's wishes first, and what it tells by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from adapters.miot.protocol import (
    MAX_PROPERTIES,
    ActionResult,
    Answered,
    DeviceInfo,
    Failed,
    PropertyAddress,
    PropertyResult,
    Request,
    outcome_of,
)
from adapters.miot.protocol.message import answer_of
from adapters.miot.protocol.text import read_text, write_text
from adapters.sdk.beside import beside
from adapters.sdk.channel import Channel
from adapters.sdk.errors import DeviceError, LinkError, UnreachableError
from adapters.sdk.polling import Lane

SAID: Final[Mapping[str, str]] = {
    "failed": "it failed",
    "not-readable": "it cannot be read",
    "not-writable": "it cannot be written",
    "not-there": "the device does not have it",
    "internal": "the device failed inside",
    "bad-value": "the device takes no such value",
    "bad-arguments": "the device takes no such arguments",
    "bad-did": "the gateway does not know the device",
    "unknown-request": "the device knows no such request (-32601)",
    "no-answer-inside": "the radio module got no answer from the device itself",
    "too-often": "the device is asked too often",
    "offline": "the device is offline behind its gateway",
    "silent": "the device left it out",
}
"""What the words of the protocol's codes mean, for a person."""
_AGAIN: Final = frozenset({"internal", "no-answer-inside", "too-often", "offline"})


class SilentError(UnreachableError):
    """It is there, and did not answer a question that was asked several times, or once where more are a risk."""

    code = "no-answer"


def refusal(what: str, code: int, message: str = "") -> DeviceError:
    """Make an error of a device's code."""
    word = outcome_of(code)
    said = SAID.get(word) or f"the device answered code {code}"
    error = DeviceError(f"{what}: {said}{f' ({message})' if message else ''}", code=_code(word))
    error.retry = word in _AGAIN
    return error


def _code(word: str) -> str:
    return "device-refused" if word in {"vendor", "failed"} else word


class Line:
    """Questions to one device over a channel; `listen` must run meanwhile."""

    def __init__(
        self, channel: Channel, did: str, told: Callable[[str, Any], None] = lambda _method, _params: None
    ) -> None:
        """`did` is the device's own number; `told` is called with what it tells by itself."""
        self._channel = channel
        self._did = did
        self._told = told
        self._lane = Lane()
        self._waiting: asyncio.Future[Mapping[str, Any]] | None = None

    async def listen(self) -> None:
        """Hear answers until the link ends; who waits for one is told why."""
        try:
            while True:
                self._hear(read_text(await self._channel.receive()))
        except LinkError as error:
            self._fail(error)
            raise
        finally:
            self._fail(UnreachableError("the link ended", code="no-answer"))

    def _hear(self, told: Mapping[str, Any]) -> None:
        if "method" in told:
            self._told(told["method"], told.get("params"))
        elif self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(told)

    def _fail(self, error: LinkError) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)

    async def ask(self, method: str, params: Any, *, once: bool = False, urgent: bool = False) -> Answered:
        """Ask and give the answer. DeviceError where it is an error; SilentError where there is none."""
        question = {"method": method, "params": params} | ({"once": True} if once else {})
        told = await self._exchange(write_text(question), urgent=urgent)
        if "unanswered" in told:
            raise SilentError("it answers greetings, and did not answer the question")
        answer = answer_of(Request(id=0, first=0, method=method, params=params, data=b""), told)
        if isinstance(answer, Failed):
            raise refusal(method, answer.code, answer.message)
        return answer

    async def _exchange(self, message: bytes, *, urgent: bool) -> Mapping[str, Any]:
        async with self._lane.turn(urgent=urgent):
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._channel.send(message)
                return await self._waiting
            finally:
                self._waiting = None

    # -- what is asked

    async def info(self) -> DeviceInfo:
        """Ask who it is."""
        return (await self.ask("miIO.info", [])).info()

    async def get(self, addresses: Sequence[PropertyAddress]) -> tuple[PropertyResult, ...]:
        """Read properties, MAX_PROPERTIES or fewer."""
        return (await self.ask("get_properties", [self._place(one) for one in addresses])).properties()

    async def set(
        self, values: Sequence[tuple[PropertyAddress, Any]], *, once: bool = False
    ) -> tuple[PropertyResult, ...]:
        """Write properties, as many requests as it takes."""
        results: list[PropertyResult] = []
        for start in range(0, len(values), MAX_PROPERTIES):
            some = [self._place(one) | {"value": value} for one, value in values[start : start + MAX_PROPERTIES]]
            results += (await self.ask("set_properties", some, once=once, urgent=True)).properties()
        return tuple(results)

    async def act(self, siid: int, aiid: int, values: Iterable[Any], did: str = "") -> ActionResult:
        """Call an action, once: nobody knows whether one that was not answered was done."""
        params = {"did": did or self._did, "siid": siid, "aiid": aiid, "in": list(values)}
        return (await self.ask("action", params, once=True, urgent=True)).action()

    def _place(self, one: PropertyAddress) -> dict[str, Any]:
        return {"did": one.did or self._did, "siid": one.siid, "piid": one.piid}


@asynccontextmanager
async def listening(line: Line) -> AsyncIterator[Line]:
    """Hear for the time of a block."""
    async with beside(line.listen(), name="miio listener"):
        yield line
