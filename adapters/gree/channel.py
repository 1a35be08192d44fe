"""Questions and answers in clear over one unit's datagrams: repetition and encryption are behind it.

A question is `{"status": [column…]}`, `{"set": {column: value}}`, each with `"mac"` where it is of an indoor unit
behind the gateway that is spoken with, `{"units": start}`, or `{"units_open": start}`, the same in the open. An answer
is `{"values": {…}}`, `{"applied": {…}}`, `{"units": [{"mac", "mid"}…], "count"}`, `{"refused": code}`, or
`{"unanswered": true}`.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from adapters.gree.protocol import (
    Applied,
    Bound,
    Conversation,
    GreeProtocolError,
    Message,
    Refused,
    Status,
    SubUnits,
    UnaskedError,
)
from adapters.sdk.jsontext import read_object, write_object

TRIES: Final = 3
"""Of a question; datagrams are lost on the air. All that is asked or set may be asked or set twice."""


class Link(Protocol):
    """Datagrams to and from one address."""

    def send(self, data: bytes) -> None: ...

    async def receive(self) -> bytes: ...

    def forget(self) -> None: ...


def ignored(_error: GreeProtocolError) -> None:
    """Pass over what is not taken."""


class GreeChannel:
    """One unit or gateway that is bound. One question at a time: another one takes its place.

    `odd` is told each datagram that is not taken. LinkError where the system says that nobody is there.
    """

    def __init__(
        self,
        link: Link,
        talk: Conversation,
        *,
        answer_s: float,
        odd: Callable[[GreeProtocolError], None] = ignored,
    ) -> None:
        """`answer_s`: how long an answer may take before the question is repeated."""
        self._link = link
        self._talk = talk
        self._answer_s = answer_s
        self._odd = odd
        self._question: Mapping[str, Any] = {}

    async def send(self, message: bytes) -> None:
        """Take a question; it is asked by `receive`."""
        self._talk.forget()
        self._link.forget()  # what came since the last answer is one to a question before
        self._question = read_object(message)

    async def receive(self) -> bytes:
        """Ask, again and again, and give the answer."""
        for _ in range(TRIES):
            self._link.send(self._packed(self._question))
            answer = await self._answer()
            if answer is not None:
                return write_object(_plain(answer))
        return write_object({"unanswered": True})

    def _packed(self, asked: Mapping[str, Any]) -> bytes:
        mac = str(asked.get("mac", ""))
        if "status" in asked:
            return self._talk.status(asked["status"], unit=mac)
        if "set" in asked:
            return self._talk.command(asked["set"], unit=mac)
        if "units_open" in asked:
            return self._talk.sub_units_unsealed(asked["units_open"])
        return self._talk.sub_units(asked["units"])

    async def _answer(self) -> Message | None:
        try:
            async with asyncio.timeout(self._answer_s):
                while (heard := self._heard(await self._link.receive())) is None:
                    pass
                return heard
        except TimeoutError:
            return None

    def _heard(self, data: bytes) -> Message | None:
        try:
            return self._talk.receive(data)
        except UnaskedError:  # the second answer to a question that was repeated
            return None
        except GreeProtocolError as error:
            self._odd(error)
            return None


def _plain(heard: Message) -> Mapping[str, Any]:
    match heard:
        case Status():
            return {"values": dict(heard.values)}
        case Applied():
            return {"applied": dict(heard.values)}
        case SubUnits():
            return {"units": [{"mac": mac, "mid": mid} for mac, mid in heard.units], "count": heard.count}
        case Refused():
            return {"refused": heard.code}
        case Bound():
            return {}
