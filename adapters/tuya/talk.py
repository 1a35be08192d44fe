"""The messages of a conversation in clear: what is asked and what is told, as JSON, whatever the protocol's version.

    asked   {"ask": "query", "cid", "points"} · {"ask": "control", "cid", "values"} · {"ask": "refresh", "points"}
            {"ask": "heart-beat"} · {"ask": "children"}
    told    {"told": "values", "values", "cid", "push", "time_s"} · {"told": "done", "command"}
            {"told": "refused", "command", "code", "text"} · {"told": "other", "data"}
            {"told": "fault", "code", "reason"}

This is what recordings hold.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from adapters.sdk.errors import LinkError
from adapters.sdk.jsontext import read_object, write_object
from adapters.tuya.protocol import Acknowledged, Complained, Message, Outgoing, Reported, Session


def query(cid: str = "", points: Iterable[str] = ()) -> bytes:
    """Ask for all values of a device, or for those of some points."""
    return write_object({"ask": "query", "cid": cid, "points": list(points)})


def control(values: Mapping[str, Any], cid: str = "") -> bytes:
    """Set values."""
    return write_object({"ask": "control", "cid": cid, "values": values})


def refresh(points: Iterable[int]) -> bytes:
    """Ask for fresh measurements."""
    return write_object({"ask": "refresh", "points": list(points)})


def heart_beat() -> bytes:
    """Say that we are there."""
    return write_object({"ask": "heart-beat"})


def children() -> bytes:
    """Ask a gateway which of its devices are there."""
    return write_object({"ask": "children"})


def encoded(session: Session, asked: Mapping[str, Any], now_s: int) -> Outgoing:
    """Make the frame of what is asked."""
    match asked["ask"]:
        case "query":
            return session.query(now_s, cid=asked["cid"], points=asked["points"])
        case "control":
            return session.control(asked["values"], now_s, cid=asked["cid"])
        case "refresh":
            return session.refresh(asked["points"])
        case "children":
            return session.children()
        case _:
            return session.heart_beat()


def told(message: Message) -> bytes:
    """Write what a device told."""
    match message:
        case Reported():
            return write_object(
                {
                    "told": "values",
                    "values": message.values,
                    "cid": message.cid,
                    "push": message.is_push,
                    "time_s": message.time_s,
                }
            )
        case Acknowledged():
            return write_object({"told": "done", "command": message.command})
        case Complained():
            body = {"command": message.command, "code": message.return_code, "text": message.text}
            return write_object({"told": "refused", **body})
        case _:
            return write_object({"told": "other", "data": message.data})


def without(message: bytes, points: Collection[str]) -> bytes:
    """Give a message without the values of some points, for recordings."""
    said = read_object(message)
    values = said.get("values")
    if not isinstance(values, dict) or values.keys().isdisjoint(points):
        return message
    return write_object(said | {"values": {name: None if name in points else one for name, one in values.items()}})


def wants_points(told: Mapping[str, Any]) -> bool:
    """Whether a device refused a question for everything, and must be asked for named points."""
    return told["told"] == "refused" and "unvalid" in str(told["text"])


def fault(error: LinkError) -> bytes:
    """Write what was wrong with a frame."""
    return write_object({"told": "fault", "code": error.code, "reason": error.reason})
