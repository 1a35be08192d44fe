"""A home written by the program before this one opens: what fits is there, what does not is told in one line."""

import gzip
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from gateway.core.clock import ManualClock
from privacy.block import MINUTE_MS
from tests.gateway.core.stage import databases, stage

FOLDER: Final = Path(__file__).with_name("before_forms")
STOPPED_MS: Final = 1_795_356_600_000
LAMP, GAS, TOILET = "d_tiwrbqou4bsd553c", "d_2ewv5ncj2ipurt2l", "d_bynrdx4vbec3glmy"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("state.db", "trust.db"):
        (tmp_path / name).write_bytes(gzip.decompress((FOLDER / f"{name}.gz").read_bytes()))
    return tmp_path


async def values(home: Path) -> Mapping[str, Mapping[str, object]]:
    async with stage(home, clock=ManualClock(wall=STOPPED_MS + 600_000)) as it:
        state = it.home.state
        return {
            one.id: {path: state.values[handle] for path, handle in one.by_path.items()} for one in it.home.devices()
        }


async def test_nothing_is_lost_that_still_fits_and_one_line_tells_the_rest(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        found = await values(home)
    assert found == {
        LAMP: {"1/onOff/onOff": True, "1/levelControl/currentLevel": 40},
        GAS: {
            "1/gasLeakAlarm/gasConcentration": None,  # a share of the air, and no part of the lower explosive limit
            "1/gasLeakAlarm/alarmState": "warning",
            "1/temperatureMeasurement/measuredValue": 33.5,
        },
        TOILET: {"1/vendor/acme.heat": 2, "1/powerSource/batteryLevel": 55},
    }
    (line,) = [one.message for one in caplog.records if "forgotten" in one.message]
    assert line.startswith("gasLeakAlarm 1.0 became ")
    assert "gasConcentration do not fit" in line


async def test_the_second_start_says_nothing_and_has_the_same(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = await values(home)
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        assert await values(home) == before
    assert not [one.message for one in caplog.records if "forgotten" in one.message]


async def test_the_history_is_there_but_for_what_means_something_else_now(home: Path) -> None:
    async with stage(home, clock=ManualClock(wall=STOPPED_MS + 600_000)) as it:
        end = STOPPED_MS // MINUTE_MS

        async def minutes(device: str, path: str) -> int:
            return len(await it.home.history.blocks(device, path, end - 130, end))

        assert await minutes(LAMP, "1/onOff/onOff") == 130
        assert await minutes(GAS, "1/temperatureMeasurement/measuredValue") == 130
        assert await minutes(GAS, "1/gasLeakAlarm/alarmState") == 130
        assert await minutes(GAS, "1/gasLeakAlarm/gasConcentration") == 0
        (block,) = await it.home.history.blocks(GAS, "1/temperatureMeasurement/measuredValue", end - 1, end)
        assert block.mean == 33.5
        entry = it.home.device(LAMP)
        assert (entry.name, entry.room) == ("Lamp", "Kitchen")


async def test_a_copy_of_the_file_is_kept_before_its_form_changes(home: Path) -> None:
    async with databases(home) as (state_db, _):
        assert await state_db.fetch_all("SELECT DISTINCT form FROM last_value") == [(0,)]
    assert (home / "state.before-v4.db").stat().st_mode & 0o777 == 0o600
