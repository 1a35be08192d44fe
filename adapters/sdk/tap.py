"""Where a conversation can be listened to: what an adapter says and hears, in clear, for as long as somebody records.

Adapters tap messages after decryption and before encryption, so that a recording needs no key and can be replayed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

Way: TypeAlias = Literal["in", "out"]
Listener: TypeAlias = Callable[[str, Way, bytes], None]


class Tap:
    """One adapter's tap; costs a comparison while nobody listens."""

    __slots__ = ("_listener",)

    def __init__(self) -> None:
        """Begin closed."""
        self._listener: Listener | None = None

    def heard(self, link: str, message: bytes) -> None:
        """Tell what the far end of a link said."""
        if self._listener is not None:
            self._listener(link, "in", message)

    def said(self, link: str, message: bytes) -> None:
        """Tell what we said to it."""
        if self._listener is not None:
            self._listener(link, "out", message)

    @contextmanager
    def listened(self, listener: Listener) -> Iterator[None]:
        """Let somebody listen for the time of a block. One at a time: RuntimeError otherwise."""
        if self._listener is not None:
            raise RuntimeError("somebody listens already")
        self._listener = listener
        try:
            yield
        finally:
            self._listener = None
