"""What a person writes under [adapters.<name>] for Tuya."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from adapters.sdk.settings import STRICT, Interfaces, complaints


class TuyaConfig(BaseModel):
    """How the adapter behaves; the devices come from pairing."""

    model_config = STRICT

    type: Literal["tuya"] = "tuya"
    interfaces: Interfaces = ()
    heart_beat_s: float = Field(
        10.0, ge=1, le=20, description="How often each device is asked whether it is there; after three it is not"
    )
    refresh_s: float = Field(
        30.0, ge=1, le=3600, description="How often meters are asked for what they tell on demand only"
    )
    queue_s: float = Field(
        3600.0, ge=60, le=86400, description="How long a wish for a device that sleeps is kept until it wakes"
    )
    opening: tuple[Annotated[str, Field(min_length=1, max_length=64)], ...] = Field(
        (), strict=False, max_length=256, description="Ids of covers that count how far they are open, not closed"
    )


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return TuyaConfig.model_json_schema()


def complaints_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section, each as "key: reason; fix"."""
    return complaints(TuyaConfig, settings)
