"""What is said with one unit, or with one gateway and the indoor units behind it.

Messages have no numbers. An answer is taken when its kind was asked for, of that indoor unit, and once; so one question
of a kind at a time is what a transport should keep on its way.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from adapters.gree.protocol.error import BadPayloadError, ForeignDeviceError, NotBoundError, UnaskedError
from adapters.gree.protocol.message import (
    OK,
    Applied,
    Message,
    Refused,
    Status,
    number,
    plain_mac,
    read_bound,
    read_columns,
    read_outer,
    read_sub_units,
    word,
)
from adapters.gree.protocol.seal import GENERIC, Form, Seal, form_of
from adapters.sdk.jsontext import write_object

MAX_WAITING: Final = 64
"""Questions that wait for an answer; the oldest is forgotten for a newer one."""


class Conversation:
    """Binds, asks and sets. Not for two tasks at once.

    The key is asked for under one cipher and, where that is not answered, under the other: `bind(form.other)`.
    """

    def __init__(self, mac: str, *, key: bytes | None = None, form: Form = Form.ECB) -> None:
        """Take the unit's mac, and its key where it was bound before; ValueError for a key of another length."""
        self.mac = plain_mac(mac)
        self._seal = Seal(form, key) if key is not None else None
        self._waiting: dict[tuple[str, str], frozenset[str]] = {}

    @property
    def is_bound(self) -> bool:
        """Whether there is a key."""
        return self._seal is not None

    def bind(self, form: Form) -> bytes:
        """Ask for the key."""
        self._wait("bindok", self.mac)
        return self._packed(GENERIC[form], {"mac": self.mac, "t": "bind", "uid": 0}, number=1)

    def status(self, columns: Iterable[str], *, unit: str = "") -> bytes:
        """Ask for columns, of the indoor unit `unit` where that is not the one that is spoken with."""
        names = list(dict.fromkeys(columns))
        mac = plain_mac(unit) or self.mac
        data = self._packed(self._bound(), {"cols": names, "mac": mac, "t": "status"})
        self._wait("dat", mac, names)
        return data

    def command(self, values: Mapping[str, Any], *, unit: str = "") -> bytes:
        """Set columns to values as they go on the wire."""
        mac = plain_mac(unit) or self.mac
        behind = {"mac": self.mac, "sub": mac} if unit else {}
        data = self._packed(self._bound(), {"opt": list(values), "p": list(values.values()), "t": "cmd"} | behind)
        self._wait("res", mac, values)
        return data

    def sub_units(self, start: int = 0) -> bytes:
        """Ask a gateway for its indoor units from number `start` on."""
        data = self._packed(self._bound(), {"mac": self.mac, "i": start, "t": "subDev"})
        self._wait("sublist", self.mac)
        return data

    def sub_units_unsealed(self, start: int = 0) -> bytes:
        """Ask the same as some gateways want it: in the open."""
        self._wait("sublist", self.mac)
        return write_object({"cid": "app", "i": start, "t": "subList", "tcid": self.mac, "uid": 0})

    def forget(self) -> None:
        """Wait for no answer any more."""
        self._waiting.clear()

    def _bound(self) -> Seal:
        if self._seal is None:
            raise NotBoundError("the unit has not given its key yet")
        return self._seal

    def _packed(self, seal: Seal, told: Mapping[str, Any], number: int = 0) -> bytes:
        outer = {"cid": "app", "i": number, "t": "pack", "tcid": self.mac, "uid": 0}
        return write_object(outer | seal.close(told))

    def _wait(self, kind: str, mac: str, names: Iterable[str] = ()) -> None:
        self._waiting.pop((kind, mac), None)
        self._waiting[kind, mac] = frozenset(names)
        while len(self._waiting) > MAX_WAITING:
            del self._waiting[next(iter(self._waiting))]

    # -- hearing

    def receive(self, data: bytes) -> Message:
        """Take one datagram of the unit's address; GreeProtocolError where it is not taken, and nothing changed."""
        outer = read_outer(data)
        cid = plain_mac(word(outer, "cid"))
        if cid and cid != self.mac:
            raise ForeignDeviceError("another unit answers at this address")
        told = self._opened(outer)
        kind = word(told, "t").casefold()
        mac = self._asked_mac(kind, plain_mac(word(told, "mac")))
        message = self._read(kind, mac, told, form_of(outer))
        del self._waiting[kind, mac]
        return message

    def _opened(self, outer: Mapping[str, Any]) -> Mapping[str, Any]:
        """Open under the key that fits: units number what is under the generic one 1, and all else 0."""
        if outer["t"] != "pack":
            return outer
        if outer.get("i") == 1 and ("bindok", self.mac) in self._waiting:
            return GENERIC[form_of(outer)].open(outer)
        return self._bound().open(outer)

    def _asked_mac(self, kind: str, mac: str) -> str:
        """Give the indoor unit that an answer is of; one that names none is of the only one that was asked."""
        asked = [of for one, of in self._waiting if one == kind]
        if mac in asked:
            return mac
        if len(asked) == 1 and (not mac or mac == self.mac):
            return asked[0]
        raise UnaskedError("a message came that answers no question of ours")

    def _read(self, kind: str, mac: str, told: Mapping[str, Any], form: Form) -> Message:
        code = number(told, "r", OK)
        if code != OK:
            return Refused(mac=mac, kind=kind, code=code)
        if kind == "bindok":
            bound = read_bound(told, mac, form)
            self._seal = Seal(form, bound.key)
            return bound
        if kind == "sublist":
            return read_sub_units(told)
        return self._read_values(kind, mac, told)

    def _read_values(self, kind: str, mac: str, told: Mapping[str, Any]) -> Status | Applied:
        asked = self._waiting[kind, mac]
        if kind == "dat":
            values = read_columns(told, "cols", "dat")
            if values and not values.keys() & asked:
                raise UnaskedError("a late answer came, to a question before this one")
            return Status(mac=mac, values={name: value for name, value in values.items() if name in asked})
        values = read_columns(told, "opt", "val", "p")
        if not values.keys() <= asked:
            raise BadPayloadError("a unit confirms what it was not told")
        return Applied(mac=mac, values=values)
