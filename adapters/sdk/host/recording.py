"""Recording on behalf of a core that is another process: redacted here, and some lines at a time."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from typing import Final

from adapters.sdk.record import gap
from adapters.sdk.recording import Recording
from adapters.sdk.tap import Tap
from schemas.codec import encode
from schemas.host import FRAME_MAX, Ended, Record, Recorded, Said

LETTERS: Final = 64 * 1024
"""Of lines that are under way; the next go when the core took them. What waits is bounded, and no message waits."""


class RecordingTalk:
    """Serves recordings; each ends with Ended."""

    def __init__(self, say: Callable[[Said], None], tap: Tap, begin: Callable[[], Recording]) -> None:
        self._say = say
        self._tap = tap
        self._begin = begin
        self._turns: dict[int, asyncio.Event] = {}

    def go_on(self, call: int) -> None:
        """The core took what was told."""
        if (turn := self._turns.get(call)) is not None:
            turn.set()

    async def serve(self, wanted: Record) -> None:
        """Record until it is over, or cancelled."""
        turn = self._turns[wanted.call] = asyncio.Event()
        try:
            async with aclosing(self._begin().told(self._tap, wanted.seconds, LETTERS)) as batches:
                async for lines in batches:
                    turn.clear()
                    self._say(fitting(Recorded(call=wanted.call, lines=lines)))
                    await turn.wait()
            self._say(Ended(call=wanted.call))
        except RuntimeError as error:
            self._say(Ended(call=wanted.call, reason=str(error)))
        finally:
            del self._turns[wanted.call]


def fitting(told: Recorded) -> Recorded:
    """Leave out lines that no frame carries: messages of megabytes."""
    if len(encode(told)) <= FRAME_MAX:
        return told
    return Recorded(call=told.call, lines=(gap(len(told.lines)),))
