"""What a device is asked and what it tells: the JSON of data points, in the form of each version.

    up to 3.3   query 0A {"gwId","devId","uid","t"} · control 07 {"devId","uid","t","dps"}
    3.4, 3.5    query 10 {} · control 0D {"protocol":5,"t","data":{"dps"}}

A device behind a gateway is named by `cid`. Some devices ("device22") answer a query with "data unvalid"; they are
asked by control 0D with the points wanted, each null. Source: tinytuya PROTOCOL.md, "Device Type Nuances",
"Sub-Devices".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from adapters.sdk.jsontext import JsonTextError, read_object, write_object
from adapters.tuya.protocol.crypt import Opened, Version
from adapters.tuya.protocol.error import BadPayloadError
from adapters.tuya.protocol.frame import Command

Point: TypeAlias = str
"""Number of a data point, in digits, as JSON has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A frame to be sent. Up to 3.4 the answer has its `sequence`; in 3.5 the device counts for itself."""

    sequence: int
    command: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Values of data points. `is_push`: nobody asked; `time_s` is the device's clock, Unix time, where it tells it."""

    sequence: int
    command: int
    values: Mapping[Point, Any]
    cid: str = ""
    is_push: bool = False
    time_s: int | None = None
    origin: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """A command arrived; nothing more was said."""

    sequence: int
    command: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Complained:
    """The device refused a command: a return code, its own words cut at 200 letters, or both."""

    sequence: int
    command: int
    return_code: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """JSON without data points, such as which devices behind a gateway are there."""

    sequence: int
    command: int
    data: Mapping[str, Any]


Message: TypeAlias = Reported | Acknowledged | Complained | Told


# ---- what is asked


def query(version: Version, device_id: str, now_s: int, *, cid: str, points: Iterable[Point]) -> tuple[int, bytes]:
    """Ask for data points: all of them, or those named where the device wants that."""
    wanted = dict.fromkeys(points)
    if wanted:
        whole = {"devId": device_id, "uid": device_id, "t": str(now_s), "dps": wanted}
        return Command.CONTROL_NEW, write_object(whole | ({"cid": cid} if cid else {}))
    if version.has_session:
        return Command.QUERY_NEW, write_object({"cid": cid} if cid else {})
    if cid:
        return Command.QUERY, write_object({"t": now_s, "cid": cid})
    return Command.QUERY, write_object({"gwId": device_id, "devId": device_id, "uid": device_id, "t": str(now_s)})


def control(
    version: Version, device_id: str, values: Mapping[Point, Any], now_s: int, *, cid: str
) -> tuple[int, bytes]:
    """Set data points."""
    if version.has_session:
        behind = {"cid": cid, "ctype": 0} if cid else {}
        return Command.CONTROL_NEW, write_object({"protocol": 5, "t": now_s, "data": behind | {"dps": values}})
    if cid:
        return Command.CONTROL, write_object({"t": now_s, "cid": cid, "dps": values})
    return Command.CONTROL, write_object({"devId": device_id, "uid": device_id, "t": str(now_s), "dps": values})


def refresh(points: Iterable[int]) -> tuple[int, bytes]:
    """Ask a device to measure anew and report; meters do."""
    return Command.REFRESH, write_object({"dpId": list(points)})


def heart_beat(device_id: str) -> tuple[int, bytes]:
    """Say that we are there; devices close a silent connection after about 30 s."""
    return Command.HEART_BEAT, write_object({"gwId": device_id, "devId": device_id})


def children() -> tuple[int, bytes]:
    """Ask a gateway which of the devices behind it are there; the answer is Told."""
    return Command.EXTENDED, write_object({"reqType": "subdev_online_stat_query", "data": {"cids": []}})


# ---- what is told


def read(opened: Opened) -> Message:
    """Read what was in a frame; BadPayloadError where it is nothing."""
    sequence, command, code = opened.sequence, opened.command, opened.return_code
    if not opened.text:
        if code:
            return Complained(sequence=sequence, command=command, return_code=code, text="")
        return Acknowledged(sequence=sequence, command=command)
    told = _json(opened.text)
    if told is None:
        return Complained(sequence=sequence, command=command, return_code=code, text=_complaint(opened.text))
    return _report(opened, told)


def _json(text: bytes) -> dict[str, Any] | None:
    """Read an object; None for a sentence."""
    if text.lstrip()[:1] != b"{":
        return None
    try:
        return read_object(text.rstrip(b"\0"))
    except JsonTextError:
        raise BadPayloadError("what a frame holds is no JSON") from None


def _complaint(text: bytes) -> str:
    try:
        words = text.decode()
    except ValueError:
        raise BadPayloadError("what a frame holds is no text") from None
    if not words.isprintable():
        raise BadPayloadError("what a frame holds is no text")
    return words[:200]


def _report(opened: Opened, told: dict[str, Any]) -> Message:
    inner = told.get("data")
    body = inner if isinstance(inner, dict) else told
    values = body.get("dps", told.get("dps"))
    if values is None:
        return Told(sequence=opened.sequence, command=opened.command, data=told)
    if not isinstance(values, dict):
        raise BadPayloadError("data points are no object")
    cid = body.get("cid", told.get("cid"))
    return Reported(
        sequence=opened.sequence,
        command=opened.command,
        values=values,
        cid=cid if isinstance(cid, str) else "",
        is_push=opened.command == Command.STATUS,
        time_s=_time(told.get("t", body.get("t"))),
        origin=opened.origin,
    )


def _time(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 12:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**11 else None
