"""What a person writes under [adapters.<name>] for KNX."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator

from adapters.knx.grouping import Wanted, WantedDevice
from adapters.knx.protocol.address import group_address, individual_address
from adapters.knx.protocol.datapoint import datapoint_name
from adapters.knx.role import ROLES, STATE, TYPES
from adapters.sdk.settings import STRICT, Host, Interfaces, complaints


def _group(text: str) -> str:
    group_address(text)
    return text


def _individual(text: str) -> str:
    individual_address(text)
    return text


def _typed(text: str) -> str:
    if datapoint_name(text) is None:
        raise ValueError(f"{text[:20]!r} is no datapoint type; write it like 9.001")
    return text


def _kind(text: str) -> str:
    if text not in TYPES:
        raise ValueError(f"{text[:20]!r} is no type of device; use one of {', '.join(TYPES)}")
    return text


def _role(text: str) -> str:
    if text.removesuffix(STATE) not in ROLES:
        likely = get_close_matches(text.removesuffix(STATE), ROLES, n=1)
        fix = (
            f"did you mean {likely[0]}?" if likely else f"use one of {', '.join(ROLES)}, with {STATE} for what tells it"
        )
        raise ValueError(f"{text[:40]!r} is no role; {fix}")
    return text


def _long(written: object) -> object:
    return {"address": written} if isinstance(written, str) else written


GroupText = Annotated[str, AfterValidator(_group)]
Role = Annotated[str, AfterValidator(_role)]


class TypedAddress(BaseModel):
    """A group address, with its datapoint type where that is not the usual one of its role."""

    model_config = STRICT

    address: GroupText
    dpt: Annotated[str, AfterValidator(_typed)] | None = None


Written = Annotated[TypedAddress, BeforeValidator(_long, json_schema_input_type=GroupText | TypedAddress)]
"""An address alone may be written as text."""


class DeviceConfig(BaseModel):
    """Group addresses that make one device."""

    model_config = STRICT

    name: Annotated[str, Field(min_length=1, max_length=64)]
    type: Annotated[str, AfterValidator(_kind)] = Field(description="light, blind, thermostat, sensor, ...")
    id: Annotated[str, Field(pattern="[a-z0-9][a-z0-9-]{0,63}")] | None = Field(
        None, description="Keeps the device the same when its first address changes"
    )
    addresses: Annotated[dict[Role, Written], Field(min_length=1, max_length=64)] = Field(
        description='By role: switch = "1/0/1", switch_state = "1/0/2"'
    )

    def wanted(self) -> WantedDevice:
        """Give it as the adapter uses it."""
        places = tuple(_wanted(role, one) for role, one in self.addresses.items())
        return WantedDevice(name=self.name, kind=self.type, places=places, id=self.id or "")


def _wanted(role: str, one: TypedAddress) -> Wanted:
    dpt = None if one.dpt is None else datapoint_name(one.dpt)
    return Wanted(role=role, group=group_address(one.address), dpt=dpt)


class KnxConfig(BaseModel):
    """One KNX installation: how it is reached, and what its group addresses are."""

    model_config = STRICT

    type: Literal["knx"] = "knx"
    host: Host | None = Field(None, description="KNXnet/IP interface or router to tunnel through; or pair with one")
    port: int = Field(3671, ge=1, le=65535, description="Where it listens")
    routing: str | None = Field(
        None, min_length=1, max_length=64, description="Interface of this machine on which routers are heard instead"
    )
    individual_address: Annotated[str, AfterValidator(_individual)] | None = Field(
        None, description="Our own on the bus: one that the interface keeps for tunnels, and must be given for routing"
    )
    interfaces: Interfaces = ()
    project: Annotated[str, Field(min_length=1)] | None = Field(
        None, description="ETS project (.knxproj without password), or an export of group addresses (.xml, .csv)"
    )
    devices: tuple[DeviceConfig, ...] = Field(
        (), strict=False, max_length=2000, description="Which group addresses make a device: name, type, addresses"
    )
    telegrams_per_s: float = Field(15.0, ge=1, le=20, strict=False, description="How many we put on the bus at most")
    refresh_s: float = Field(3600.0, ge=60, le=86_400, strict=False, description="How often states are asked for again")
    answer_s: float = Field(3.0, ge=0.2, le=10, strict=False, description="How long the interface may take to answer")
    heartbeat_s: float = Field(
        30.0, ge=0.2, le=60, strict=False, description="How often the interface is asked whether the tunnel stands"
    )

    @model_validator(mode="after")
    def _one_way(self) -> "KnxConfig":
        if self.host is not None and self.routing is not None:
            raise ValueError("routing and host exclude each other; keep one")
        if self.routing is not None and self.individual_address is None:
            raise ValueError('individual_address is needed for routing; give one that nobody has, like "1.1.250"')
        ids = [one.wanted() for one in self.devices]
        keys = [one.id or str(one.places[0].group) for one in ids]
        if len(set(keys)) != len(keys):
            raise ValueError("devices must not share their first address; give one of them an id")
        return self


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return KnxConfig.model_json_schema()


def complaints_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section, each as "key: reason; fix"."""
    found = complaints(KnxConfig, settings)
    path = settings.get("project")
    if not found and isinstance(path, str) and not Path(path).is_file():
        return (f"project: there is no file {path}; give the path of an ETS project or export",)
    return found
