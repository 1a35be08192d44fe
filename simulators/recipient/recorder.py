"""The independent record: every decrypted application byte, in order, as JSON lines.

One line an event: `{"event", "time", "connection", "endpoint", "peer", ...}` where `event` is `opened`, `handshaken`,
`failed` (with `reason`), `bytes` (with `direction` `in` = from the home or `out` = to it, and `base64`), `closed`, or
`stray` (with `transport`, `port` and `size`: traffic to a port where nothing belongs). `time` is in Unix seconds.
"""

import base64
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal, TextIO

Direction = Literal["in", "out"]


@dataclass(slots=True)
class Recorder:
    """Writes each event at once, so that a killed recorder has lost nothing."""

    out: TextIO
    totals: Counter[str] = field(default_factory=Counter)
    _last_connection: int = 0

    def opened(self, endpoint: str, peer: str) -> int:
        """A TCP connection was accepted; the number returned names it from here on."""
        self._last_connection += 1
        self.totals["connections"] += 1
        self._write("opened", connection=self._last_connection, endpoint=endpoint, peer=peer)
        return self._last_connection

    def handshaken(self, connection: int, cipher: str) -> None:
        """TLS stands."""
        self._write("handshaken", connection=connection, cipher=cipher)

    def failed(self, connection: int, reason: str) -> None:
        """The peer did not get as far as a valid exchange."""
        self.totals["failed"] += 1
        self._write("failed", connection=connection, reason=reason)

    def passed(self, connection: int, direction: Direction, data: bytes) -> None:
        """Application bytes went by."""
        self.totals[f"bytes_{direction}"] += len(data)
        text = base64.b64encode(data).decode()
        self._write("bytes", connection=connection, direction=direction, base64=text)

    def accepted(self) -> None:
        """A whole message (a POST or a PUBLISH) was taken."""
        self.totals["messages"] += 1

    def closed(self, connection: int) -> None:
        """The connection is over."""
        self._write("closed", connection=connection)

    def strayed(self, transport: str, port: int, peer: str, size: int) -> None:
        """Something knocked at a trap."""
        self.totals["stray"] += 1
        self._write("stray", transport=transport, port=port, peer=peer, size=size)

    def summary(self) -> dict[str, int]:
        """Totals since the start, all keys present."""
        keys = ("connections", "failed", "messages", "bytes_in", "bytes_out", "stray")
        return {key: self.totals[key] for key in keys}

    def _write(self, event: str, **fields: Any) -> None:
        self.out.write(json.dumps({"event": event, "time": time.time(), **fields}, separators=(",", ":")) + "\n")
        self.out.flush()
