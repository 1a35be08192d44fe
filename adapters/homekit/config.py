"""What a person writes under [adapters.<name>] for HomeKit."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Field

from adapters.sdk.settings import STRICT, Interfaces, complaints


class HomeKitConfig(BaseModel):
    """Accessories on the local network. Which ones, and their keys, come from pairing."""

    model_config = STRICT

    type: Literal["homekit"] = "homekit"
    interfaces: Interfaces = ()
    poll_s: float = Field(
        30.0,
        ge=0.2,
        le=300,
        strict=False,
        description="How often everything is read again, besides what is told at once",
    )
    answer_s: float = Field(10.0, ge=0.2, le=30, strict=False, description="How long an answer may take")


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return HomeKitConfig.model_json_schema()


def complaints_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section, each as "key: reason; fix"."""
    return complaints(HomeKitConfig, settings)
