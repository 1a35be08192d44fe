"""What units tell: who they are, their key, the values of their columns.

`{"t":"pack","i","uid","cid","tcid","pack"}` around `{"t":"dev"|"bindok"|"dat"|"res"|"subList", …}`. A gateway in front
of several indoor units says how many in `subCnt`; each has a `mac` of its own, which stands inside, while the gateway's
stands outside. Sources: tomikaa87/gree-remote README; cmroche/greeclimate, issues 101 and 148 (gateways).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from adapters.gree.protocol.error import BadPayloadError, NotGreeError, OversizedError
from adapters.gree.protocol.seal import GENERIC, Form, form_of
from adapters.sdk.jsontext import JsonTextError, read_object

PORT: Final = 7000
MAX_DATAGRAM: Final = 8192
MAX_COLUMNS: Final = 256
OK: Final = 200

SCAN: Final = b'{"t":"scan"}'
"""What every unit answers, asked from anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A unit that answered a scan. `sub_count` is how many indoor units stand behind it, 0 for one that is a unit."""

    mac: str
    name: str
    brand: str
    model: str
    mid: str
    version: str
    sub_count: int
    form: Form
    firmware: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A unit that gave its key."""

    mac: str
    form: Form
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Values of the columns that were asked for, those the unit has. `mac` is the indoor unit's."""

    mac: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What a unit says it took over; a value may differ from what was sent."""

    mac: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubUnits:
    """Indoor units behind a gateway, from number `start` on: (mac, mid). There are `count` in all."""

    units: tuple[tuple[str, str], ...]
    start: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A unit that said no; `code` is its own, where 200 is yes."""

    mac: str
    kind: str
    code: int


Message: TypeAlias = Bound | Status | Applied | SubUnits | Refused


def word(told: Mapping[str, Any], name: str, longest: int = 64) -> str:
    """Give a text; "" where there is none."""
    value = told.get(name)
    return value[:longest] if isinstance(value, str) else ""


def number(told: Mapping[str, Any], name: str, other: int) -> int:
    """Give a whole number, `other` where there is none."""
    value = told.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else other


def plain_mac(mac: str) -> str:
    """Write an address as units do: lower case, no colons."""
    return mac.replace(":", "").replace("-", "").casefold()


def read_outer(data: bytes) -> dict[str, Any]:
    """Read the outside of a datagram; NotGreeError or OversizedError where it is none."""
    if len(data) > MAX_DATAGRAM:
        raise OversizedError(f"a datagram of {len(data)} bytes is too long")
    try:
        told = read_object(data.rstrip(b"\0"))
    except JsonTextError:
        raise NotGreeError("a datagram is no message of a unit") from None
    if not isinstance(told.get("t"), str):
        raise NotGreeError("a datagram is no message of a unit")
    return told


def read_scan(data: bytes) -> Found:
    """Read one answer to SCAN; GreeProtocolError where it is none."""
    outer = read_outer(data)
    form = form_of(outer)
    told = outer if outer["t"] == "dev" else GENERIC[form].open(outer)
    mac = plain_mac(word(told, "mac") or word(told, "cid") or word(outer, "cid"))
    if told.get("t") != "dev" or not mac:
        raise BadPayloadError("an answer to a scan names no unit")
    return Found(
        mac=mac,
        name=word(told, "name"),
        brand=word(told, "brand"),
        model=word(told, "model"),
        mid=word(told, "mid"),
        version=word(told, "ver"),
        sub_count=max(0, number(told, "subCnt", 0)),
        form=form,
        firmware=word(told, "hid", 128),
    )


def read_bound(told: Mapping[str, Any], mac: str, form: Form) -> Bound:
    """Read the answer to binding."""
    key = told.get("key")
    if not isinstance(key, str) or not key.isascii() or len(key) != 16:
        raise BadPayloadError("the answer to binding has no key")
    return Bound(mac=mac, form=form, key=key.encode())


def read_columns(told: Mapping[str, Any], names: str, *values: str) -> dict[str, Any]:
    """Pair names with values, which stand in two lists; the first list of values that is there counts."""
    told_names = told.get(names)
    told_values = next((told[one] for one in values if isinstance(told.get(one), list)), None)
    if not isinstance(told_names, list) or told_values is None or len(told_names) != len(told_values):
        raise BadPayloadError("names and values of columns do not pair")
    if len(told_names) > MAX_COLUMNS or not all(isinstance(one, str) for one in told_names):
        raise BadPayloadError("names of columns are no texts, or too many")
    return dict(zip(told_names, told_values, strict=True))


def read_sub_units(told: Mapping[str, Any]) -> SubUnits:
    """Read a list of indoor units."""
    listed = told.get("list")
    if not isinstance(listed, list) or len(listed) > MAX_COLUMNS:
        raise BadPayloadError("a list of indoor units is none, or too long")
    named = [(plain_mac(word(one, "mac")), word(one, "mid")) for one in listed if isinstance(one, dict)]
    units = tuple(one for one in named if one[0])
    start = max(0, number(told, "i", 0))
    return SubUnits(units=units, start=start, count=max(number(told, "c", 0), len(units)))
