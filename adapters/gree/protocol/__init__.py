"""Gree's LAN protocol (UDP 7000), also of Tosot, Sinclair, Cooper & Hunter and others: bytes and records, no socket."""

from adapters.gree.protocol.conversation import MAX_WAITING, Conversation
from adapters.gree.protocol.error import (
    BadPayloadError,
    CipherError,
    ForeignDeviceError,
    GreeProtocolError,
    KeyRejectedError,
    NotBoundError,
    NotGreeError,
    OversizedError,
    UnaskedError,
)
from adapters.gree.protocol.message import (
    MAX_DATAGRAM,
    PORT,
    SCAN,
    Applied,
    Bound,
    Found,
    Message,
    Refused,
    Status,
    SubUnits,
    plain_mac,
    read_scan,
)
from adapters.gree.protocol.seal import GENERIC, Form, Seal

__all__ = [
    "GENERIC",
    "MAX_DATAGRAM",
    "MAX_WAITING",
    "PORT",
    "SCAN",
    "Applied",
    "BadPayloadError",
    "Bound",
    "CipherError",
    "Conversation",
    "ForeignDeviceError",
    "Form",
    "Found",
    "GreeProtocolError",
    "KeyRejectedError",
    "Message",
    "NotBoundError",
    "NotGreeError",
    "OversizedError",
    "Refused",
    "Seal",
    "Status",
    "SubUnits",
    "UnaskedError",
    "plain_mac",
    "read_scan",
]
