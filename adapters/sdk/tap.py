"""Where a conversation can be listened to: what an adapter says and hears, in clear, for as long as somebody records.

Adapters tap messages after decryption and before encryption, so that a recording needs no key and can be replayed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

from schemas.pairing import Paired

Way: TypeAlias = Literal["in", "out"]
Listener: TypeAlias = Callable[[str, Way, bytes], None]
Learner: TypeAlias = Callable[[Paired], None]


class Tap:
    """One adapter's tap; costs a comparison while nobody listens."""

    __slots__ = ("_learner", "_listener")

    def __init__(self) -> None:
        """Begin closed."""
        self._listener: Listener | None = None
        self._learner: Learner | None = None

    def heard(self, link: str, message: bytes) -> None:
        """Tell what the far end of a link said."""
        if self._listener is not None:
            self._listener(link, "in", message)

    def said(self, link: str, message: bytes) -> None:
        """Tell what we said to it."""
        if self._listener is not None:
            self._listener(link, "out", message)

    def learned(self, paired: Paired) -> None:
        """Tell whoever listens what is known of a device from now on, so that nothing of it is recorded."""
        if self._learner is not None:
            self._learner(paired)

    @contextmanager
    def listened(self, listener: Listener, learner: Learner | None = None) -> Iterator[None]:
        """Let somebody listen for the time of a block. One at a time: RuntimeError otherwise."""
        if self._listener is not None:
            raise RuntimeError("somebody listens already")
        self._listener, self._learner = listener, learner
        try:
            yield
        finally:
            self._listener = self._learner = None
