"""What a person writes under [adapters.<name>] for ESPHome."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Field

from adapters.sdk.settings import STRICT, Interfaces, complaints


class EsphomeConfig(BaseModel):
    """Boards are paired, not configured; this says where they are searched for."""

    model_config = STRICT

    type: Literal["esphome"] = "esphome"
    interfaces: Interfaces = ()
    queue_s: float = Field(
        3600.0, ge=60, le=86400, description="How long a wish for a board that sleeps deeply is kept until it wakes"
    )


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return EsphomeConfig.model_json_schema()


def complaints_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section, each as "key: reason; fix"."""
    return complaints(EsphomeConfig, settings)
