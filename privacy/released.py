"""Released: the only type that the way out takes, and only a permitted decision makes one."""

from typing import Final, NoReturn, final

from privacy.compiled import Compiled
from privacy.decide import Decision, Standing, decide
from privacy.entry import Entry
from privacy.envelope import EnvelopeRefused, entries_fault
from privacy.errors import ReleasedForbidden

_GATE: Final = object()


@final
class Released:
    """Declared values of one slot, decided to leave. Immutable; made by `release` alone."""

    __slots__ = ("contract", "entries", "slot")
    contract: str
    slot: int
    entries: tuple[Entry, ...]

    def __init__(self, gate: object, contract: str, slot: int, entries: tuple[Entry, ...]) -> None:
        """Refuse everybody but `release`: raises ReleasedForbidden."""
        if gate is not _GATE:
            raise ReleasedForbidden("only the gate's decision makes a released value; call release()")
        object.__setattr__(self, "contract", contract)
        object.__setattr__(self, "slot", slot)
        object.__setattr__(self, "entries", entries)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise ReleasedForbidden(f"a released value is never changed ({name})")

    def __delattr__(self, name: str) -> NoReturn:
        raise ReleasedForbidden(f"a released value is never changed ({name})")

    def __reduce__(self) -> NoReturn:
        raise ReleasedForbidden("a released value is neither pickled nor copied")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Released):
            return NotImplemented
        return (self.contract, self.slot, self.entries) == (other.contract, other.slot, other.entries)

    def __hash__(self) -> int:
        return hash((self.contract, self.slot, self.entries))

    def __repr__(self) -> str:
        return f"Released(contract={self.contract[:8]}…, slot={self.slot}, entries={len(self.entries)})"


def release(
    compiled: Compiled, standing: Standing, now_ms: int | None, slot: int, entries: tuple[Entry, ...]
) -> Released | Decision:
    """Decide about the entries of one slot: Released, or the decision that denies them.

    Raises EnvelopeRefused for entries that the contract does not declare, whatever was consented to.
    """
    decision = decide(compiled, standing, now_ms)
    if not decision.permitted:
        return decision
    if fault := entries_fault(compiled.contract, slot, entries):
        raise EnvelopeRefused(fault)
    return Released(_GATE, compiled.hash, slot, entries)
