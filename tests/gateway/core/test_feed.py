from hypothesis import given
from hypothesis import strategies as st

from gateway.core.event import DeviceChanged, HomeEvent, ValuesChanged
from gateway.core.feed import Feed
from gateway.core.state import DeviceEntry
from schemas.value import Value
from tests.gateway.core.stage import device

ENTRY = DeviceEntry(id="d_x", adapter="a", description=device(), name="x")


def tell(feed: Feed) -> None:
    feed.tell(DeviceChanged(seq=feed.next_seq(), device=ENTRY))


@given(st.integers(1, 5), st.lists(st.booleans(), max_size=20), st.integers(-1, 22))
def test_all_that_was_missed_or_nothing(size: int, steps: list[bool], seq: int) -> None:
    feed = Feed(size)
    cut = 0
    for is_cut in steps:
        if is_cut:
            feed.cut()
            cut = feed.seq
        else:
            tell(feed)
    missed = feed.since(seq)
    reachable = max(cut, feed.seq - size) <= seq <= feed.seq
    assert (missed is not None) == (reachable and seq >= 0)
    if missed is not None:
        assert [event.seq for event in missed] == list(range(seq + 1, feed.seq + 1))


def test_a_listener_may_leave_or_join_while_it_is_told() -> None:
    feed = Feed()
    heard: list[str] = []

    def first(event: HomeEvent) -> None:
        heard.append(f"first {event.seq}")
        end()
        feed.subscribe(lambda later: heard.append(f"second {later.seq}"))

    end = feed.subscribe(first)
    tell(feed)
    tell(feed)
    assert heard == ["first 1", "second 2"]


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(), st.text(), st.just([1])), max_size=3), max_size=12))
def test_what_comes_back_is_what_was_told(reports: list[list[Value]]) -> None:
    feed, heard = Feed(8), list[HomeEvent]()
    feed.subscribe(heard.append)
    for values in reports:
        handles = tuple(range(len(values)))
        feed.tell(
            ValuesChanged(seq=feed.next_seq(), device=ENTRY, handles=handles, values=tuple(values), at_ms=len(values))
        )
        tell(feed)
    seq = max(feed.seq - 8, 0)
    assert feed.since(seq) == tuple(heard[seq:])
