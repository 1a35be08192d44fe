"""What a core and an adapter in a process of its own say to each other over one stream socket.

A frame is its length (4 bytes, big-endian, of the JSON alone) and one record in JSON with its class name under
`type`. The core asks first: Introduce → Introduced → Start → Started; from then on everything may come at any time.
The core takes what was told in its own time: an adapter's process may send Told while the bytes of JSON that it sent
and was not granted back are fewer than WINDOW, and all else whenever it likes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from schemas.commands import Command
from schemas.errors import CodecError
from schemas.outcomes import Answer
from schemas.pairing import Candidate, Paired, Pairing, PairingPlan
from schemas.updates import Update
from schemas.value import Value

VERSION: Final = "1"
"""Version of these messages."""
FRAME_MAX: Final = 1024 * 1024
"""Longest JSON of one frame, in bytes."""
WINDOW: Final = 512 * 1024
"""Bytes of Told that may be under way before the core must have taken some."""
ALIVE_S: Final = 1.0
"""How often an adapter's process says that its loop turns."""
_HEAD: Final = 4


# what the core wants


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduce:
    """Say who you are, with this secret; the first frame of all."""

    secret: str
    version: str  # of these messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Import an adapter and enter it."""

    name: str  # the instance's name in the configuration
    entry: str  # "package.module:MANIFEST"
    settings: dict[str, Value]
    state_dir: str  # the only folder it may write
    memory_mb: int
    paired: tuple[Paired, ...] = ()  # what it has told to keep so far


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """So many bytes of Told were taken."""

    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Execute:
    """Hand one command to the device's network; answered once, with the same number."""

    call: int
    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Nobody waits for this answer any more; what is under way for it is given up."""

    call: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Search for devices that can be paired; answered with Found."""

    call: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Take the steps of pairing; each is told with PairingTold, and Ended comes after the last."""

    call: int
    answers: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What was told of pairing is taken, and kept if it is to be, or lines of a recording are; go on."""

    call: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpair:
    """Part from what was paired; answered with Ended."""

    call: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Record what is said to devices and heard from them; told with Recorded, each after Next, until Ended."""

    call: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Leave the adapter in order and end the process, within 2 s."""


# what the adapter's process says


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced:
    """Who this is: the secret given back."""

    secret: str
    version: str  # of these messages
    sdk: str  # contract version of the adapters it can run


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The adapter is entered. What its manifest says that the core cannot know before."""

    version: str
    execute_timeout_s: float
    memory_mb: int  # what it would like to have
    pairing: PairingPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One batch of the adapter, or a part of one, oldest first."""

    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of a command."""

    call: int
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found."""

    call: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingTold:
    """One thing that pairing told; the next comes after Next."""

    call: int
    told: Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Some lines of a recording, redacted; its head is the first. The next come after Next."""

    call: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A search, pairing, parting or recording is over. `reason` is empty where it did not fail."""

    call: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """The loop turns. Comes every second once the adapter is started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broke:
    """Last words: why the adapter ended."""

    reason: str


Wanted = Introduce | Start | Grant | Execute | Cancel | Search | Pair | Next | Unpair | Record | Leave
Said = Introduced | Started | Told | Answered | Found | PairingTold | Recorded | Ended | Alive | Broke
HostMessage = Wanted | Said


def framed(body: bytes) -> bytes:
    """Put the length in front."""
    return len(body).to_bytes(_HEAD, "big") + body


class Frames:
    """Cuts a stream of bytes into the JSON of its frames. Feed it; it keeps what is not whole yet."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give the frames that are whole now; CodecError for a length of nothing or beyond FRAME_MAX."""
        kept = self._kept
        kept += data
        at = 0
        try:
            while len(kept) >= at + _HEAD:
                size = int.from_bytes(kept[at : at + _HEAD], "big")
                if not 0 < size <= FRAME_MAX:
                    raise CodecError(f"a frame of {size} bytes", f"send 1 to {FRAME_MAX}")
                end = at + _HEAD + size
                if len(kept) < end:
                    break
                yield bytes(kept[at + _HEAD : end])
                at = end
        finally:
            del kept[:at]
