"""What an envelope carries: for each window the index of each output's value within its closed alphabet."""

from dataclasses import dataclass
from typing import Final

NO_VALUE: Final = None
"""Too little known, nothing bound, an operator that failed, not due yet: all the same to the recipient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The values of one base window.

    `window` is the number of the window: its start in seconds since 1970 UTC, divided by the contract's base window
    (the shortest of its outputs). `values` stand in the order of the contract's outputs; each is the index of a
    member of the output's alphabet, or None for "no value". So nothing outside the alphabet can be expressed.
    """

    window: int
    values: tuple[int | None, ...]
