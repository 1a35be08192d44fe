"""An adapter's batches as frames: in order, none longer than may be, and what has no form in JSON told as a fault."""

from collections.abc import Iterator
from typing import Any, Final

from schemas.codec import CodecError, encode
from schemas.host import FRAME_MAX, Told
from schemas.updates import FaultReported

MOST: Final = 256
"""Updates of one frame; the core decodes one in some tenths of a millisecond."""
TEXT: Final = 200


def bodies(batch: Any) -> Iterator[bytes]:
    """Give the JSON of as many Told as a batch needs."""
    updates = batch if isinstance(batch, tuple) else (batch,)
    for first in range(0, len(updates), MOST):
        yield from _halved(updates[first : first + MOST])


def _halved(updates: tuple[Any, ...]) -> Iterator[bytes]:
    """Write them in one, or else in two halves, down to the one that is at fault."""
    try:
        body = encode(Told(updates=updates))
        if len(body) <= FRAME_MAX:
            yield body
            return
        reason = f"it takes {len(body)} bytes; at most {FRAME_MAX} are carried"
    except CodecError as error:
        reason = error.problem
    if len(updates) > 1:
        half = len(updates) // 2
        yield from _halved(updates[:half])
        yield from _halved(updates[half:])
    else:
        yield encode(Told(updates=(_fault(updates[0], reason),)))


def _fault(update: Any, reason: str) -> FaultReported:
    device = getattr(update, "device", "")
    known = device if isinstance(device, str) and device.isprintable() else ""
    place = type(update).__name__
    return FaultReported(device=known, code="malformed-record", place=place, reason=reason[:TEXT])
