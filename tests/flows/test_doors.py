"""Both doors of the home, with every part a real process: what leaves is what a resident approved, and nothing else."""

import asyncio
import itertools
import shutil
import time
from pathlib import Path

import pytest

from gateway.demo.stage import Stage
from privacy.contract import Contract
from privacy.envelope import contract_hash
from tests.flows.stage import (
    Connection,
    approve,
    connections,
    dim,
    entries,
    envelopes,
    halted,
    launcher_pid,
    light,
    make_contract,
    pass_time,
    record,
    report,
    set_stage,
    until,
    values_of,
    withdraw,
)

pytestmark = [pytest.mark.network, pytest.mark.broker]

KEYS = {"form", "contract", "pseudonym", "slot", "entries"}
FAULTS = {None, "none", "info", "warning", "error", "critical", "other"}


async def test_nothing_leaves_then_what_was_approved_then_nothing(tmp_path: Path) -> None:
    async with set_stage(tmp_path) as stage:
        device = await light(stage)
        assert await dim(stage, device, 55) == "confirmed"
        await pass_time(stage, 900)
        assert record(stage) == []  # local-only: not even a connection

        contract = await asyncio.to_thread(make_contract, stage)
        await approve(stage, contract)
        await until(lambda: len(entries(envelopes(stage))) >= 2)
        await withdraw(stage, contract)

        await until(lambda: sum(e["event"] == "closed" for e in record(stage)) == _opened(stage))
        after = _opened(stage)
        await pass_time(stage, 3 * contract.cadence.slot_s)
        assert _opened(stage) == after
        _assert_declared(connections(stage), contract)
        await _assert_no_identifier(stage)
        found = await report(stage, contract)
        assert found["unexplained_bytes"] == 0
        assert found["ledger"]["verified"]
        assert found["released"] >= 2
        assert found["dummies"] >= 2


def _opened(stage: Stage) -> int:
    return sum(event["event"] == "opened" for event in record(stage))


def _assert_declared(found: list[Connection], contract: Contract) -> None:
    assert {(one.head, len(one.body)) for one in found} == {(found[0].head, contract.cadence.envelope_bytes)}
    slots = [one.document["slot"] for one in found]
    assert slots == sorted(set(slots))
    assert {one.document["pseudonym"] for one in found} == {found[0].document["pseudonym"]}
    for document in (one.document for one in found):
        assert set(document) == KEYS
        assert document["contract"] == contract_hash(contract)
    for entry in entries([one.document for one in found]):
        assert set(entry) == {"from", "values"}
        assert set(entry["values"]) == {"energy", "fault"}
        assert entry["values"]["fault"] in FAULTS
        energy = entry["values"]["energy"]
        assert energy is None or (0 <= energy <= 5 and round(energy / 0.05, 6).is_integer())


async def _assert_no_identifier(stage: Stage) -> None:
    sent = b"".join(one.data for one in connections(stage)).lower()
    for device in (await stage.client.call("GET", "/devices"))["devices"]:
        whole = await stage.client.call("GET", f"/devices/{device['id']}")
        words = {device["id"], device["name"], whole["key"], whole["serial"]} if "key" in whole else set()
        words |= {device["id"], device["name"], device["id"].removeprefix("d_")}
        assert not [word for word in words if word and word.lower().encode() in sent]


@pytest.mark.parametrize("how", ["hung", pytest.param("killed", marks=pytest.mark.long)])
async def test_without_a_way_out_the_home_goes_on_and_the_queue_leaves_in_order(tmp_path: Path, how: str) -> None:
    async with set_stage(tmp_path) as stage:
        device = await light(stage)
        contract = await asyncio.to_thread(make_contract, stage)
        await approve(stage, contract)
        await until(lambda: entries(envelopes(stage)))
        await (_hang(stage, device) if how == "hung" else _kill(stage, device))
        before = len(envelopes(stage))
        await until(lambda: len(entries(envelopes(stage)[before:])) >= 4)

        late = envelopes(stage)[before:]
        assert max(len(one["entries"]) for one in late) >= 2  # what was queued shares envelopes
        slots = [one["slot"] for one in envelopes(stage)]
        assert slots == sorted(set(slots))  # and one leaves a slot
        windows = [entry["from"] for entry in entries(envelopes(stage))]
        assert windows == sorted(set(windows))  # oldest first, none twice
        assert (await report(stage, contract))["unexplained_bytes"] == 0


async def _hang(stage: Stage, device: str) -> None:
    """Egress stands still for three windows; everything local goes on."""
    with halted(await asyncio.to_thread(stage.pid_of, "gateway.egress")):
        await _live_on(stage, device)


async def _kill(stage: Stage, device: str) -> None:
    """Egress is killed and cannot read its folder; the launcher tries in vain, and everything local goes on."""
    folder = stage.plan.folder / "egress"
    await asyncio.to_thread(stage.kill, "gateway.egress")
    folder.rename(folder.with_name("elsewhere"))
    folder.touch()
    await _live_on(stage, device)
    folder.unlink()
    shutil.move(folder.with_name("elsewhere"), folder)


async def _live_on(stage: Stage, device: str) -> None:
    before = len(connections(stage))
    for level in (20, 80, 35):
        assert await dim(stage, device, level) == "confirmed"
        assert (await values_of(stage, device))["1/levelControl/currentLevel"] == pytest.approx(level, abs=0.5)
        await pass_time(stage, 900)
    assert len(connections(stage)) <= before + 1  # one may have been on its way


async def test_with_the_core_killed_the_slots_go_on_unchanged_until_the_lease_ends(tmp_path: Path) -> None:
    """A lease is 12 h: with slots of an hour and 3600 times the speed, twelve slots of a second each."""
    async with set_stage(tmp_path, speed=3600, devices=3) as stage:
        contract = await asyncio.to_thread(make_contract, stage, slot_s=3600, window_s=3600)
        await approve(stage, contract)
        await until(lambda: entries(envelopes(stage)))
        with halted(launcher_pid(stage)):
            await asyncio.to_thread(stage.kill, "gateway.app")
            before = len(connections(stage))
            await until(lambda: _quiet_s(stage) > 3)
            found = connections(stage)
        alone = found[before:]
        assert 4 <= len(alone) <= 12  # leases are renewed when half is used
        assert {(one.head, len(one.body)) for one in found} == {(found[0].head, 1024)}
        slots = [one.document["slot"] for one in found]
        steps = [later - one for one, later in itertools.pairwise(slots)]
        assert set(steps) <= {1, 2}
        assert steps.count(2) <= 1  # a busy machine may miss one; none comes twice
        lags = [one.opened_s - slot for one, slot in zip(found, slots, strict=True)]
        assert max(lags) - min(lags) < 0.6, lags  # each at its own time: what is late does not move the next

        await until(lambda: len(connections(stage)) > len(found))  # the launcher goes on, the core is back
        assert (await report(stage, contract))["unexplained_bytes"] == 0


def _quiet_s(stage: Stage) -> float:
    """How long nothing came, by the recipient's clock and ours."""
    return time.time() - float(max(event["time"] for event in record(stage)))
