"""Cancelling an attempt at pairing of an adapter in a process of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from gateway.core.clock import ManualClock
from gateway.core.pairing import Attempt, PairedStore, PairingDesk, PairingError
from schemas.pairing import Paired
from tests.gateway.core.host.guests import PLAN
from tests.gateway.core.host.stage import Stage, hosted, until

pytestmark = pytest.mark.network


class Slow:
    """Keeps when it is let."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.go = asyncio.Event()
        self.kept: list[str] = []

    async def keep(self, adapter: str, paired: Paired) -> None:
        del adapter
        self.begun.set()
        await self.go.wait()
        self.kept.append(paired.key)


@asynccontextmanager
async def desk(folder: Path, store: Slow) -> AsyncIterator[tuple[Stage, PairingDesk]]:
    async with hosted(folder, "LINGERS") as it, asyncio.TaskGroup() as group:
        await until(lambda: len(it.told) == 2)
        found = PairingDesk(ManualClock(), cast("PairedStore", store), lambda _: (PLAN, it.adapter))
        running = group.create_task(found.run())
        await asyncio.sleep(0)
        yield it, found
        running.cancel()


def last(attempt: Attempt) -> tuple[str, str]:
    return attempt.state, attempt.told[-1].code


async def test_it_ends_there_too_and_the_next_may_begin(tmp_path: Path) -> None:
    async with desk(tmp_path, store := Slow()) as (it, found):
        attempt = found.start("guest", {"token": "wait"})
        await until(lambda: bool(attempt.told))
        with pytest.raises(PairingError, match="another device"):
            found.start("guest", {"token": "wait"})
        await found.cancel(attempt)
        assert last(attempt) == ("failed", "cancelled")
        await until((tmp_path / "ended").exists)
        await found.cancel(found.start("guest", {"token": "wait"}))
        assert (it.broke, store.kept) == ("", [])


async def test_what_is_being_kept_is_kept_and_taken_up_there(tmp_path: Path) -> None:
    async with desk(tmp_path, store := Slow()) as (it, found), asyncio.TaskGroup() as group:
        attempt = found.start("guest", {"token": "gate5"})
        await asyncio.wait_for(store.begun.wait(), 10)
        cancelling = group.create_task(found.cancel(attempt))
        await until(lambda: attempt.cancelled)
        assert attempt.state == "running"
        store.go.set()
        await cancelling
        assert last(attempt) == ("failed", "cancelled")
        assert (attempt.keys, store.kept) == (["B2"], ["B2"])
        await until((tmp_path / "ended").exists)
        assert (tmp_path / "taken").exists()
        assert it.broke == ""


async def test_one_that_has_not_begun_or_has_ended(tmp_path: Path) -> None:
    async with desk(tmp_path, Slow()) as (_, found):
        attempt = found.start("guest", {"token": "wait"})
        await found.cancel(attempt)
        assert last(attempt) == ("failed", "cancelled")
        with pytest.raises(PairingError, match="has ended already") as caught:
            await found.cancel(attempt)
        assert caught.value.code == "ended"
