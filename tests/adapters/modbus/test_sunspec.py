"""Devices that say what they have: chains of models, what they lack, scale factors, and chains that are none."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.modbus.coverage import Dump, recognises, report
from adapters.modbus.part import Identity, Table, bound_of
from adapters.modbus.protocol.register import Space
from adapters.modbus.sunspec import discover
from adapters.modbus.sunspec.point import Found
from adapters.modbus.sunspec.table import ALL, MODELS
from adapters.sdk.errors import LinkError
from schemas.pairing import Paired
from tests.adapters.modbus.far import Far, Unit
from tests.adapters.modbus.stage import REGISTRY, stage
from tests.adapters.modbus.test_session import paired
from tests.adapters.sdk.travel import travels

HOST: Final = "192.168.7.30"
KEY: Final = f"{HOST}:502/1"
LENGTHS: Final = {
    1: 66, 101: 50, 102: 50, 103: 50, 111: 60, 112: 60, 113: 60, 120: 26, 123: 24, 124: 24, 160: 8,
    201: 105, 202: 105, 203: 105, 204: 105, 211: 124, 212: 124, 213: 124, 214: 124,
    701: 153, 702: 50, 703: 17, 704: 65, 713: 7, 714: 18, 802: 62,
}  # fmt: skip
"""As the standard's own overview of models has them, without what repeats."""


def text(words: int, say: str) -> list[int]:
    data = say.encode().ljust(2 * words, b"\0")
    return [data[at] << 8 | data[at + 1] for at in range(0, 2 * words, 2)]


def common(serial: str = "S1", maker: str = "Acme") -> list[int]:
    return [1, 66, *text(16, maker), *text(16, "Sol"), *text(8, ""), *text(8, "7"), *text(16, serial), 1, 0x8000]


def meter(number: int, watts: int, factor: int, volts: int = 2301) -> list[int]:
    """Write a meter: only current, voltage, power and energy are there."""
    points = [0x8000] * 105
    points[0], points[4] = 52, 0xFFFF  # A, A_SF
    points[5], points[13] = volts, 0xFFFF  # PhV, V_SF
    points[16], points[20] = watts & 0xFFFF, factor & 0xFFFF  # W, W_SF
    points[36:38] = [0, 0]  # TotWhExp
    points[44:46] = [0x0026, 0x25A0]  # TotWhImp
    points[52] = 0  # TotWh_SF
    points[53:103] = [0] * 50
    points[103:105] = [0, 0b100]
    return [number, 105, *points]


def device(*models: list[int], base: int = 40000) -> Unit:
    words = [0x5375, 0x6E53, *(word for model in models for word in model), 0xFFFF, 0]
    return Unit().put("holding", base, *words)


def settings(**more: Any) -> dict[str, Any]:
    return {"devices": [{"host": HOST, **more}], "pause_s": 0}


def test_models_are_as_long_as_the_standard_says() -> None:
    assert {number: MODELS[number].length for number in MODELS} == LENGTHS
    assert (MODELS[160].port_length, MODELS[714].port_length) == (20, 25)


@pytest.mark.parametrize("number", sorted(MODELS))
def test_every_claim_holds(number: int) -> None:
    model = MODELS[number]
    one = Found(
        number=number, name="m", address=0, length=model.length + model.port_length, model=model, endpoint=1, ports_at=5
    )
    registers = tuple(one.registers())
    ends = [register.end for register in registers]
    assert ends == sorted(ends)
    assert ends[-1] == one.length
    ids = {register.id for register in registers}
    assert {register.scale_by for register in registers} - {""} <= ids
    table = Table(identity=Identity(key="k", name="n", vendor="sunspec"), registers=registers, endpoints=one.endpoints)
    for bound in bound_of(table, frozenset(), REGISTRY):
        taken = "already" in bound.description.reason  # an average and a phase of a device that has but one
        assert bound.claim is not None or taken or not bound.described.rows, bound.description
    names = [
        (d.endpoint, d.capability, d.name) for d in (b.description for b in bound_of(table, frozenset(), REGISTRY))
    ]
    assert len(set(names)) == len(names)


def test_every_model_has_a_table_of_its_own() -> None:
    assert sum(len(model.phases) for model in ALL) == len(MODELS)


@pytest.mark.parametrize("base", [40000, 50000, 0])
def test_a_meter_says_what_it_is(base: int) -> None:
    @travels
    async def run() -> None:
        far = Far({1: device(common(), meter(201, -1520, 0), base=base)})
        async with stage(far.connect, settings()) as home:
            await home.until(lambda: (KEY, "1/electricalPowerMeasurement/activePower") in home.values)
            told = home.devices[KEY]
            assert (told.name, told.manufacturer, told.model, told.serial) == ("Acme Sol", "Acme", "Sol", "S1")
            assert [(one.id, one.device_type) for one in told.endpoints] == [(1, "electricMeter")]
            values = {path: value for (_, path), value in home.values.items()}
            assert values["1/electricalPowerMeasurement/activePower"] == -1520
            assert values["1/electricalPowerMeasurement/activeCurrent"] == 5.2
            assert values["1/electricalEnergyMeasurement/cumulativeEnergyImported"] == 2500
            assert values["1/vendor/sunspec.201.Evt"] == ["powerFailure"]
            # what it must have is there without a value; what it need not have is not there
            assert values["1/electricalPowerMeasurement/frequency"] is None
            assert "1/electricalPowerMeasurement/reactivePower" not in values
            assert not any(path.endswith("_SF") for path in values)

    run()


@travels
async def test_a_scale_factor_that_changes_is_followed() -> None:
    far = Far({1: device(common(), meter(201, 152, 1))})
    path = "1/electricalPowerMeasurement/activePower"
    async with stage(far.connect, settings()) as home:
        await home.until_value(KEY, path, 1520)
        far.units[1].put("holding", 40000 + 2 + 68 + 2 + 16, 1520).put("holding", 40000 + 2 + 68 + 2 + 20, 0xFFFF)
        await home.until_value(KEY, path, 152)
        # one that is none leaves no number to be believed
        far.units[1].put("holding", 40000 + 2 + 68 + 2 + 20, 99)
        await home.until_value(KEY, path, None)


@travels
async def test_a_second_common_model_begins_a_device_of_its_own() -> None:
    far = Far({1: device(common("I1"), [120, 26, *[0xFFFF] * 26], common("M2", "Other"), meter(203, 700, 0))})
    async with stage(far.connect, settings()) as home:
        second = f"{KEY}/M2"
        await home.until(lambda: (second, "1/electricalPowerMeasurement/activePower") in home.values)
        assert home.devices[second].via == KEY
        assert (home.devices[second].name, home.devices[KEY].name) == ("Other Sol", "Acme Sol")
        assert [one.label for one in home.devices[second].endpoints] == ["", "L1", "L2", "L3"]


@travels
async def test_an_unknown_model_is_passed_over_and_told() -> None:
    far = Far({1: device(common(), [64001, 5, 1, 2, 3, 4, 5], meter(201, 1, 0))})
    async with stage(far.connect, settings()) as home:
        await home.until_value(KEY, "1/electricalPowerMeasurement/activePower", 1)
        assert [code for code, _ in home.faults()] == ["unknown-model"]


@travels
async def test_what_appears_later_is_described_then() -> None:
    far = Far({1: device(common(), meter(201, 1, 0))})
    path = "1/electricalPowerMeasurement/reactivePower"
    async with stage(far.connect, settings()) as home:
        await home.until_value(KEY, "1/electricalPowerMeasurement/activePower", 1)
        start = 40000 + 2 + 68 + 2
        far.units[1].put("holding", start + 26, 55).put("holding", start + 30, 0)  # VAR, VAR_SF
        await home.until(lambda: any(one.path == path for one in home.devices[KEY].properties))
        await home.until_value(KEY, path, 55)


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (Unit().put("holding", 0, 1, 2), "SunS"),
        (device(*[[7, 0]] * 70), "more than 64"),
        (device(), "none of the registers"),
    ],
)
def test_other_chains_are_one_state(unit: Unit, reason: str) -> None:
    @travels
    async def run() -> None:
        far = Far({1: unit})
        async with stage(far.connect, settings()) as home:
            await home.until(lambda: KEY in home.reasons)
            assert reason in home.reasons[KEY]

    run()


@travels
async def test_another_device_at_its_address_is_not_it() -> None:
    far = Far({1: device(common("S1"), meter(201, 5, 0))})
    async with stage(far.connect, {"pause_s": 0}) as home:
        answers = {"host": HOST}
        steps, kept, _ = await paired(home, **answers)
        assert steps == ["connect", "identify", "read"]
    assert kept is not None
    assert kept.key == "sunspec-Acme-S1"
    far.units[1] = device(common("S9"), meter(201, 6, 0))
    async with stage(far.connect, {"pause_s": 0}, Paired(key=kept.key, name=kept.name, kept=kept.kept)) as home:
        await home.until(lambda: kept.key in home.reasons)
        assert home.reasons[kept.key] == "another device answers at its address"


@travels
async def test_a_device_that_is_configured_and_was_paired_is_taken_once_as_what_was_paired() -> None:
    far = Far({1: device(common("S1"), meter(201, 5, 0))})
    async with stage(far.connect, {"pause_s": 0}) as home:
        _, kept, _ = await paired(home, host=HOST)
    assert kept is not None
    broken = Paired(key="old", name="Old", kept={})
    async with stage(far.connect, {"pause_s": 0, "devices": [{"host": HOST}]}, kept, broken) as home:
        await home.until(lambda: kept.key in home.devices)
        assert {*home.devices} == {kept.key}
        assert ("paired-too", f"{HOST}:502/1") in home.faults()
        assert ("unusable-pairing", "old") in home.faults()


@given(st.lists(st.integers(0, 0xFFFF), max_size=300), st.integers(0, 20))
def test_any_chain_ends(words: list[int], cut: int) -> None:
    dump = Dump()
    dump.put(Space.HOLDING, 40000, [0x5375, 0x6E53, *common()[: 68 - cut], *words])
    try:
        found = discover.tables(dump, "k").send(None)  # it never waits
    except StopIteration as done:
        found = done.value
        assert found
    except LinkError:
        return


# offline


def dumped(unit: Unit) -> list[str]:
    words = [unit.words["holding", address] for address in sorted(address for _, address in unit.words)]
    return [f'{{"unit": 1, "space": "holding", "address": 40000, "words": {words}}}\n']


def test_a_dump_is_mapped_offline() -> None:
    lines = dumped(device(common(), meter(203, 5, 0)))
    assert recognises(lines[0])
    found = report(lines)
    assert (found.devices, found.lost) == (1, 0)
    to = {row.source: row.to for row in found.rows}
    assert to["203.W"] == "electricalPowerMeasurement.activePower"
    assert to["203.Evt"] == "vendor.sunspec.203.Evt"
    assert found.core >= 8


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (['{"address": 40000, "words": [1, 2]}'], 'unit 1: it does not say "SunS"'),
        (['{"address": 40000, "words": [70000]}'], "line 1: a word is"),
        (['{"address": 40000, "words": [1]}', "{"], "line 2"),
        (['{"words": [1]}'], "line 1: 'address'"),
    ],
)
def test_a_bad_dump_is_told_by_its_line(lines: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=r"unit|line") as caught:
        report(lines)
    assert message in str(caught.value)
