"""Reads the table back: our own, an older one of ours, or that of another maker. Nothing in it is trusted."""

import re
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, Final

from schemas.forms.entry import Entry, shown
from schemas.forms.mapped import COLUMNS
from schemas.registry import CapabilitySpec, CommandSpec, DeviceType, EventSpec, Registry, Spec
from schemas.vocabulary import Hazard, Kind, Sensitivity

DEPTH_LIMIT: Final = 8
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+(\.[0-9]+)?")
_NUMBERS: Final = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.TIMESTAMP})
_SIZED: Final = frozenset({Kind.STRING, Kind.SECRET, Kind.ENUMSET, Kind.LIST, Kind.OBJECT})
_WORDED: Final = frozenset({Kind.ENUM, Kind.ENUMSET})
_LEVELS: Final = {level.name.lower(): level for level in Sensitivity}


def from_table(table: Any, place: str = "table") -> Registry:
    """Build the registry of a table; TableError names the place. Parts of values name no capability."""
    whole = Entry(table, place)
    version = _version(whole, "schema")
    capabilities = [_capability(row) for row in whole.rows("capabilities", "id", optional=False)]
    device_types = [_device_type(row) for row in whole.rows("device_types", "id")]
    whole.done()
    return Registry.of(version, capabilities, device_types)


def _capability(row: Entry) -> CapabilitySpec:
    name, version = _name(row, "id"), _version(row, "version")
    found = CapabilitySpec(
        id=name,
        version=version,
        group=row.text("group"),
        extends=row.text("extends", ""),
        zh=row.text("zh"),
        en=row.text("en"),
        about=_about(row),
        properties=MappingProxyType({p.peek("name"): _property(name, p) for p in row.rows("properties", "name")}),
        commands=MappingProxyType({c.peek("name"): _command(name, c) for c in row.rows("commands", "name")}),
        events=MappingProxyType({e.peek("name"): _event(name, e) for e in row.rows("events", "name")}),
    )
    _end(row)
    for command in found.commands.values():
        _refuse_strangers(row, f"outcome of {command.name}", command.outcome, found.properties)
    return found


def _name(row: Entry, key: str = "name") -> str:
    name = row.text(key)
    if not _ID.fullmatch(name):
        raise row.refuse(f"{key} {shown(name)} must be letters and digits that begin with a letter, dots between parts")
    return name


def _version(row: Entry, key: str) -> str:
    version = row.text(key)
    if not _VERSION.fullmatch(version):
        raise row.refuse(f"{key} {shown(version)} is no version; write 1.0")
    return version


def _about(row: Entry) -> tuple[str, str]:
    return row.pair("description") or ("", "")


def _level(row: Entry) -> Sensitivity:
    word = row.text("sensitivity")
    if word not in _LEVELS:
        raise row.refuse(f"sensitivity {shown(word)} is none of {', '.join(_LEVELS)}")
    return _LEVELS[word]


def _end(row: Entry) -> None:
    row.skip(*COLUMNS)  # what others call it is read from the mapping rows, never from here
    row.done()


def _refuse_strangers(row: Entry, what: str, names: Iterable[str], known: Iterable[str]) -> None:
    known = set(known)
    for name in names:
        if name not in known:
            raise row.refuse(f"{what}: {shown(name)} is not one of its properties")


def _property(capability: str, row: Entry) -> Spec:
    access = row.text("access")
    if not access or len(set(access)) < len(access) or set(access) - set("rwn"):
        raise row.refuse(f"access {shown(access)} must be letters of r, w, n, each once")
    decided = row.has("hazards")
    hazards = row.words("hazards", Hazard, [])
    actuates = row.flag("actuates")
    if "w" not in access and (decided or actuates):
        raise row.refuse("hazards on a property that cannot be written; drop them")
    found = Spec(
        capability=capability,
        name=_name(row),
        **_content(row, 0),
        access=access,
        fresh_s=row.whole("freshness_s") or 0,
        sensitivity=_level(row),
        category=row.text("category"),
        hazards=hazards,
        decided="w" not in access or decided,
        actuates=actuates,
        ends=row.scalars("ends"),
        zh=row.text("zh"),
        en=row.text("en"),
        about=_about(row),
        why=row.pair("reason"),
        since=_version(row, "since"),
        aliases=row.texts("aliases", []),
    )
    _end(row)
    return found


def _content(row: Entry, depth: int) -> dict[str, Any]:
    """Take kind, unit, limits, members and parts, and refuse what does not go together."""
    kind = row.word("type", Kind)
    minimum, maximum, step = row.number("minimum"), row.number("maximum"), row.number("step")
    max_length = row.whole("max_length")
    if kind not in _NUMBERS and (minimum, maximum, step) != (None, None, None):
        raise row.refuse(f"minimum, maximum and step are for numbers, not for {kind}")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise row.refuse(f"minimum {minimum:g} is above maximum {maximum:g}")
    if step is not None and step <= 0:
        raise row.refuse("step must be above 0")
    if max_length is not None and kind not in _SIZED:
        raise row.refuse(f"max_length is not for {kind}")
    return {
        "kind": kind,
        "unit": row.text("unit", ""),
        "minimum": minimum,
        "maximum": maximum,
        "step": step,
        "max_length": max_length,
        **_members(row, kind),
        **_shape(row, kind, depth),
    }


def _members(row: Entry, kind: Kind) -> dict[str, Any]:
    if row.has("values") is not (kind in _WORDED):
        raise row.refuse(f"values are for enum and enumset, and must be there; this is {kind}")
    members = [_member(one) for one in row.rows("values", "value")]
    if not members and kind in _WORDED:
        raise row.refuse("values must name at least one")
    if not members:
        return {}
    return {"values": tuple(value for value, _ in members), "texts": tuple(texts for _, texts in members)}


def _member(row: Entry) -> tuple[str, tuple[str, str]]:
    value, texts = row.text("value"), (row.text("en", ""), row.text("zh", ""))
    row.done()
    if not value:
        raise row.refuse("value must not be empty")
    return value, texts


def _shape(row: Entry, kind: Kind, depth: int) -> dict[str, Any]:
    if depth > DEPTH_LIMIT:
        raise row.refuse(f"must be at most {DEPTH_LIMIT} levels deep")
    if (row.has("items") and kind is not Kind.LIST) or (row.has("fields") and kind is not Kind.OBJECT):
        raise row.refuse(f"items are for a list and fields for an object; this is {kind}")
    inner = row.inner("items")
    fields = [_part(one, depth + 1) for one in row.rows("fields", "name")]
    return {
        "item": None if inner is None else _item(inner, depth + 1),
        "fields": tuple(spec for spec, _ in fields),
        "required": tuple(spec.name for spec, required in fields if required),
    }


def _item(row: Entry, depth: int) -> Spec:
    found = Spec(capability="", name="", **_content(row, depth), zh=row.text("zh", ""), en=row.text("en", ""))
    row.done()
    return found


def _part(row: Entry, depth: int, capability: str = "", access: str = "rn") -> tuple[Spec, bool]:
    spec = Spec(
        capability=capability,
        name=_name(row),
        **_content(row, depth),
        access=access,
        zh=row.text("zh", ""),
        en=row.text("en", ""),
    )
    required = row.flag("required", default=None)
    _end(row)
    return spec, required


def _parts(capability: str, row: Entry, key: str) -> list[tuple[Spec, bool]]:
    return [_part(one, 0, capability, "w") for one in row.rows(key, "name")]


def _command(capability: str, row: Entry) -> CommandSpec:
    arguments = _parts(capability, row, "arguments")
    decided = row.has("hazards")
    found = CommandSpec(
        capability=capability,
        name=_name(row),
        zh=row.text("zh"),
        en=row.text("en"),
        arguments=tuple(spec for spec, _ in arguments),
        required=tuple(spec.name for spec, required in arguments if required),
        hazards=row.words("hazards", Hazard, []),
        decided=decided,
        actuates=row.flag("actuates"),
        ends=row.flag("ends"),
        outcome=row.texts("outcome", []),
        returns=tuple(spec for spec, _ in _parts(capability, row, "returns")),
        about=_about(row),
        since=_version(row, "since"),
    )
    _end(row)
    return found


def _event(capability: str, row: Entry) -> EventSpec:
    found = EventSpec(
        capability=capability,
        name=_name(row),
        zh=row.text("zh"),
        en=row.text("en"),
        sensitivity=_level(row),
        category=row.text("category"),
        fields=tuple(spec for spec, _ in _parts(capability, row, "fields")),
        why=row.pair("reason"),
        about=_about(row),
        since=_version(row, "since"),
    )
    _end(row)
    return found


def _device_type(row: Entry) -> DeviceType:
    found = DeviceType(
        id=_name(row, "id"),
        zh=row.text("zh"),
        en=row.text("en"),
        required=row.texts("required"),
        optional=row.texts("optional", []),
        scenarios=row.texts("scenarios", []),
        hazards=row.words("hazards", Hazard, []),
    )
    _end(row)
    return found
