from hypothesis import given
from hypothesis import strategies as st

from gateway.core.fault import MOST, TEXT, FaultList
from schemas.updates import FaultReported


def fault(code: str = "c", place: str = "p", count: int = 1, reason: str = "r") -> FaultReported:
    return FaultReported(device="d", code=code, place=place, reason=reason, count=count)


def test_the_same_fault_is_one_with_a_count() -> None:
    faults = FaultList()
    assert faults.add(fault())
    assert not faults.add(fault(count=4, reason="newer"))
    (only,) = faults
    assert (only.count, only.reason, faults.total) == (5, "newer", 5)


def test_texts_are_cut() -> None:
    faults = FaultList()
    faults.add(fault(place="p" * 10_000, reason="r" * 10_000))
    (only,) = faults
    assert (len(only.place), len(only.reason)) == (TEXT, TEXT)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 60))))
def test_it_is_bounded_and_keeps_the_newest(codes: list[tuple[str, int]]) -> None:
    faults = FaultList()
    for code, place in codes:
        faults.add(fault(code, str(place)))
    assert len(faults) == min(MOST, len(set(codes)))
    assert faults.total == len(codes)
    if codes:
        assert (list(faults)[-1].code, list(faults)[-1].place) == (codes[-1][0], str(codes[-1][1]))
    faults.clear()
    assert (len(faults), faults.total) == (0, len(codes))
