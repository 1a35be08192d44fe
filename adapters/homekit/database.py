"""The accessory database: what `/accessories` answers, read into accessories, services and characteristics.

HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, 6.6 "IP Accessory Attribute Database";
2.6.1 "Instance IDs". Nothing of it is trusted: a part that makes no sense is a fault, and the rest is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from adapters.sdk.errors import ProtocolError
from schemas.mappings.homekit import CHARACTERISTICS, SERVICES
from schemas.mappings.homekit.characteristic import BASE_UUID
from schemas.value import Value

MOST_ACCESSORIES: Final = 150
"""Of one bridge: itself and 149 behind it (2.5.3.2)."""
MOST_CHARACTERISTICS: Final = 1000
_LARGEST_ID: Final = 2**64
_LARGEST_FLOAT: Final = 1e15
_LONGEST: Final = 64
_SHORT: Final = re.compile(r"[0-9A-F]{1,8}")
_WHOLE: Final = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_CHARACTERISTIC_NAMES: Final = {one.uuid: one.name for one in CHARACTERISTICS.values()}
_SERVICE_NAMES: Final = {f"{number:08X}{BASE_UUID}": name for name, number in reversed(SERVICES.items())}
_BITS: Final = {"uint8": 8, "uint16": 16, "uint32": 32, "uint64": 64, "int": 64}
_TEXTS: Final = frozenset({"string", "tlv8", "data"})
FORMATS: Final = frozenset({"bool", "float", *_BITS, *_TEXTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """One characteristic. `name` is HAP's, empty for one that the schema has no use for; `type` its whole UUID."""

    iid: int
    type: str
    name: str
    format: str
    permissions: frozenset[str]
    value: Value = None
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    numbers: tuple[int, ...] = ()
    unit: str = ""
    label: str = ""

    @property
    def is_standard(self) -> bool:
        """Whether Apple defined it."""
        return self.type.endswith(BASE_UUID)

    @property
    def short(self) -> str:
        """Its type as short as it can be said: "25", or the whole UUID of a maker's own."""
        return self.type.removesuffix(BASE_UUID).lstrip("0") if self.is_standard else self.type

    @property
    def access(self) -> str:
        """Its permissions in our letters."""
        words = (("r", "pr"), ("w", "pw"), ("n", "ev"))
        return "".join(letter for letter, word in words if word in self.permissions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service. `name` is HAP's, or empty."""

    iid: int
    type: str
    name: str
    characteristics: tuple[Characteristic, ...]
    is_primary: bool = False
    linked: tuple[int, ...] = ()

    def find(self, name: str) -> Characteristic | None:
        """Give a characteristic by HAP's name."""
        return next((one for one in self.characteristics if one.name == name), None)

    def has(self, name: str) -> bool:
        """Whether there is a characteristic of this name."""
        return self.find(name) is not None

    @property
    def label(self) -> str:
        """What it is called: the name that a person gave, or the maker."""
        for kind in ("E3", "23"):
            for one in self.characteristics:
                if one.short == kind and isinstance(one.value, str) and one.value.strip():
                    return one.value.strip()[:_LONGEST]
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessory:
    """One accessory. `faults` are the parts that could not be read, one sentence each."""

    aid: int
    services: tuple[Service, ...]
    faults: tuple[str, ...] = field(default=())

    def told(self, name: str) -> str:
        """Give a text of its AccessoryInformation; empty where there is none."""
        for service in self.services:
            found = service.find(name) if service.name == "AccessoryInformation" else None
            if found is not None and isinstance(found.value, str):
                return found.value.strip()[:_LONGEST]
        return ""


def read(body: Mapping[str, Any]) -> tuple[Accessory, ...]:
    """Read a database. ProtocolError where there is no list of accessories, or one too long."""
    listed = body.get("accessories")
    if not isinstance(listed, list):
        raise ProtocolError("its database has no list of accessories", code="bad-database")
    if len(listed) > MOST_ACCESSORIES:
        raise ProtocolError(f"it has more than {MOST_ACCESSORIES} accessories", code="too-many-devices")
    found = [accessory for one in listed if (accessory := _accessory(one)) is not None]
    if not found:
        raise ProtocolError("its database has no accessory", code="bad-database")
    return tuple({one.aid: one for one in reversed(found)}[aid] for aid in dict.fromkeys(one.aid for one in found))


def _accessory(told: Any) -> Accessory | None:
    aid = _id(told, "aid")
    if aid is None:
        return None
    faults: list[str] = []
    listed = tuple(_objects(told.get("services"), "services", faults))
    television = any(_type(one.get("type")) == f"{SERVICES['Television']:08X}{BASE_UUID}" for one in listed)
    services = [found for one in listed if (found := _service(one, faults, television=television)) is not None]
    return Accessory(aid=aid, services=tuple(_bounded(services, faults)), faults=tuple(faults))


def _bounded(services: Iterable[Service], faults: list[str]) -> Iterator[Service]:
    room = MOST_CHARACTERISTICS
    for one in services:
        room -= len(one.characteristics)
        if room < 0:
            faults.append(f"it has more than {MOST_CHARACTERISTICS} characteristics; the rest is left out")
            return
        yield one


def _service(told: Mapping[str, Any], faults: list[str], *, television: bool) -> Service | None:
    iid, kind = _id(told, "iid"), _type(told.get("type"))
    if iid is None or not kind:
        faults.append("a service has no id or type")
        return None
    listed = _objects(told.get("characteristics"), f"service {iid}", faults)
    name = _SERVICE_NAMES.get(kind, "")
    if name in {"Speaker", "TelevisionSpeaker"}:
        name = "TelevisionSpeaker" if television else "Speaker"
    linked = told.get("linked")
    return Service(
        iid=iid,
        type=kind,
        name=name,
        characteristics=tuple(found for one in listed if (found := _characteristic(one, faults)) is not None),
        is_primary=told.get("primary") is True,
        linked=tuple(one for one in linked if one.__class__ is int) if isinstance(linked, list) else (),
    )


def _characteristic(told: Mapping[str, Any], faults: list[str]) -> Characteristic | None:
    iid, kind, form, permissions = (
        _id(told, "iid"),
        _type(told.get("type")),
        _text(told.get("format")),
        told.get("perms"),
    )
    if iid is None or not kind or form not in FORMATS or not isinstance(permissions, list):
        faults.append(f"characteristic {iid or 'without id'} has no type, format or permissions")
        return None
    value = clean(form, told.get("value"))
    if not holds(form, value):
        faults.append(f"the value of characteristic {iid} is none of format {form}; the value before it stays")
        value = None
    return Characteristic(
        iid=iid,
        type=kind,
        name=_CHARACTERISTIC_NAMES.get(kind, ""),
        format=form,
        permissions=frozenset(one for one in permissions if isinstance(one, str)),
        value=value,
        minimum=_number(told.get("minValue")),
        maximum=_number(told.get("maxValue")),
        step=_number(told.get("minStep")),
        numbers=_numbers(told.get("valid-values")),
        unit=_text(told.get("unit")),
        label=_text(told.get("description")),
    )


def clean(form: str, value: Value) -> Value:
    """Give a value its proper kind: HAP lets 0 and 1 stand for false and true, and some say 21.0 for 21."""
    if form == "bool" and value.__class__ is int and value in {0, 1}:
        return bool(value)
    if form in _BITS:
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, float) and value.is_integer():
            return int(value)
    return value


def holds(form: str, value: Value) -> bool:
    """Whether a format holds a value that is clean: 6.3.3, table 6-5, where only "int" is taken as wider than it is.

    None is not known, in any format.
    """
    if value is None:
        return True
    if form in _BITS:
        least = -(2**63) if form == "int" else 0
        return isinstance(value, int) and value.__class__ is int and least <= value < 2 ** _BITS[form]
    if form == "float":
        return isinstance(value, int | float) and value.__class__ is not bool and abs(value) < _LARGEST_FLOAT
    return value.__class__ is (bool if form == "bool" else str)


def _id(told: Any, name: str) -> int | None:
    value = told.get(name) if isinstance(told, Mapping) else None
    return value if type(value) is int and 0 < value < _LARGEST_ID else None


def _type(value: Any) -> str:
    """Give the whole UUID of a type, long or short; empty where it is none."""
    text = value.upper() if isinstance(value, str) else ""
    if _SHORT.fullmatch(text):
        return f"{text.zfill(8)}{BASE_UUID}"
    return text if _WHOLE.fullmatch(text) else ""


def _number(value: Any) -> float | None:
    return (
        value
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST_FLOAT
        else None
    )


def _numbers(value: Any) -> tuple[int, ...]:
    return tuple(one for one in value if one.__class__ is int)[:256] if isinstance(value, list) else ()


def _text(value: Any) -> str:
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _objects(value: Any, what: str, faults: list[str]) -> Iterator[Mapping[str, Any]]:
    if not isinstance(value, list):
        faults.append(f"{what}: a list is missing")
        return
    yield from (one for one in value if isinstance(one, Mapping))
