"""What can be wrong with a miIO packet.

MiotProtocolError
├── NotMiioError          bytes of another protocol
├── TruncatedError        fewer bytes than the header says
├── OversizedError        more bytes than the header says, or than are taken at all
├── TokenRejectedError    whole, and not made with our token
├── ForeignDeviceError    another device stands at the address
├── ReplayedError         came before, or is older than what came before
├── UnaskedError          an answer to no question
├── BadPayloadError       the device's own, and not readable
└── NotGreetedError       nothing can be sent yet
"""

from adapters.sdk.errors import ProtocolError, RejectedError


class MiotProtocolError(ProtocolError):
    """A packet that is not taken. `reason` is one sentence, in which stand no token and no content."""

    code = "miio"


class NotMiioError(MiotProtocolError):
    """Bytes of another protocol."""

    code = "not-miio"


class TruncatedError(MiotProtocolError):
    """Fewer bytes than the header says."""

    code = "truncated"


class OversizedError(MiotProtocolError):
    """More bytes than the header says, or than are read at all."""

    code = "oversized"


class TokenRejectedError(RejectedError, MiotProtocolError):
    """The packet is whole, and its checksum was not made with our token."""

    code = "token-rejected"


class ForeignDeviceError(MiotProtocolError):
    """Another device stands at this address."""

    code = "foreign-device"


class ReplayedError(MiotProtocolError):
    """A packet that came before, or is older than what came before."""

    code = "replayed"


class UnaskedError(MiotProtocolError):
    """An answer to no question of ours."""

    code = "unasked"


class BadPayloadError(MiotProtocolError):
    """The packet is our device's, and its text cannot be read."""

    code = "bad-payload"


class NotGreetedError(MiotProtocolError):
    """Nothing can be sent before the device answered a greeting."""

    code = "not-greeted"
