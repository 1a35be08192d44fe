"""What can be wrong with an ECHONET Lite frame.

EchonetProtocolError
├── NotEchonetError      bytes of another protocol, or the arbitrary message format
├── TruncatedError       ends before what its counts say
├── OversizedError       goes on behind what its counts say, or is longer than is taken
├── UnknownServiceError  an ESV that is none
├── UnaskedError         an answer to no question, or to one that was answered
└── BadPropertyError     a property whose data are not what the specification says
"""

from adapters.sdk.errors import ProtocolError


class EchonetProtocolError(ProtocolError):
    """A frame that is not taken. `reason` is one sentence."""

    code = "echonet"


class NotEchonetError(EchonetProtocolError):
    """Bytes of another protocol, or a message of arbitrary format, which only its maker can read."""

    code = "not-echonet"


class TruncatedError(EchonetProtocolError):
    """A frame that ends before what its counts say."""

    code = "truncated"


class OversizedError(EchonetProtocolError):
    """A frame that goes on behind what its counts say, or is longer than is taken."""

    code = "oversized"


class UnknownServiceError(EchonetProtocolError):
    """An ESV that is none."""

    code = "unknown-service"


class UnaskedError(EchonetProtocolError):
    """An answer to no question of ours, or one that came before."""

    code = "unasked"


class BadPropertyError(EchonetProtocolError):
    """A property whose data are not what the specification says."""

    code = "bad-property"
