"""A home whose schema changes between two starts: names, values, history, wishes, and a kill in the middle."""

import asyncio
import logging
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from gateway.core.clock import ManualClock
from gateway.core.storage.migrate import MigrationError
from privacy.block import MINUTE_MS
from schemas.commands import SetProperties
from schemas.device import DeviceDescription
from schemas.evolution import former
from schemas.outcomes import Refused, Unconfirmed
from schemas.registry import Registry
from schemas.updates import DeviceDescribed
from schemas.value import Value
from schemas.vocabulary import Confirmation, Kind
from tests.gateway.core.stage import NOON_MS, Stage, device, report, stage, vendor
from tests.schemas.evolution.oven import AFTER, BEFORE, described, schema, spec
from tests.schemas.evolution.test_former import OVEN_STEPS

NOON: Final = NOON_MS // MINUTE_MS
LATER_MS: Final = NOON_MS + 20 * MINUTE_MS
OVEN = device("oven", *(described(BEFORE.spec("oven", name)) for name in ("heat", "level", "mode", "door")))
SEAT = device("seat", vendor("heat", Kind.INTEGER, minimum=0, maximum=3, optimistic=True), kind="smartToilet")


@pytest.fixture(autouse=True)
def _steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(former, "STEPS", OVEN_STEPS)


async def before(folder: Path) -> dict[str, str]:
    """Ten minutes under the older schema; gives the ids of the devices."""
    async with stage(folder, registry=BEFORE) as it:
        await it.tell(DeviceDescribed(device=OVEN), report("oven", (0, 180.0), (1, 5), (2, "grill"), (3, True)))
        await it.tell(DeviceDescribed(device=SEAT), report("seat", (0, 2)))
        await it.advance(330)
        await it.tell(report("oven", (0, 200.0), (3, False)))
        await it.advance(270)
        return {one.description.key: one.id for one in it.home.devices()}


def shown(it: Stage) -> dict[str, Value]:
    state = it.home.state
    return {path: state.values[handle] for one in it.home.devices() for path, handle in one.by_path.items()}


def new_oven() -> DeviceDescription:
    return device("oven", *(described(AFTER.spec("oven", name)) for name in ("temperature", "level", "mode", "door")))


async def test_values_and_history_are_those_of_today(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ids = await before(tmp_path)
    with caplog.at_level(logging.WARNING):
        async with stage(tmp_path, registry=AFTER, clock=ManualClock(wall=LATER_MS)) as it:
            await it.tell(DeviceDescribed(device=new_oven()))
            assert shown(it) == {
                "1/oven/temperature": pytest.approx(392.0),
                "1/oven/level": None,
                "1/oven/mode": None,
                "1/oven/door": "closed",
                "1/seat/warmth": 2,
            }
            assert {one.description.key: one.id for one in it.home.devices()} == ids
            blocks = await it.home.history.blocks(ids["oven"], "1/oven/heat", NOON, NOON + 10)
            assert [block.minimum for block in blocks] == [pytest.approx(356.0)] * 6 + [pytest.approx(392.0)] * 4
            assert blocks[5].mean == pytest.approx((356.0 + 392.0) / 2)
            doors = await it.home.history.blocks(ids["oven"], "1/oven/door", NOON, NOON + 10)
            assert doors[5].states == (("open", 30_000), ("closed", 30_000))
            seats = await it.home.history.blocks(ids["seat"], "1/seat/warmth", NOON, NOON + 10)
            assert [block.last for block in seats] == [2.0] * 10
    lines = [one.message for one in caplog.records if "forgotten" in one.message]
    (line,) = lines
    assert line.startswith("oven 1.4 became 2.0: earlier values of level, mode do not fit and are forgotten (1 device)")
    assert (tmp_path / "state.before-schema.db").exists()


async def test_an_adapter_and_a_client_may_use_the_former_names(tmp_path: Path) -> None:
    async with stage(tmp_path, registry=AFTER) as it:
        heat = described(BEFORE.spec("oven", "mode"), name="heat", kind=Kind.NUMBER, unit="[degF]", values=None)
        await it.tell(DeviceDescribed(device=device("oven", heat)), report("oven", (0, 200.0)))
        await it.tell(DeviceDescribed(device=SEAT), report("seat", (0, 1)))
        assert shown(it) == {"1/oven/temperature": 200.0, "1/seat/warmth": 1}
        seat = it.entry("seat")
        assert it.home.path(seat, "1/vendor/acme.heat") == "1/seat/warmth"
        outcome = await it.home.set_properties(seat.id, {"1/vendor/acme.heat": 3}, confirmation=Confirmation.PERSON)
        assert isinstance(outcome, Unconfirmed)
        (sent,) = it.adapter.commands
        assert isinstance(sent, SetProperties)
        assert sent.changes == ((0, 3),)
        assert shown(it)["1/seat/warmth"] == 3
        twice = await it.home.set_properties(seat.id, {"1/vendor/acme.heat": 3, "1/seat/warmth": 2})
        assert isinstance(twice, Refused)
        assert twice.code == "named-twice"


async def test_what_was_promoted_is_the_cores_even_where_an_extension_still_declares_it(tmp_path: Path) -> None:
    loose = spec("vendor", "acme.heat", Kind.INTEGER, minimum=0, maximum=3)
    both = schema(loose, *AFTER.specs.values(), versions={"oven": "2.0", "seat": "1.0", "vendor": "1.0"})
    async with stage(tmp_path, registry=both) as it:
        await it.tell(DeviceDescribed(device=SEAT), report("seat", (0, 1)))
        assert shown(it) == {"1/seat/warmth": 1}


@pytest.mark.parametrize(
    "misfit",
    [
        vendor("heat", Kind.INTEGER, minimum=0, maximum=9),
        vendor("heat", Kind.NUMBER, minimum=0, maximum=3),
        vendor("heat", Kind.INTEGER, unit="%", minimum=0, maximum=3),
    ],
    ids=["range", "kind", "unit"],
)
async def test_a_vendor_property_that_means_something_else_stays_the_vendors(tmp_path: Path, misfit: object) -> None:
    async with stage(tmp_path, registry=AFTER) as it:
        await it.tell(DeviceDescribed(device=device("seat", misfit)), report("seat", (0, 2)))  # type: ignore[arg-type]
        assert shown(it) == {"1/vendor/acme.heat": 2}


async def test_an_adapter_of_another_version_is_not_taken_for_what_it_does_not_mean(tmp_path: Path) -> None:
    celsius = described(AFTER.spec("oven", "temperature"), unit="Cel", minimum=None, maximum=None)
    async with stage(tmp_path, registry=AFTER) as it:
        await it.tell(DeviceDescribed(device=device("oven", celsius)), report("oven", (0, 180.0)))
        assert shown(it) == {"1/oven/temperature": None}
        faults = {one.code: one.reason for one in it.entry("oven").faults}
        assert faults["refused-value"] == "is described in another kind or unit than the schema has"
        assert "unit Cel is not [degF]" in faults["description-widens"]
        outcome = await it.home.set_properties(it.entry("oven").id, {"1/oven/temperature": 100.0})
        assert isinstance(outcome, Refused)
        assert outcome.code == "not-writable"


async def test_of_two_names_of_one_property_the_newest_value_counts(tmp_path: Path) -> None:
    """The adapter moved to the new name before the schema knew that both are one."""
    loose = schema(spec("seat", "warmth", Kind.INTEGER, minimum=0, maximum=3), versions={"oven": "2.0", "seat": "1.0"})
    warmth = device("seat", described(AFTER.spec("seat", "warmth")))
    async with stage(tmp_path, registry=loose) as it:
        await it.tell(DeviceDescribed(device=SEAT), report("seat", (0, 1)))
        await it.advance(60)
        await it.tell(DeviceDescribed(device=warmth), report("seat", (0, 3)))
        await it.advance(60)
    async with stage(tmp_path, registry=AFTER, clock=ManualClock(wall=LATER_MS)) as it:
        assert shown(it) == {"1/seat/warmth": 3}
        blocks = await it.home.history.blocks(it.entry("seat").id, "1/vendor/acme.heat", NOON, NOON + 2)
        assert [block.last for block in blocks] == [1.0, 3.0]


async def test_a_device_described_under_both_names_keeps_both(tmp_path: Path) -> None:
    both = device("seat", *SEAT.properties, described(AFTER.spec("seat", "warmth")))
    async with stage(tmp_path, registry=AFTER) as it:
        await it.tell(DeviceDescribed(device=both), report("seat", (0, 2), (1, 3)))
        assert shown(it) == {"1/vendor/acme.heat": 2, "1/seat/warmth": 3}
        assert not it.entry("seat").faults


async def test_an_older_program_refuses_what_it_would_misread_and_loses_nothing(tmp_path: Path) -> None:
    await before(tmp_path)
    async with stage(tmp_path, registry=AFTER, clock=ManualClock(wall=LATER_MS)) as it:
        await it.tell(DeviceDescribed(device=new_oven()), report("oven", (0, 212.0)))
        wall = it.clock.wall
    with pytest.raises(MigrationError, match=r"newer schema: oven 2.0 \(here 1.4\); install the newer version"):
        async with stage(tmp_path, registry=BEFORE, clock=ManualClock(wall=wall)):
            pass
    async with stage(tmp_path, registry=AFTER, clock=ManualClock(wall=wall)) as it:
        assert shown(it)["1/oven/temperature"] == 212.0


async def test_what_a_newer_minor_version_wrote_waits_for_its_return(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = schema(spec("oven", "mode", Kind.ENUM, values=("off", "bake")), versions={"oven": "1.0"})
    new = schema(
        spec("oven", "mode", Kind.ENUM, values=("off", "bake", "steam")),
        spec("oven", "water", minimum=0, maximum=9),
        versions={"oven": "1.1"},
    )
    whole = device("oven", described(new.spec("oven", "mode")), described(new.spec("oven", "water")))
    async with stage(tmp_path, registry=new) as it:
        await it.tell(DeviceDescribed(device=whole), report("oven", (0, "steam"), (1, 4)))
    with caplog.at_level(logging.WARNING):
        async with stage(tmp_path, registry=old, clock=ManualClock(wall=LATER_MS)) as it:
            await it.tell(DeviceDescribed(device=device("oven", described(old.spec("oven", "mode")))))
            assert shown(it) == {"1/oven/mode": None}
            it.home._pipeline.dirty.add(it.entry("oven").id)  # so that all its values are written anew
    assert [one.message for one in caplog.records] == [
        "state.db holds data of a newer schema: what is new of oven waits unread"
    ]
    async with stage(tmp_path, registry=new, clock=ManualClock(wall=LATER_MS)) as it:
        await it.tell(DeviceDescribed(device=whole))
        assert shown(it) == {"1/oven/mode": "steam", "1/oven/water": 4}


VICTIM = """
import asyncio, os, signal, sys
from pathlib import Path
from gateway.core.clock import ManualClock
from gateway.core.storage.database import Database
from schemas.evolution import former
from tests.gateway.core.stage import stage
from tests.gateway.core.test_form import LATER_MS
from tests.schemas.evolution.oven import AFTER
from tests.schemas.evolution.test_former import OVEN_STEPS

former.STEPS = OVEN_STEPS
left = int(sys.argv[2])
statement = Database.execute

async def execute(self, sql, parameters=()):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return await statement(self, sql, parameters)

Database.execute = execute

async def main():
    async with stage(Path(sys.argv[1]), registry=AFTER, clock=ManualClock(wall=LATER_MS)) as it:
        await it.home.commit()

asyncio.run(main())
"""


def killed_at(folder: Path, statement: int) -> bool:
    done = subprocess.run([sys.executable, "-c", VICTIM, str(folder), str(statement)], check=False, timeout=60)
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode != 0


async def carried_over(folder: Path, registry: Registry = AFTER) -> tuple[dict[str, Value], list[float | None]]:
    async with stage(folder, registry=registry, clock=ManualClock(wall=LATER_MS), kill=True) as it:
        await it.tell(DeviceDescribed(device=new_oven()))
        blocks = await it.home.history.blocks(it.entry("oven").id, "1/oven/temperature", NOON, NOON + 10)
        return shown(it), [block.mean for block in blocks]


def test_a_kill_at_any_statement_of_the_first_start_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    source = tmp_path / "source"
    asyncio.run(before(source))
    wanted = asyncio.run(carried_over(Path(shutil.copytree(source, tmp_path / "calm"))))
    kills = 0
    for statement in range(1, 30):
        folder = Path(shutil.copytree(source, tmp_path / str(statement)))
        if not killed_at(folder, statement):
            break
        kills += 1
        assert asyncio.run(carried_over(folder)) == wanted
    assert kills >= 4, "form dropped, form added, life counted, values written"
