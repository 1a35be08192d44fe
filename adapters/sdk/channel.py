"""Messages in clear, both ways: the seam between a conversation and the wire, where it is recorded and replayed."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from adapters.sdk.errors import UnreachableError
from adapters.sdk.tap import Tap, Way


class Channel(Protocol):
    """One link to one far end. Framing, encryption and repetition are behind it; a message is whole."""

    async def send(self, message: bytes) -> None:
        """Send one message. Raises LinkError."""
        ...

    async def receive(self) -> bytes:
        """Give the next message. Raises LinkError, also when the far end hung up."""
        ...


class Tapped:
    """A channel that tells the tap what passes."""

    def __init__(self, channel: Channel, tap: Tap, link: str) -> None:
        """`link` names it in a recording."""
        self._channel = channel
        self._tap = tap
        self._link = link

    async def send(self, message: bytes) -> None:
        """Tell, then send: what was sent in vain was said all the same."""
        self._tap.said(self._link, message)
        await self._channel.send(message)

    async def receive(self) -> bytes:
        """Receive, then tell."""
        message = await self._channel.receive()
        self._tap.heard(self._link, message)
        return message


class ReplayError(AssertionError):
    """What was said is not what the recording has at this place."""


class Replayed:
    """Plays the far end from a recording: gives what it said, once all that was said before has been said again.

    `same` compares what was recorded with what is sent now; it passes over what changes each time, like a time.
    """

    def __init__(self, lines: Sequence[tuple[Way, bytes]], same: Callable[[bytes, bytes], bool] = bytes.__eq__) -> None:
        """Take the lines of one link."""
        self._lines = list(lines)
        self._same = same
        self._place = 0
        self._moved = asyncio.Event()

    @property
    def is_over(self) -> bool:
        """Whether everything has been said and heard."""
        return self._place >= len(self._lines)

    async def send(self, message: bytes) -> None:
        """Compare with the recording, and go on in it. Raises ReplayError; UnreachableError after its end."""
        if self.is_over:
            raise UnreachableError("the recording ends here")
        way, recorded = self._lines[self._place]
        if way != "out" or not self._same(recorded, message):
            raise ReplayError(f"message {self._place + 1}: recorded {way} {recorded!r}, now out {message!r}")
        self._step()

    async def receive(self) -> bytes:
        """Give what was said next, after what it answered. Raises UnreachableError at the end of the recording."""
        while not self.is_over and self._lines[self._place][0] == "out":
            self._moved.clear()
            await self._moved.wait()
        if self.is_over:
            raise UnreachableError("the recording ends here")
        message = self._lines[self._place][1]
        self._step()
        return message

    def _step(self) -> None:
        self._place += 1
        self._moved.set()
