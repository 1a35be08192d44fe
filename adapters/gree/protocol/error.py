"""What can be wrong with what a Gree unit sends.

GreeProtocolError
├── NotGreeError        a datagram of another protocol
├── OversizedError      longer than is taken
├── KeyRejectedError    whole, and not under our key
├── CipherError         the unit uses the other of the two ciphers; `spoken` is which
├── ForeignDeviceError  another unit stands at the address
├── UnaskedError        an answer to no question, or to one that was answered
├── BadPayloadError     the unit's own, and not readable
└── NotBoundError       nothing can be asked before the unit gave its key
"""

from adapters.sdk.errors import ProtocolError, RejectedError


class GreeProtocolError(ProtocolError):
    """A datagram that is not taken. `reason` is one sentence, in which stand no key and no content."""

    code = "gree"


class NotGreeError(GreeProtocolError):
    """A datagram of another protocol."""

    code = "not-gree"


class OversizedError(GreeProtocolError):
    """A datagram longer than is taken."""

    code = "oversized"


class KeyRejectedError(RejectedError, GreeProtocolError):
    """The datagram is whole, and what it holds is not under our key; the unit wants to be bound anew."""

    code = "key-rejected"


class CipherError(RejectedError, GreeProtocolError):
    """The unit uses the other cipher; `spoken` is which, "ecb" or "gcm"."""

    code = "cipher-rejected"

    def __init__(self, spoken: str, configured: str) -> None:
        """Name both."""
        super().__init__(f"cipher {spoken} expected; {configured} is in use")
        self.spoken = spoken


class ForeignDeviceError(GreeProtocolError):
    """Another unit stands at this address."""

    code = "foreign-device"


class UnaskedError(GreeProtocolError):
    """An answer to no question of ours, or one that came before."""

    code = "unasked"


class BadPayloadError(GreeProtocolError):
    """The unit's own, and not readable."""

    code = "bad-payload"


class NotBoundError(GreeProtocolError):
    """Nothing can be asked before the unit gave its key."""

    code = "not-bound"
