"""Faults of the egress process.

EgressError
├── JournalError   the journal cannot be trusted or written: nothing may be sent
├── FolderError    a file of the folder is not what was written
└── SinkError      a send did not end with the sink's acknowledgement
"""


class EgressError(Exception):
    """Base of all faults of this process; none of them may end in a send."""


class JournalError(EgressError):
    """The slot journal cannot be read or made durable; no slot may be sent."""


class FolderError(EgressError):
    """A file of the egress folder cannot be read as what it should be."""


class SinkError(EgressError):
    """The sink did not acknowledge. `code` names the step: dns, address, authority, connect, tls, broken, refused."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
