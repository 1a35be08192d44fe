from gateway.northbound.hub import BUSY_S, PATIENCE_S, QUIET_PER_S, Channel
from gateway.northbound.scope import View

GAP_S = 0.01


def channel() -> Channel:
    return Channel(View(levels=1), set(), 0)


def waits(it: Channel, per_s: float, seconds: float, began_s: float = 100.0) -> list[float]:
    """Let reports come evenly, each frame leave when it may; gives how long each frame waited for its first change."""
    found: list[float] = []
    due_s: float | None = None
    for number in range(int(per_s * seconds)):
        now_s = began_s + number / per_s
        if due_s is not None and due_s <= now_s:
            it.sent(due_s)
            due_s = None
        it.texts.append("x")
        if due_s is None:
            due_s = it.due_s(now_s, GAP_S)
            found.append(round(due_s - now_s, 6))
    return found


def test_few_reports_leave_at_once_for_ever() -> None:
    assert set(waits(channel(), QUIET_PER_S * 0.9, 60)) == {0.0}


def test_some_reports_at_the_same_moment_are_no_rush() -> None:
    it = channel()
    for _ in range(int(QUIET_PER_S * PATIENCE_S)):
        assert it.due_s(100.0, GAP_S) == 100.0
        it.texts.append("x")
        it.sent(100.0)


def test_many_reports_share_a_frame_each_gap() -> None:
    frames = waits(channel(), QUIET_PER_S * 2, 10)
    assert len(frames) < 10 / GAP_S * 1.2
    assert 0 < max(frames) <= GAP_S


def test_a_large_frame_makes_the_next_ones_gather() -> None:
    it = channel()
    it.texts.extend("x" * 500)
    it.sent(100.0)
    assert it.texts == []
    assert it.due_s(100.001, GAP_S) == 100.0 + GAP_S


def test_after_a_rush_changes_soon_leave_at_once_again() -> None:
    it = channel()
    waits(it, 5000, 10)
    end_s = 110.0 + BUSY_S
    assert it.due_s(end_s, GAP_S) == end_s


def test_without_a_gap_nothing_waits() -> None:
    it = channel()
    it.texts.extend("x" * 500)
    it.sent(100.0)
    assert it.due_s(100.0, 0.0) == 100.0
