"""Frames of KNXnet/IP (KNX Standard v2.1, 3/8/2 Core, 3/8/4 Tunnelling, 3/8/5 Routing) over xknx's codec.

The other exceptions of the codec are told as FrameError; what this adapter has no use for is `Other`.
"""

import struct
from dataclasses import dataclass
from typing import Final, TypeAlias

from xknx.cemi.cemi_frame import CEMIFrame, CEMILData
from xknx.cemi.const import CEMIMessageCode
from xknx.cemi.flags import CEMIFlags
from xknx.dpt.payload import DPTArray, DPTBinary
from xknx.exceptions import XKNXException
from xknx.knxip import (
    HPAI,
    ConnectionStateRequest,
    ConnectionStateResponse,
    ConnectRequest,
    ConnectRequestInformation,
    ConnectResponse,
    DescriptionRequest,
    DescriptionResponse,
    DIBDeviceInformation,
    DIBSuppSVCFamilies,
    DisconnectRequest,
    DisconnectResponse,
    KNXIPFrame,
    RoutingIndication,
    SearchRequest,
    SearchResponse,
    TunnellingAck,
    TunnellingRequest,
)
from xknx.knxip.body import KNXIPBody
from xknx.knxip.dib import DIB
from xknx.knxip.knxip_enum import DIBServiceFamily
from xknx.telegram import GroupAddress, IndividualAddress
from xknx.telegram.apci import APCI, GroupValueRead, GroupValueResponse, GroupValueWrite, SecureAPDU
from xknx.telegram.tpci import TDataGroup

from adapters.knx.protocol.datapoint import Payload

PORT: Final = 3671
"""Of KNXnet/IP, assigned by IANA (3/8/1 §2.2)."""
GROUP: Final = "224.0.23.12"
"""Where servers listen for searches, and routers pass telegrams on (3/8/2 §5.2)."""
LONGEST: Final = 512
"""Octets; the longest frame that means anything here is a description of about two hundred."""


class FrameError(ValueError):
    """Octets that are no frame of KNXnet/IP."""


class VersionError(FrameError):
    """A frame of another version of the protocol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """One message to a group: `write` and `response` bring a payload, `read` asks for it."""

    group: int
    service: str  # read, response, write; secured: nobody here can read it
    payload: Payload | None = None
    source: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """The answer to a request for a tunnel. `status` is empty where it is granted."""

    channel: int
    status: str
    address: int = 0  # the individual address that the tunnel has on the bus
    host: str = ""  # where tunnelled frames go; empty: where the request went
    port: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Whether the server still has the tunnel; `status` is empty where it has."""

    channel: int
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnected:
    """The server ends the tunnel (`asked`), or confirms that we did."""

    channel: int
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """The server has taken the tunnelled frame with this number, or says why not."""

    channel: int
    sequence: int
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tunnelled:
    """A frame from the bus, None where it is for no group. `confirms`: it is ours, and was sent or `failed`."""

    channel: int
    sequence: int
    telegram: Telegram | None
    confirms: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a server says of itself, when searched or asked."""

    name: str
    serial: str
    mac: str
    address: int
    host: str = ""
    port: int = 0
    tunnelling: bool = False
    routing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """A telegram that a router passes on to everybody."""

    telegram: Telegram | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Secured:
    """A frame of KNX IP Secure, which nobody here can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A frame of KNXnet/IP that is of no use here."""


Message: TypeAlias = Connected | Stated | Disconnected | Acknowledged | Tunnelled | Described | Routed | Secured | Other


# -- what comes


def parse(data: bytes) -> Message:
    """Read one datagram. FrameError."""
    if len(data) > LONGEST:
        raise FrameError(f"a frame of {len(data)} octets")
    _check_head(data)
    _check_blocks(data)
    service = int.from_bytes(data[2:4], "big")
    try:
        frame, _ = KNXIPFrame.from_knx(data)
    except (XKNXException, ValueError, IndexError, struct.error) as error:
        raise FrameError(f"a frame of service 0x{service:04X} cannot be read") from error
    return Secured() if service == _WRAPPER else _message(frame.body)


def _check_head(data: bytes) -> None:
    """See that it is KNXnet/IP 1.0 and whole (3/8/2 §2.3)."""
    if data[:1] not in {b"", b"\x06"}:
        raise FrameError("this is not KNXnet/IP")
    if len(data) < _HEAD:
        raise FrameError("a frame ends within its head")
    if data[1] != _VERSION:
        raise VersionError(f"this is KNXnet/IP {data[1] >> 4}.{data[1] & 15}; 1.0 is expected")
    total = int.from_bytes(data[4:6], "big")
    if total != len(data):
        raise FrameError(f"a frame {'ends before' if total > len(data) else 'goes on behind'} its {total} octets")


_HEAD: Final = 6
_VERSION: Final = 0x10
_WRAPPER: Final = 0x0950
"""What every frame of KNX IP Secure comes in (KNX Standard v2.1, 3/8/9)."""


def _check_blocks(data: bytes) -> None:
    """Walk the blocks of a description: the codec would turn for ever on one of length 0."""
    place = _BLOCKS_AT.get(int.from_bytes(data[2:4], "big"), len(data))
    while place < len(data):
        if data[place] < 2:
            raise FrameError("a description block without length")
        place += data[place]


_BLOCKS_AT: Final = {0x0202: 14, 0x0204: 6, 0x020C: 14}
"""Where description blocks begin: search response, description response, extended search response (3/8/2 §7.6)."""


def _message(body: KNXIPBody) -> Message:
    match body:
        case TunnellingRequest():
            return _tunnelled(body)
        case TunnellingAck():
            return Acknowledged(
                channel=body.communication_channel_id,
                sequence=body.sequence_counter,
                status=_status(body.status_code.name),
            )
        case RoutingIndication():
            return Routed(telegram=_telegram(_cemi(body.raw_cemi)))
        case ConnectionStateResponse():
            return Stated(channel=body.communication_channel_id, status=_status(body.status_code.name))
        case ConnectResponse():
            return _connected(body)
        case _:
            return _farewell(body)


def _farewell(body: KNXIPBody) -> Message:
    match body:
        case DisconnectRequest():
            return Disconnected(channel=body.communication_channel_id, asked=True)
        case DisconnectResponse():
            return Disconnected(channel=body.communication_channel_id, asked=False)
        case DescriptionResponse():
            return _described(body.dibs, HPAI())
        case SearchResponse():
            return _described(body.dibs, body.control_endpoint)
        case _:
            return Other()


def _status(name: str) -> str:
    return "" if name == "E_NO_ERROR" else name.removeprefix("E_").replace("_", " ").lower()


def _connected(body: ConnectResponse) -> Connected:
    status = _status(body.status_code.name)
    if status:
        return Connected(channel=body.communication_channel, status=status)
    endpoint = body.data_endpoint
    own = body.crd.individual_address
    return Connected(
        channel=body.communication_channel,
        status="",
        address=own.raw if own else 0,
        host="" if endpoint.route_back else endpoint.ip_addr,
        port=0 if endpoint.route_back else endpoint.port,
    )


def _described(dibs: list[DIB], endpoint: HPAI) -> Described:
    about = next((one for one in dibs if isinstance(one, DIBDeviceInformation)), None)
    if about is None:
        raise FrameError("a server that does not say what it is")
    families = next((one for one in dibs if isinstance(one, DIBSuppSVCFamilies)), None)
    return Described(
        name=about.name,
        serial=_number(about.serial_number).replace(":", ""),
        mac=_number(about.mac_address),
        address=about.individual_address.raw,
        host="" if endpoint.route_back else endpoint.ip_addr,
        port=endpoint.port,
        tunnelling=bool(families and families.supports(DIBServiceFamily.TUNNELING)),
        routing=bool(families and families.supports(DIBServiceFamily.ROUTING)),
    )


def _number(text: str) -> str:
    """Leave out a number of zeros: whoever has none says so."""
    return text if text.strip("0:") else ""


def _cemi(raw: bytes) -> CEMIFrame | None:
    """Read the frame of the bus within; None for one that says nothing to groups."""
    try:
        return CEMIFrame.from_knx(raw)
    except (XKNXException, ValueError, IndexError, struct.error):
        return None


def _tunnelled(body: TunnellingRequest) -> Tunnelled:
    cemi = _cemi(body.raw_cemi)
    confirms = cemi is not None and cemi.code is CEMIMessageCode.L_DATA_CON
    return Tunnelled(
        channel=body.communication_channel_id,
        sequence=body.sequence_counter,
        telegram=_telegram(cemi),
        confirms=confirms,
        # Bit 0 of the first control field: an error on the bus, in a confirmation (3/6/3 §4.1.5.3.1)
        failed=confirms and _control(body.raw_cemi) & 1 == 1,
    )


def _control(raw: bytes) -> int:
    """Give the first control field, which follows the additional information."""
    return raw[2 + raw[1]]


def _telegram(cemi: CEMIFrame | None) -> Telegram | None:
    data = None if cemi is None else cemi.data
    if not isinstance(data, CEMILData) or not isinstance(data.dst_addr, GroupAddress) or not data.dst_addr.raw:
        return None
    group, source = data.dst_addr.raw, data.src_addr.raw
    match data.payload:
        case SecureAPDU():
            return Telegram(group=group, service="secured", source=source)
        case GroupValueRead():
            return Telegram(group=group, service="read", source=source)
        case GroupValueWrite(value=value):
            return Telegram(group=group, service="write", payload=_payload(value), source=source)
        case GroupValueResponse(value=value):
            return Telegram(group=group, service="response", payload=_payload(value), source=source)
        case _:
            return None


def _payload(value: DPTBinary | DPTArray) -> Payload:
    return value.value if isinstance(value, DPTBinary) else bytes(value.value)


# -- what is recorded

_ENDPOINTS_AT: Final = {
    0x0201: (6,),
    0x0202: (6,),
    0x0203: (6,),
    0x0205: (6, 14),
    0x0206: (8,),
    0x0207: (8,),
    0x0209: (8,),
}
"""Where addresses and ports of hosts stand, each after its length and protocol (3/8/2 §7.5.1 and §7.7)."""
_IDENTITY: Final = ((8, 14), (18, 54))
"""In a block of device information: serial number; hardware address and name (3/8/2 §7.5.4.2)."""


def anonymous(data: bytes) -> bytes:
    """Give a frame without what names a home: addresses of hosts, serial number, hardware address, name."""
    service, blank = int.from_bytes(data[2:4], "big"), bytearray(data)
    for place in _ENDPOINTS_AT.get(service, ()):
        _wipe(blank, place + 2, place + 8)
    place = _BLOCKS_AT.get(service, len(data))
    while place + 1 < len(data) and data[place] >= 2:
        if data[place + 1] == 1:
            for begin, end in _IDENTITY:
                _wipe(blank, place + begin, place + end)
        place += data[place]
    return bytes(blank)


def _wipe(data: bytearray, begin: int, end: int) -> None:
    end = min(end, len(data))
    data[begin:end] = bytes(max(end - begin, 0))


# -- what is sent


def _framed(body: KNXIPBody) -> bytes:
    return KNXIPFrame.init_from_body(body).to_knx()


def connect_request(host: str, port: int, address: int = 0) -> bytes:
    """Ask for a tunnel on the link layer; `host` and `port` are our own; `address` is one that is wanted (Core v2)."""
    own = IndividualAddress(address) if address else None
    request = ConnectRequestInformation(individual_address=own)
    return _framed(ConnectRequest(control_endpoint=HPAI(host, port), data_endpoint=HPAI(host, port), cri=request))


def state_request(channel: int, host: str, port: int) -> bytes:
    """Ask whether the tunnel still stands."""
    return _framed(ConnectionStateRequest(communication_channel_id=channel, control_endpoint=HPAI(host, port)))


def disconnect_request(channel: int, host: str, port: int) -> bytes:
    """End the tunnel."""
    return _framed(DisconnectRequest(communication_channel_id=channel, control_endpoint=HPAI(host, port)))


def disconnect_response(channel: int) -> bytes:
    """Confirm that the server ended it."""
    return _framed(DisconnectResponse(communication_channel_id=channel))


def acknowledgement(channel: int, sequence: int) -> bytes:
    """Say that a tunnelled frame came."""
    return _framed(TunnellingAck(communication_channel_id=channel, sequence_counter=sequence))


def description_request(host: str, port: int) -> bytes:
    """Ask a server what it is."""
    return _framed(DescriptionRequest(control_endpoint=HPAI(host, port)))


def search_request(host: str, port: int) -> bytes:
    """Ask who is there; answers come to our own `host` and `port`."""
    return _framed(SearchRequest(discovery_endpoint=HPAI(host, port)))


def tunnelled(channel: int, sequence: int, telegram: Telegram) -> bytes:
    """Put a telegram into a tunnel."""
    raw = _bus(CEMIMessageCode.L_DATA_REQ, telegram)
    return _framed(TunnellingRequest(communication_channel_id=channel, sequence_counter=sequence, raw_cemi=raw))


def routed(telegram: Telegram) -> bytes:
    """Give a telegram to all routers."""
    return _framed(RoutingIndication(raw_cemi=_bus(CEMIMessageCode.L_DATA_IND, telegram)))


def _bus(code: CEMIMessageCode, telegram: Telegram) -> bytes:
    data = CEMILData(
        flags=CEMIFlags(),
        src_addr=IndividualAddress(telegram.source),
        dst_addr=GroupAddress(telegram.group),
        tpci=TDataGroup(),
        payload=_service(telegram),
    )
    return CEMIFrame(code=code, data=data).to_knx()


def _service(telegram: Telegram) -> APCI:
    if telegram.service == "read" or telegram.payload is None:
        return GroupValueRead()
    plain = telegram.payload
    value = DPTBinary(plain) if isinstance(plain, int) else DPTArray(plain)
    return GroupValueWrite(value) if telegram.service == "write" else GroupValueResponse(value)
