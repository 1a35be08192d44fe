"""Batches become frames that are never too long, in order, whatever is in them."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.host.batch import MOST, bodies
from schemas.codec import decode
from schemas.host import FRAME_MAX, Told
from schemas.updates import DeviceRemoved, FaultReported, PropertiesReported


def carried(batch: Any) -> list[Any]:
    found = [decode(body, Told, max_bytes=FRAME_MAX) for body in bodies(batch)]
    return [one for told in found for one in told.updates]


def report(value: Any) -> PropertiesReported:
    return PropertiesReported(device="d", arrived_ns=1, changes=((0, value),))


@given(st.lists(st.one_of(st.integers(), st.text(), st.just(float("nan")), st.just(object())), max_size=20))
def test_what_can_be_carried_is_and_the_rest_is_a_fault_in_its_place(values: list[Any]) -> None:
    found = carried(tuple(map(report, values)))
    assert len(found) == len(values)
    for value, one in zip(values, found, strict=True):
        good = isinstance(value, int) or (isinstance(value, str) and not _lone(value))
        if good:
            assert one == report(value)
        else:
            assert isinstance(one, FaultReported)
            assert (one.device, one.code) == ("d", "malformed-record")


def _lone(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def test_long_batches_are_cut() -> None:
    updates = tuple(DeviceRemoved(device=str(number)) for number in range(2 * MOST + 1))
    assert len(list(bodies(updates))) == 3
    assert carried(updates) == list(updates)


def test_much_at_once_is_halved_and_too_much_is_a_fault() -> None:
    halves = (report("x" * (FRAME_MAX * 2 // 3)), report("y" * (FRAME_MAX * 2 // 3)))
    assert carried(halves) == list(halves)
    (fault,) = carried(report("x" * FRAME_MAX))
    assert fault.reason.endswith(f"at most {FRAME_MAX} are carried")
    assert carried(()) == []
