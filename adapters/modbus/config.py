"""What a person writes under [adapters.<name>] for Modbus."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field, model_validator

from adapters.modbus.profile_file import ProfileFileError, read_folder
from adapters.modbus.profiles import BUILT_IN
from adapters.modbus.session import Pace, Place
from adapters.sdk.settings import STRICT, Host, complaints

SUNSPEC: Final = "sunspec"


class DeviceConfig(BaseModel):
    """One unit that is there without pairing."""

    model_config = STRICT

    host: Host
    port: int = Field(502, ge=1, le=65535)
    unit: int = Field(1, ge=0, le=255, description="Number of the unit; behind a gateway each has its own")
    profile: str = Field(SUNSPEC, pattern="^[a-z0-9][a-z0-9_-]{0,63}$", description="sunspec, or the id of a profile")
    name: str = Field("", max_length=64, description="From the device or the profile if left out")
    id: str = Field("", max_length=64, description="Lasting identity; host, port and unit if left out")

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(host=self.host, port=self.port, unit=self.unit)

    @property
    def key(self) -> str:
        """Its lasting identity."""
        return self.id or str(self.place)


class ModbusConfig(BaseModel):
    """Devices that speak Modbus TCP."""

    model_config = STRICT

    type: Literal["modbus"] = "modbus"
    devices: tuple[DeviceConfig, ...] = Field((), strict=False, max_length=247)
    profiles: Annotated[str, Field(min_length=1)] | None = Field(
        None, description="Folder of profiles, one TOML or JSON file each"
    )
    poll_s: float = Field(5.0, ge=0.1, le=300, strict=False, description="How often states are asked for")
    answer_s: float = Field(1.5, ge=0.1, le=5, strict=False, description="How long an answer may take")
    pause_s: float = Field(0.02, ge=0, le=5, strict=False, description="Pause after each request on a connection")
    gap: int = Field(8, ge=0, le=64, description="Registers between two that are read along")
    longest: int = Field(125, ge=1, le=125, description="Registers that a request asks for at most")

    @model_validator(mode="after")
    def _once(self) -> "ModbusConfig":
        keys = [one.key for one in self.devices]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise ValueError(f"devices name {twice} twice; name each unit once")
        return self

    @property
    def folder(self) -> Path | None:
        """Where profiles of others are."""
        return None if self.profiles is None else Path(self.profiles)

    @property
    def pace(self) -> Pace:
        """How units are asked."""
        return Pace(poll_s=self.poll_s, gap=self.gap, longest=self.longest)


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return ModbusConfig.model_json_schema()


def complaints_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section and of the profiles that it names. Reads files."""
    if found := complaints(ModbusConfig, settings):
        return found
    config = ModbusConfig.model_validate(dict(settings))
    try:
        names = {SUNSPEC, *BUILT_IN, *read_folder(config.folder)}
    except ProfileFileError as error:
        return (f"profiles: {error}",)
    return tuple(
        f"devices.{number}.profile: there is no profile {one.profile}; name one of {', '.join(sorted(names))}"
        for number, one in enumerate(config.devices)
        if one.profile not in names
    )
