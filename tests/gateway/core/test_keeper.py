"""What outlives a stop, a kill, a broken disk and damaged rows."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gateway.core.clock import ManualClock
from gateway.core.errors import DiskFailed
from gateway.core.registry import Identity
from gateway.core.row import Row
from gateway.core.storage.segment_store import SavedValue
from gateway.core.storage.state_store import Draft, StateStore, load_saved_time
from privacy.block import MINUTE_MS, Block
from schemas.updates import AvailabilityChanged, DeviceDescribed, DeviceRemoved
from schemas.vocabulary import Kind
from tests.gateway.core.stage import (
    NOON_MS,
    TEMPERATURE,
    FakeAdapter,
    Stage,
    databases,
    device,
    report,
    stage,
    until,
    vendor,
)

NOON = NOON_MS // MINUTE_MS
ON = "1/onOff/onOff"


async def blocks(it: Stage, key: str = "lamp", path: str = ON) -> dict[int, Block]:
    found = await it.home.history.blocks(it.entry(key).id, path, NOON - 60, NOON + 10_000)
    return {block.minute - NOON: block for block in found}


def rows(folder: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "state.db")) as db:
        return db.execute(sql).fetchall()


async def test_a_kill_loses_no_more_than_the_time_since_the_last_commit(tmp_path: Path) -> None:
    async with stage(tmp_path, kill=True) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True), (1, 40)))
        await it.advance(600)  # quiet, but for a change after 10 minutes
        await it.tell(report("lamp", (0, False), (1, 50)))
        await it.advance(40)  # a commit 30 s later at most, then killed
        clock = it.clock
    clock.wall = NOON_MS + 20 * MINUTE_MS
    async with stage(tmp_path, clock=clock) as it:
        assert it.value("lamp", ON) is False  # newer than the values were written, from the history
        assert it.value("lamp", "1/levelControl/currentLevel") == 50
        known = await blocks(it)
        assert sorted(known) == list(range(11))
        assert {known[minute].covered_ms for minute in range(10)} == {MINUTE_MS}
        assert known[10].states[0][0] == "false"
        assert known[10].covered_ms >= 30_000 - 10_000
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, False)))
        await it.advance(120)
        known = await blocks(it)
        assert sorted(known) == [*range(11), 20, 21]


async def test_a_stop_and_a_start_within_a_minute_make_one_block(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        await it.advance(20)
        clock = it.clock
    stopped_ms = clock.wall or 0
    async with stage(tmp_path, clock=clock) as it:
        await it.advance(10)
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        await it.tell(report("lamp", (0, False)))
        away_ms = (clock.wall or 0) - stopped_ms
        await it.advance(60)
        block = (await blocks(it))[0]
        assert block.covered_ms == MINUTE_MS - away_ms
        assert dict(block.states) == {
            "true": stopped_ms - NOON_MS,
            "false": NOON_MS + MINUTE_MS - (stopped_ms + away_ms),
        }


async def test_hours_are_packed_and_the_ring_is_bounded(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device("s", TEMPERATURE)), report("s", (0, 20.0)))
        for hour in range(3):
            await it.tell(report("s", (0, 21.0 + hour)))
            await it.advance(3600)
        await it.advance(60)
        path = "1/temperatureMeasurement/measuredValue"
        known = await blocks(it, "s", path)
        assert sorted(known) == list(range(181))
        assert known[61].mean == 22.0
        clock = it.clock
    assert len(rows(tmp_path, "SELECT * FROM history")) == 3
    assert {hour for (hour,) in rows(tmp_path, "SELECT DISTINCT hour FROM segment")} == {NOON // 60 + 3}
    clock.wall = NOON_MS + 9 * 24 * 3_600_000
    async with stage(tmp_path, clock=clock) as it:
        await it.advance(40)
        assert rows(tmp_path, "SELECT * FROM history") == []
        assert await blocks(it, "s", path) == {}


async def test_time_that_is_not_known_is_not_covered(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        await it.advance(90)
        await it.tell(AvailabilityChanged(device="lamp", available=False))
        await it.advance(120)
        await it.tell(AvailabilityChanged(device="lamp", available=True))
        await it.advance(90)
        assert {minute: block.covered_ms for minute, block in (await blocks(it)).items()} == {
            0: MINUTE_MS,
            1: 30_000,
            3: 30_000,
            4: MINUTE_MS,
        }


async def test_unchanged_values_are_not_written(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        await it.advance(40)
        sealed = rows(tmp_path, "SELECT sealed FROM last_value")
        parts = rows(tmp_path, "SELECT COUNT(*) FROM segment")
        assert len(sealed) == 1
        for _ in range(5):
            await it.tell(report("lamp", (0, True)))
            await it.advance(100)
        assert rows(tmp_path, "SELECT sealed FROM last_value") == sealed
        assert rows(tmp_path, "SELECT COUNT(*) FROM segment")[0][0] <= parts[0][0] + 1  # the minute that was open


async def test_all_values_of_a_device_are_written_once_an_hour(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()))
        written: set[bytes] = set()
        for number in range(100):
            await it.tell(report("lamp", (1, number)))
            await it.advance(60)
            written.update(sealed for (sealed,) in rows(tmp_path, "SELECT sealed FROM last_value"))
        assert len(written) == 2  # at the start, and when the hour was packed
        assert min(hour for (hour,) in rows(tmp_path, "SELECT hour FROM segment")) == NOON // 60 + 1


async def test_nothing_personal_is_readable_on_disk(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        text = vendor("message", Kind.STRING)
        await it.tell(DeviceDescribed(device=device("0x00158d0001", text, name="Grandmother's room")))
        await it.tell(report("0x00158d0001", (0, "she fell asleep")))
        await it.home.rename(it.entry("0x00158d0001").id, "Bedside")
        await it.home.place(it.entry("0x00158d0001").id, "Sickroom")
        await it.advance(60)
        assert it.value("0x00158d0001", "1/vendor/acme.message") == "she fell asleep"
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("state.db*"))
    for word in (b"0x00158d0001", b"Grandmother", b"asleep", b"Bedside", b"Sickroom", b"acme"):
        assert word not in raw


async def test_the_saved_time_is_the_floor_of_the_clock(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        assert await load_saved_time(it.state_db) == 0
        await it.advance(31)
        assert NOON_MS + 29_000 <= await load_saved_time(it.state_db) <= NOON_MS + 31_000
    async with databases(tmp_path) as (state_db, _):
        assert await load_saved_time(state_db) >= NOON_MS + 31_000


async def test_a_disk_that_fails_is_told_once_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "gateway.core.keeper")
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))

        async def full(_wall_ms: int) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(it.home._store, "save_time", full)
        await it.advance(120)
        assert rows(tmp_path, "SELECT * FROM last_value") == []
        assert sorted(await blocks(it)) == [0, 1]
        monkeypatch.undo()
        await it.advance(60)
        assert len(rows(tmp_path, "SELECT * FROM last_value")) == 1
        assert sorted(await blocks(it)) == [0, 1, 2]
    assert [record.getMessage() for record in caplog.records] == [
        "the home's state cannot be written; it is tried again: database or disk is full",
        "the home's state is written again",
    ]


async def test_a_full_disk_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(tmp_path) as it:

        async def full(_draft: Draft) -> None:
            raise DiskFailed("state.db", "database or disk is full")

        monkeypatch.setattr(it.home._store, "save", full)
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        await it.advance(120)
        monkeypatch.undo()
    (line,) = [
        record for record in caplog.records if record.name == "gateway.core.keeper" and record.levelname != "INFO"
    ]
    assert "disk is full" in line.getMessage()
    assert not line.exc_info


async def test_history_that_had_no_room_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("gateway.core.history.MOST_WAITING", 8)
    monkeypatch.setattr("gateway.core.history.LEAST_SHARE", 4)
    async with stage(tmp_path) as it:

        async def full(_draft: Draft) -> None:
            raise DiskFailed("state.db", "database or disk is full")

        monkeypatch.setattr(it.home._store, "save", full)
        await it.tell(DeviceDescribed(device=device()))
        for minute in range(16):
            await it.tell(report("lamp", (1, minute)))
            await it.advance(60)
        (fault,) = [one for one in it.entry("lamp").faults if one.code == "history-dropped"]
        assert fault.count > 1
        assert it.home.history.dropped
        known = await blocks(it, path="1/levelControl/currentLevel")
        assert sorted(known) == list(range(min(known), 16))
        monkeypatch.undo()
    lines = [record.getMessage() for record in caplog.records if "dropped" in record.getMessage()]
    assert len(lines) == 1


async def test_others_have_a_turn_between_any_two_devices(tmp_path: Path) -> None:
    names = [f"lamp{number}" for number in range(20)]
    async with stage(tmp_path) as it:
        await it.tell(*(DeviceDescribed(device=device(name)) for name in names))
        await it.advance(60)
        await it.tell(*(report(name, (1, 50)) for name in names))
        at: list[int] = []
        turns = 0

        async def turn() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        store, draft = it.home._store, it.home._store.draft

        async def noted(*given: Any) -> None:
            at.append(turns)
            await draft(*given)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "draft", noted)
            turning = asyncio.create_task(turn())
            await it.home.commit()
            turning.cancel()
    assert len(at) == len(set(at)) == len(names)


async def test_a_clock_set_back_while_a_commit_is_gathered_loses_nothing(tmp_path: Path) -> None:
    clock = ManualClock(wall=NOON_MS + 5 * 60 * MINUTE_MS)
    async with stage(tmp_path, clock=clock, kill=True) as it:
        await it.tell(DeviceDescribed(device=device("a")), DeviceDescribed(device=device("b")))
        await it.tell(report("a", (1, 1)), report("b", (1, 1)))
        await it.advance(130)
        await it.tell(report("a", (1, 2)), report("b", (1, 2)))
        draft = it.home._store.draft

        async def set_back(*given: Any) -> None:
            patch.undo()
            await draft(*given)
            clock.wall = NOON_MS
            it.home.history.advance()
            it.adapter.tell(report("a", (1, 7)), report("b", (1, 8)))
            await until(lambda: it.value("b", "1/levelControl/currentLevel") == 8)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(it.home._store, "draft", set_back)
            await it.home.commit()
        assert {hour for (hour,) in rows(tmp_path, "SELECT hour FROM segment")} == {NOON // 60}
        await it.advance(60)
        level = "1/levelControl/currentLevel"
        found = [(await blocks(it, key, level))[0] for key in ("a", "b")]
        assert [block.last for block in found] == [7, 8]
    async with stage(tmp_path, clock=clock) as it:
        assert (it.value("a", level), it.value("b", level)) == (7, 8)


async def test_damaged_rows_are_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device("a")), DeviceDescribed(device=device("b")))
        await it.tell(report("a", (0, True)), report("b", (0, True)))
        bad = it.entry("a").id
        clock = it.clock
    with closing(sqlite3.connect(tmp_path / "state.db")) as db, db:
        db.execute("UPDATE last_value SET sealed = zeroblob(40) WHERE device = ?", (bad,))
        db.execute("UPDATE segment SET body = zeroblob(LENGTH(body))")
    async with stage(tmp_path, clock=clock) as it:
        assert (it.value("a", ON), it.value("b", ON)) == (None, True)
        assert it.entry("a").id == bad
        assert {damage.table for damage in it.home._store.damaged.values()} == {"last_value", "segment"}


async def test_devices_of_an_adapter_that_is_switched_off_wait(tmp_path: Path) -> None:
    from tests.gateway.core.stage import plan  # noqa: PLC0415

    other = FakeAdapter()
    async with stage(tmp_path, plans=(plan(lambda: other, "other"),), kill=True) as it:
        other.tell(DeviceDescribed(device=device("x")), report("x", (0, True)))
        await it.settle()
        await it.advance(90)
        known = it.entry("x").id
        clock = it.clock
    async with stage(tmp_path, clock=clock) as it:
        assert it.home.devices() == ()
        await it.advance(300)
    clock.wall = (clock.wall or 0) + MINUTE_MS
    async with stage(tmp_path, clock=clock, plans=(plan(FakeAdapter, "other"),)) as it:
        assert (it.entry("x").id, it.value("x", ON)) == (known, True)
        assert max(await blocks(it, "x")) == 1  # not extended over the time it was off


async def test_removed_devices_do_not_come_back_by_themselves(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        await it.advance(31)
        assert len(rows(tmp_path, "SELECT * FROM last_value")) == 1
        await it.tell(DeviceRemoved(device="lamp"))
        assert rows(tmp_path, "SELECT * FROM last_value") == []
        assert rows(tmp_path, "SELECT removed, description FROM device") == [(1, None)]
        clock = it.clock
    async with stage(tmp_path, clock=clock) as it:
        assert it.home.devices() == ()


async def test_what_blocks_do_not_hold_outlives_a_kill_too(tmp_path: Path) -> None:
    words = device("sign", vendor("message", Kind.STRING))
    async with stage(tmp_path, kill=True) as it:
        await it.tell(DeviceDescribed(device=words), report("sign", (0, "old")))
        await it.advance(60)  # folded once
        await it.tell(report("sign", (0, "new")))
        await it.advance(40)
        told_ms = it.home.state.updated_ms[it.entry("sign").by_path["1/vendor/acme.message"]]
        clock = it.clock
    for _ in range(2):  # the second start has it from where the first one folded it
        async with stage(tmp_path, clock=clock, kill=True) as it:
            handle = it.entry("sign").by_path["1/vendor/acme.message"]
            assert (it.home.state.values[handle], it.home.state.updated_ms[handle]) == ("new", told_ms)
            await it.advance(3700)
            assert NOON // 60 not in {hour for (hour,) in rows(tmp_path, "SELECT hour FROM segment")}


async def test_of_a_removed_device_no_segment_has_a_value(tmp_path: Path) -> None:
    words = vendor("message", Kind.STRING)
    async with stage(tmp_path) as it:
        for key in ("a", "b"):
            await it.tell(DeviceDescribed(device=device(key, words)), report(key, (0, f"said by {key}")))
        gone, stays = it.entry("a").id, it.entry("b").id
        await it.advance(40)
        assert await said(it, gone) == ["said by a"]
        await it.tell(DeviceRemoved(device="a"))
        assert await said(it, gone) == []
        assert await said(it, stays) == ["said by b"]
        assert not it.home._store.damaged


async def said(it: Stage, device_id: str) -> list[object]:
    segments = it.home._store._segments
    pieces = (await segments.pieces(0, 2**31))[device_id]
    return [value.value for piece in pieces for value in (await segments.read(device_id, piece))[1]]


async def test_a_clock_set_back_loses_no_value_of_a_segment_that_is_dropped(tmp_path: Path) -> None:
    clock = ManualClock(wall=NOON_MS)
    async with stage(tmp_path, clock=clock, kill=True) as it:
        await it.tell(DeviceDescribed(device=device("a", vendor("message", Kind.STRING))), report("a", (0, "old")))
        await it.advance(60)
        await it.tell(report("a", (0, "new")))
        await it.advance(60)
        clock.wall = NOON_MS - 90 * MINUTE_MS
        await it.advance(60)
    async with stage(tmp_path, clock=clock) as it:
        assert it.value("a", "1/vendor/acme.message") == "new"


async def test_a_clock_set_back_drops_the_false_future_from_disk(tmp_path: Path) -> None:
    clock = ManualClock(wall=NOON_MS)
    async with stage(tmp_path, clock=clock) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        await it.advance(2 * 3600)
        clock.wall = NOON_MS + 30 * MINUTE_MS
        await it.advance(90)
        assert max(hour for (hour,) in rows(tmp_path, "SELECT hour FROM segment")) == NOON // 60
        assert rows(tmp_path, "SELECT * FROM history") == []
        assert min(await blocks(it)) == 30


async def test_the_store_alone(tmp_path: Path) -> None:
    async with databases(tmp_path) as (state_db, vault):
        store = StateStore(state_db, vault)
        await store.begin()
        identity = Identity(id="d_a", adapter="x", key="k", name="n", room="r")
        await store.save_identity(identity)
        await store.fold({"d_a": [SavedValue(path=ON, value=[1, {"a": None}], updated_ms=5, flags=1)]}, None)
        await store.save_descriptions({"d_a": device()})
        assert (await store.begin()).life == 1
        assert await store.load_identities() == [identity]
        assert await store.load_descriptions() == {"d_a": device()}
        (saved,) = (await store.load_values())["d_a"]
        assert saved == SavedValue(path=ON, value=[1, {"a": None}], updated_ms=5, flags=1)
        assert [one async for one in store.newest(["d_a"])] == [("d_a", [], [])]


async def test_a_home_in_which_much_changes_is_written_every_five_minutes(tmp_path: Path) -> None:
    names = [f"lamp{number}" for number in range(20)]
    async with stage(tmp_path) as it:
        await it.tell(*(DeviceDescribed(device=device(name)) for name in names))
        await it.advance(60)
        before = it.home._keeper.commits
        for second in range(60):
            await it.tell(*(report(name, (1, second % 100)) for name in names))
            await it.advance(10)
        assert it.home._keeper.commits - before in {2, 3}  # in 600 s


async def test_the_end_of_a_device_that_fell_silent_hours_ago_is_found(tmp_path: Path) -> None:
    async with databases(tmp_path) as (state_db, vault):
        store = StateStore(state_db, vault)
        await store.begin()
        for name in ("d_a", "d_b"):
            await store.save_identity(Identity(id=name, adapter="x", key=name, name="n", room="r"))
        old, new = Row(ON, 60, 1, live=True, value=True), Row(ON, 600, 1, live=True, value=False)
        draft = Draft(wall_ms=None)
        await store.draft(draft, "d_a", [old], [])
        await store.draft(draft, "d_b", [new], [])
        await store.save(draft)
        for hour in await store.open_hours(11):
            await store.close_hour(hour)
        assert await store.open_hours(11) == []
        found = {name: lives async for name, lives, _ in store.newest(["d_a", "d_b", "d_c"])}
        assert found == {"d_a": [[old]], "d_b": [[new]], "d_c": []}


async def test_each_commit_gives_back_the_pages_that_it_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(tmp_path) as it:
        shrunk: list[int] = []

        async def shrink() -> None:
            shrunk.append(it.home._keeper.commits)

        monkeypatch.setattr(it.state_db, "shrink", shrink)
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        before = it.home._keeper.commits
        await it.advance(60)
        assert shrunk == list(range(before + 1, it.home._keeper.commits + 1))
        assert shrunk
