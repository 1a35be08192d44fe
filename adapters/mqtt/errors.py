"""What can go wrong on the way to a broker. paho's, ssl's and the system's errors are translated in transport.py.

LinkError
├── NotConnectedError     nothing is sent while there is no link
├── ConnectFailedError    the link could not be made: address, TCP, TLS
├── BrokerRefusedError    the broker answered and said no
└── LinkLostError         there was a link, and it ended
"""


class LinkError(Exception):
    """The link to the broker. `code` is stable; `retry` tells whether trying again without a person can help."""

    code = "link"
    retry = True

    def __init__(self, reason: str, fix: str = "") -> None:
        """Keep one sentence for a person, and what to do about it."""
        super().__init__(reason)
        self.reason = reason
        self.fix = fix


class NotConnectedError(LinkError):
    """Nothing was sent: there is no link."""

    code = "not-connected"


class ConnectFailedError(LinkError):
    """No link could be made."""

    code = "connect-failed"


class BrokerRefusedError(LinkError):
    """The broker refused the session: user name, password, client id, protocol."""

    code = "broker-refused"


class LinkLostError(LinkError):
    """The link ended."""

    code = "link-lost"
