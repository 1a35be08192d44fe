"""A secure session as messages in clear, each a JSON object: what is recorded, and what a far end in a test plays.

Out: `{"method": "GET", "path": "/accessories"}`, and a `body` where there is one. In: `{"status": 200, "body": {…}}`,
or `{"event": {…}}`.
"""

from typing import Any, Final

from adapters.homekit.protocol import Message
from adapters.homekit.wire import Wire
from adapters.sdk.errors import ProtocolError
from adapters.sdk.jsontext import JsonTextError, read_object, write_object

_TELLING: Final = frozenset({"23", "30", "E3"})
"""Name, SerialNumber and ConfiguredName, by their short types: what a person called it, and which one it is."""
_BASE: Final = "-0000-1000-8000-0026BB765291"


class SecureChannel:
    """A wire whose keys are agreed upon."""

    def __init__(self, wire: Wire) -> None:
        """Take it."""
        self._wire = wire

    async def send(self, message: bytes) -> None:
        told = read_object(message)
        body = write_object(told["body"]) if "body" in told else b""
        await self._wire.send(told["method"], told["path"], body)

    async def receive(self) -> bytes:
        return _told(await self._wire.receive())


def _told(message: Message) -> bytes:
    try:
        body = read_object(message.body) if message.body else {}
    except JsonTextError as error:
        raise ProtocolError(f"a message of the accessory is damaged: {error}", code="malformed-json") from None
    return write_object({"event": body} if message.is_event else {"status": message.status, "body": body})


def anonymous(message: bytes) -> bytes:
    """Give a message without the names and serial numbers that stand in the list of accessories."""
    return write_object(_without(read_object(message))) if b'"services"' in message else message


def _without(tree: Any) -> Any:
    if isinstance(tree, list):
        return [_without(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    kind = str(tree.get("type", "")).upper().removesuffix(_BASE).lstrip("0")
    hidden = {"value": "x" * len(str(tree["value"]))} if kind in _TELLING and "value" in tree else {}
    return {name: _without(value) for name, value in tree.items()} | hidden
