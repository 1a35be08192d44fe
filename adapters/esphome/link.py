"""The link to one board: connect to its checked address, ask what it has, hang up; and why it ended, in our words."""

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from aioesphomeapi import core as faults
from aioesphomeapi import model as api
from aioesphomeapi.client import APIClient

from adapters.sdk.errors import LinkError, ProtocolError, RejectedError, UnreachableError
from adapters.sdk.network import checked

PORT: Final = 6053
CONNECT_S: Final = 15.0
LIST_S: Final = 30.0
KEEPALIVE_S: Final = 5.0  # a board that is silent for 4.5 times as long is gone
PAIR_FIX: Final = "pair it anew with the key of its configuration"
PLAIN_FIX: Final = "pair it anew without a key"
ANOTHER: Final = "another device answers at its address"
MOVED_FIX: Final = "pair the board with the address that it has now; it stays what it was"

_DAMAGED: Final = "the device sent what is no message of its protocol"
_SILENT: Final = "the device does not answer"
_GONE: Final = "the device hung up"
_KEY: Final = "the device does not accept the encryption key"
_OUTDATED: Final = "the device wants a password, which newer firmware no longer has"
_MEANINGS: Final[tuple[tuple[type[Exception], type[LinkError], str, str], ...]] = (
    # behind a greeting that the key was right for
    (faults.EncryptionErrorAPIError, ProtocolError, "malformed-message", "what the device sent cannot be decrypted"),
    (faults.InvalidEncryptionKeyAPIError, RejectedError, "key-rejected", _KEY),
    (faults.RequiresEncryptionAPIError, RejectedError, "key-needed", "the device wants an encryption key"),
    (faults.EncryptionPlaintextAPIError, RejectedError, "key-not-wanted", "the device speaks without encryption"),
    (faults.InvalidAuthAPIError, RejectedError, "password-needed", _OUTDATED),
    (faults.BadMACAddressAPIError, RejectedError, "another-device", ANOTHER),
    (faults.BadNameAPIError, RejectedError, "another-device", ANOTHER),
    (faults.SocketClosedAPIError, UnreachableError, "link-lost", _GONE),
    (faults.ReadFailedAPIError, UnreachableError, "link-lost", _GONE),
    (faults.EncryptionHelloAPIError, UnreachableError, "link-lost", _GONE),
    (ConnectionResetError, UnreachableError, "link-lost", _GONE),
    (faults.ProtocolAPIError, ProtocolError, "malformed-message", _DAMAGED),
    (faults.HandshakeAPIError, ProtocolError, "malformed-message", _DAMAGED),
    (faults.PingFailedAPIError, UnreachableError, "no-answer", _SILENT),
    (faults.TimeoutAPIError, UnreachableError, "no-answer", _SILENT),
    (TimeoutError, UnreachableError, "no-answer", _SILENT),
)
_FIXES: Final = {
    "key-rejected": PAIR_FIX,
    "key-needed": PAIR_FIX,
    "key-not-wanted": PLAIN_FIX,
    "password-needed": "update its firmware, or remove the password from its configuration",
    "another-device": MOVED_FIX,
}
_VERSION: Final = re.compile(r"Incompatible API version|Unknown protocol selected")
"""The library has no class of its own for these."""


def translated(error: BaseException) -> LinkError:
    """Say an error of the library in our words; its own texts may hold addresses, never keys."""
    if _VERSION.search(str(error)):
        return RejectedError("the device speaks a version of its protocol that is unknown here", code="wrong-version")
    if isinstance(error.__cause__, ConnectionResetError):
        return translated(error.__cause__)
    for kind, ours, code, reason in _MEANINGS:
        if isinstance(error, kind):
            return ours(reason, _FIXES.get(code, ""), code=code)
    return UnreachableError("the device cannot be reached, or hung up")


def broken(error: Exception | None) -> LinkError:
    """Say what ended a link on which our key was good: an odd byte there is damage, and no new wish for a key."""
    found = translated(error or faults.SocketClosedAPIError())
    return ProtocolError(_DAMAGED) if found.code.startswith("key-") else found


async def opened(kept: Mapping[str, Any], ended: "asyncio.Future[Exception | None]") -> APIClient:
    """Connect to the checked address of a board. `ended` is told why the link ended. Raises LinkError."""
    port = int(kept.get("port") or PORT)
    target = (await checked(str(kept["host"]), port))[0]

    def stopped(event: api.ConnectionClosedEvent) -> None:
        if not ended.done():
            ended.set_result(event.error)

    client = APIClient(
        target.address[0],
        port,
        None,
        client_info="hutong",
        keepalive=KEEPALIVE_S,
        noise_psk=str(kept.get("key") or "") or None,
        provide_time=False,
    )
    client.add_connection_closed_callback(stopped)
    try:
        async with asyncio.timeout(CONNECT_S):
            await client.connect(login=True)
    except (faults.APIConnectionError, TimeoutError, OSError) as error:
        await closed(client)
        raise translated(error) from error
    return client


async def closed(client: APIClient) -> None:
    """Hang up, whatever state the link is in."""
    with suppress(faults.APIConnectionError, TimeoutError, OSError):
        async with asyncio.timeout(1.0):
            await client.disconnect(force=True)


async def listed(client: APIClient) -> tuple[api.DeviceInfo, list[Any]]:
    """Ask a board what it is and has. Raises LinkError."""
    try:
        async with asyncio.timeout(LIST_S):
            device, infos, _ = await client.device_info_and_list_entities()
    except (faults.APIConnectionError, TimeoutError) as error:
        raise broken(error) from error
    return device, infos
