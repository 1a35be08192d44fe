import asyncio
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.polling import Lane, Schedule

S = 1_000_000_000


def test_all_are_due_at_first_then_each_in_its_own_time() -> None:
    schedule = Schedule({"fast": 5.0, "slow": 60.0})
    assert set(schedule.take(0, 10)) == {"fast", "slow"}
    assert schedule.take(1 * S, 10) == []
    assert schedule.next_ns == 5 * S
    assert schedule.take(5 * S, 10) == ["fast"]
    schedule.hasten(["slow"])
    assert schedule.take(6 * S, 10) == ["slow"]


@given(st.dictionaries(st.text(max_size=3), st.floats(1, 600), min_size=1, max_size=12), st.integers(1, 5))
def test_nobody_is_forgotten_and_nobody_is_asked_for_much_too_often(periods: dict[str, float], most: int) -> None:
    schedule = Schedule(periods)
    asked = {address: [0] for address in periods}
    now = 0
    for _ in range(200):
        for address in schedule.take(now, most):
            asked[address].append(now)
        now = max(schedule.next_ns or 0, now + S)
    for address, times in asked.items():
        assert now - times[-1] < (periods[address] + len(periods) / most + 1) * S + S
        gaps = [b - a for a, b in pairwise(times[1:])]
        assert all(gap >= periods[address] * 0.7 * S for gap in gaps)


async def test_one_at_a_time_and_wishes_first() -> None:
    lane, order, inside, gate = Lane(), [], 0, asyncio.Event()

    async def go(name: str, *, urgent: bool) -> None:
        nonlocal inside
        async with lane.turn(urgent=urgent):
            inside += 1
            assert inside == 1
            await gate.wait()
            order.append(name)
            inside -= 1

    async with asyncio.TaskGroup() as group:
        group.create_task(go("first", urgent=False))
        await asyncio.sleep(0)
        for name in ("poll a", "poll b"):
            group.create_task(go(name, urgent=False))
        await asyncio.sleep(0)
        group.create_task(go("wish", urgent=True))
        await asyncio.sleep(0)
        gate.set()
    assert order == ["first", "wish", "poll a", "poll b"]


async def test_who_is_cancelled_while_waiting_passes_the_turn_on() -> None:
    lane = Lane()
    got = asyncio.Event()

    async def go() -> None:
        async with lane.turn():
            got.set()

    async with lane.turn():
        waiting = asyncio.create_task(go())
        other = asyncio.create_task(go())
        await asyncio.sleep(0)
        waiting.cancel()
    await asyncio.wait_for(got.wait(), 1)
    await asyncio.wait({waiting, other})
    async with lane.turn():
        pass
