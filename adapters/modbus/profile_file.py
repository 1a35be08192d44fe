"""Profiles that a vendor or a person writes: one TOML or JSON file each, checked in full, in a folder.

A file names its form first, `modbus = 1`, then itself and its registers:

    modbus = 1
    id = "acme-pump"
    en = "Acme heat pump"
    zh = "Acme 热泵"
    source = "Acme Modbus manual 2.3"
    endpoints = { 1 = "heatPump" }

    [registers.flow-temperature]
    space = "input"
    address = 10
    type = "int16"
    scale = 0.1
    unit = "Cel"
    to = "heatSource.flowTemperature"
"""

import json
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field, ValidationError, model_validator

from adapters.modbus.protocol.register import (
    COUNTED,
    Claim,
    EndpointType,
    Poll,
    Profile,
    Register,
    Space,
    Type,
    WordOrder,
)
from adapters.sdk.settings import STRICT
from schemas.conversion import VENDOR_PREFIX
from schemas.registry import Registry, UnknownName
from schemas.units import normalise

FORM: Final = 1
LARGEST: Final = 1 << 20
MOST: Final = 1000
"""Files in a folder."""
_ID: Final = "^[a-z0-9][a-z0-9_-]{0,63}$"
_INTEGRAL: Final = frozenset({Type.INT16, Type.UINT16, Type.INT32, Type.UINT32, Type.INT64, Type.UINT64})


class ProfileFileError(ValueError):
    """A file that is no profile; the text is "file:key: reason; fix"."""


class RegisterEntry(BaseModel):
    """One register, as a file has it."""

    model_config = STRICT

    space: Space = Field(strict=False)
    address: int = Field(ge=0, le=65535)
    type: Type = Field(strict=False)
    count: int = Field(1, ge=1, le=125)
    order: WordOrder = Field(WordOrder.BIG, strict=False)
    bit: int | None = Field(None, ge=0, le=15)
    scale: float = Field(1, strict=False, gt=-1e12, lt=1e12)
    scale_by: str = ""
    unit: str = Field("", max_length=32)
    access: Literal["r", "w", "rw"] = "r"
    absent: tuple[int, ...] = Field((), strict=False, max_length=16)
    values: dict[str, str] = Field({}, max_length=256)
    minimum: float | None = Field(None, strict=False)
    maximum: float | None = Field(None, strict=False)
    poll: Poll = Field(Poll.USUAL, strict=False)
    to: str = ""
    endpoint: int = Field(1, ge=1, le=250)
    label: str = Field("", max_length=128)
    several: bool = False
    shown: bool = True

    @model_validator(mode="after")
    def _whole(self) -> "RegisterEntry":
        if rule := next((rule for holds, rule in _rules(self) if not holds), None):
            raise ValueError(rule)
        return self


def _rules(one: RegisterEntry) -> tuple[tuple[bool, str], ...]:
    words = one.count if one.type in COUNTED else 1
    numbers = all(key.isascii() and key.isdecimal() and len(key) <= 10 for key in one.values)
    return (
        (one.scale != 0, "scale is 0; give the factor that makes a number one of the unit"),
        (not one.space.is_bits or one.type is Type.BOOL, "type must be bool; coils and discrete inputs are bits"),
        ("w" not in one.access or one.space in {Space.COIL, Space.HOLDING}, "access: this space is read only; use r"),
        (one.bit is None or one.type is Type.BOOL, "bit belongs to type bool; leave it out"),
        (one.bit is None or not one.space.is_bits, "bit belongs to a word; leave it out"),
        (not one.values or one.type in {Type.ENUM, Type.BITFIELD}, "values belong to enum and bitfield; change type"),
        (numbers, 'values: keys are numbers, like "3"; write them so'),
        (one.type is not Type.ENUM or bool(one.values), "values: an enum names its numbers; name them, or use uint16"),
        (one.address + words <= 1 << 16, "address: it reaches beyond 65535; give less"),
        (normalise(one.unit) is not None, f"unit: {one.unit} is not known; use a UCUM code like Cel or kW.h"),
        (one.type in COUNTED or one.count == 1, "count belongs to string, enum and bitfield; leave it out"),
        (not one.scale_by or one.type in _INTEGRAL, "scale_by belongs to whole numbers; leave it out"),
        (one.type is Type.STRING or one.count <= 4, "count: an enum or bitfield has at most 4 words; give less"),
    )


Name = Annotated[str, Field(pattern=_ID)]


class ProfileEntry(BaseModel):
    """A profile, as a file has it."""

    model_config = STRICT

    modbus: Literal[1]
    id: Name
    en: str = Field(min_length=1, max_length=128)
    zh: str = Field(min_length=1, max_length=128)
    source: str = Field(min_length=1, max_length=512, description="Which document it follows")
    manufacturer: str = Field("", max_length=64)
    model: str = Field("", max_length=64)
    serial: str = ""
    endpoints: dict[str, str] = Field({"1": "unknown"}, min_length=1, max_length=64)
    registers: dict[Name, RegisterEntry] = Field(min_length=1, max_length=2000)


def read_folder(folder: Path | None) -> dict[str, Profile]:
    """Read every profile of a folder, by id. Raises ProfileFileError. Blocks."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise ProfileFileError(f"{folder}: there is no such folder; make it, or leave `profiles` out")
    files = sorted(one for one in folder.iterdir() if one.suffix in {".toml", ".json"})[:MOST]
    found: dict[str, Profile] = {}
    for file in files:
        one = read_file(file)
        if one.id in found:
            raise ProfileFileError(f"{file.name}:id: {one.id} is named by another file too; name it otherwise")
        found[one.id] = one
    return found


def read_file(file: Path) -> Profile:
    """Read one file. Raises ProfileFileError. Blocks."""
    try:
        if file.stat().st_size > LARGEST:
            raise ProfileFileError(f"{file.name}: it is larger than {LARGEST} bytes; divide it")
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileFileError(f"{file.name}: it cannot be read ({error}); give a text file in UTF-8") from error
    return parse(text, file.name)


def parse(text: str, name: str) -> Profile:
    """Read a profile; `name` is the file's. Raises ProfileFileError."""
    try:
        tree: Any = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
        entry = ProfileEntry.model_validate(tree)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ProfileFileError(f"{name}: {error}; mend the file") from error
    except ValidationError as error:
        raise ProfileFileError(_first(name, error)) from error
    return _profile(entry, name)


def _first(name: str, error: ValidationError) -> str:
    one = error.errors(include_input=False, include_url=False)[0]
    key = ".".join(str(part) for part in one["loc"] if part != "[key]")
    reason = one["msg"].removeprefix("Value error, ")
    if one["type"] == "extra_forbidden":
        reason = "there is no such key; remove it"
    return f"{name}:{key}: {reason}" if "; " in reason else f"{name}:{key}: {reason}; give such a value"


def _profile(entry: ProfileEntry, name: str) -> Profile:
    registry = Registry.load()
    endpoints = {_endpoint(number, kind, name, registry) for number, kind in entry.endpoints.items()}
    numbers = {one.id for one in endpoints}
    for key, one in entry.registers.items():
        if (fault := _claim_fault(one, registry) or _way_fault(one, entry, numbers)) is not None:
            raise ProfileFileError(f"{name}:registers.{key}.{fault}")
    if entry.serial and entry.serial not in entry.registers:
        raise ProfileFileError(f"{name}:serial: there is no register {entry.serial}; name one")
    return Profile(
        id=entry.id,
        zh=entry.zh,
        en=entry.en,
        source=entry.source,
        manufacturer=entry.manufacturer,
        model=entry.model,
        serial=entry.serial,
        endpoints=tuple(sorted(endpoints, key=lambda one: one.id)),
        registers=tuple(_register(key, one) for key, one in entry.registers.items()),
    )


def _endpoint(number: str, kind: str, name: str, registry: Registry) -> EndpointType:
    if not (number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= 250):
        raise ProfileFileError(f"{name}:endpoints.{number}: its number is 1 to 250; give such a one")
    if kind != "unknown" and kind not in registry.device_types:
        raise ProfileFileError(f"{name}:endpoints.{number}: {kind} is no device type; see `hutong schema list`")
    return EndpointType(id=int(number), device_type=kind)


def _claim_fault(one: RegisterEntry, registry: Registry) -> str | None:
    if not one.to:
        return None
    capability, _, name = one.to.partition(".")
    try:
        spec = registry.spec(capability, name)
    except UnknownName:
        return f"to: the schema has no {one.to}; see `hutong schema list`, or leave it out"
    strange = [word for word in one.values.values() if spec.values is not None and word not in spec.values]
    if strange and not strange[0].startswith(VENDOR_PREFIX):
        return f"values: {strange[0]} is no value of {one.to}; use one of {', '.join(spec.values or ())}"
    return None


def _way_fault(one: RegisterEntry, entry: ProfileEntry, endpoints: set[int]) -> str | None:
    if one.endpoint not in endpoints:
        return f"endpoint: there is no endpoint {one.endpoint}; add it to endpoints"
    if not one.scale_by:
        return None
    scale = entry.registers.get(one.scale_by)
    if scale is None:
        return f"scale_by: there is no register {one.scale_by}; name one"
    return None if scale.type is Type.INT16 else f"scale_by: {one.scale_by} is no int16; a power of ten is one"


def _register(key: str, one: RegisterEntry) -> Register:
    return Register(
        id=key,
        space=one.space,
        address=one.address,
        type=one.type,
        count=one.count,
        order=one.order,
        bit=one.bit,
        scale=Fraction(str(one.scale)),
        scale_by=one.scale_by,
        unit=one.unit,
        access=one.access,
        absent=frozenset(one.absent),
        values={int(number): word for number, word in one.values.items()},
        minimum=one.minimum,
        maximum=one.maximum,
        poll=one.poll,
        claims=(Claim(to=one.to, endpoint=one.endpoint),) if one.to else (),
        endpoint=one.endpoint,
        label=one.label,
        several=one.several,
        is_shown=one.shown,
    )
