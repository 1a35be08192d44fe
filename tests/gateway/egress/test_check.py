"""The pure rules: whatever a core offers and whatever comes of it, no window is told twice with other values."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.egress.check import window_fault
from gateway.egress.errors import JournalError, SinkError
from gateway.egress.journal import Progress, SlotOpened, WindowMark, parse
from gateway.egress.transport import SinkPolicy, tls_context
from privacy.wire import SlotResult

RESULTS: tuple[SlotResult, ...] = ("delivered", "failed", "unknown")
MARKS = st.lists(st.tuples(st.integers(0, 12), st.sampled_from("ab")), min_size=1, max_size=4)
HISTORY = st.lists(st.tuples(MARKS, st.sampled_from(RESULTS)), max_size=30)


def opened(slot: int, marks: tuple[WindowMark, ...]) -> SlotOpened:
    return SlotOpened(seq=slot, contract="c", slot=slot, kind="envelope", sha256="s", size=1, marks=marks, at_ms=0)


@given(HISTORY)
def test_no_history_of_offers_tells_a_window_twice_differently(
    history: list[tuple[list[tuple[int, str]], SlotResult]],
) -> None:
    progress = Progress()
    told: dict[int, str] = {}
    confirmed: list[int] = []
    for slot, (offer, result) in enumerate(history, 1):
        windows = [window for window, _ in offer]
        if windows != sorted(set(windows)) or windows[0] < progress.floor:
            continue  # refused by the contract's own rule of order
        marks = tuple(WindowMark(window=window, sha256=value) for window, value in offer)
        if window_fault(progress, marks):
            continue
        progress.open(opened(slot, marks))
        for window, value in offer:
            assert told.setdefault(window, value) == value
        progress.close(result)
        if result == "delivered":
            assert all(window > newest for window in windows for newest in confirmed[-1:])
            confirmed += windows
        assert len(progress.pending) <= 4


@given(st.binary(max_size=200))
def test_any_bytes_are_a_journal_or_a_clean_refusal(data: bytes) -> None:
    try:
        records, sound = parse(data)
    except JournalError:
        return
    assert 0 <= sound <= len(data)
    assert len(records) <= len(data) // 8


def test_a_window_that_arrives_after_it_was_offered_again_does_not_go_again() -> None:
    """A slow recipient: the core offers the next slot before it knows what became of the last."""
    marks = tuple(WindowMark(window=window, sha256="a") for window in (7, 8))
    progress = Progress()
    progress.open(opened(1, marks))
    assert window_fault(progress, marks) == ""
    progress.close("delivered")
    assert window_fault(progress, marks) == "window-passed"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.1.1", "::1", "fe80::1", "fd00::1", "240.0.0.1", "224.0.0.1"],
)
def test_a_sink_never_lies_inside_the_home_unless_its_network_is_named(address: str) -> None:
    found = ipaddress.ip_address(address)
    assert not SinkPolicy().allows(found)
    assert SinkPolicy(networks=(ipaddress.ip_network(address),), public=False).allows(found)


def test_public_addresses_are_where_sinks_are_and_can_be_shut() -> None:
    found = ipaddress.ip_address("1.1.1.1")
    assert SinkPolicy().allows(found)
    assert not SinkPolicy(public=False).allows(found)


def test_an_authority_that_is_not_the_pinned_one_ends_it() -> None:
    with pytest.raises(SinkError, match="authority"):
        tls_context("0" * 64, "")
    with pytest.raises(SinkError, match="authority"):
        tls_context("0" * 64, "no certificate")
