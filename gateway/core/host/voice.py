"""What an adapter's process writes to its standard error: into our log, at a bounded rate, without secrets."""

import asyncio
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

LINE: Final = 500  # characters of a line that are kept
BURST: Final = 40  # lines that may come at once
A_SECOND: Final = 4.0  # lines after that
UNBROKEN: Final = 64 * 1024  # bytes without an end of line that are waited for
CHUNKS: Final = 4  # reads, of a pipe's 64 KiB at most, before the process has to wait for a moment
PAUSE_S: Final = 0.25

_SECRET_KEY: Final = re.compile(r"passw|secret|token|key|pin$|code|credential", re.IGNORECASE)
_log = logging.getLogger("gateway.core.host")


def secrets_of(settings: Mapping[str, Any]) -> Iterator[str]:
    """Give the values of a configuration that nobody should read in a log."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from secrets_of(value)
        elif isinstance(value, str) and len(value) >= 4 and _SECRET_KEY.search(key) and not key.endswith("_file"):
            yield value


class Voice(asyncio.Protocol):
    """Reads the pipe line by line."""

    def __init__(self, name: str, settings: Mapping[str, Any], monotonic_ns: Callable[[], int]) -> None:
        self.ended = asyncio.Event()
        self._name = name
        self._secrets = tuple(sorted(secrets_of(settings), key=len, reverse=True))
        self._monotonic_ns = monotonic_ns
        self._rest = b""
        self._last = b""
        self._may = float(BURST)
        self._counted_ns = monotonic_ns()
        self._left_out = 0
        self._chunks = 0
        self._transport: asyncio.ReadTransport | None = None
        self._pause: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.ReadTransport", transport)

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > UNBROKEN:
            lines.append(self._rest)
            self._rest = b""
        for line in lines:
            self._line(line)
        self._chunks += 1
        if self._chunks >= CHUNKS and self._transport is not None and self._pause is None:
            self._transport.pause_reading()
            self._pause = asyncio.get_running_loop().call_later(PAUSE_S, self._go_on)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if self._rest:
            self._line(self._rest)
        if self._left_out:
            _log.warning("adapter %s: %d lines left out", self._name, self._left_out)
        if self._pause is not None:
            self._pause.cancel()
        self.ended.set()

    @property
    def last(self) -> str:
        """The last line that was not empty."""
        return self._clean(self._last)

    def close(self) -> None:
        """Read no more."""
        if self._transport is not None:
            self._transport.close()

    def _go_on(self) -> None:
        self._pause, self._chunks = None, 0
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    def _line(self, line: bytes) -> None:
        if not line or line.isspace():
            return
        self._last = line
        if not self._may_log():
            self._left_out += 1
            return
        if self._left_out:
            _log.warning("adapter %s: %d lines left out", self._name, self._left_out)
            self._left_out = 0
        _log.info("adapter %s: %s", self._name, self.last)

    def _clean(self, line: bytes) -> str:
        text = line.decode("utf-8", "replace")
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return "".join(one if one.isprintable() else " " for one in text[:LINE]).strip()

    def _may_log(self) -> bool:
        now_ns = self._monotonic_ns()
        self._may = min(BURST, self._may + (now_ns - self._counted_ns) / 1e9 * A_SECOND)
        self._counted_ns = now_ns
        if self._may < 1:
            return False
        self._may -= 1
        return True
