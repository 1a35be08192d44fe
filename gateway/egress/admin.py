"""The admin socket, 0600: residents' keys are pinned here, sinks' credentials set, and the state is told.

Only the process's own user and root reach it; the core does not.
"""

import asyncio
import os
import struct
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from gateway.core.clock import Clock
from gateway.egress.errors import EgressError, FolderError
from gateway.egress.folder import Credential, Folder, Pin, Standing
from gateway.egress.listener import LENGTH, MAX_FRAME
from privacy.frames import TOKEN_CHARS
from schemas import codec

KEY_CHARS: Final = 64  # 32 bytes (RFC 8032 §5.1.5) in hexadecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PinKey:
    """Pin the public approval key of a resident."""

    key: str  # Ed25519, 64 hexadecimal digits
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCredential:
    """Keep the token of a contract's sink; an empty one forgets it."""

    contract: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryStatus:
    """Ask how the process is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It was done, and is on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """It was not done."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How often something happened since the start."""

    what: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the process holds and has seen."""

    boot: str
    pins: tuple[Pin, ...]
    contracts: tuple[Standing, ...]
    counts: tuple[Count, ...]
    torn_bytes: int
    unknown_at_start: int


ToAdmin: TypeAlias = PinKey | SetCredential | QueryStatus
FromAdmin: TypeAlias = Done | Denied | Status


class AdminDesk:
    """Answers the admin socket."""

    def __init__(self, *, folder: Folder, clock: Clock, counts: Counter[str], boot: str) -> None:
        self._folder = folder
        self._clock = clock
        self._counts = counts
        self._boot = boot
        self.torn_bytes = 0
        self.unknown_at_start = 0

    async def handle(self, body: bytes) -> tuple[bytes, bool]:
        """Answer one message."""
        try:
            message: ToAdmin = codec.decode(body, ToAdmin, max_bytes=MAX_FRAME)
            answer = await self._answer(message)
        except (ValueError, FolderError) as error:
            return codec.encode(Denied(reason=str(error))), False
        return codec.encode(answer), True

    async def _answer(self, message: ToAdmin) -> FromAdmin:
        match message:
            case PinKey():
                return await self._pin(message)
            case SetCredential():
                return await self._credential(message)
            case QueryStatus():
                return self._status()

    async def _pin(self, message: PinKey) -> FromAdmin:
        key = message.key.lower()
        if len(key) != KEY_CHARS or not set(key) <= set("0123456789abcdef"):
            return Denied(reason="a key is 64 hexadecimal digits")
        if not any(pin.key == key for pin in self._folder.pins):
            await self._folder.pin(Pin(key=key, name=message.name[:64], at_ms=self._clock.wall_ms() or 0))
        return Done()

    async def _credential(self, message: SetCredential) -> FromAdmin:
        if message.token and (len(message.token) != TOKEN_CHARS or not _is_token(message.token)):
            return Denied(reason=f"a token has {TOKEN_CHARS} printable characters without spaces")
        await self._folder.set_token(Credential(contract=message.contract, token=message.token))
        return Done()

    def _status(self) -> Status:
        return Status(
            boot=self._boot,
            pins=self._folder.pins,
            contracts=self._folder.standings,
            counts=tuple(Count(what=what, times=times) for what, times in sorted(self._counts.items())),
            torn_bytes=self.torn_bytes,
            unknown_at_start=self.unknown_at_start,
        )


def _is_token(token: str) -> bool:
    return token.isascii() and token.isprintable() and " " not in token


async def ask_admin(path: Path, message: ToAdmin) -> FromAdmin:
    """Ask a running egress process; OSError when it is not there, EgressError when it hangs up."""
    reader, writer = await asyncio.open_unix_connection(path)
    try:
        body = codec.encode(message)
        writer.write(LENGTH.pack(len(body)) + body)
        await writer.drain()
        (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
        data = await reader.readexactly(length)
    except (EOFError, struct.error) as error:
        raise EgressError("the egress process hung up") from error
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    answer: FromAdmin = codec.decode(data, FromAdmin)
    return answer


def own_uids() -> frozenset[int]:
    """Who may use the admin socket: this user and root."""
    return frozenset({0, os.geteuid()})
