"""Questions and answers in clear over miIO datagrams: greetings, repetition and encryption are behind it.

A message out is `{"method", "params"}`, with `"once": true` where it must not be repeated. One in is `{"result"}` or
`{"error"}`, the answer to the last one out; `{"unanswered": true}`, where the device is there and did not answer it;
or `{"method", "params"}`, told by the device itself.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from adapters.miot.protocol import (
    HELLO,
    STAMP_SLACK_S,
    Answered,
    Conversation,
    Failed,
    ForeignDeviceError,
    Greeted,
    MiotProtocolError,
    Pushed,
    ReplayedError,
    Request,
    TokenRejectedError,
    UnaskedError,
    is_greeting,
)
from adapters.miot.protocol.text import read_text, write_text
from adapters.sdk.errors import UnreachableError

TRIES: Final = 3
"""Of a greeting and of a question; datagrams are lost on the air."""
_PASSED_OVER: Final = (ReplayedError, UnaskedError)


class Link(Protocol):
    """Datagrams to and from one address."""

    def send(self, data: bytes) -> None: ...

    async def receive(self) -> bytes: ...


class MiioChannel:
    """One device. One question at a time: another one takes its place. `odd` is told each datagram that is not taken.

    `receive` must always be waited for. It raises UnreachableError where nobody answers greetings, TokenRejectedError
    where only greetings are answered and nothing ever was with this token, and ProtocolError where the only answer
    could not be read.
    """

    def __init__(
        self,
        link: Link,
        conversation: Conversation,
        now_s: Callable[[], float],
        *,
        answer_s: float,
        trusted: bool = False,
        odd: Callable[[MiotProtocolError], None] = lambda _: None,
    ) -> None:
        """`trusted`: the token was right before. `now_s` is monotonic."""
        self._link = link
        self._conversation = conversation
        self._now_s = now_s
        self._answer_s = answer_s
        self._trusted = trusted
        self._tell_odd = odd
        self._question: Mapping[str, Any] | None = None
        self._request: Request | None = None
        self._greets = False  # a greeting waits for its answer
        self._doubted = False  # asked in vain: a greeting decides whether it is there
        self._again = False  # whether all may be asked once more, where only its clock had jumped
        self._greetings = self._askings = 0  # that are left
        self._wrong: MiotProtocolError | None = None  # what came in place of an answer
        self._deadline: float | None = None
        self._clock: asyncio.Timeout | None = None

    async def send(self, message: bytes) -> None:
        """Ask; the answer comes from `receive`."""
        if self._request is not None:
            self._conversation.forget(self._request)
        self._question, self._request = read_text(message), None
        self._greets, self._doubted, self._wrong = False, False, None
        self._again = not self._question.get("once")
        self._greetings = TRIES
        self._askings = TRIES if self._again else 1
        self._speak()

    async def receive(self) -> bytes:
        """Give the next message."""
        while True:
            data = await self._datagram()
            if data is None:
                self._speak()
            elif not self._is_late(data) and (told := self._taken(data)) is not None:
                return write_text(told)

    async def _datagram(self) -> bytes | None:
        """Give the next datagram; None where none came in time."""
        try:
            async with asyncio.timeout_at(self._deadline) as self._clock:
                return await self._link.receive()
        except TimeoutError:
            return None
        finally:
            self._clock = None

    # -- saying

    def _speak(self) -> None:
        """Say what is next, and wait for an answer to it."""
        question = self._question
        if question is None:
            self._wait(None)
        elif self._doubted or not self._conversation.is_greeted:
            self._greet()
        elif self._askings > 0:
            self._askings -= 1
            self._ask(question)
        else:
            self._doubted, self._greetings = True, TRIES
            self._greet()

    def _greet(self) -> None:
        if self._greetings == 0:
            raise self._wrong or UnreachableError(
                f"no answer to {TRIES} greetings in {TRIES * self._answer_s:g} s", code="no-answer"
            )
        self._greetings -= 1
        self._greets = True
        self._link.send(HELLO)
        self._wait(self._answer_s)

    def _ask(self, question: Mapping[str, Any]) -> None:
        now_s, talk = self._now_s(), self._conversation
        if self._request is None:
            self._request = talk.request(question["method"], question["params"], now_s)
        else:
            self._request = talk.repeat(self._request, now_s)
        self._link.send(self._request.data)
        self._wait(self._answer_s * (TRIES if question.get("once") else 1))

    def _wait(self, seconds: float | None) -> None:
        self._deadline = None if seconds is None else asyncio.get_running_loop().time() + seconds
        if self._clock is not None:
            self._clock.reschedule(self._deadline)

    # -- hearing

    def _is_late(self, data: bytes) -> bool:
        """Whether it is a greeting late or twice. It is not sealed, so it counts only where it was asked for."""
        return is_greeting(data) and not self._greets

    def _taken(self, data: bytes) -> Mapping[str, Any] | None:
        """Take one datagram; None where it is no message for us."""
        try:
            heard = self._conversation.receive(data, self._now_s())
        except MiotProtocolError as error:
            self._passed(error)
            return None
        match heard:
            case Greeted():
                return self._greeted(heard)
            case Pushed():
                self._link.send(heard.reply)
                return {"method": heard.method, "params": heard.params}
            case Answered() if self._is_asked(heard.request):
                self._end()
                return {"result": heard.result}
            case Failed() if self._is_asked(heard.request):
                self._end()
                return {"error": {"code": heard.code, "message": heard.message}}
        return None

    def _passed(self, error: MiotProtocolError) -> None:
        self._tell_odd(error)
        if isinstance(error, ReplayedError) and not (self._conversation.is_greeted or self._greets):
            self._speak()  # its clock went back: greet, and ask again
        elif not isinstance(error, _PASSED_OVER):
            self._wrong = error

    def _greeted(self, heard: Greeted) -> Mapping[str, Any] | None:
        self._greets = False
        if self._doubted and self._again and abs(heard.moved_s or 0) > STAMP_SLACK_S:
            self._again, self._doubted, self._askings = False, False, TRIES  # it may have taken us for a replay
        if not self._doubted:
            self._speak()
            return None
        if self._wrong is not None and not self._is_chance(self._wrong):
            raise self._wrong
        if not self._trusted:
            raise TokenRejectedError(
                "it answers greetings and no question: the token is another", "pair it anew with its present token"
            )
        self._end(trusted=False)
        return {"unanswered": True}

    def _is_chance(self, wrong: MiotProtocolError) -> bool:
        """Whether what came in place of an answer says nothing of the device: another's, or damaged on its way."""
        return isinstance(wrong, ForeignDeviceError) or (self._trusted and isinstance(wrong, TokenRejectedError))

    def _is_asked(self, request: Request) -> bool:
        return self._request is not None and request.first == self._request.first

    def _end(self, *, trusted: bool = True) -> None:
        if not trusted and self._request is not None:
            self._conversation.forget(self._request)
        self._trusted = self._trusted or trusted
        self._question = self._request = None
        self._wait(None)
