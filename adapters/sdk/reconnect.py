"""When to try again: exponential backoff with full jitter, so that a hundred clients do not return at once."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Backoff:
    """Delays drawn evenly from 0 to a ceiling that doubles with each failure.

    Source of the scheme: "Exponential Backoff And Jitter", M. Brooker, 2015 ("full jitter").
    """

    first_s: float = 0.5
    ceiling_s: float = 60.0
    draw: Callable[[], float] = random.random  # from [0, 1)
    failures: int = field(default=0, init=False)

    def next_s(self) -> float:
        """Count one failure and give the delay before the next try."""
        ceiling = min(self.ceiling_s, self.first_s * 2.0 ** min(self.failures, 32))
        self.failures += 1
        return self.draw() * ceiling

    def succeeded(self) -> None:
        """Start again from the shortest delay."""
        self.failures = 0
