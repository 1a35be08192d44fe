"""When to try again: exponential backoff with full jitter, so that a hundred clients do not return at once."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

STEADY_S: Final = 30.0  # a life this long was a good one: the next may begin at once
UP_S: Final = 3.0  # a life this long had at least come up: the delay is the shortest


@dataclass(slots=True, kw_only=True)
class Backoff:
    """Delays drawn evenly from 0 to a ceiling that doubles with each failure. For links, adapters and processes alike.

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

    def after(self, life_s: float) -> float:
        """Give the delay before the next life of what has lived so long: it grows only where it does not come up."""
        if life_s >= UP_S:
            self.succeeded()
        return 0.0 if life_s >= STEADY_S else self.next_s()
