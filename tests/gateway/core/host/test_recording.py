"""Recording an adapter in a process of its own: redacted there, bounded, and only while somebody asks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from adapters.sdk.contract import AdapterContext
from adapters.sdk.record import read
from gateway.core.clock import BUILD_MS, ManualClock
from gateway.core.home import Home
from gateway.core.host.hosted import HostedAdapter
from gateway.core.pairing import PairedStore
from gateway.core.recording import elsewhere, lines_of
from gateway.core.storage import Database
from gateway.core.supervisor import AdapterPlan
from gateway.core.vault import RootKey, Vault
from schemas.commands import InvokeCommand
from schemas.outcomes import Sent
from schemas.pairing import Paired
from schemas.registry import Registry
from tests.gateway.core.host.guests import FLOOD
from tests.gateway.core.host.stage import Stage, host, hosted, until

pytestmark = pytest.mark.network

TOKEN = "door7"
PAIRED = (Paired(key="B1", name="lamp", kept={"token": TOKEN}),)


@asynccontextmanager
async def talks(folder: Path, **settings: Any) -> AsyncIterator[Stage]:
    """One that is there."""
    async with hosted(folder, host("TALKS"), paired=PAIRED, **settings) as it:
        await until(lambda: len(it.told) == 2)
        yield it


async def invoke(it: Stage, command: str) -> None:
    wanted = InvokeCommand(id="c", device="lamp", endpoint=1, capability="vendor", command=command)
    assert await it.adapter.execute(wanted) == Sent(command="c")


def hidden(text: str, *secrets: str) -> bool:
    return not any(form in text.lower() for one in secrets for form in (one, one.encode().hex()))


async def test_what_it_says_comes_redacted_and_ordinary_words_stay(tmp_path: Path) -> None:
    async with talks(tmp_path, password="window9") as it, aclosing(lines_of(it.adapter.record(60.0))) as lines:
        head = json.loads(await anext(lines))
        assert (head["adapter"], head["version"]) == ("guest", "3")
        await invoke(it, "say")
        text = await anext(lines)
        assert hidden(text, TOKEN, "window9")
        said = json.loads(json.loads(text)["text"])
        assert said["type"] == "lamp"
        with pytest.raises(RuntimeError, match="somebody listens already"):
            await anext(it.adapter.record(1.0))
        assert it.broke == ""


async def test_nothing_crosses_unless_somebody_asks(tmp_path: Path) -> None:
    async with talks(tmp_path) as it:
        await invoke(it, "say")
        async with aclosing(it.adapter.record(60.0)) as lines:
            assert len(await anext(lines)) == 1
        await invoke(it, "say")
        async with aclosing(lines_of(it.adapter.record(0.2))) as more:
            assert len([one async for one in more]) == 1  # the head, until its time is over: nothing said before


async def test_a_slow_reader_holds_nobody_up_and_is_told_how_much_is_missing(tmp_path: Path) -> None:
    async with talks(tmp_path) as it, aclosing(lines_of(it.adapter.record(60.0))) as lines:
        found = [await anext(lines)]
        await invoke(it, "flood")  # which is answered, though nobody reads
        messages = dropped = 0
        while messages + dropped < FLOOD:
            found.append(line := await anext(lines))
            gap = json.loads(line).get("dropped", 0)
            messages, dropped = messages + (not gap), dropped + gap
        assert dropped > 0
        assert sum(len(one) for one in found) < 3 << 20
        assert hidden("".join(found), TOKEN)


async def test_what_is_paired_meanwhile_is_hidden_too_also_while_it_is_paired(tmp_path: Path) -> None:
    async with talks(tmp_path) as it, aclosing(lines_of(it.adapter.record(60.0))) as lines:
        found = [await anext(lines)]
        told = [one async for one in it.adapter.pair({"token": "gate5"})]
        assert [one.key for one in told if isinstance(one, Paired)] == ["B2"]
        await invoke(it, "say")
        found += [await anext(lines) for _ in range(3)]
    assert len(read(found)) == 3
    assert hidden("".join(found), TOKEN, "gate5")


async def test_a_process_that_ends_ends_its_recording(tmp_path: Path) -> None:
    async with talks(tmp_path) as it, aclosing(lines_of(it.adapter.record(60.0))) as lines:
        await anext(lines)
        wanted = InvokeCommand(id="c", device="lamp", endpoint=1, capability="vendor", command="end")
        await it.adapter.execute(wanted)
        assert [one async for one in lines] == []


async def test_what_does_not_run_is_not_recorded(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="not running"):
        elsewhere(None, 1.0)
    one = host("TALKS").manifest("guest").create({}, AdapterContext(name="guest", state_dir=tmp_path, monotonic_ns=int))
    assert isinstance(one, HostedAdapter)
    with pytest.raises(RuntimeError, match="does not read"):
        await anext(elsewhere(one, 1.0))


async def test_a_home_records_it_as_any_other(tmp_path: Path) -> None:
    clock = ManualClock(wall=BUILD_MS + 1_000)
    root = await asyncio.to_thread(RootKey.load, tmp_path / "state", {})
    await asyncio.to_thread(Registry.load)
    own = host("TALKS")
    plan = AdapterPlan(name="guest", type="guest", manifest=own.manifest("guest"), host=own)
    async with (
        Database(tmp_path / "vault.db", migrations="trust", synchronous="FULL") as trust,
        Database(tmp_path / "state.db", migrations="state", synchronous="NORMAL") as state,
        Home(
            clock=clock,
            state_db=state,
            vault=(vault := Vault(trust, root)),
            state_dir=tmp_path,
            plans=(plan,),
            paired=PairedStore(trust, vault),
        ) as home,
        asyncio.TaskGroup() as tasks,
    ):
        task = tasks.create_task(home.run())
        await until(lambda: home.adapters()[0].state == "connected")
        async with aclosing(home.record("guest", 60.0)) as lines:
            found = [await anext(lines)]
            assert home.pairing is not None
            home.pairing.start("guest", {"token": "gate5"})
            found.append(await anext(lines))
        task.cancel()
    (said,) = read(found)
    assert json.loads(said.message)["type"] == "lamp"
    assert hidden("".join(found), "gate5")
