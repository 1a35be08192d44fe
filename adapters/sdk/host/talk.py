"""Pairing on behalf of a core that is another process: one thing told at a time, the next after the core took it."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from adapters.sdk.contract import Pairs
from schemas.host import Ended, Found, Pair, PairingTold, Said, Search, Unpair
from schemas.pairing import Paired, Stepped


class PairingTalk:
    """Serves searches, attempts at pairing and partings; each ends with Found or Ended."""

    def __init__(
        self, say: Callable[[Said], None], named: Callable[[BaseException], str], learned: Callable[[Paired], None]
    ) -> None:
        """`named` gives an error in one line; `learned` is called with what is known of a device from now on."""
        self._learned = learned
        self._say = say
        self._named = named
        self._turns: dict[int, asyncio.Event] = {}
        self._cancelled: set[int] = set()

    def go_on(self, call: int) -> None:
        """The core took what was told."""
        if (turn := self._turns.get(call)) is not None:
            turn.set()

    def cancel(self, call: int) -> bool:
        """Note the end of an attempt whose adapter has what was taken still to take up; false for all others.

        Cancelled at once it would not learn that what it told was kept.
        """
        if (turn := self._turns.get(call)) is None or not turn.is_set():
            return False
        self._cancelled.add(call)
        return True

    async def serve(self, adapter: object, wanted: Search | Pair | Unpair) -> None:
        """Do what is wanted, whatever the adapter's author raises."""
        try:
            if not isinstance(adapter, Pairs):
                self._say(Ended(call=wanted.call, reason="it pairs nothing"))
                return
            await self._do(adapter, wanted)
        except Exception as error:  # noqa: BLE001  translated here, once
            self._say(Ended(call=wanted.call, reason=self._named(error)))

    async def _do(self, adapter: Pairs, wanted: Search | Pair | Unpair) -> None:
        match wanted:
            case Search():
                found = await adapter.discover(wanted.seconds)
                self._say(Found(call=wanted.call, candidates=tuple(found)))
            case Pair():
                await self._pair(adapter, wanted)
            case Unpair():
                left = await adapter.unpair(wanted.key)
                if isinstance(left, Stepped):
                    self._say(PairingTold(call=wanted.call, told=left))
                self._say(Ended(call=wanted.call))

    async def _pair(self, adapter: Pairs, wanted: Pair) -> None:
        turn = self._turns[wanted.call] = asyncio.Event()
        self._learned(Paired(key="", name="", kept=dict(wanted.answers)))
        try:
            async with aclosing(adapter.pair(wanted.answers)) as steps:  # type: ignore[type-var]
                async for told in steps:
                    if isinstance(told, Paired):
                        self._learned(told)
                    self._say(PairingTold(call=wanted.call, told=told))
                    await turn.wait()
                    turn.clear()
                    if wanted.call in self._cancelled and (ours := asyncio.current_task()) is not None:
                        ours.cancel()  # where it waits next
            self._say(Ended(call=wanted.call))
        finally:
            del self._turns[wanted.call]
            self._cancelled.discard(wanted.call)
