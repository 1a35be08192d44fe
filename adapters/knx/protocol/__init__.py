"""KNX without sockets: addresses, datapoint types, and the frames of KNXnet/IP."""

from adapters.knx.protocol.address import AddressError, group_address, group_text, individual_address
from adapters.knx.protocol.datapoint import Datapoint, DatapointError, Payload, datapoint, datapoint_name
from adapters.knx.protocol.frame import (
    Acknowledged,
    Connected,
    Described,
    Disconnected,
    FrameError,
    Message,
    Other,
    Stated,
    Telegram,
    Tunnelled,
    parse,
)

__all__ = [
    "Acknowledged",
    "AddressError",
    "Connected",
    "Datapoint",
    "DatapointError",
    "Described",
    "Disconnected",
    "FrameError",
    "Message",
    "Other",
    "Payload",
    "Stated",
    "Telegram",
    "Tunnelled",
    "datapoint",
    "datapoint_name",
    "group_address",
    "group_text",
    "individual_address",
    "parse",
]
