"""The home as a whole, read as transcripts."""

import gc
import re
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.core import pipeline
from gateway.core.event import DeviceAdded, DeviceChanged, DeviceGone, EventRaised, HomeEvent, ValuesChanged
from gateway.core.state import RESTORED
from schemas.updates import (
    AdapterStateChanged,
    AvailabilityChanged,
    DeviceDescribed,
    DeviceRemoved,
    EventOccurred,
    FaultReported,
)
from tests.gateway.core.stage import LEVEL, NOON_MS, ON_OFF, TEMPERATURE, device, report, stage, vendor


def told(events: list[HomeEvent]) -> list[str]:
    """Name the events and empty the list."""
    names = [type(event).__name__ for event in events]
    events.clear()
    return names


async def test_a_device_is_described_reports_and_goes(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()))
        assert told(it.events) == ["DeviceAdded"]
        entry = it.entry("lamp")
        assert (entry.id[:2], len(entry.id), entry.adapter, entry.available) == ("d_", 18, "fake", True)

        await it.tell(report("lamp", (0, True), (1, 40)))
        (changed,) = it.events
        assert isinstance(changed, ValuesChanged)
        assert changed.values == (True, 40)
        assert [it.home.state.paths[h] for h in changed.handles] == ["1/onOff/onOff", "1/levelControl/currentLevel"]
        assert (changed.at_ms, entry.last_seen_ms) == (NOON_MS, NOON_MS)
        it.events.clear()

        await it.tell(report("lamp", (0, True), (1, 40)))
        assert it.events == []

        await it.tell(DeviceRemoved(device="lamp", reason="unpaired"))
        assert told(it.events) == ["DeviceGone"]
        assert it.home.devices() == ()
        with pytest.raises(KeyError):
            it.home.device(entry.id)


async def test_what_lasts_is_set_apart_as_the_home_grows_and_only_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    freezes: list[int] = []
    described: list[str] = []
    monkeypatch.setattr(pipeline, "LASTING", 4)
    monkeypatch.setattr(gc, "freeze", lambda: freezes.append(len(described)))
    async with stage(tmp_path) as it:
        for key in "abcd":  # of two properties each
            described.append(key)
            await it.tell(DeviceDescribed(device=device(key)))
        assert freezes == [2, 4]
        for name in ("lamp", "light"):
            await it.tell(DeviceDescribed(device=device("a", name=name)))
        await it.tell(DeviceRemoved(device="b"), DeviceRemoved(device="c"))
        for key in "bc":
            await it.tell(DeviceDescribed(device=device(key)))
        assert freezes == [2, 4]


async def test_ids_outlive_removal_and_pairing_anew(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device("a")), DeviceDescribed(device=device("b")))
        first = it.entry("a").id
        await it.home.rename(first, "  Reading   lamp ")
        await it.home.place(first, "书房")
        await it.tell(DeviceRemoved(device="a"))
        await it.tell(DeviceDescribed(device=device("a")))
        entry = it.entry("a")
        assert (entry.id, entry.name, entry.room) == (first, "Reading lamp", "书房")
        assert it.entry("b").id != first


async def test_ids_names_and_values_outlive_a_restart_and_a_late_adapter(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True), (1, 40)))
        before = it.entry("lamp").id
        await it.home.rename(before, "Lamp")
        clock = it.clock
    clock.wall = NOON_MS + 60_000
    async with stage(tmp_path, clock=clock) as it:
        entry = it.entry("lamp")
        assert (entry.id, entry.name, entry.available, entry.reason) == (
            before,
            "Lamp",
            False,
            "not reported since the start",
        )
        await it.tell(AdapterStateChanged(state="connected", reason="1 of 2 devices or bridges answer"))
        assert entry.reason == "not reported since the start"  # what the adapter says is of others
        assert it.value("lamp", "1/levelControl/currentLevel") == 40
        handle = entry.by_path["1/onOff/onOff"]
        assert it.home.state.flags[handle] == RESTORED
        assert it.home.state.updated_ms[handle] == NOON_MS

        await it.tell(DeviceDescribed(device=device()))
        assert (told(it.events), entry.available) == (["DeviceChanged"], True)
        await it.tell(report("lamp", (0, True)))
        assert told(it.events) == ["ValuesChanged"]  # the same value, but now it is known
        assert it.home.state.flags[handle] == 0
        await it.tell(report("lamp", (0, True)))
        assert it.events == []


async def test_a_description_keeps_handles_of_what_stays(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device("s", ON_OFF, TEMPERATURE, vendor("gain"))))
        await it.tell(report("s", (0, True), (1, 21.5), (2, 7.0)))
        old = dict(it.entry("s").by_path)
        seq = it.home.seq
        it.events.clear()

        await it.tell(DeviceDescribed(device=device("s", vendor("gain"), LEVEL, ON_OFF)))
        assert told(it.events) == ["DeviceChanged"]
        new = it.entry("s").by_path
        assert new["1/onOff/onOff"] == old["1/onOff/onOff"]
        assert new["1/vendor/acme.gain"] == old["1/vendor/acme.gain"]
        assert "1/temperatureMeasurement/measuredValue" not in new
        assert it.value("s", "1/vendor/acme.gain") == 7.0
        assert it.value("s", "1/levelControl/currentLevel") is None
        assert it.home.events_since(seq - 1) is None  # handles mean something else: take a snapshot

        await it.tell(report("s", (0, 8.0), (2, False)))
        assert (it.value("s", "1/vendor/acme.gain"), it.value("s", "1/onOff/onOff")) == (8.0, False)


async def test_a_device_that_is_learnt_piece_by_piece_keeps_its_values(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device("s", ON_OFF, TEMPERATURE, LEVEL)))
        await it.tell(report("s", (0, True), (1, 21.5), (2, 40)))
        clock = it.clock
    async with stage(tmp_path, clock=clock) as it:  # the adapter starts from nothing, and again the gateway is stopped
        await it.tell(DeviceDescribed(device=device("s", ON_OFF)), report("s", (0, False)))
    async with stage(tmp_path, clock=clock) as it:
        await it.tell(DeviceDescribed(device=device("s", ON_OFF, TEMPERATURE)))
        assert it.value("s", "1/temperatureMeasurement/measuredValue") == 21.5
        await it.tell(DeviceDescribed(device=device("s", ON_OFF, TEMPERATURE, LEVEL)))
        assert it.value("s", "1/onOff/onOff") is False
        assert it.value("s", "1/levelControl/currentLevel") == 40
        assert [it.home.state.flags[handle] for handle in it.entry("s").handles] == [RESTORED] * 3


async def test_describing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()))
        it.events.clear()
        await it.tell(DeviceDescribed(device=device()), DeviceDescribed(device=device()))
        assert it.events == []


async def test_bad_reports_are_counted_faults_and_nothing_else(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()))
        it.events.clear()
        for _ in range(3):
            await it.tell(report("lamp", (0, "on"), (1, 140), (9, 1), (-1, True)))
        faults = {(fault.code, fault.place): fault.count for fault in it.entry("lamp").faults}
        assert faults == {
            ("refused-value", "1/onOff/onOff"): 3,
            ("refused-value", "1/levelControl/currentLevel"): 3,
            ("unknown-property", "9"): 3,
            ("unknown-property", "-1"): 3,
        }
        assert told(it.events) == ["DeviceChanged"]  # told once a second at most
        assert it.home.adapters()[0].faults == 12
        await it.tell(report("lamp", (0, "on"), (1, 40)))
        assert it.value("lamp", "1/levelControl/currentLevel") == 40  # the sound part of a report is taken


@pytest.mark.parametrize(
    "garbage",
    [
        None,
        "text",
        7,
        (None,),
        (object(),),
        (report("unknown", (0, True)),),
        (report("lamp", 5),),  # type: ignore[arg-type]
        (report("lamp", (0, True, 3)),),  # type: ignore[arg-type]
        (report("lamp", ("x", True)),),  # type: ignore[arg-type]
        (report("lamp", ([], True)),),  # type: ignore[arg-type]
        (report(["lamp"], (0, True)),),  # type: ignore[arg-type]
        (report("lamp", (0, object())),),  # type: ignore[arg-type]
        (report("lamp", (1, float("nan"))),),
        (report("lamp", (0, True), arrived_ns="now"),),  # type: ignore[arg-type]
        (DeviceDescribed(device=None),),  # type: ignore[arg-type]
        (DeviceDescribed(device=device(5)),),  # type: ignore[arg-type]
        (DeviceDescribed(device=device("x" * 5000)),),
        (AvailabilityChanged(device="nobody", available=True),),
        (EventOccurred(device="lamp", endpoint=1, capability="a" * 999, event="x", arrived_ns=0),),
        (FaultReported(device="", code="x", place="y", reason="z", count="many"),),  # type: ignore[arg-type]
    ],
    ids=lambda garbage: re.sub(" at 0x[0-9a-f]+", "", str(garbage)),  # the same in every process
)
async def test_garbage_is_a_fault_and_the_adapter_goes_on(tmp_path: Path, garbage: object) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()))
        it.adapter.batches.put_nowait(garbage)
        await it.settle()
        status = it.home.adapters()[0]
        assert (status.restarts, status.state, status.devices) == (0, "connected", 1)
        assert status.faults + len(it.entry("lamp").faults) > 0
        await it.tell(report("lamp", (0, True)))
        assert it.value("lamp", "1/onOff/onOff") is True


async def test_a_description_that_cannot_be_written_holds_up_nobody(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device("lamp")), DeviceDescribed(device=device("half", vendor("\ud800"))))
        assert [entry.description.key for entry in it.home.devices()] == ["lamp"]
        (problem,) = it.home.adapters()[0].problems
        assert problem.code == "malformed-record"
        await it.tell(DeviceDescribed(device=replace(device("lamp"), name="\udfff")))
        entry = it.entry("lamp")
        assert entry.description == device("lamp")
        assert [fault.code for fault in entry.faults] == ["malformed-description"]
        await it.tell(FaultReported(device="lamp", code="x", place="\ud800", reason="\ud800", fix="\ud800"))
        assert [fault.place for fault in entry.faults] == ["", "?"]


async def test_availability_is_the_worst_of_link_and_device(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device("a")), DeviceDescribed(device=device("b")))
        await it.tell(AvailabilityChanged(device="a", available=False, reason="no answer"))
        assert [(e.available, e.reason) for e in it.home.devices()] == [(False, "no answer"), (True, "")]
        await it.tell(AdapterStateChanged(state="connecting", reason="broker gone"))
        assert [(e.available, e.reason) for e in it.home.devices()] == [(False, "broker gone")] * 2
        await it.tell(AdapterStateChanged(state="connected"))
        assert [(e.available, e.reason) for e in it.home.devices()] == [(False, "no answer"), (True, "")]
        await it.tell(AvailabilityChanged(device="a", available=True))
        assert it.entry("a").available


async def test_events_keep_their_sound_fields(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()))
        it.events.clear()
        fields = (("position", 1), ("bad", float("inf")))
        await it.tell(
            EventOccurred(device="lamp", endpoint=1, capability="vendor", event="acme.tap", arrived_ns=0, fields=fields)
        )
        raised = next(event for event in it.events if isinstance(event, EventRaised))
        assert raised.event.fields == (("position", 1),)
        assert [fault.code for fault in it.entry("lamp").faults] == ["refused-event"]


async def test_secrets_are_never_kept(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        from schemas.vocabulary import Kind  # noqa: PLC0415

        await it.tell(DeviceDescribed(device=device("cam", vendor("wifiPassword", Kind.SECRET))))
        await it.tell(report("cam", (0, "hunter2")))
        assert it.value("cam", "1/vendor/acme.wifiPassword") is None
        (fault,) = it.entry("cam").faults
        assert "hunter2" not in str(fault)
        assert all(isinstance(event, DeviceAdded | DeviceChanged) for event in it.events)


async def test_who_comes_back_gets_what_was_missed(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        seq = it.home.seq
        await it.tell(report("lamp", (0, False)), report("lamp", (0, True)))
        missed = it.home.events_since(seq)
        assert missed is not None
        assert [event.seq for event in missed] == [seq + 1, seq + 2]
        assert it.home.events_since(it.home.seq) == ()
        assert it.home.events_since(it.home.seq + 1) is None
        await it.tell(DeviceRemoved(device="lamp"))
        assert it.home.events_since(seq) is None
        assert isinstance(it.events[-1], DeviceGone)


async def test_a_listener_that_raises_is_contained_and_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(tmp_path) as it:

        def listener(_event: HomeEvent) -> None:
            raise RuntimeError("mine")

        end = it.home.subscribe(listener)
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)), report("lamp", (0, False)))
        assert len(it.events) == 3
        assert [r.message for r in caplog.records] == ["a listener of the home raised; it goes on"]
        end()
        end()


async def test_while_the_wall_clock_is_unset_times_are_unknown(tmp_path: Path) -> None:
    from gateway.core.clock import ManualClock  # noqa: PLC0415

    async with stage(tmp_path, clock=ManualClock(wall=None)) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        entry = it.entry("lamp")
        assert (entry.last_seen_ms, it.home.state.updated_ms[entry.handles[0]]) == (0, 0)
        assert isinstance(it.events[-1], ValuesChanged)
        assert it.events[-1].at_ms == 0
        await it.advance(120)
        assert it.home.history.minute is None
    async with stage(tmp_path, clock=ManualClock(wall=None)) as it:
        assert it.value("lamp", "1/onOff/onOff") is True


async def test_retained_values_have_no_age(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True), retained=True))
        handle = it.entry("lamp").handles[0]
        assert it.home.state.updated_ms[handle] == 0
        await it.tell(report("lamp", (0, True)))
        assert it.home.state.updated_ms[handle] == NOON_MS
        await it.tell(report("lamp", (0, True), retained=True))
        assert it.home.state.updated_ms[handle] == NOON_MS
