"""Slows down peers that keep failing to prove who they are."""

from collections import OrderedDict
from typing import Final

from gateway.core.clock import Clock

BURST: Final = 10
REFILL_S: Final = 6.0  # one more try each
MOST_PEERS: Final = 1024


class Throttle:
    """A bucket of failed tries for each peer address; the peer not heard of for longest is forgotten first.

    Only failures are held back. A right token always passes, so nobody can lock another out.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._peers: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tries left, at second

    def fail(self, peer: str) -> float:
        """Count a failure; returns how many seconds the peer has to wait, 0 for none."""
        now_s = self._clock.monotonic_ns() / 1e9
        tries, at_s = self._peers.pop(peer, (float(BURST), now_s))
        tries = min(BURST, tries + (now_s - at_s) / REFILL_S)
        wait_s = 0.0 if tries >= 1 else (1 - tries) * REFILL_S
        self._peers[peer] = (tries - 1 if tries >= 1 else tries, now_s)
        if len(self._peers) > MOST_PEERS:
            self._peers.popitem(last=False)
        return wait_s
