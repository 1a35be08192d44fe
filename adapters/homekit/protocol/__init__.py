"""HAP over IP without input or output: HTTP messages, sealed frames, and the words of its status codes."""

from adapters.homekit.protocol.frame import Opener, Sealer
from adapters.homekit.protocol.http import LARGEST_BODY, LARGEST_HEAD, Message, Reader, request
from adapters.homekit.protocol.status import AWAY, OK, refusal

__all__ = [
    "AWAY",
    "LARGEST_BODY",
    "LARGEST_HEAD",
    "OK",
    "Message",
    "Opener",
    "Reader",
    "Sealer",
    "refusal",
    "request",
]
