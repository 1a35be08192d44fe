"""Where a conversation can be listened to: what an adapter says and hears, in clear, for as long as somebody records.

Adapters tap messages after decryption and before encryption, so that a recording needs no key and can be replayed.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

from adapters.sdk.secret import of_descriptions
from schemas.device import DeviceDescription
from schemas.pairing import Paired

Way: TypeAlias = Literal["in", "out"]
Listener: TypeAlias = Callable[[str, Way, bytes], None]
Learner: TypeAlias = Callable[[Paired], None]


class Tap:
    """One adapter's tap; costs a comparison while nobody listens."""

    __slots__ = ("_learner", "_listener", "_tellers")

    def __init__(self) -> None:
        """Begin closed."""
        self._tellers: list[Callable[[], Iterable[DeviceDescription]]] = []
        self._listener: Listener | None = None
        self._learner: Learner | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody listens, for who has work to do before there is a message to tell."""
        return self._listener is not None

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

    def described(self, devices: Iterable[DeviceDescription]) -> None:
        """Tell whoever listens what names devices; costs a comparison while nobody does."""
        if self._learner is not None:
            self._learner(of_descriptions(devices))

    @contextmanager
    def asking(self, devices: Callable[[], Iterable[DeviceDescription]]) -> Iterator[None]:
        """Let whoever begins to listen in the time of a block learn what names the devices that `devices` gives."""
        self._tellers.append(devices)
        try:
            yield
        finally:
            self._tellers.remove(devices)

    @contextmanager
    def listened(self, listener: Listener, learner: Learner | None = None) -> Iterator[None]:
        """Let somebody listen for the time of a block. One at a time: RuntimeError otherwise."""
        if self._listener is not None:
            raise RuntimeError("somebody listens already")
        self._listener, self._learner = listener, learner
        try:
            self.described([one for tell in self._tellers for one in tell()])
            yield
        finally:
            self._listener = self._learner = None


class Discreet(Tap):
    """Passes what is said on to a tap, without what nobody who listens need know and no search by text would find."""

    __slots__ = ("_hide", "_tap")

    def __init__(self, tap: Tap, hide: Callable[[bytes], bytes]) -> None:
        """`hide` gives a message without it."""
        super().__init__()
        self._tap = tap
        self._hide = hide

    @property
    def is_open(self) -> bool:
        """Whether somebody listens."""
        return self._tap.is_open

    def heard(self, link: str, message: bytes) -> None:
        """Tell what the far end of a link said."""
        if self._tap.is_open:
            self._tap.heard(link, self._hide(message))

    def said(self, link: str, message: bytes) -> None:
        """Tell what we said to it."""
        if self._tap.is_open:
            self._tap.said(link, self._hide(message))

    def learned(self, paired: Paired) -> None:
        """Tell whoever listens what is known of a device."""
        self._tap.learned(paired)

    def described(self, devices: Iterable[DeviceDescription]) -> None:
        """Tell whoever listens what names devices."""
        self._tap.described(devices)
