from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from privacy.binding import Binding, Source
from privacy.block import Block
from privacy.document import contract_hash
from privacy.entry import Entry
from privacy.envelope import contract_hash as same_hash
from privacy.envelope import envelope
from privacy.release import due_window, evaluate, span
from tests.privacy.samples import (
    DEMO_CONTRACT,
    HEALTH,
    LEVELS,
    METER,
    PSEUDONYM,
    binding,
    compiled,
    meter_blocks,
    state_blocks,
)

TABLE = compiled()
HOUR = 500_000 * 60  # a minute at which an hour begins
NOON = (HOUR + 60) * 60 // 300  # the slot that begins where that hour ends


def home(each: float = 0.02, levels: tuple[str, ...] = ("none",) * 60) -> dict[Source, list[Block]]:
    return {METER: meter_blocks(HOUR, 60, each=each), HEALTH: state_blocks(HOUR, list(levels))}


def test_an_entry_is_due_where_the_shortest_window_ends() -> None:
    assert [due_window(TABLE, NOON + n) is not None for n in range(6)] == [True, False, False, True, False, False]
    assert due_window(TABLE, 0) is None


def test_the_longer_window_is_told_with_the_entry_that_ends_it() -> None:
    blocks = home(levels=("none",) * 30 + ("error",) + ("none",) * 29)
    window = NOON * 300 // 900 - 1
    assert evaluate(TABLE, binding(), blocks, NOON) == (Entry(window=window, values=(6, 3)),)
    assert evaluate(TABLE, binding(), blocks, NOON - 3) == (Entry(window=window - 1, values=(6, None)),)
    assert evaluate(TABLE, binding(), blocks, NOON - 1) == ()


def test_the_span_is_what_the_slot_needs() -> None:
    assert span(TABLE, NOON) == (HOUR - 60, HOUR + 60)
    assert span(TABLE, NOON - 3) == (HOUR + 30 - 60, HOUR + 45)
    assert span(TABLE, NOON - 1) is None


def test_nothing_bound_and_nothing_known_are_the_same_silence() -> None:
    empty = Binding(contract=contract_hash(DEMO_CONTRACT), inputs=())
    assert evaluate(TABLE, empty, home(), NOON) == evaluate(TABLE, binding(), {}, NOON) == ()
    assert same_hash is contract_hash


def test_order_doubles_and_what_lies_outside_do_not_matter() -> None:
    blocks = home()
    first, end = span(TABLE, NOON) or (0, 0)
    noise = [Block(minute=m, last=9e9, mean=9e9, covered_ms=60_000) for m in (first - 1, end, end + 7)]
    odd = {METER: [*reversed(blocks[METER]), blocks[METER][0], *noise], HEALTH: [*blocks[HEALTH], *noise]}
    assert evaluate(TABLE, binding(), odd, NOON) == evaluate(TABLE, binding(), blocks, NOON)


def test_binding_names_all_sources() -> None:
    assert binding().all_sources() == {METER, HEALTH}
    assert binding().sources("nothing") == ()


histories = st.builds(
    home,
    st.integers(0, 60).map(lambda n: n / 1000),
    st.lists(st.sampled_from(LEVELS), min_size=60, max_size=60).map(tuple),
)


@given(histories, histories)
def test_histories_with_equal_declared_output_give_equal_bytes(
    one: dict[Source, list[Block]], other: dict[Source, list[Block]]
) -> None:
    """G3 in small: the bytes are a function of the declared values alone."""
    entries = [evaluate(TABLE, binding(), blocks, NOON) for blocks in (one, other)]
    sent = [envelope(DEMO_CONTRACT, NOON, told, PSEUDONYM) for told in entries]
    assert (entries[0] == entries[1]) == (sent[0] == sent[1])
    assert len(sent[0]) == len(sent[1])


@given(st.integers(0, 59), st.floats(0, 5), st.sampled_from(["mean", "minimum", "maximum"]), st.integers(0, 50))
def test_within_a_window_nothing_but_the_declared_tells(minute: int, value: float, field: str, count: int) -> None:
    """A load's course, its peaks and the number of reports change; its total does not."""
    blocks = home()
    changed = dict(blocks)
    moved = [replace(b, **{field: value}, count=count) if b.minute == HOUR + minute else b for b in blocks[METER]]  # type: ignore[arg-type]
    changed[METER] = moved
    changed[Source(device="d_other", path="1/onOff/onOff")] = state_blocks(HOUR, ["true"] * 60)
    assert evaluate(TABLE, binding(), changed, NOON) == evaluate(TABLE, binding(), blocks, NOON)


@given(st.permutations(range(15)))
def test_the_order_of_use_within_a_window_does_not_leave(order: list[int]) -> None:
    """Growth moved about inside one window gives the same entry."""
    rises = [0.01 * n for n in order]
    readings = [100.0 + sum(rises[: i + 1]) for i in range(15)]
    before = Block(minute=HOUR + 44, last=100.0, covered_ms=60_000)
    series = [Block(minute=HOUR + 45 + i, last=r, covered_ms=60_000) for i, r in enumerate(readings)]
    (entry,) = evaluate(TABLE, binding(), {METER: [before, *series]}, NOON)
    assert entry.values == (21, None)
