"""One minute of one property: all that the operators ever see of the home (decision 13)."""

from dataclasses import dataclass
from typing import Final

MINUTE_MS: Final = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What a property did within one minute.

    A number fills `minimum`, `maximum`, `mean` (time-weighted) and `last`; a boolean ("true", "false") or an enum
    fills `states` with the milliseconds spent in each, and `transitions` with the changes of state. Time in which
    the value was not known is covered by nothing: `covered_ms` says how much of the minute was known.
    """

    minute: int  # minutes since 1970-01-01T00:00Z
    count: int = 0  # reports received
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    last: float | None = None
    states: tuple[tuple[str, int], ...] = ()
    transitions: int = 0
    covered_ms: int = 0  # 0 to 60 000
