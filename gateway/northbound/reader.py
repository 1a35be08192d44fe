"""One client of the stream: what waits for it, and what becomes of that when it reads too slowly.

Three steps, each bounded. First frames wait, as they were made for everybody. When those are too many, the client falls
behind: of each property only the newest value is kept for it, of a device's description the newest, of events and
answers every one; once it has read what waited it is told how much was folded, and is as new as anybody. When even
those events and answers are too many, it is dropped and told where to resume; events are kept for that too.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Final, Literal

from gateway.core.event import HomeEvent, ValuesChanged

SLOW: Final = "slow-client"

About = Literal["whole", "about", "gone"]


@dataclass(slots=True, kw_only=True)
class Touched:
    """A device with values that changed, in this order."""

    handles: dict[int, None] = field(default_factory=dict)
    seq: int = 0
    at_ms: int = 0


@dataclass(slots=True, kw_only=True)
class Backlog:
    """What a client that fell behind has yet to hear. Only texts grow with time, and they are counted."""

    since_seq: int
    since_s: float
    touched: dict[str, Touched] = field(default_factory=dict)
    devices: dict[str, tuple[About, HomeEvent, int]] = field(default_factory=dict)
    texts: list[tuple[int, str]] = field(default_factory=list)  # events, by their seq
    replies: list[bytes] = field(default_factory=list)
    noted: int = 0  # changed values
    size: int = 0  # of texts and replies

    def changed(self, event: ValuesChanged, handles: list[int]) -> None:
        """Note that values are others now; which, is looked up when they are told."""
        one = self.touched.setdefault(event.device.id, Touched())
        one.handles.update(dict.fromkeys(handles))
        one.seq, one.at_ms = event.seq, event.at_ms
        self.noted += len(handles)

    def raised(self, seq: int, text: str) -> None:
        """Keep an event."""
        self.texts.append((seq, text))
        self.size += len(text)

    def answered(self, reply: bytes) -> None:
        """Keep an answer."""
        self.replies.append(reply)
        self.size += len(reply)

    def met(self, what: About, event: HomeEvent) -> None:
        """Note what else is to be told of a device: that it is gone, or as it is then; in whole where it once was."""
        device = event.device.id
        known = self.devices.get(device)
        if what != "about":  # its handles may be others now, and the whole of it has its values
            self.touched.pop(device, None)
        if what == "about" and known is not None and known[0] == "whole":
            self.devices[device] = ("whole", event, known[2])
            return
        self.devices[device] = (what, event, event.seq)

    @property
    def values(self) -> int:
        """How many values will be told."""
        return sum(len(one.handles) for one in self.touched.values())


class Listener:
    """The queue of one client. Frames leave in order and none is skipped; nobody waits for it.

    It may be over its limit by one frame, so that a large snapshot fits. `sent_seq` is where the client stands once it
    has read all that was taken from the queue. `backlog` is there while it is behind.
    """

    __slots__ = (
        "_bytes",
        "_frames",
        "_most_bytes",
        "_most_frames",
        "backlog",
        "dropped",
        "gone",
        "grant",
        "ready",
        "sent_seq",
    )

    def __init__(self, grant: str, most_frames: int, most_bytes: int) -> None:
        self.grant = grant
        self.ready = asyncio.Event()
        self.gone = asyncio.Event()
        self.dropped = ""  # why, once it is
        self.sent_seq = 0
        self.backlog: Backlog | None = None
        self._frames: deque[tuple[bytes, int]] = deque()
        self._bytes = 0
        self._most_frames = most_frames
        self._most_bytes = most_bytes

    @property
    def frames(self) -> int:
        """Frames that wait."""
        return len(self._frames)

    @property
    def size(self) -> int:
        """Bytes that wait, of what it missed too."""
        return self._bytes + (0 if self.backlog is None else self.backlog.size)

    @property
    def is_full(self) -> bool:
        """Whether no more frames should be offered."""
        return len(self._frames) >= self._most_frames or self._bytes > self._most_bytes

    def offer(self, frame: bytes, seq: int) -> None:
        """Queue a frame."""
        if self.dropped:
            return
        self._frames.append((frame, seq))
        self._bytes += len(frame)
        self.ready.set()

    def fall_behind(self, seq: int, now_s: float) -> Backlog:
        """Take no more frames until what waits is read."""
        self.backlog = Backlog(since_seq=seq, since_s=now_s)
        return self.backlog

    def check(self) -> None:
        """Drop it where what cannot be folded is too much."""
        if self.backlog is not None and self.backlog.size > self._most_bytes:
            self.drop(SLOW)

    def take(self) -> bytes | None:
        """Give the next frame, or None."""
        if not self._frames:
            return None
        frame, seq = self._frames.popleft()
        self._bytes -= len(frame)
        self.sent_seq = max(self.sent_seq, seq)
        return frame

    def drop(self, reason: str) -> None:
        """End it; what was queued is forgotten, the client resumes from `sent_seq`."""
        self.dropped = self.dropped or reason
        self.backlog = None
        self._frames.clear()
        self._bytes = 0
        self.gone.set()
