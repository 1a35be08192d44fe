"""Faults of one device, folded so that a flood of the same stays one line with a count."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from schemas.updates import FaultReported

MOST: Final = 32  # different faults kept of one device; the oldest gives way
TEXT: Final = 300  # characters of a place or a reason that are kept


def legible(text: object) -> str:
    """Bound what an adapter wrote for people to read; what UTF-8 cannot carry is replaced."""
    shown = str(text)[:TEXT]
    return shown if shown.isascii() else shown.encode("utf-8", "replace").decode()


class FaultList:
    """The faults of one device, newest last; the same code at the same place is one fault with a count."""

    __slots__ = ("_faults", "total")

    def __init__(self) -> None:
        self._faults: dict[tuple[str, str], FaultReported] = {}
        self.total = 0

    def __len__(self) -> int:
        return len(self._faults)

    def __iter__(self) -> Iterator[FaultReported]:
        return iter(tuple(self._faults.values()))

    def add(self, fault: FaultReported) -> bool:
        """Fold one in; true when it is the first of its kind."""
        code, place = legible(fault.code), legible(fault.place)
        key = (code, place)
        before = self._faults.pop(key, None)
        count = fault.count + (before.count if before else 0)
        reason, fix = legible(fault.reason), legible(fault.fix)
        self._faults[key] = replace(fault, code=code, place=place, reason=reason, fix=fix, count=count)
        self.total += fault.count
        if len(self._faults) > MOST:
            del self._faults[next(iter(self._faults))]
        return before is None

    def clear(self) -> None:
        """Forget them all; the total stays."""
        self._faults.clear()
