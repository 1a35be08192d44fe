import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.sdk.buffer import Buffer
from adapters.sdk.channel import ReplayError
from adapters.sdk.contract import AdapterContext
from adapters.sdk.errors import CannotError, LinkError, RejectedError
from adapters.sdk.reconnect import Backoff
from adapters.sdk.recording import Recording
from adapters.sdk.secret import known, of_descriptions
from adapters.sdk.session import HOPELESS_S, Outlet, Session, SessionAdapter
from adapters.sdk.thing import Thing
from schemas.binding import Bound, Described
from schemas.commands import Command, ReadProperties, SetProperties
from schemas.conversion import ConversionError
from schemas.device import DeviceDescription, PropertyDescription
from schemas.mapping import Source
from schemas.outcomes import Answer, Failed, Refused, Sent
from schemas.pairing import Paired
from schemas.updates import (
    AdapterStateChanged,
    AvailabilityChanged,
    DeviceDescribed,
    FaultReported,
    PropertiesReported,
    Update,
)
from schemas.vocabulary import Kind
from tests.adapters.sdk.bulb import thing


def context() -> AdapterContext:
    return AdapterContext(name="a", state_dir=Path(), monotonic_ns=time.monotonic_ns)


class Scripted:
    """Does one thing after another at each run."""

    def __init__(self, name: str, *script: str | Exception, answer: Answer | Exception | None = None) -> None:
        self.name = name
        self.script = list(script)
        self.answer = answer
        self.runs = 0
        self.hold = asyncio.Event()

    async def run(self, outlet: Outlet) -> None:
        self.runs += 1
        while True:
            match self.script.pop(0) if self.script else "hang":
                case "describe":
                    outlet.describe(thing(Paired(key=self.name, name=self.name, kept={})))
                case "report":
                    outlet.heard(thing(Paired(key=self.name, name=self.name, kept={})), {"level": "odd", "power": True})
                case "end":
                    return
                case Exception() as error:
                    raise error
                case _:
                    await self.hold.wait()

    async def execute(self, command: Command) -> Answer:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or Sent(command=command.id)


class Pauses:
    """Takes the pauses down and lets so many pass."""

    def __init__(self, most: int = 100) -> None:
        self.taken: list[float] = []
        self.most = most

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if len(self.taken) >= self.most:
            await asyncio.Event().wait()
        await asyncio.sleep(0)


@asynccontextmanager
async def adapter(*sessions: Session, pauses: Pauses | None = None) -> AsyncIterator[SessionAdapter]:
    steady = Backoff(first_s=1.0, ceiling_s=8.0, draw=lambda: 1.0)
    async with SessionAdapter(
        context(), sessions=sessions, backoff=lambda: steady, sleep=pauses or Pauses(most=1)
    ) as opened:
        yield opened


async def heard(it: SessionAdapter, most: int = 50) -> list[Update]:
    """Give what is told until nothing comes any more."""
    found: list[Update] = []
    updates = it.updates()
    try:
        async with asyncio.timeout(0.05):
            async for batch in updates:
                found += batch
                if len(found) >= most:
                    break
    except TimeoutError:
        pass
    return found


def of(kind: type, updates: Iterable[Update]) -> list[Update]:
    return [one for one in updates if isinstance(one, kind)]


async def test_a_device_is_described_before_its_values_and_bad_ones_are_faults() -> None:
    async with adapter(Scripted("lamp", "describe", "report")) as it:
        told = await heard(it)
    kinds = [type(one) for one in told]
    assert kinds.index(DeviceDescribed) < kinds.index(AvailabilityChanged) < kinds.index(PropertiesReported)
    (report,) = of(PropertiesReported, told)
    assert isinstance(report, PropertiesReported)
    assert [value for _, value in report.changes] == [True]
    (fault,) = of(FaultReported, told)
    assert isinstance(fault, FaultReported)
    assert (fault.code, fault.place) == ("unexpected-value", "level")


async def test_one_that_fails_or_is_defective_leaves_the_others_alone() -> None:
    steady = Scripted("steady", "describe")
    async with adapter(Scripted("bad", ZeroDivisionError()), steady, pauses=Pauses(5)) as it:
        told = await heard(it)
    assert steady.runs == 1
    codes = [one.code for one in told if isinstance(one, FaultReported)]
    assert codes[0] == "adapter-defect"
    states = [one.reason for one in told if isinstance(one, AdapterStateChanged)]
    assert states[-1] == "1 of 2 devices or bridges answer"


async def test_a_defect_says_where_it_is_and_not_with_what_and_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    class Sums:
        name = "lamp"

        async def run(self, outlet: Outlet) -> None:
            outlet.describe(thing(Paired(key="lamp", name="Lamp", kept={})))
            async with asyncio.TaskGroup() as group:
                group.create_task(self.add("5ec7e7"))

        async def add(self, key: str) -> None:
            int(key)

        async def execute(self, command: Command) -> Answer:
            return Sent(command=command.id)

    pauses = Pauses(4)
    async with adapter(Sums(), pauses=pauses) as it:
        told = await heard(it)
    (fault, *_) = [one for one in told if isinstance(one, FaultReported)]
    assert fault.reason.startswith("the conversation failed: ValueError at sdk/test_session.py:")
    (record,) = caplog.records
    assert record.getMessage().endswith(fault.reason)
    assert "5ec7e7" not in record.getMessage() + repr(told)
    assert pauses.taken == [1.0, 2.0, 4.0, 8.0], "it would only fail at the same place again"


async def test_a_task_of_a_session_may_raise_what_the_session_may() -> None:
    session = Scripted("lamp", ExceptionGroup("tasks", [RejectedError("no", code="key-rejected")]))
    pauses = Pauses(1)
    async with adapter(session, pauses=pauses) as it:
        told = await heard(it)
    assert [one.code for one in told if isinstance(one, FaultReported)] == ["key-rejected"]
    assert pauses.taken == [HOPELESS_S]


async def test_a_replay_that_differs_is_seen_by_its_test() -> None:
    with pytest.raises(ExceptionGroup) as raised:
        async with adapter(Scripted("lamp", ReplayError("message 1: recorded out b'a', now out b'b'"))) as it:
            await heard(it)
    assert raised.group_contains(ReplayError, match="message 1")


async def test_pauses_grow_start_anew_after_life_and_are_long_where_only_a_person_helps() -> None:
    error = LinkError("gone")
    session = Scripted("lamp", error, error, "describe", error, RejectedError("no"))
    pauses = Pauses(4)
    async with adapter(session, pauses=pauses) as it:
        await heard(it)
    assert pauses.taken == [1.0, 2.0, 1.0, HOPELESS_S]


async def test_the_device_says_why_even_when_it_was_never_seen_and_nothing_is_said_twice() -> None:
    refused = RejectedError("token rejected", code="token-rejected")
    async with adapter(Scripted("lamp", refused, refused), pauses=Pauses(3)) as it:
        told = await heard(it)
    assert [one.reason for one in told if isinstance(one, AvailabilityChanged)] == ["token rejected"]


async def test_commands_go_to_the_owner_and_its_errors_are_answers() -> None:
    wish = ReadProperties(id="c", device="lamp", properties=(0,))
    session = Scripted("lamp", "describe", answer=LinkError("no room", code="busy"))
    async with adapter(session, Scripted("far", "hang")) as it:
        await heard(it)
        assert await it.execute(wish) == Failed(command="c", code="busy", reason="no room", retry=True)
        session.answer = TimeoutError()
        assert await it.execute(wish) == Failed(command="c", code="unreachable", reason="no answer in time")
        session.answer = ConversionError("one of: on, off", "purple")
        assert await it.execute(wish) == Refused(command="c", code="out-of-range", reason=str(session.answer))
        session.answer = CannotError("not-now", "it is off")
        assert await it.execute(wish) == Refused(command="c", code="not-now", reason="it is off")
        unknown = await it.execute(ReadProperties(id="c", device="nobody", properties=(0,)))
        assert isinstance(unknown, Refused)
        assert unknown.code == "unknown-device"
        session.script = ["end"]
        session.hold.set()
        await heard(it)
        gone = await it.execute(wish)
        assert isinstance(gone, Refused)
        assert (gone.code, gone.reason, gone.retry) == ("not-connected", "it hung up", True)


async def test_a_session_of_the_same_name_takes_over_and_one_that_is_dismissed_is_gone() -> None:
    first, second = Scripted("lamp", "describe"), Scripted("lamp", "describe")
    async with adapter(first) as it:
        await heard(it)
        it.adopt(second)
        told = await heard(it)
        assert not of(DeviceDescribed, told)  # it is the same
        assert await it.execute(ReadProperties(id="c", device="lamp", properties=(0,))) == Sent(command="c")
        assert it.dismiss("lamp", "given up")
        assert not it.dismiss("lamp", "given up")
        assert "DeviceRemoved" in [type(one).__name__ for one in await heard(it)]


async def test_what_the_configuration_names_is_not_parted_from() -> None:
    async with adapter(lamp := Scripted("lamp", "describe")) as one:
        await one.unpair("lamp")
        assert one.dismiss("lamp", "it is still there")
    assert lamp.runs <= 1


async def test_leaving_ends_every_task() -> None:
    with suppress(ZeroDivisionError):
        async with adapter(Scripted("lamp", "describe"), Scripted("far", LinkError("gone"))):
            await asyncio.sleep(0)
            assert any(task.get_name().startswith("session") for task in asyncio.all_tasks())
            raise ZeroDivisionError
    assert not any(task.get_name().startswith("session") for task in asyncio.all_tasks())


class Quiet(Scripted):
    """Keeps quiet about being cancelled, as a task group does whose tasks fail as they end."""

    async def run(self, outlet: Outlet) -> None:
        try:
            await super().run(outlet)
        except asyncio.CancelledError:
            raise LinkError("the link broke") from None


async def test_a_session_that_keeps_quiet_about_its_end_ends() -> None:
    async with asyncio.timeout(5), adapter(session := Quiet("a", "describe")):
        while not session.runs:
            await asyncio.sleep(0)
    assert session.runs == 1


class Leaking(Scripted):
    """Leaves a cancellation counted, as a task group does whose task fails at an unhappy moment."""

    async def run(self, outlet: Outlet) -> None:
        ours = asyncio.current_task()
        assert ours is not None
        if self.runs == 0:
            ours.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0)
        await super().run(outlet)


async def test_a_cancellation_that_is_only_counted_ends_nothing() -> None:
    session = Leaking("lamp", LinkError("gone"), "describe")
    async with adapter(session, pauses=Pauses(3)) as it:
        told = await heard(it)
        assert [one for one in told if isinstance(one, AvailabilityChanged)][-1].available
        assert session.runs == 2


async def test_one_behind_a_link_is_there_once_it_answers() -> None:
    buffer, lamp = Buffer(), thing(Paired(key="lamp", name="Lamp", kept={}))
    outlet = Outlet("hub", buffer, lambda: 0, lambda: None)
    outlet.describe(lamp, answers=False)
    outlet.available("lamp")
    outlet.lost(LinkError("it hung up"))
    outlet.describe(lamp, answers=False)
    told = [one for one in await buffer.take() if isinstance(one, AvailabilityChanged) and one.device == "lamp"]
    assert [one.reason for one in told] == ["it has not answered yet", "", "it hung up"]


async def test_a_secret_that_is_written_is_hidden_from_who_records() -> None:
    described = thing(Paired(key="a", name="a", kept={})).description
    mood = next(index for index, one in enumerate(described.properties) if one.address == "mood")
    secret = tuple(
        replace(one, kind=Kind.SECRET, access="w") if index == mood else one
        for index, one in enumerate(described.properties)
    )

    class Secretive(Scripted):
        async def run(self, outlet: Outlet) -> None:
            outlet.describe(Thing(replace(described, properties=secret), [bare(one) for one in secret]))
            await self.hold.wait()

    learned: list[Paired] = []
    told = context()
    async with SessionAdapter(told, sessions=[Secretive("a")]) as it:
        await heard(it)
        with told.tap.listened(lambda *_: None, learned.append):
            changes = ((mood, "hunter22"), (mood - 1, 5))
            assert await it.execute(SetProperties(id="c", device="a", changes=changes)) == Sent(command="c")
    assert list(learned[-1].kept.values()) == ["hunter22"]
    assert known(learned[-1:]).secrets == {"hunter22"}


async def test_what_names_a_device_behind_a_bridge_is_hidden_from_who_records_whenever_it_begins() -> None:
    before = Thing(DeviceDescription(key="00158d0001abcdef/1", name="Anna's lamp", serial="SN-77031"), ())
    after = Thing(DeviceDescription(key="00158d0002abcdef/1", name="Lea's lamp", serial="SN-77032"), ())

    class Bridge(Scripted):
        async def run(self, outlet: Outlet) -> None:
            outlet.describe(before)
            await self.hold.wait()
            outlet.describe(after)
            outlet.remove(before.key, "it was given up there")
            await asyncio.Event().wait()

    told, bridge = context(), Bridge("hub")
    async with SessionAdapter(told, sessions=[bridge]) as it:
        await heard(it)
        first = Recording(("any", "1"), lambda: 0)
        with first._listening(told.tap):
            told.tap.heard("hub", b'{"id":"00158D0001ABCDEF","v":"SN-77031","said":"Anna\\u0027s lamp"}')
            bridge.hold.set()
            await heard(it)
            told.tap.heard("hub", b"\x00\x15\x8d\x00\x02\xab\xcd\xef SN-77032 Lea's lamp")
        lines = "".join(first.take())
        second: list[Paired] = []
        with told.tap.listened(lambda *_: None, second.append):
            assert known(second).secrets == known([of_descriptions([after.description])]).secrets
    assert lines
    for one in ("77031", "77032", "Anna", "Lea's", "00158d0001abcdef", "00158d0002abcdef"):
        assert one not in lines
        assert one not in lines.lower()
        assert one.encode().hex() not in lines
    with told.tap.listened(lambda *_: None, second.append):  # an adapter that ended names nobody any more
        assert known(second[1:]).secrets == frozenset()


def bare(one: PropertyDescription) -> Bound:
    """Place a property that is told by nobody."""
    source = Source(kind=one.kind, access=one.access)
    described: Described[str] = Described(endpoint=1, name=one.name, address=one.address, source=source)
    return Bound(described=described, description=one, decode=lambda raw: raw, encode=lambda value: value)
