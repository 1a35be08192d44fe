"""What an operator sees of queues: every one has a figure, and none names a device."""

from pathlib import Path

import pytest

from gateway.core.supervisor import AdapterStatus
from gateway.northbound.scope import Scope
from tests.gateway.northbound.fake_gate import CONTRACT, FakeGate
from tests.gateway.northbound.fake_home import LAMP
from tests.gateway.northbound.running import Running, running

pytestmark = pytest.mark.network
READING = (Scope.READ, Scope.READ_UNLABELLED)


async def figures(it: Running) -> dict[str, float]:
    text = (await it.ask("GET", "//metrics", await it.token(Scope.METRICS))).body
    lines = [line.rpartition(" ") for line in text.splitlines() if line.startswith("hutong_")]
    return {name.removeprefix("hutong_"): float(value) for name, _, value in lines}


async def test_tasks_and_every_queue_have_a_figure(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        it.home.history.unwritten = 7
        it.home.statuses = tuple(
            AdapterStatus(name=name, type="mqtt", state="connected", waiting=3, folded=40) for name in ("a", "b")
        )
        found = await figures(it)
        assert found["tasks"] > 0
        assert found["folded_total"] == 80
        kinds = ("adapters", "history", "stream_behind", "stream_bytes", "stream_changes", "stream_frames")
        assert {name: value for name, value in found.items() if name.startswith("waiting")} == {
            f'waiting{{kind="{kind}"}}': {"adapters": 6.0, "history": 7.0}.get(kind, 0.0) for kind in kinds
        }


async def test_a_change_that_waits_for_its_frame_is_counted(tmp_path: Path) -> None:
    async with running(tmp_path, stream_gap_ms=1000.0) as it, it.stream(await it.token(*READING)) as one:
        await one.receive()
        await one.receive()
        for number in range(200):
            it.home.report(LAMP, (2, str(number)))
        assert it.api.hub.waiting()["stream_changes"] > 0


async def test_releases_that_wait_are_counted_over_all_contracts(tmp_path: Path) -> None:
    gate = FakeGate()
    gate.known = {CONTRACT: {"hash": CONTRACT, "waiting": 4}, "b": {"hash": "b", "waiting": 5}}
    async with running(tmp_path, gate=gate) as it:
        assert (await figures(it))["outbox"] == 9


async def test_without_a_gate_no_release_waits(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        assert (await figures(it))["outbox"] == 0
