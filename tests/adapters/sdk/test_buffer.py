"""The buffer folds values when the reader is slow, and never drops what has no newer form."""

from adapters.sdk.buffer import FOLD, FULL, MOST, PLACES, Buffer
from schemas.device import DeviceDescription
from schemas.updates import (
    AvailabilityChanged,
    DeviceDescribed,
    EventOccurred,
    FaultReported,
    PropertiesReported,
    Update,
)


def report(device: str, value: int, at: int = 1, index: int = 0) -> PropertiesReported:
    return PropertiesReported(device=device, arrived_ns=at, changes=((index, value),))


def press(device: str) -> EventOccurred:
    return EventOccurred(device=device, endpoint=1, capability="genericSwitch", event="shortRelease", arrived_ns=1)


async def test_while_few_wait_everything_goes_through_in_order() -> None:
    buffer = Buffer()
    sent: list[Update] = [report("a", 1), press("a"), report("a", 2), report("b", 1)]
    for update in sent:
        buffer.put(update)
    assert list(await buffer.take()) == sent


async def test_a_slow_reader_gets_the_newest_value_of_each_property() -> None:
    buffer = Buffer()
    for count in range(FOLD):
        buffer.put(report(f"filler {count}", 0))
    for count in range(10_000):
        buffer.put(report("a", count, at=count, index=count % 2))
    items = await buffer.take()
    assert len(items) == FOLD + 1
    last = items[-1]
    assert isinstance(last, PropertiesReported)
    assert (dict(last.changes), last.arrived_ns) == ({0: 9998, 1: 9999}, 9999)


async def test_no_value_moves_to_before_a_description_or_event() -> None:
    buffer = Buffer()
    for count in range(FOLD):
        buffer.put(report(f"filler {count}", 0))
    described = DeviceDescribed(device=DeviceDescription(key="a", name="a"))
    gone = AvailabilityChanged(device="a", available=False)
    sent: list[Update] = [report("a", 1), described, report("a", 2), press("a"), report("a", 3), gone, report("a", 4)]
    for update in sent:
        buffer.put(update)
    assert list((await buffer.take())[FOLD:]) == sent


async def test_events_are_never_folded() -> None:
    buffer = Buffer()
    for _ in range(FOLD * 2):
        buffer.put(press("a"))
    assert len(await buffer.take()) == FOLD * 2


async def test_equal_faults_are_counted_into_one() -> None:
    buffer = Buffer()
    for _ in range(1000):
        buffer.put(FaultReported(device="a", code="malformed-json", place="t", reason="r"))
    (fault,) = await buffer.take()
    assert isinstance(fault, FaultReported)
    assert fault.count == 1000


async def test_a_flood_of_different_faults_stays_bounded_and_counted() -> None:
    buffer = Buffer()
    for count in range(5000):
        buffer.put(FaultReported(device="", code="unknown-topic", place=f"t/{count}", reason="r"))
    faults = [one for one in await buffer.take() if isinstance(one, FaultReported)]
    assert len(faults) == PLACES + 1
    assert sum(one.count for one in faults) == 5000


async def test_it_says_when_the_network_should_wait() -> None:
    buffer = Buffer()
    for _ in range(FULL):
        assert not buffer.full
        buffer.put(press("a"))
    assert buffer.full
    await buffer.take()
    assert not buffer.full


async def test_a_flood_of_events_is_bounded_and_what_is_lost_is_counted() -> None:
    buffer = Buffer()
    for _ in range(MOST + 1000):
        buffer.put(press("a"))
    buffer.put(AvailabilityChanged(device="a", available=False))
    *events, fault, last = await buffer.take()
    assert len(events) == MOST
    assert isinstance(fault, FaultReported)
    assert (fault.device, fault.code, fault.count) == ("a", "events-lost", 1000)
    assert last == AvailabilityChanged(device="a", available=False)
    buffer.put(press("a"))
    assert await buffer.take() == (press("a"),)
