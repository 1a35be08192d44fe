"""The adapter between a link that is played by hand and a reader that takes its time."""

import asyncio
import gc
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from adapters.mqtt import adapter as module
from adapters.mqtt.adapter import INBOX, PRESSED_NS, MqttAdapter
from adapters.mqtt.connect import Endpoint
from adapters.mqtt.dialect import Dialect, Encoded, Message, Output, Publish, Subscribe, Unsubscribe
from adapters.mqtt.errors import BrokerRefusedError, LinkLostError, NotConnectedError
from adapters.mqtt.framing import LongMessage, RefusedMessage
from adapters.mqtt.transport import Link
from adapters.sdk.buffer import FULL
from schemas.commands import Command, ReadProperties
from schemas.outcomes import Failed, Refused, Sent
from schemas.updates import AdapterStateChanged, EventOccurred, FaultReported, PropertiesReported, Update

LINK = Link(endpoint=Endpoint(host="127.0.0.1", port=1))


class HandLink:
    """A transport that connects to nothing and writes down what is wanted of it."""

    def __init__(self, link: Link, sink: Any) -> None:
        del link, sink
        self.filters: list[str] = []
        self.sent: list[Publish] = []
        self.paused = False
        self.broken = False
        self.asked = 0

    async def run(self) -> None:
        await asyncio.Event().wait()

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def ask_for_sign(self) -> None:
        self.asked += 1

    def subscribe(self, filters: Iterable[str]) -> None:
        self.filters += filters

    def unsubscribe(self, filters: Iterable[str]) -> None:
        self.filters = [one for one in self.filters if one not in filters]

    def publish(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        if self.broken:
            raise NotConnectedError("there is no link")
        self.sent.append(Publish(topic, payload, qos, retain))


def press(number: int) -> EventOccurred:
    return EventOccurred(device="d", endpoint=1, capability="genericSwitch", event="shortRelease", arrived_ns=number)


class Script:
    """A dialect that does what its topics say."""

    name = "script"

    def start(self) -> Iterable[Output]:
        return (Subscribe(("a", "b")), Unsubscribe(("b",)), Publish("hello", b""))

    def feed(self, message: Message) -> Iterable[Output | None] | None:
        match message.topic:
            case "press":
                return (press(int(message.payload)),)
            case "value":
                return (PropertiesReported(device="d", arrived_ns=5, changes=((0, int(message.payload)),)),)
            case "slow":
                return self._slow(int(message.payload))
            case "raise":
                raise ZeroDivisionError
            case "raise later":
                return self._broken()
            case _:
                return None

    def feed_long(self, message: LongMessage) -> Iterable[Output | None] | None:
        return self._slow(message.size) if message.topic == "slow" else None

    def _slow(self, count: int) -> Iterator[Output | None]:
        for number in range(count):
            yield press(number)
            yield None

    def _broken(self) -> Iterator[Output]:
        yield press(1)
        raise ZeroDivisionError

    def encode(self, command: Command) -> Encoded | Refused | None:
        return Encoded((Publish("d/set", b"1"),), confirmable=False) if command.device == "d" else None


class Stage:
    """An adapter with its hand-played link."""

    def __init__(self, *dialects: Dialect) -> None:
        self.adapter = MqttAdapter(LINK, dialects or [Script()], lambda: 5, transport=HandLink)  # type: ignore[arg-type]
        self.link: HandLink = self.adapter._transport  # type: ignore[assignment]
        self._updates = self.adapter.updates()

    def say(self, topic: str, payload: bytes = b"0") -> None:
        self.adapter.message(topic, payload, False)  # noqa: FBT003

    async def hear(self) -> tuple[Update, ...]:
        async with asyncio.timeout(30):
            return await anext(self._updates)

    async def presses(self, count: int) -> list[int]:
        found: list[int] = []
        while len(found) < count:
            found += [one.arrived_ns for one in await self.hear() if isinstance(one, EventOccurred)]
        return found


async def test_it_says_how_the_link_is() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        adapter.link_up(False)  # noqa: FBT003
        adapter.link_down(LinkLostError("cable"), 1.5)
        adapter.link_down(BrokerRefusedError("no", "ask"), 2.0)
        heard = await stage.hear()
    states = [(one.state, one.reason) for one in heard if isinstance(one, AdapterStateChanged)]
    assert states == [
        ("connecting", ""),
        ("connected", ""),
        ("connecting", "cable; tried again in 1.5 s"),
        ("degraded", "no; tried again in 2.0 s"),
    ]
    assert [one.code for one in heard if isinstance(one, FaultReported)] == ["link-lost", "broker-refused"]


async def test_it_does_what_its_dialects_want() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        adapter.link_up(False)  # noqa: FBT003
    assert stage.link.filters == ["a"]
    assert stage.link.sent == [Publish("hello", b"")]


class First(Script):
    name = "zigbee2mqtt"

    def start(self) -> Iterable[Output]:
        return (Subscribe(("first",)),)


async def test_the_first_dialect_is_heard_before_the_others_ask() -> None:
    stage = Stage(First(), Script())
    async with stage.adapter as adapter:
        adapter.link_up(False)  # noqa: FBT003
        assert (stage.link.filters, stage.link.asked) == (["first"], 1)
        adapter.sign()
        assert stage.link.filters == ["first", "a"]
        adapter.sign()
        assert len(stage.link.sent) == 1, "they start once a link"


@pytest.mark.parametrize("lost", [True, False])
async def test_without_a_sign_the_others_start_a_little_later(monkeypatch: pytest.MonkeyPatch, lost: bool) -> None:
    monkeypatch.setattr(module, "_NATIVE_FIRST_S", 0.0)
    stage = Stage(First(), Script())
    async with stage.adapter as adapter:
        adapter.link_up(False)  # noqa: FBT003
        if lost:
            adapter.link_down(LinkLostError("cable"), 1.5)
            adapter.sign()
        await asyncio.sleep(0.001)
        assert stage.link.filters == (["first"] if lost else ["first", "a"])


async def test_commands_find_their_dialect() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        assert await adapter.execute(ReadProperties(id="1", device="d", properties=())) == Sent(
            command="1", confirmable=False
        )
        refused = await adapter.execute(ReadProperties(id="2", device="x", properties=()))
        assert isinstance(refused, Refused)
        stage.link.broken = True
        failed = await adapter.execute(ReadProperties(id="3", device="d", properties=()))
        assert isinstance(failed, Failed)
        assert (failed.code, failed.retry) == ("not-connected", True)
    assert stage.link.sent == [Publish("d/set", b"1")]


async def test_what_no_dialect_knows_is_told_with_its_topic() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        stage.say("elsewhere")
        adapter.long_message(LongMessage("elsewhere", deque([b"x"]), 300_000, False))  # noqa: FBT003
        adapter.long_message(RefusedMessage("huge", 1 << 30, "beyond max_message_mb"))
        adapter.drained()
        faults = [(one.code, one.place) for one in await stage.hear() if isinstance(one, FaultReported)]
    assert sorted(faults) == [("too-long", "elsewhere"), ("too-long", "huge"), ("unknown-topic", "elsewhere")]


@pytest.mark.parametrize("topic", ["raise", "raise later"])
async def test_a_defect_of_a_dialect_ends_nothing(topic: str) -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        stage.say(topic)
        stage.say("press", b"7")
        adapter.drained()
        heard = list(await stage.hear())
        while not any(isinstance(one, EventOccurred) for one in heard):  # a slow machine needs another turn
            heard += await stage.hear()
    assert [one.code for one in heard if isinstance(one, FaultReported)] == ["adapter-defect"]
    assert [one.arrived_ns for one in heard if isinstance(one, EventOccurred)][-1] == 7


async def test_messages_behind_a_long_one_wait_for_it() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        stage.say("slow", b"3000")
        stage.say("press", b"-1")
        adapter.drained()
        assert await stage.presses(3001) == [*range(3000), -1]


async def test_a_slow_reader_stops_the_work_and_then_the_broker() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        for number in range(INBOX):
            stage.say("press", b"%d" % number)
        assert stage.link.paused
        adapter.drained()
        for _ in range(50):
            await asyncio.sleep(0)
        assert stage.link.paused
        assert len(adapter._buffer._items) <= FULL + 1
        assert await stage.presses(INBOX) == list(range(INBOX))
        assert not stage.link.paused


async def flood(stage: Stage, pressed_ns: int) -> tuple[list[int], list[int]]:
    """Let a socket bring much for so long; gives the values and the presses that are told."""
    now_ns = 5
    stage.adapter._monotonic_ns = lambda: now_ns
    stage.say("value")
    now_ns += pressed_ns
    reading = asyncio.create_task(stage.hear())
    for turn in range(20):
        for number in range(100):
            stage.say("value", b"%d" % (turn * 100 + number))
        stage.say("press", b"%d" % turn)
        await asyncio.sleep(0)
    stage.adapter.drained()
    told = list(await reading)
    while told[-1] != press(19):
        told += await stage.hear()
    values = [int(str(one.changes[0][1])) for one in told if isinstance(one, PropertiesReported)]
    return values, [one.arrived_ns for one in told if isinstance(one, EventOccurred)]


async def test_what_a_socket_brings_without_end_is_folded_but_no_event() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        await stage.hear()
        values, presses = await flood(stage, PRESSED_NS + 1)
        assert presses == list(range(20))
        assert values == sorted(values)
        assert values[-1] == 1999
        assert len(values) + adapter.folded == 2001
        assert adapter.folded > 1000


async def test_what_it_brings_for_a_moment_is_not_held_back() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        await stage.hear()
        values, presses = await flood(stage, PRESSED_NS)
        assert presses == list(range(20))
        assert (values[-1], len(values) + adapter.folded) == (1999, 2001)
        assert not adapter._is_pressed()


async def test_a_link_that_is_lost_presses_nobody() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        now_ns = 5
        adapter._monotonic_ns = lambda: now_ns
        stage.say("value")
        now_ns += PRESSED_NS + 1
        assert adapter._is_pressed()
        adapter.link_down(LinkLostError("it is gone"), 1.0)
        assert not adapter._is_pressed()


async def test_the_collector_works_again_after_a_long_message() -> None:
    stage = Stage()
    async with stage.adapter as adapter:
        adapter.long_message(LongMessage("slow", deque(), 3000, False))  # noqa: FBT003
        adapter.drained()
        await stage.presses(3000)
        await asyncio.sleep(0)
        assert gc.isenabled()
        adapter.long_message(LongMessage("slow", deque(), 1_000_000, False))  # noqa: FBT003
        adapter.drained()
    assert gc.isenabled()


async def test_an_error_of_the_reader_comes_out_as_it_is() -> None:
    with pytest.raises(KeyError):
        async with Stage().adapter:
            raise KeyError


async def test_a_link_that_breaks_for_good_reaches_the_host() -> None:
    stage = Stage()

    async def run() -> None:
        raise OSError("defect")

    stage.link.run = run  # type: ignore[method-assign]

    async def host() -> None:
        async with stage.adapter:
            async for _ in stage.adapter.updates():
                pass

    with pytest.raises(ExceptionGroup):
        await host()


class Alarm(Script):
    """A dialect that has something to say when nothing is heard."""

    next_due_ns: int | None = None

    def due(self, now_ns: int) -> Iterable[Output]:
        self.next_due_ns = None
        return (press(now_ns),)


async def test_one_timer_goes_by_what_is_due_first() -> None:
    dialect = Alarm()
    dialect.next_due_ns = 8
    heard: list[Update] = []
    async with MqttAdapter(LINK, (dialect,), lambda: 9, transport=HandLink) as adapter:  # type: ignore[arg-type]
        adapter.drained()
        async for batch in adapter.updates():
            heard += batch
            if press(9) in heard:
                break
    assert heard.count(press(9)) == 1
    assert dialect.next_due_ns is None
