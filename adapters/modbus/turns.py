"""What is read when: each block as often as it is worth, what was just written until it is as wanted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from adapters.modbus.part import Part
from adapters.modbus.protocol.block import Block
from adapters.sdk.polling import Nap, Schedule
from schemas.value import Value

SETTLE_S: Final = 8.0
"""How long a device may take to show what was written; it is read again and again meanwhile."""
AGAIN_S: Final = 0.5
MOST: Final = 32
"""Blocks that are read before their values are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One request of one device."""

    part: Part
    block: Block


class Turns:
    """The requests of one conversation."""

    def __init__(self, turns: Iterable[Turn], *, now_ns: Callable[[], int]) -> None:
        """Everything was just read."""
        self._now_ns = now_ns
        self._turns = {str(number): turn for number, turn in enumerate(turns)}
        self._schedule = Schedule({name: turn.part.period(turn.block) for name, turn in self._turns.items()})
        self._schedule.take(now_ns(), len(self._turns))
        self._wanted: dict[tuple[str, str], tuple[Value, int]] = {}  # device and register: value, until when
        self._again_ns: int | None = None
        self._nap = Nap()

    async def due(self) -> list[Turn]:
        """Wait until something is to be read, and give it."""
        while True:
            now_ns = self._now_ns()
            if self._again_ns is not None and self._again_ns <= now_ns:
                self._again_ns = None
                self._hasten(self._wanted)
            if names := self._schedule.take(now_ns, MOST):
                return [self._turns[name] for name in names]
            await self._nap.until(now_ns, (self._schedule.next_ns, self._again_ns))

    def hasten(self, part: Part, registers: Iterable[str]) -> None:
        """Read these next: somebody asks."""
        self._hasten((part.key, name) for name in registers)
        self._nap.wake()

    def _hasten(self, wanted: Iterable[tuple[str, str]]) -> None:
        places = set(wanted)
        self._schedule.hasten(
            name
            for name, turn in self._turns.items()
            if any((turn.part.key, one.id) in places for one in turn.block.registers)
        )

    def written(self, part: Part, values: Mapping[str, Value]) -> None:
        """Read again and again what does not show yet what was written."""
        until_ns = self._now_ns() + round(SETTLE_S * 1e9)
        self._wanted |= {(part.key, name): (value, until_ns) for name, value in values.items()}
        if values:
            self._again_ns = self._now_ns() + round(AGAIN_S * 1e9)
            self._nap.wake()

    def heard(self, part: Part, values: Mapping[str, Value]) -> None:
        """Take note of values."""
        now_ns = self._now_ns()
        for key in [key for key in self._wanted if key[0] == part.key and key[1] in values]:
            value, until_ns = self._wanted[key]
            if value == values[key[1]] or until_ns <= now_ns:
                del self._wanted[key]
        if self._wanted and self._again_ns is None:
            self._again_ns = now_ns + round(AGAIN_S * 1e9)
