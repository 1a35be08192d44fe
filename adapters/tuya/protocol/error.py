"""What can be wrong with what a Tuya device sends.

TuyaProtocolError
├── NotTuyaError            bytes between frames that are none
├── TruncatedError          a datagram that ends within its frame
├── OversizedError          a frame longer than is taken
├── DamagedError            a frame whose checksum or end does not fit
├── KeyRejectedError        whole, and not made with our key
├── VersionError            another version of the protocol; `spoken` is which
├── BadPayloadError         the device's own, and not readable
├── OutOfTurnError          a frame that has no place at this point of the conversation
├── ReplayedError           a frame that came before, byte for byte
├── SessionEndedError       the device left before it accepted us
└── NotReadyError           nothing can be sent: no session key yet, or the session failed
"""

from adapters.sdk.errors import ProtocolError, RejectedError


class TuyaProtocolError(ProtocolError):
    """A frame that is not taken. `reason` is one sentence, in which stand no key and no content."""

    code = "tuya"


class NotTuyaError(TuyaProtocolError):
    """Bytes between frames that are none."""

    code = "not-tuya"


class TruncatedError(TuyaProtocolError):
    """A datagram that ends within its frame."""

    code = "truncated"


class OversizedError(TuyaProtocolError):
    """A frame longer than is taken."""

    code = "oversized"


class DamagedError(TuyaProtocolError):
    """A frame whose checksum or end does not fit."""

    code = "damaged"


class KeyRejectedError(RejectedError, TuyaProtocolError):
    """The frame is whole, and was not made with our key."""

    code = "key-rejected"


class VersionError(RejectedError, TuyaProtocolError):
    """The device speaks another version; `spoken` is which ("3.5"), "" where that cannot be told."""

    code = "version-rejected"

    def __init__(self, spoken: str, configured: str) -> None:
        """Name both versions."""
        expected = f"protocol {spoken} expected" if spoken else "another protocol version expected"
        super().__init__(f"{expected}; {configured} is configured")
        self.spoken = spoken


class BadPayloadError(TuyaProtocolError):
    """The frame is the device's own, and what it holds cannot be read."""

    code = "bad-payload"


class OutOfTurnError(TuyaProtocolError):
    """A frame that has no place at this point of the conversation."""

    code = "out-of-turn"


class ReplayedError(TuyaProtocolError):
    """A frame that came before, byte for byte."""

    code = "replayed"


class SessionEndedError(TuyaProtocolError):
    """The device left before it accepted us: another key, another version, or too many connections at once."""

    code = "session-ended"


class NotReadyError(TuyaProtocolError):
    """Nothing can be sent now."""

    code = "not-ready"
