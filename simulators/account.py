"""Which bytes on the recipient's side the ledger explains.

`python -m simulators.account --capture FILE --ledger FILE` prints the account; code 1 when a byte is unexplained.
The ledger file is `{"sends": [{"sha256": hex, "bytes": n, ...}], "leases": [{"frames": [base64, ...]}]}`:

- a *send* is one body that may appear on the wire once, as often as it is listed (a body twice on the wire needs two
  entries); other keys (`slot`, `contract`, `kind`) are for people;
- a *frame* is a literal run of bytes (the CONNECT, an HTTP head, the DISCONNECT) that may stand around bodies any
  number of times.

The capture is what simulators.recipient wrote; only bytes that came from the home are accounted. There are no patterns:
a byte belongs to a listed body, to a listed frame, or to nothing.
"""

import argparse
import base64
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_SHOWN = 20
_SHOWN_BYTES = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One permitted transmission: SHA-256 (hex) and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A run of bytes nobody answers for: where it stands and how it begins."""

    connection: int
    offset: int
    size: int
    begins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All sums in bytes, but for the counts of connections, bodies and stray attempts."""

    total_bytes: int
    body_bytes: int
    frame_bytes: int
    unexplained_bytes: int
    bodies: int
    connections: int
    connections_without_body: int
    failed_connections: int
    stray: int
    gaps: Sequence[Gap]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    kind: str
    offset: int
    size: int


def streams(capture: Iterable[Mapping[str, Any]]) -> dict[int, bytes]:
    """The bytes that came from the home, by connection."""
    parts: defaultdict[int, list[bytes]] = defaultdict(list)
    for event in capture:
        if event["event"] == "bytes" and event["direction"] == "in":
            parts[event["connection"]].append(base64.b64decode(event["base64"]))
    return {connection: b"".join(chunks) for connection, chunks in parts.items()}


class _Explainer:
    def __init__(self, bodies: Iterable[Body], frames: Iterable[bytes]) -> None:
        self._left = Counter((body.size, body.sha256) for body in bodies if body.size)
        self._sizes = sorted({size for size, _ in self._left}, reverse=True)
        self._frames = sorted({frame for frame in frames if frame}, key=len, reverse=True)

    def pieces(self, stream: bytes) -> Iterator[_Piece]:
        offset = 0
        while offset < len(stream):
            piece = self._next(stream, offset)
            yield piece
            offset += piece.size

    def _next(self, stream: bytes, offset: int) -> _Piece:
        for frame in self._frames:
            if stream.startswith(frame, offset):
                return _Piece(kind="frame", offset=offset, size=len(frame))
        for size in self._sizes:
            if self._spend(stream[offset : offset + size], size):
                return _Piece(kind="body", offset=offset, size=size)
        return _Piece(kind="gap", offset=offset, size=1)

    def _spend(self, window: bytes, size: int) -> bool:
        if len(window) < size:
            return False
        key = (size, hashlib.sha256(window).hexdigest())
        if not self._left[key]:
            return False
        self._left[key] -= 1
        return True


def _gaps(connection: int, stream: bytes, pieces: Iterable[_Piece]) -> Iterator[Gap]:
    start = end = -1
    for piece in pieces:
        if piece.kind != "gap":
            continue
        if piece.offset != end:
            if end >= 0:
                yield _gap(connection, stream, start, end)
            start = piece.offset
        end = piece.offset + piece.size
    if end >= 0:
        yield _gap(connection, stream, start, end)


def _gap(connection: int, stream: bytes, start: int, end: int) -> Gap:
    begins = repr(stream[start : min(end, start + _SHOWN_BYTES)])
    return Gap(connection=connection, offset=start, size=end - start, begins=begins)


def account(capture: Iterable[Mapping[str, Any]], bodies: Iterable[Body], frames: Iterable[bytes]) -> Account:
    """Explain every byte that came from the home by a body (once each) or a frame, in the order it arrived."""
    events = list(capture)
    explainer = _Explainer(bodies, frames)
    explained = {connection: (stream, list(explainer.pieces(stream))) for connection, stream in streams(events).items()}
    sums, counts = Counter[str](), Counter[str]()
    for _, pieces in explained.values():
        for piece in pieces:
            sums[piece.kind] += piece.size
            counts[piece.kind] += 1
    gaps = [gap for connection, (stream, pieces) in explained.items() for gap in _gaps(connection, stream, pieces)]
    with_body = sum(any(piece.kind == "body" for piece in pieces) for _, pieces in explained.values())
    happened = Counter(str(event["event"]) for event in events)
    return Account(
        total_bytes=sums.total(),
        body_bytes=sums["body"],
        frame_bytes=sums["frame"],
        unexplained_bytes=sums["gap"],
        bodies=counts["body"],
        connections=happened["opened"],
        connections_without_body=happened["opened"] - with_body,
        failed_connections=happened["failed"],
        stray=happened["stray"],
        gaps=gaps[:_SHOWN],
    )


def read_capture(path: Path) -> list[dict[str, Any]]:
    """The events of a capture file; a last line cut short by a kill is left out."""
    *whole, last = path.read_text().split("\n")
    events = [json.loads(line) for line in whole if line]
    return events if not last else [*events, *_if_whole(last)]


def _if_whole(line: str) -> list[dict[str, Any]]:
    try:
        return [json.loads(line)]
    except json.JSONDecodeError:
        return []


def read_ledger(document: Mapping[str, Any]) -> tuple[list[Body], list[bytes]]:
    """Bodies and frames of an exported ledger (form: see the module)."""
    bodies = [Body(sha256=send["sha256"], size=send["bytes"]) for send in document.get("sends", [])]
    frames = [base64.b64decode(frame) for lease in document.get("leases", []) for frame in lease["frames"]]
    return bodies, frames


def main() -> None:
    """Print the account; code 1 when a byte is unexplained."""
    parser = argparse.ArgumentParser(prog="python -m simulators.account", description=__doc__)
    parser.add_argument("--capture", type=Path, required=True, help="file that simulators.recipient wrote")
    parser.add_argument("--ledger", type=Path, required=True, help="exported ledger (JSON)")
    options = parser.parse_args()
    bodies, frames = read_ledger(json.loads(options.ledger.read_text()))
    result = account(read_capture(options.capture), bodies, frames)
    sys.stdout.write(json.dumps(asdict(result)) + "\n")
    raise SystemExit(1 if result.unexplained_bytes else 0)


if __name__ == "__main__":
    main()
