"""Pair-setup, pair-verify and parting, with aiohomekit's steps: who we are to an accessory, and the keys of a session.

HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, 5.6 "Pair Setup", 5.7 "Pair Verify",
5.11 "Remove Pairing". The library writes keys to its debug log, which is therefore shut here.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable, Generator, Mapping
from typing import Any, Final

from aiohomekit import exceptions as theirs
from aiohomekit.protocol import (
    error_handler,
    get_session_keys,
    perform_pair_setup_part1,
    perform_pair_setup_part2,
)
from aiohomekit.protocol.tlv import TLV, TlvParseException

from adapters.homekit.wire import Wire
from adapters.sdk.errors import LinkError, ProtocolError, RejectedError, UnreachableError
from schemas.value import Value

logging.getLogger("aiohomekit").setLevel(logging.CRITICAL + 1)

_KIND: Final = "application/pairing+tlv8"
LARGEST: Final = 65_536
"""Bytes of one answer while pairing."""
_KEPT: Final = ("AccessoryPairingID", "AccessoryLTPK", "iOSPairingId", "iOSDeviceLTSK", "iOSDeviceLTPK")
OTHER: Final = "other-accessory"
"""Code of the error where another accessory answers at the address."""

_Steps = Generator[tuple[list[Any], list[int]], Any, Any]


async def set_up(wire: Wire, code: str, *, with_auth: bool, timeout_s: float) -> dict[str, Value]:
    """Pair with the setup code, "123-45-678", and give what must be kept. LinkError."""
    salt, key = await _through(wire, "/pair-setup", lambda: perform_pair_setup_part1(with_auth), timeout_s)
    who = str(uuid.uuid4())
    made: Mapping[str, str] = await _through(
        wire, "/pair-setup", lambda: perform_pair_setup_part2(code, who, salt, key), timeout_s
    )
    return {name: made[name] for name in _KEPT}


async def verify(wire: Wire, kept: Mapping[str, Any], *, timeout_s: float) -> None:
    """Prove to each other who we are, and make the wire secure. LinkError; its code is OTHER where it is not it."""
    plain: dict[str, Any] = {name: str(kept[name]) for name in _KEPT}
    _, derive = await _through(wire, "/pair-verify", lambda: get_session_keys(plain), timeout_s)
    wire.secure(
        derive(b"Control-Salt", b"Control-Write-Encryption-Key"),
        derive(b"Control-Salt", b"Control-Read-Encryption-Key"),
    )


async def part(wire: Wire, kept: Mapping[str, Any], *, timeout_s: float) -> None:
    """Take our own pairing away from the accessory, over a secure wire. LinkError."""
    await _through(wire, "/pairings", lambda: _parting(str(kept["iOSPairingId"])), timeout_s)


def _parting(who: str) -> _Steps:
    asked = [
        (TLV.kTLVType_State, TLV.M1),
        (TLV.kTLVType_Method, TLV.RemovePairing),
        (TLV.kTLVType_Identifier, who.encode()),
    ]
    told = dict((yield asked, [TLV.kTLVType_State, TLV.kTLVType_Error]))
    if TLV.kTLVType_Error in told:
        error_handler(told[TLV.kTLVType_Error], "M2")


async def _through(wire: Wire, path: str, begin: Callable[[], _Steps], timeout_s: float) -> Any:
    """Take the steps one after another, the reckoning of each beside the loop: a proof takes tens of milliseconds."""
    steps, answer = begin(), None
    while True:
        done, found = await asyncio.to_thread(_step, steps, answer)
        if done:
            return found
        asked, expected = found
        message = await wire.ask(path, bytes(TLV.encode_list(asked)), _KIND, timeout_s=timeout_s)
        if len(message.body) > LARGEST:
            raise ProtocolError(f"an answer to {path} is longer than {LARGEST} bytes", code="too-large")
        if not message.body and message.status >= 400:
            raise _refused(path, message.status)
        # The library leaves an error out of what it expects of an accessory that does not know us any more.
        answer = _decoded(message.body, [*expected, TLV.kTLVType_Error])


def _refused(path: str, status: int) -> LinkError:
    if status in {401, 470}:
        return RejectedError("the accessory does not know this pairing", "pair it anew", code="pairing-rejected")
    return ProtocolError(f"it answered {path} with HTTP {status}")


def _decoded(body: bytes, expected: list[int]) -> list[Any]:
    try:
        return list(TLV.decode_bytes(body, expected=expected))
    except (TlvParseException, IndexError):
        raise ProtocolError("an answer while pairing is no TLV8") from None


def _step(steps: _Steps, answer: Any) -> tuple[bool, Any]:
    """Take one step, and tell whether it was the last. The only place where the library's errors become ours."""
    try:
        return False, steps.send(answer)
    except StopIteration as ended:
        return True, ended.value
    except theirs.HomeKitException as error:
        raise _ours(error) from None
    except (ValueError, TypeError, KeyError, UnicodeDecodeError):
        raise ProtocolError("what the accessory says of its keys makes no sense") from None


_OURS: Final[tuple[tuple[tuple[type[Exception], ...], type[LinkError], str, str, str], ...]] = (
    (
        (theirs.AuthenticationError,),
        RejectedError,
        "pairing-rejected",
        "the accessory does not accept the setup code or pairing",
        "check the code on the accessory; if it was paired before, pair it anew",
    ),
    (
        (theirs.UnavailableError,),
        RejectedError,
        "already-paired",
        "the accessory is paired with another controller",
        "remove it there, or reset it to its factory state, and try again",
    ),
    (
        (theirs.MaxTriesError,),
        RejectedError,
        "too-many-tries",
        "the accessory takes no more setup codes after a hundred wrong ones",
        "reset it to its factory state, or switch it off and on",
    ),
    (
        (theirs.MaxPeersError,),
        RejectedError,
        "no-room",
        "the accessory has no room for a further controller",
        "remove one of them there",
    ),
    (
        (theirs.BusyError, theirs.BackoffError),
        UnreachableError,
        "busy",
        "the accessory is pairing with somebody else",
        "try again in a minute",
    ),
    ((theirs.IncorrectPairingIdError,), UnreachableError, OTHER, "another accessory answers at its address", ""),
    (
        (theirs.InvalidSignatureError, theirs.InvalidAuthTagError, theirs.IllegalData),
        RejectedError,
        "not-proven",
        "the accessory cannot prove that it is the one that was paired",
        "pair it anew",
    ),
)
"""The library's errors, and ours with code, reason and fix."""


def _ours(error: Exception) -> LinkError:
    for kinds, ours, code, reason, fix in _OURS:
        if isinstance(error, kinds):
            return ours(reason, fix, code=code)
    return ProtocolError("the accessory does not keep to the steps of pairing")
