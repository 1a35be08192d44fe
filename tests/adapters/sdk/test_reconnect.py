"""Full jitter: any delay up to a ceiling that doubles."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.reconnect import STEADY_S, UP_S, Backoff


def test_the_ceiling_doubles_and_stops() -> None:
    backoff = Backoff(first_s=1.0, ceiling_s=8.0, draw=lambda: 1.0)
    assert [backoff.next_s() for _ in range(6)] == [1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


def test_success_starts_again() -> None:
    backoff = Backoff(first_s=1.0, draw=lambda: 1.0)
    backoff.next_s()
    backoff.next_s()
    backoff.succeeded()
    assert backoff.next_s() == 1.0


def test_what_was_well_for_a_while_comes_back_at_once_and_what_does_not_come_up_ever_later() -> None:
    backoff = Backoff(draw=lambda: 1.0)
    lives_s = (STEADY_S, 0.0, 1.0, 1.0, UP_S, UP_S, 0.0, STEADY_S, 0.0)
    assert [backoff.after(one) for one in lives_s] == [0.0, 0.5, 1.0, 2.0, 0.5, 0.5, 1.0, 0.0, 0.5]


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 200))
def test_no_delay_is_beyond_the_ceiling(draw: float, failures: int) -> None:
    backoff = Backoff(first_s=0.5, ceiling_s=60.0, draw=lambda: draw)
    delays = [backoff.next_s() for _ in range(failures + 1)]
    assert all(0 <= delay <= 60 for delay in delays)
