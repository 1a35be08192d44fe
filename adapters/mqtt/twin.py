"""One Zigbee device seen twice: by zigbee2mqtt's own topics, and by the discovery messages it sends for Home Assistant.

The native description wins, for it has units, ranges and endpoints of its own. The twin is known by the IEEE address
in its key (zigbee2mqtt writes `zigbee2mqtt_0x…` into the identifiers). It is said once.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from schemas.updates import AdapterStateChanged, DeviceDescribed, DeviceRemoved, FaultReported, Update

if TYPE_CHECKING:
    from schemas.device import DeviceDescription

NATIVE: Final = "zigbee2mqtt"
_ADDRESS: Final = re.compile(r"^zigbee2mqtt_(0x[0-9a-f]{16})$")


class Twins:
    """Which keys of other dialects stand for a device that zigbee2mqtt describes itself."""

    def __init__(self) -> None:
        """Know of none."""
        self._native: set[str] = set()
        self._addresses: dict[str, str] = {}  # key of another dialect -> IEEE address, "" for none
        self._twins: dict[str, DeviceDescription] = {}  # IEEE address -> what the other dialect says
        self._told = False

    def is_hidden(self, key: str) -> bool:
        """Whether a device is shown under another key."""
        return self._addresses.get(key, "") in self._native

    def sift(self, dialect: str, update: Update) -> Iterator[Update]:
        """Let an update through unless its device is shown by another dialect."""
        if dialect == NATIVE:
            yield from self._meet(update)
            yield update
            return
        key = _key(update)
        address = self._addresses.get(key)
        if address is None:
            match = _ADDRESS.match(key)
            address = self._addresses[key] = match[1] if match else ""
        if not address:
            yield update
            return
        if isinstance(update, DeviceDescribed):
            self._twins[address] = update.device
        elif isinstance(update, DeviceRemoved):
            self._twins.pop(address, None)
        if address not in self._native:
            yield update
        elif isinstance(update, DeviceDescribed):
            yield from self._tell()

    def _meet(self, update: Update) -> Iterator[Update]:
        if isinstance(update, DeviceDescribed) and update.device.key not in self._native:
            key = update.device.key
            self._native.add(key)
            twin = self._twins.get(key)
            if twin is not None:
                yield DeviceRemoved(device=twin.key, reason="zigbee2mqtt describes the same device itself")
                yield from self._tell()
        elif isinstance(update, DeviceRemoved):
            self._native.discard(update.device)
            twin = self._twins.get(update.device)
            if twin is not None:
                yield DeviceDescribed(device=twin)

    def _tell(self) -> Iterator[Update]:
        if not self._told:
            self._told = True
            reason = "devices are described by zigbee2mqtt and by its Home Assistant discovery; the first is kept"
            yield FaultReported(
                device="",
                code="described-twice",
                place="homeassistant",
                reason=reason,
                fix='set dialects = ["zigbee2mqtt"] or switch homeassistant off in zigbee2mqtt',
            )


def _key(update: Update) -> str:
    match update:
        case DeviceDescribed():
            return update.device.key
        case AdapterStateChanged():
            return ""
        case _:
            return update.device
