"""A flood through a real broker: what is folded, what never is, and what goes past it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

import pytest

from adapters.mqtt.adapter import INBOX, MqttAdapter
from adapters.mqtt.transport import MOST
from adapters.sdk.buffer import FULL
from benchmarks.flood import EVENTS_EACH, HOME, bell, rung
from benchmarks.home import MARKER_NAME, SWITCH_SET_TOPIC, degrees
from benchmarks.mqtt import MqttClient, publication
from schemas.commands import SetProperties
from schemas.outcomes import Sent
from schemas.updates import PropertiesReported
from tests.adapters.mqtt.broker import Broker
from tests.adapters.mqtt.listening import Listener, listening

pytestmark = pytest.mark.broker
STATES = 30_000
EVENTS = STATES // EVENTS_EACH


@pytest.fixture
def patient(make_broker: Callable[..., Broker]) -> Broker:
    """Give a broker that drops nothing, however much waits."""
    return make_broker("allow_anonymous true", "max_queued_messages 0")


def flood() -> Iterable[bytes]:
    """Give packets: states, and after so many of them an event."""
    for number in range(EVENTS):
        first = number * EVENTS_EACH
        states = [publication(*HOME.message(one)) for one in range(first, first + EVENTS_EACH)]
        yield b"".join(states) + rung(number + 1)


@asynccontextmanager
async def flooded(port: int) -> AsyncIterator[tuple[Listener, MqttClient]]:
    """Describe the home and wait until the adapter knows it."""
    async with MqttClient(port) as mqtt:
        await mqtt.send([*HOME.announcements(), bell()], retain=True)
        async with listening(port=port, dialects=("homeassistant",)) as home:
            await home.until(lambda one: len(one.devices()) == HOME.devices + 2 and len(described(one)) > 1000)
            await mqtt.send([HOME.mark(1)])
            await home.until(lambda one: any(isinstance(update, PropertiesReported) for update in one.heard))
            yield home, mqtt


def described(home: Listener) -> list[str]:
    """Give the paths that are described, of all devices."""
    return [one.path for device in home.devices().values() for one in device.device.properties]


def numbers(home: Listener) -> list[object]:
    """Give the numbers of the events heard."""
    return [dict(one.fields)["number"] for one in home.events]


async def test_a_reader_that_stops_costs_states_but_no_event_and_no_memory(patient: Broker) -> None:
    most = 0
    async with flooded(patient.port) as (home, mqtt):
        adapter = home.adapter
        assert isinstance(adapter, MqttAdapter)
        home.hold()
        for packets in flood():
            await mqtt.write(packets)
            await asyncio.sleep(0)
            most = max(most, adapter.waiting)
        async with asyncio.timeout(30):
            while adapter.folded < STATES // 2:
                await asyncio.sleep(0)
                most = max(most, adapter.waiting)
        home.go_on()
        await home.until(lambda one: len(one.events) == EVENTS)
        last = {place: degrees(place) for place in range(STATES - HOME.properties, STATES)}
        await home.until(lambda one: newest(one) == sorted(last.values()))
    assert numbers(home) == list(range(1, EVENTS + 1))
    assert most <= INBOX + FULL + MOST


async def test_a_command_goes_past_a_flood(patient: Broker) -> None:
    heard_when: list[int] = []
    async with (
        flooded(patient.port) as (home, mqtt),
        MqttClient(patient.port, (SWITCH_SET_TOPIC,), lambda *_: heard_when.append(len(home.events))),
    ):
        switch = next(one for one in home.devices().values() if one.device.name == MARKER_NAME)
        index = next(n for n, one in enumerate(switch.device.properties) if one.path.endswith("/onOff/onOff"))
        for packets in flood():
            await mqtt.write(packets)
        await home.until(lambda one: len(one.events) > 0)
        answer = await home.adapter.execute(SetProperties(id="c", device=switch.device.key, changes=((index, True),)))
        assert isinstance(answer, Sent)
        await home.until(lambda one: len(one.events) == EVENTS)
    assert heard_when
    assert heard_when[0] < EVENTS


def newest(home: Listener) -> list[float]:
    """Give the newest value of every sensor."""
    keys = [key for key, one in home.devices().items() if one.device.name.startswith("Sensor")]
    return sorted(float(str(value)) for key in keys for value in home.values(key).values())
