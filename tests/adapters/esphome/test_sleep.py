"""Boards that sleep deeply: they are there while they sleep, and what is wanted of them waits until they wake."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import pytest

from adapters.esphome import session
from schemas.outcomes import Refused, Sent
from schemas.updates import FaultReported
from tests.adapters.esphome.far import LISTENING, MAC, SWITCH, Far, pb, there
from tests.adapters.esphome.stage import PLUG, Home, kept, stage
from tests.adapters.sdk.travel import now_s, travels_on_loopback

pytestmark = pytest.mark.network

QUEUE_S: Final = 60.0
LATER: Final = Sent(command="c", within_s=QUEUE_S)


@dataclass
class Bed:
    """A board, and whether it is awake."""

    home: Home
    far: Far
    awake: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def wake(self) -> None:
        await self.awake.enter_async_context(there(self.far, port=self.far.port))

    async def sleep(self) -> None:
        """Say goodbye as a board does, and be gone."""
        self.far.tell(pb.DisconnectRequest())
        await self.far.left()
        await self.awake.aclose()


@asynccontextmanager
async def bed(far: Far) -> AsyncIterator[Bed]:
    async with AsyncExitStack() as awake:
        await awake.enter_async_context(there(far))
        async with stage(kept(far), queue_s=QUEUE_S) as home:
            await home.ready()
            yield Bed(home, far, awake)


@travels_on_loopback
async def test_what_is_wanted_waits_until_it_wakes() -> None:
    async with bed(Far(sleeps=True)) as one:
        await one.sleep()
        for wanted in (True, False, True):
            assert await one.home.write(PLUG, wanted) == LATER
        assert one.home.values[MAC, PLUG] is False
        await one.wake()
        await one.home.until_value(PLUG, value=True)
        assert one.far.count(SWITCH) == 1
        # awake it is told at once; nothing is told twice
        await one.home.switch()
        await one.sleep()
        await one.wake()
        await one.home.until_asked(one.far, LISTENING, 3)
        assert one.far.count(SWITCH) == 2
        assert one.home.lost() == one.home.faults() == []


@travels_on_loopback
async def test_a_wish_expires_and_is_told() -> None:
    async with bed(Far(sleeps=True)) as one:
        await one.sleep()
        assert await one.home.write(PLUG, value=True) == LATER
        began = now_s()
        await one.home.until(lambda: one.home.faults() == ["expired"])
        assert QUEUE_S <= now_s() - began < QUEUE_S + 10
        (fault,) = [update for update in one.home.updates if isinstance(update, FaultReported)]
        assert (fault.device, fault.place) == (MAC, "switch.plug/state")
        await one.wake()
        await one.home.until_asked(one.far, LISTENING, 2)
        await one.home.switch()
        assert one.far.count(SWITCH) == 1


@travels_on_loopback
async def test_a_board_that_does_not_wake_for_long_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "ASLEEP_S", 120.0)
    async with bed(Far(sleeps=True)) as one:
        await one.sleep()
        began = now_s()
        await one.home.until(lambda: one.home.lost() != [])
        assert 119 <= now_s() - began < 130
        answer = await one.home.write(PLUG, value=True)
        assert isinstance(answer, Refused)
        assert answer.code == "not-connected"
        await one.wake()
        await one.home.back()


@travels_on_loopback
async def test_what_cannot_wait_is_refused() -> None:
    async with bed(Far(sleeps=True)) as one:
        await one.sleep()
        read = await one.home.read(PLUG)
        assert isinstance(read, Refused)
        assert (read.code, read.retry) == ("asleep", True)
