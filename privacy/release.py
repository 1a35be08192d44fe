"""A release is a pure function of contract, binding, blocks and slot: preview, recovery and sending share it."""

from collections.abc import Mapping, Sequence
from typing import Final

from privacy.binding import Binding, Source
from privacy.block import Block
from privacy.compiled import Compiled, CompiledOutput
from privacy.entry import Entry
from privacy.envelope import is_due
from privacy.operators import output_index

LOOKBACK_MINUTES: Final = 60
"""How far before a window a counter's last reading is looked for."""


def due_window(compiled: Compiled, slot: int) -> int | None:
    """Give the base window that ends where this slot begins; None where none does."""
    window, rest = divmod(slot * compiled.slot_s, compiled.base_s)
    return window - 1 if rest == 0 and window > 0 else None


def span(compiled: Compiled, slot: int) -> tuple[int, int] | None:
    """Give the minutes whose blocks `evaluate` needs, the last not included; None where the slot needs none."""
    window = due_window(compiled, slot)
    if window is None:
        return None
    end = (window + 1) * compiled.base_s // 60
    longest = max(o.window.seconds for o in compiled.outputs if is_due(o.output, window, compiled.base_s))
    return max(end - longest // 60 - LOOKBACK_MINUTES, 0), end


def evaluate(
    compiled: Compiled, binding: Binding, blocks: Mapping[Source, Sequence[Block]], slot: int
) -> tuple[Entry, ...]:
    """Compute the entry that becomes due in a slot: one, or none where no window ends or nothing can be told.

    `blocks` need not be in order and may hold more than is needed; the result depends on nothing else.
    """
    window = due_window(compiled, slot)
    if window is None:
        return ()
    values = tuple(_value(compiled, output, binding, blocks, window) for output in compiled.outputs)
    if all(value is None for value in values):
        return ()
    return (Entry(window=window, values=values),)


def _value(
    compiled: Compiled,
    output: CompiledOutput,
    binding: Binding,
    blocks: Mapping[Source, Sequence[Block]],
    window: int,
) -> int | None:
    if not is_due(output.output, window, compiled.base_s):
        return None
    end = (window + 1) * compiled.base_s // 60
    first = end - output.window.seconds // 60
    sources = [_series(blocks.get(source, ()), first, end) for source in binding.sources(output.input.name)]
    return output_index(output, sources, first, end)


def _series(blocks: Sequence[Block], first: int, end: int) -> list[Block]:
    """Put the blocks in order, without those that no operator may see; of two for one minute the later stands."""
    kept = {block.minute: block for block in blocks if first - LOOKBACK_MINUTES <= block.minute < end}
    return [kept[minute] for minute in sorted(kept)]
