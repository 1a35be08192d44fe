"""Blocks against a naive reference that looks at every millisecond's value."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.clock import ManualClock
from gateway.core.history import History
from gateway.core.row import Row, blocks_of, held, merged, runs, settled
from gateway.core.series import pack, unpack
from privacy.block import MINUTE_MS, Block
from schemas.value import Scalar
from schemas.vocabulary import Kind
from tests.gateway.core.stage import NOON_MS

NOON = NOON_MS // MINUTE_MS
PATH = "1/x/y"


@dataclass
class MemoryShelf:
    """Keeps what was committed in one life."""

    kept: dict[str, list[Row]] = field(default_factory=dict)

    def keep(self, history: History, flush_before: int = 0) -> None:
        for device in history.begin(flush_before):
            self.kept.setdefault(device, []).extend(unpack(pack(history.take(device, flush_before))))
        history.committed()

    async def rows(self, device: str, first_hour: int, last_hour: int) -> list[list[Row]]:
        return [[], [row for row in self.kept.get(device, []) if first_hour <= row.hour <= last_hour]]


@dataclass
class Player:
    """A history of one property, and the changes it was told."""

    clock: ManualClock = field(default_factory=lambda: ManualClock(wall=NOON_MS))
    shelf: MemoryShelf = field(default_factory=MemoryShelf)
    told: list[tuple[int, Scalar | None]] = field(default_factory=list)
    kind: Kind = Kind.NUMBER

    def __post_init__(self) -> None:
        self.history = History(self.clock, self.shelf)
        self.history.follow(0, "d", PATH, self.kind)

    def wait(self, ms: int) -> None:
        self.clock._move_to(self.clock.now_ns + ms * 1_000_000)

    def note(self, value: Scalar | None) -> None:
        self.history.advance()
        self.history.note(0, value)
        self.told.append((self.clock.wall or 0, value))

    async def blocks(self, first: int = NOON, end: int = NOON + 10_000) -> list[Block]:
        return await self.history.blocks("d", PATH, first, end)


def reference(told: list[tuple[int, Scalar | None]], minute: int) -> Block | None:
    """Work out a block from all changes, the slow and obvious way."""
    start, end = minute * MINUTE_MS, (minute + 1) * MINUTE_MS
    segments: list[tuple[Scalar, int]] = []
    inside = [(at, value) for at, value in told if start <= at < end]
    before = [value for at, value in told if at < start]
    value, since = (before[-1] if before else None), start
    seen: list[Scalar] = [] if value is None else [value]
    transitions = 0
    for at, new in inside:
        if value is not None:
            segments.append((value, at - since))
        if new is not None:
            seen.append(new)
            transitions += value is not None and value != new
        value, since = new, at
    if value is not None:
        segments.append((value, end - since))
    if not seen:
        return None
    known = [one for _, one in told if one is not None and _ < end]
    covered = sum(ms for _, ms in segments)
    count = sum(1 for _, new in inside if new is not None)
    if isinstance(seen[0], str | bool):
        states: dict[str, int] = {}
        for one, ms in segments:
            text = str(one).lower() if isinstance(one, bool) else str(one)
            states[text] = states.get(text, 0) + ms
        return Block(
            minute=minute, count=count, states=tuple(states.items()), transitions=transitions, covered_ms=covered
        )
    numbers = [float(one) for one in seen]
    mean = sum(float(one) * ms for one, ms in segments) / covered if covered else numbers[-1]
    return Block(
        minute=minute,
        count=count,
        minimum=min(numbers),
        maximum=max(numbers),
        mean=mean,
        last=float(known[-1]),
        covered_ms=covered,
    )


def equal(found: Block, wanted: Block) -> None:
    assert found.mean == pytest.approx(wanted.mean)
    for name in ("minute", "count", "minimum", "maximum", "last", "transitions", "covered_ms"):
        assert getattr(found, name) == getattr(wanted, name), name
    assert dict(found.states) == {state: ms for state, ms in wanted.states if ms}


STEPS = st.lists(st.tuples(st.integers(0, 200_000), st.booleans(), st.booleans()), min_size=1, max_size=25)
NUMBERS = st.one_of(st.none(), st.integers(-50, 50), st.floats(-1e6, 1e6, allow_nan=False))


@pytest.mark.parametrize("kind", [Kind.NUMBER, Kind.ENUM, Kind.BOOLEAN])
@given(steps=STEPS, data=st.data())
async def test_blocks_are_what_the_reference_says(
    kind: Kind, steps: list[tuple[int, bool, bool]], data: st.DataObject
) -> None:
    values: st.SearchStrategy[Scalar | None] = {
        Kind.NUMBER: NUMBERS,
        Kind.ENUM: st.sampled_from(["a", "b", "c", None]),
        Kind.BOOLEAN: st.sampled_from([True, False, None]),
    }[kind]
    player = Player(kind=kind)
    for ms, commit, settle in steps:
        player.wait(ms)
        if settle:
            player.history.advance()
            next(player.history.settle(), None)
        player.note(data.draw(values))
        if commit:
            player.shelf.keep(player.history)
    player.wait(150_000)
    found = {block.minute: block for block in await player.blocks()}
    last = (player.clock.wall or 0) // MINUTE_MS
    for minute in range(NOON, last):
        wanted = reference(player.told, minute)
        if wanted is None:
            assert minute not in found
        else:
            equal(found[minute], wanted)
    assert last not in found  # that minute has not ended


async def test_a_quiet_day_is_one_row_an_hour() -> None:
    player = Player(kind=Kind.BOOLEAN)
    player.note(value=True)
    player.wait(24 * 3_600_000)
    blocks = await player.blocks()
    assert len(blocks) == 24 * 60
    assert {block.states for block in blocks[1:]} == {(("true", MINUTE_MS),)}
    player.shelf.keep(player.history, NOON + 24 * 60)
    assert len(player.shelf.kept["d"]) == 1 + 24
    assert await player.blocks() == blocks


async def test_minutes_are_cut_to_what_is_asked() -> None:
    player = Player()
    player.note(1)
    player.wait(10 * MINUTE_MS)
    assert [block.minute for block in await player.blocks(NOON + 3, NOON + 5)] == [NOON + 3, NOON + 4]
    assert await player.blocks(NOON + 5, NOON + 3) == []
    assert await player.history.blocks("d", "1/no/thing", NOON, NOON + 9) == []


async def test_what_a_commit_could_not_write_is_kept() -> None:
    player = Player()
    player.note(1)
    player.wait(3 * MINUTE_MS)
    player.note(2)
    before = await player.blocks()
    assert player.history.begin() == {"d"}
    player.history.take("d")
    assert await player.blocks() == before  # while it is being written
    assert player.history.begin() == {"d"}  # as if the first was cut off
    player.history.take("d")
    player.history.give_back()
    assert await player.blocks() == before


async def test_minutes_that_are_over_are_ended_in_portions_and_asked_for_at_any_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gateway.core.history.PORTION", 2)
    clock = ManualClock(wall=NOON_MS)
    history = History(clock, MemoryShelf())
    for handle in range(5):
        history.follow(handle, f"d{handle}", PATH, Kind.NUMBER)
    history.advance()
    for handle in range(5):
        history.note(handle, handle)
    clock._move_to(clock.now_ns + 90 * 1_000_000_000)
    history.advance()
    assert [history.unwritten for _ in history.settle()] == [5, 5, 5]
    history.note(3, 4)  # of the next minute
    clock._move_to(clock.now_ns + 60 * 1_000_000_000)
    found = [await history.blocks(f"d{handle}", PATH, NOON, NOON + 9) for handle in range(5)]
    assert [[block.last for block in one] for one in found] == [[0, 0], [1, 1], [2, 2], [3, 4], [4, 4]]


async def test_of_a_minute_that_began_after_the_commit_no_part_is_written() -> None:
    player = Player()
    player.note(1)
    player.wait(MINUTE_MS)
    player.history.advance()
    assert player.history.begin() == {"d"}
    player.note(2)
    assert [row.minute for row in player.history.take("d")] == [NOON]
    player.history.committed()
    assert player.history.begin() == {"d"}
    assert [row.minute for row in player.history.take("d")] == [NOON + 1]


async def test_what_cannot_be_written_for_long_is_bounded_and_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.core.history.MOST_WAITING", 32)
    player = Player()
    for minute in range(100):
        player.note(minute)
        player.wait(MINUTE_MS)
        if minute % 10 == 0:
            player.history.begin()
            player.history.take("d")
            player.history.give_back()  # it fails each time
    blocks = await player.blocks()
    assert 16 <= len(blocks) <= 32 + 2
    assert [block.minute - NOON for block in blocks] == list(range(100 - len(blocks), 100))
    assert player.history.dropped == 100 - len(blocks)
    assert (player.history.shed(), player.history.shed()) == ({"d": player.history.dropped}, {})


async def test_nothing_is_put_under_a_false_minute() -> None:
    player = Player(clock=ManualClock(wall=None))
    player.note(1)
    player.wait(5 * MINUTE_MS)
    assert await player.blocks(0, NOON * 2) == []
    player.clock.wall = NOON_MS + 15_000
    player.history.advance()
    player.wait(2 * MINUTE_MS)
    first, second = await player.blocks(0, NOON * 2)
    assert (first.minute, first.covered_ms, first.last) == (NOON, 45_000, 1.0)
    assert (second.minute, second.covered_ms) == (NOON + 1, MINUTE_MS)


async def test_a_clock_set_forward_leaves_a_hole() -> None:
    player = Player()
    player.note(1)
    player.wait(MINUTE_MS + 30_000)
    player.history.advance()
    player.clock.wall = NOON_MS + 60 * MINUTE_MS + 10_000
    player.history.advance()
    player.wait(MINUTE_MS)
    covered = {block.minute - NOON: block.covered_ms for block in await player.blocks()}
    assert covered == {0: MINUTE_MS, 1: 30_000, 60: 50_000}
    assert (player.history.jumps, player.history.false_from) == (1, None)


async def test_a_clock_set_back_drops_a_future_that_is_not() -> None:
    player = Player()
    player.note(1)
    player.wait(10 * MINUTE_MS)
    player.note(2)
    player.wait(MINUTE_MS)
    player.history.advance()
    player.clock.wall = NOON_MS + 5 * MINUTE_MS + 30_000
    player.history.advance()
    assert player.history.false_from == NOON + 5  # for the store to drop
    player.wait(MINUTE_MS)
    blocks = {block.minute - NOON: block for block in await player.blocks()}
    assert blocks[5].covered_ms == 30_000
    assert blocks[5].last == 2.0
    assert max(blocks) == 5


async def test_small_corrections_of_the_clock_are_no_jump() -> None:
    player = Player()
    player.note(1)
    player.wait(MINUTE_MS)
    player.clock.wall = NOON_MS + MINUTE_MS - 900
    player.history.advance()
    player.note(2)
    player.wait(MINUTE_MS + 1_000)
    assert player.history.jumps == 0
    assert [block.covered_ms for block in await player.blocks()] == [MINUTE_MS, MINUTE_MS]


BLOCKS = st.builds(
    Block,
    minute=st.just(NOON),
    count=st.integers(0, 5),
    minimum=st.just(-1.0),
    maximum=st.just(1.0),
    mean=st.floats(-1, 1),
    last=st.floats(-1, 1),
    covered_ms=st.integers(1, 30_000),
)
ROWS = st.lists(
    st.one_of(
        st.builds(
            Row,
            st.sampled_from(["1/a/b", "1/vendor/x.y", "2/温/度"]),
            st.integers(NOON, NOON + 90),
            st.just(1),
            st.booleans(),
            st.one_of(st.floats(-1, 1), st.none()),
            BLOCKS,
        ),
        st.builds(
            Row,
            st.just("1/c/d"),
            st.integers(NOON, NOON + 9),
            st.integers(1, 50),
            st.sampled_from([True]),
            st.sampled_from([True, "eco", 3, 2.5]),
            st.none(),
        ),
    ),
    max_size=20,
)


@given(ROWS)
def test_rows_are_packed_without_loss(rows: list[Row]) -> None:
    wanted = [
        row if row.detail is None else row._replace(detail=replace(row.detail, minute=row.minute)) for row in rows
    ]
    assert unpack(pack(wanted)) == sorted(wanted, key=lambda row: row.path)  # property by property


@given(BLOCKS, BLOCKS)
def test_two_parts_of_a_minute_make_one(a: Block, b: Block) -> None:
    both = merged(a, b)
    assert both.covered_ms == a.covered_ms + b.covered_ms
    assert both.count == a.count + b.count
    assert both.last == b.last
    assert a.mean is not None
    assert b.mean is not None
    assert both.mean == pytest.approx((a.mean * a.covered_ms + b.mean * b.covered_ms) / both.covered_ms)


def test_the_later_row_of_a_minute_is_the_whole_one() -> None:
    early = Row(PATH, NOON, 1, live=True, value=1, detail=held(NOON, 1, 20_000))
    late = Row(PATH, NOON, 1, live=True, value=2, detail=held(NOON, 2))
    assert settled([early, late]) == [late]
    assert blocks_of(settled([early, late]), NOON, NOON + 1) == [late.detail]


def test_runs_are_split_at_hours() -> None:
    assert [(row.minute - NOON, row.span) for row in runs(PATH, NOON - 5, NOON + 70, 1)] == [(-5, 5), (0, 60), (60, 10)]
    assert list(runs(PATH, NOON, NOON, 1)) == []
