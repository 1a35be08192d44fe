"""The file of devices that tinytuya's wizard writes (devices.json): who is there, their keys and their data points.

One JSON list; an entry has `name`, `id`, `key`, `ip`, `version`, `category`, `product_name`, `model`, `sn`, `mapping`;
of a device behind a gateway besides `"sub": true`, `"node_id"` and `"parent"`. `mapping` names data points by number:
`{"20": {"code", "type", "values"}}`; the raw form of the cloud, `functions` and `status` as lists of
`{"dp_id", "code", "type", "values"}`, is read as well, and tells which points can be written.

Source: tinytuya 1.20, Cloud.py and wizard.py.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Final

from schemas.value import Value

MOST_DEVICES: Final = 1000
MOST_POINTS: Final = 256
"""Of one device; tinytuya's own scanner looks at no more numbers than 255."""
LONGEST: Final = 128
_NUMBER: Final = re.compile(r"[1-9]\d{0,4}")
_TOP: Final = 10**15


class BadFileError(ValueError):
    """A file that is none of these. The text names the place and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPoint:
    """One data point. `writable` is None where nobody tells; `values` depend on the type, as Tuya has them."""

    id: str
    code: str
    type: str  # boolean, integer, enum, string, bitmap, raw, json
    values: Mapping[str, Any] = field(default_factory=dict)
    writable: bool | None = None

    @property
    def scale(self) -> int:
        """Tens by which a number on the wire is greater than what it tells."""
        found = self.values.get("scale", 0)
        return found if self.type == "integer" and isinstance(found, int) and 0 < found < 10 else 0

    @property
    def words(self) -> tuple[str, ...]:
        """The words of an enum."""
        found = self.values.get("range")
        return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()

    def number(self, name: str) -> float | None:
        """Give min, max or step, as on the wire."""
        found = self.values.get(name)
        return found if isinstance(found, int | float) and not isinstance(found, bool) and abs(found) < _TOP else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One device of the file. `lost` counts points without a number, which only the cloud has."""

    id: str
    name: str
    key: str = field(default="", repr=False)
    host: str = ""
    version: str = ""
    category: str = ""
    product: str = ""
    model: str = ""
    serial: str = ""
    cid: str = ""
    parent: str = ""
    is_sub: bool = False
    points: tuple[DataPoint, ...] = ()
    lost: int = 0


def read_text(text: str) -> tuple[Listed, ...]:
    """Read a file; BadFileError where it is none."""
    try:
        told = json.loads(text, parse_constant=lambda _name: None, parse_float=_finite)
        json.dumps(told, ensure_ascii=False).encode()  # half surrogate pairs, which nothing could pass on
    except (ValueError, RecursionError):
        raise BadFileError("it is not JSON; give the devices.json of tinytuya's wizard as it is") from None
    return read(told)


def _finite(digits: str) -> float | None:
    value = float(digits)
    return value if isfinite(value) else None


def read(told: object) -> tuple[Listed, ...]:
    """Read what was parsed already; an object with one device, or with a list of them as `result`, is taken too."""
    if isinstance(told, dict):
        inner = told.get("result", told.get("devices"))
        told = inner if isinstance(inner, list) else [told]
    if not isinstance(told, list) or not told:
        raise BadFileError("it is no list of devices; give the devices.json of tinytuya's wizard as it is")
    if len(told) > MOST_DEVICES:
        raise BadFileError(f"it has {len(told)} devices, and at most {MOST_DEVICES} are taken; give a part of it")
    return tuple(_listed(one, f"device {number}") for number, one in enumerate(told, start=1))


def _listed(told: object, place: str) -> Listed:
    if not isinstance(told, dict):
        raise BadFileError(f"{place}: it is no object; write {{…}}")
    device_id = _text(told, "id")
    if not device_id:
        raise BadFileError(f"{place}: it has no id; give the file as the wizard wrote it")
    points = tuple(_points(told))
    known = {one.id: one for one in points if _NUMBER.fullmatch(one.id)}
    if len(known) > MOST_POINTS:
        raise BadFileError(
            f"{place}: it has {len(known)} data points, and at most {MOST_POINTS} are taken; leave some out"
        )
    return Listed(
        id=device_id,
        name=_text(told, "name") or device_id,
        key=_text(told, "key") or _text(told, "local_key"),
        host=_text(told, "ip"),
        version=_text(told, "version"),
        category=_text(told, "category"),
        product=_text(told, "product_name"),
        model=_text(told, "model"),
        serial=_text(told, "sn"),
        cid=_text(told, "node_id") or _text(told, "cid"),
        parent=_text(told, "parent") or _text(told, "gateway_id"),
        is_sub=told.get("sub") is True,
        points=tuple(sorted(known.values(), key=lambda one: int(one.id))),
        lost=len({one.code for one in points if not _NUMBER.fullmatch(one.id)}),
    )


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and name == "version":
        return f"{value:g}"
    return value.strip()[:LONGEST] if isinstance(value, str) else ""


def _points(told: Mapping[str, Any]) -> Iterator[DataPoint]:
    for number, one in _values(told.get("mapping")).items():
        yield from _point(str(number), one, None)
    writable = {id_ for id_, _ in _raw(told, "functions")}
    for name in ("status", "functions"):
        for number, one in _raw(told, name):
            yield from _point(number, one, number in writable if writable else None)


def _raw(told: Mapping[str, Any], name: str) -> list[tuple[str, dict[str, Any]]]:
    listed = told.get(name)
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [(str(one.get("dp_id", one.get("code", "")))[:LONGEST], one) for one in entries if "type" in one]


def _point(number: str, told: object, writable: bool | None) -> Iterator[DataPoint]:
    if not isinstance(told, dict):
        return
    yield DataPoint(
        id=number,
        code=re.sub(r"\W+", "_", _text(told, "code")) or f"dp_{number}",
        type=_text(told, "type").casefold(),
        values=_values(told.get("values")),
        writable=told["writable"] if isinstance(told.get("writable"), bool) else writable,
    )


def _values(told: object) -> Mapping[str, Any]:
    if isinstance(told, str):
        try:
            told = json.loads(told)
        except (ValueError, RecursionError):
            return {}
    return told if isinstance(told, dict) else {}


def kept(one: Listed) -> dict[str, Value]:
    """Write a device in the form that `read` reads again: what is kept of it once it is paired.

    The mapping is one text: all texts that are kept are blanked in recordings, and its words are no secrets.
    """
    texts: dict[str, Value] = {
        "id": one.id,
        "name": one.name,
        "key": one.key,
        "ip": one.host,
        "version": one.version,
        "category": one.category,
        "product_name": one.product,
        "model": one.model,
        "sn": one.serial,
        "node_id": one.cid,
        "parent": one.parent,
    }
    mapping = json.dumps({point.id: _kept_point(point) for point in one.points})
    given = {name: text for name, text in texts.items() if text}
    return {**given, "sub": one.is_sub, "mapping": mapping}


def _kept_point(point: DataPoint) -> dict[str, Any]:
    plain: dict[str, Any] = {"code": point.code, "type": point.type, "values": dict(point.values)}
    return plain if point.writable is None else plain | {"writable": point.writable}


def gateway_of(one: Listed, listed: Iterable[Listed]) -> Listed | None:
    """Find the device that a sub-device is reached through: its parent, or the only one under the same key."""
    others = [other for other in listed if not other.is_sub and other.id != one.id]
    if one.parent:
        return next((other for other in others if other.id == one.parent), None)
    alike = [other for other in others if other.key and other.key == one.key]
    return alike[0] if len(alike) == 1 else None
