"""Contracts when the schema changes: a former name goes on; what means something else is suspended and silent."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.core.gate import Refused, suspension
from gateway.core.gate.binding import bind_by_ability
from gateway.core.gate.writing import Writing
from privacy.canonical import plain
from privacy.contract import Contract
from privacy.envelope import contract_hash
from privacy.profile import PROFILES
from schemas.device import DeviceDescription, EndpointDescription, PropertyDescription
from schemas.evolution.form import first
from schemas.registry import Registry, Spec
from schemas.vocabulary import Kind, Sensitivity
from tests.gateway.core.gate.stage import PATH, REGISTRY, SLOT_S, Device, Scene, make_gate, power_contract, scene
from tests.gateway.egress.stage import until

pytestmark = pytest.mark.network
METER = "electricalPowerMeasurement"
POWER = REGISTRY.spec(METER, "activePower")


def with_power(*specs: Spec) -> Registry:
    """Give the schema with these in the place of activePower."""
    meter = REGISTRY.capability(METER)
    kept = {name: one for name, one in meter.properties.items() if name != "activePower"}
    own = replace(meter, version="9.0", properties=kept | {one.name: one for one in specs})
    others = [own if one.id == METER else one for one in REGISTRY.capabilities.values()]
    return Registry.of(REGISTRY.version, others, REGISTRY.device_types.values())


RENAMED = with_power(replace(POWER, name="realPower", aliases=(f"{METER}/activePower",)))


async def running(s: Scene) -> Contract:
    """Approve a contract and let two of its slots pass."""
    contract = power_contract(s.far.port, s.pem)
    await s.approve(contract)
    for slot in (s.slot + 1, s.slot + 2):
        await s.pass_slot(contract, slot)
    return contract


async def test_a_contract_that_names_an_alias_goes_on_under_its_own_hash(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = await running(s)
        s.home.registry = RENAMED
        await s.restart_core()
        s.far.dialogues.clear()
        window = s.slot
        row = await s.pass_slot(contract, s.slot + 1)
        assert (row.kind, row.result) == ("envelope", "delivered")
        ((entry,),) = s.sent_entries()
        assert entry["values"]["power"] == 100 * (window % 4 + 1)
        view = await s.gate.contract(contract_hash(contract))
        assert (view["state"], view["findings"]) == ("active", [])
        both = f"power: {METER}/activePower is {METER}/realPower today"
        assert [one["names"] for one in await s.entries() if one["type"] == "InputsRenamed"] == [[both]]
        english = await s.gate.explain(contract_hash(contract), "en")
        assert f"The contract calls it {METER}/activePower; today it is {METER}/realPower." in english
        assert f"合同里称为 {METER}/activePower" in await s.gate.explain(contract_hash(contract), "zh")
        await s.restart_core()
        assert (await s.kinds()).count("InputsRenamed") == 1, "told once"


def test_a_former_name_binds_what_it_is_called_today() -> None:
    contract = power_contract(1, "")
    one = PropertyDescription(endpoint=1, capability=METER, name="realPower", address="p", kind=Kind.NUMBER, unit="W")
    plug = DeviceDescription(
        key="k", name="plug", endpoints=(EndpointDescription(id=1, device_type="onOffPlug"),), properties=(one,)
    )
    (bound,) = bind_by_ability(contract, "h", [Device("d", plug)], RENAMED).inputs
    assert [source.path for source in bound.sources] == [f"1/{METER}/realPower"]
    assert bind_by_ability(contract, "h", [Device("d", plug)], REGISTRY).inputs[0].sources == ()


CHANGES: dict[str, tuple[Registry, str]] = {
    "unit": (with_power(replace(POWER, unit="kW")), "changed-unit"),
    "kind": (with_power(replace(POWER, kind=Kind.STRING, unit="")), "changed-unit"),
    "vanished": (with_power(), "unknown-property"),
    "unlabelled": (with_power(replace(POWER, sensitivity=Sensitivity.UNLABELLED)), "unlabelled"),
    "raised": (with_power(replace(POWER, sensitivity=Sensitivity.SPECIAL)), "sensitivity"),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_what_the_schema_changed_is_suspended_and_sends_nothing(
    tmp_path: Path, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    registry, code = CHANGES[change]
    async with scene(tmp_path) as s:
        contract = await running(s)
        hash_ = contract_hash(contract)
        assert s.lease_last(contract) > s.slot
        s.home.registry = registry
        with caplog.at_level(logging.WARNING):
            await s.restart_core()
        (line,) = [one.message for one in caplog.records if "is suspended: " in one.message]
        assert line.startswith(f"contract {contract.name} ({hash_[:12]}) is suspended: ")
        await until(lambda: not active(s, hash_))
        assert s.lease_last(contract) == 0, "the lease that ran has ended"
        sent = len(s.far.dialogues)
        await s.clock.advance(3 * SLOT_S)
        assert len(s.far.dialogues) == sent, "no envelope, and no dummy"
        (view,) = await s.gate.contracts()
        assert view["state"] == "suspended"
        assert code in [finding["code"] for finding in view["findings"]]
        assert all(finding["path"] and finding["reason"] and finding["fix"] for finding in view["findings"])
        assert [one.split(":")[0] for one in await s.gate.suspended()] == [contract.name]
        assert await s.gate.books.depth(hash_) == 0
        assert "ContractSuspended" in await s.kinds()
        if change != "unit":  # kilowatts convert, so that a new contract may ask for them
            with pytest.raises(Refused):
                await s.gate.add(plain(power_contract(s.far.port, s.pem, name="another")))


def active(s: Scene, contract: str) -> bool:
    assert s.egress is not None
    standing = s.egress.folder.standing(contract)
    return standing is not None and standing.active


async def test_only_a_new_approval_ends_a_suspension(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = await running(s)
        s.home.registry = CHANGES["vanished"][0]
        await s.restart_core()
        await until(lambda: not active(s, contract_hash(contract)))
        s.home.registry = REGISTRY  # the older program is back
        await s.restart_core()
        (view,) = await s.gate.contracts()
        assert view["state"] == "suspended"
        await s.clock.advance(SLOT_S)
        s.far.dialogues.clear()
        await s.approve(contract)
        assert (await s.gate.contract(contract_hash(contract)))["state"] == "active"
        await s.pass_slot(contract, s.slot + 1)
        row = await s.pass_slot(contract, s.slot + 1)
        assert (row.kind, row.result) == ("envelope", "delivered")
        await s.restart_core()
        assert (await s.gate.contract(contract_hash(contract)))["state"] == "active"


async def test_a_suspension_while_egress_is_away_is_the_first_thing_it_hears(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = await running(s)
        await s.stop_egress()
        s.home.registry = CHANGES["unit"][0]
        await s.gate.__aexit__(None, None, None)
        s.gate = make_gate(s)
        await s.gate.__aenter__()
        await s.start_egress()
        await s.meet()
        await until(lambda: not active(s, contract_hash(contract)))


async def test_a_contract_from_before_the_gate_wrote_down_what_it_reads(tmp_path: Path) -> None:
    """What the first form says of it stands in for what residents agreed to."""
    assert first().signatures[METER, "activePower"] == "number W"
    async with scene(tmp_path) as s:
        contract = await running(s)
        await s.trust.execute("DELETE FROM reading")
        await s.restart_core()
        assert (await s.gate.contract(contract_hash(contract)))["state"] == "active"
        await s.trust.execute("DELETE FROM reading")
        s.home.registry = CHANGES["unit"][0]
        await s.restart_core()
        (view,) = await s.gate.contracts()
        (reason,) = view["reasons"]
        assert reason.startswith(f"inputs[0].property: {METER}/activePower was number W and is number kW now; read")


async def test_a_profile_that_is_gone_suspends_and_does_not_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scene(tmp_path) as s:
        contract = await running(s)
        fewer = {name: one for name, one in PROFILES.items() if name != "demo"}
        monkeypatch.setattr("gateway.core.gate.gate.PROFILES", fewer)
        await s.restart_core()
        (view,) = await s.gate.contracts()
        assert (view["state"], [one["code"] for one in view["findings"]]) == ("suspended", ["profile"])
        await until(lambda: not active(s, contract_hash(contract)))


async def test_a_new_separate_consent_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with scene(tmp_path) as s:
        await running(s)
        monkeypatch.setattr(suspension, "separate_needed", lambda _compiled: frozenset({"sensitive"}))
        await s.restart_core()
        (view,) = await s.gate.contracts()
        assert view["reasons"][0].startswith("inputs: it needs separate consent now: sensitive; read")


async def test_a_suspension_that_is_cut_off_leaves_nothing_and_is_made_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scene(tmp_path) as s:
        contract = await running(s)
        hash_ = contract_hash(contract)
        s.home.registry = CHANGES["unit"][0]
        cut_off = make_gate(s)

        def broken(writing: Writing, *_: object, **__: object) -> None:
            def fail(_db: object) -> None:
                raise OSError("the disk is gone")

            writing._steps.append(fail)

        for name in ("suspend", "put_withdrawal", "purge"):
            with monkeypatch.context() as patch:
                patch.setattr(Writing, name, broken)
                with pytest.raises(OSError, match="disk"):
                    await cut_off._examiner.examine(hash_, contract)
            assert await cut_off.books.suspension(hash_) == ()
            assert (await cut_off.books.standing()).withdrawals == ()
        assert "ContractSuspended" not in await s.kinds()
        await s.restart_core()
        assert (await s.gate.contract(hash_))["state"] == "suspended"
        assert (await s.kinds()).count("ContractSuspended") == 1
        await s.restart_core()
        assert (await s.kinds()).count("ContractSuspended") == 1, "told once"


def test_the_stage_reads_what_these_tests_change() -> None:
    assert PATH.endswith(f"{METER}/activePower")
    assert plain(power_contract(1, ""))["inputs"][0]["property"] == "activePower"
