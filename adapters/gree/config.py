"""What a person writes under [adapters.<name>] for Gree."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from adapters.sdk.settings import STRICT, Interfaces, complaints

Column = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9._]{0,14}$")]


class GreeConfig(BaseModel):
    """Units that speak Gree's protocol. Which ones comes from pairing."""

    model_config = STRICT

    type: Literal["gree"] = "gree"
    interfaces: Interfaces = ()
    poll_s: float = Field(10.0, ge=0.2, le=300, strict=False, description="How often values are asked for")
    answer_s: float = Field(
        1.0, ge=0.1, le=3, strict=False, description="How long an answer may take before the question is repeated"
    )
    pause_s: float = Field(
        0.2, ge=0, le=5, strict=False, description="How long a unit is left alone after each question"
    )
    columns: Annotated[tuple[Column, ...], Field(strict=False, max_length=16)] = Field(
        (), description="Further columns to ask for, shown as the unit's own"
    )


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return GreeConfig.model_json_schema()


def complaints_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section, each as "key: reason; fix"."""
    return complaints(GreeConfig, settings)
