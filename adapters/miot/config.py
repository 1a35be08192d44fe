"""What a person writes under [adapters.<name>] for MIoT."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from adapters.sdk.settings import STRICT, Interfaces, complaints


class MiotConfig(BaseModel):
    """Devices that speak miIO. Which ones, and their tokens, come from pairing."""

    model_config = STRICT

    type: Literal["miot"] = "miot"
    interfaces: Interfaces = ()
    specs: Annotated[str, Field(min_length=1)] | None = Field(
        None, description="Folder of MIoT instances, MODEL.json each, for devices paired without one"
    )
    poll_s: float = Field(5.0, ge=0.2, le=300, strict=False, description="How often states are asked for")
    answer_s: float = Field(
        1.5, ge=0.1, le=3, strict=False, description="How long an answer may take before the question is repeated"
    )


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return MiotConfig.model_json_schema()


def complaints_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section, each as "key: reason; fix"."""
    return complaints(MiotConfig, settings)
