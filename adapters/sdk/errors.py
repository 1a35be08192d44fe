"""What can go wrong between an adapter and a device.

LinkError
├── UnreachableError   nobody is there: no route, refused, no answer in time
├── RejectedError      it answered and did not accept who we are; a person must act
├── ProtocolError      what it sent is not what its protocol says
└── DeviceError        it understood and said no

CannotError            what is wanted has no form in its protocol; it was not asked
"""


class LinkError(Exception):
    """`code` is stable, lower-case with hyphens; `retry` tells whether trying again without a person can help."""

    code = "link"
    retry = True

    def __init__(self, reason: str, fix: str = "", *, code: str = "") -> None:
        """Keep one sentence for a person, and what to do about it. Never a secret."""
        super().__init__(reason)
        self.reason = reason
        self.fix = fix
        self.code = code or self.code


class UnreachableError(LinkError):
    """Nobody is there, or nobody any more."""

    code = "unreachable"


class RejectedError(LinkError):
    """The device does not accept our key, token, code or version."""

    code = "rejected"
    retry = False


class ProtocolError(LinkError):
    """The device sent what is no message of its protocol."""

    code = "malformed-message"


class DeviceError(LinkError):
    """The device refused one request. The link is as good as before."""

    code = "device-refused"
    retry = False


class CannotError(ValueError):
    """A wish that has no form in the protocol, or none now."""

    def __init__(self, code: str, reason: str) -> None:
        """`code` is that of the refusal: stable, lower-case with hyphens."""
        super().__init__(reason)
        self.code = code
        self.reason = reason
