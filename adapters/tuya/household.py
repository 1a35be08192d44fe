"""What is kept of one device that answers on the network, with the devices behind it: its session is made from this."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from adapters.sdk.tap import Discreet, Tap
from adapters.tuya import talk
from adapters.tuya.devicefile import Listed, kept, read
from adapters.tuya.mapping import is_secret
from adapters.tuya.protocol import Version
from schemas.pairing import Paired
from schemas.value import Value

MOST_CHILDREN: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """One device with an address of its own; `children` are reached through it, each by its `cid`."""

    head: Listed
    version: Version
    key: bytes = field(repr=False)
    host: str = ""
    children: tuple[Listed, ...] = ()

    def paired(self) -> Paired:
        """Give what is to be kept."""
        behind: list[Value] = [kept(one) for one in self.children]
        told: dict[str, Value] = {
            "device": kept(self.head),
            "version": str(self.version),
            "host": self.host,
            "children": behind,
        }
        return Paired(key=self.head.id, name=self.head.name, kept=told)


def household(told: Mapping[str, Value]) -> Household:
    """Read what was kept. Raises KeyError, TypeError or ValueError where it is not that."""
    head = read([told["device"]])[0]
    children = told["children"]
    if not isinstance(children, list):
        raise TypeError("children are no list")
    return Household(
        head=head,
        version=Version(str(told["version"])),
        key=local_key(head.key),
        host=str(told["host"]),
        children=read(children) if children else (),
    )


def local_key(text: str) -> bytes:
    """Give the bytes of a key; ValueError where it is none. They are characters, one byte each."""
    key = text.encode("latin-1")
    if len(key) != 16:
        raise ValueError("a local key has 16 characters")
    return key


def discreet(tap: Tap, members: Iterable[Listed]) -> Discreet:
    """Let a tap be told no value of a data point that is a secret with any of these devices."""
    points = (point for one in members for point in one.points)
    return Discreet(tap, partial(talk.without, points={point.id for point in points if is_secret(point.code)}))
