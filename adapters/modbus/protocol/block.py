"""Grouping registers, so that one request reads many."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from adapters.modbus.protocol.register import Register, Space


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Neighbouring registers that are read with one request."""

    space: Space
    address: int
    count: int
    registers: tuple[Register, ...]

    def part(self, register: Register, words: Sequence[int]) -> Sequence[int]:
        """Give the words of one register out of those of the block."""
        return words[register.address - self.address : register.end - self.address]

    def halves(self) -> "tuple[Block, ...]":
        """Give two blocks for this one, without what lies between them; none where it holds one register."""
        middle = len(self.registers) // 2
        return tuple(_block(part) for part in (self.registers[:middle], self.registers[middle:]) if part and middle)


def blocks(
    registers: Iterable[Register], *, gap: int, longest: int, apart: Mapping[str, Hashable] | None = None
) -> tuple[Block, ...]:
    """Group registers: at most `gap` that nobody wants between two, at most `longest` words, no register cut.

    `apart` tells by id what must not be mixed, such as how often they are asked for.
    """
    kinds: dict[tuple[Space, str, Hashable], list[Register]] = {}
    for one in registers:
        kinds.setdefault((one.space, one.group, (apart or {}).get(one.id)), []).append(one)
    return tuple(block for kind in kinds.values() for block in _grouped(kind, gap, longest))


def _grouped(registers: list[Register], gap: int, longest: int) -> Iterable[Block]:
    run: list[Register] = []
    for one in sorted(registers, key=lambda one: (one.address, one.end)):
        if run and not _joins(run, one, gap, longest):
            yield _block(run)
            run = []
        run.append(one)
    if run:
        yield _block(run)


def _joins(run: list[Register], one: Register, gap: int, longest: int) -> bool:
    end = max(other.end for other in run)
    most = one.space.longest if one.space.is_bits else min(longest, one.space.longest)
    return one.address - end <= gap and max(one.end, end) - run[0].address <= most


def _block(registers: Sequence[Register]) -> Block:
    start, end = registers[0].address, max(one.end for one in registers)
    return Block(space=registers[0].space, address=start, count=end - start, registers=tuple(registers))
